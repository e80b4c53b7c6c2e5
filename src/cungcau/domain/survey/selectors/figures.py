"""Figures for lists and pages, and what stands around one."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from cungcau.domain.survey import policies
from cungcau.domain.survey.models import Figure, Observation
from cungcau.platform.access.selectors import Somebody, visible
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching

BESIDE = 30
"""How many figures of other times or places a page shows."""


def figures_shown(user: Somebody) -> QuerySet[Figure]:
    """The figures somebody may see, with what is in use read along."""
    rows = Figure.objects.defer("words", "folded").select_related("in_use")
    return visible(rows, user, policies.VIEW)


def figure(pk: int) -> Figure | None:
    """One figure with its place and choice, or None."""
    rows = Figure.objects.defer("words").select_related("place__parent__parent", "in_use", "chosen_by")
    return rows.filter(pk=pk).first()


def observation(pk: int) -> Observation | None:
    """One observation with its figure, or None."""
    rows = Observation.objects.select_related("figure__in_use", "figure__place", "entered_by", "confirmed_by")
    return rows.filter(pk=pk).first()


def observations_of(figure: Figure) -> QuerySet[Observation]:
    """All observations of a figure, the current ones first, then by the date of their source."""
    rows = Observation.objects.filter(figure=figure).select_related("entered_by", "confirmed_by", "corrects")
    return rows.order_by("-is_current", F("source_date").desc(nulls_last=True), "-pk")


def observations_shown(user: Somebody) -> QuerySet[Observation]:
    """The observations of the figures somebody may see, the latest first."""
    rows = Observation.objects.select_related("figure", "entered_by", "confirmed_by").defer("figure__words")
    return visible(rows, user, policies.VIEW, "figure__area_code").order_by("-pk")


def commodities_of(rows: QuerySet[Figure]) -> list[str]:
    """The names of goods there are figures of."""
    return list(rows.order_by("commodity_text").values_list("commodity_text", flat=True).distinct())


def years_of(rows: QuerySet[Figure]) -> list[int]:
    """The years figures end in, the latest first."""
    years = rows.filter(period_to__isnull=False).order_by().annotate(year=ExtractYear("period_to"))
    return sorted(set(years.values_list("year", flat=True)), reverse=True)


def in_year(rows: QuerySet[Figure], year: int) -> QuerySet[Figure]:
    """Figures whose period touches a year; an open end counts in the year of the other, unknown time in none."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    spanned = Q(period_from__lte=last, period_to__gte=first)
    ended = Q(period_from=None, period_to__range=(first, last))
    begun = Q(period_to=None, period_from__range=(first, last))
    return rows.filter(spanned | ended | begun)


def at_place(rows: QuerySet[Figure], text: str) -> QuerySet[Figure]:
    """Figures of places whose name, or that of what they lie in, holds the words."""
    units = matching(Unit.objects.all(), text).order_by().values("pk")
    return rows.filter(Q(place__in=units) | Q(place=None, pk__in=matching(rows, text).values("pk")))


def from_source(rows: QuerySet[Figure], text: str) -> QuerySet[Figure]:
    """Figures some current observation of which names a source that holds the text."""
    found = Observation.objects.filter(figure=OuterRef("pk"), is_current=True, source__icontains=text)
    return rows.filter(Exists(found))


def same_goods(figure: Figure) -> QuerySet[Figure]:
    """The same metric of the same goods, at any place and time."""
    goods = (
        Q(commodity_code=figure.commodity_code)
        if figure.commodity_code
        else Q(commodity_code="", commodity_text=figure.commodity_text)
    )
    rows = Figure.objects.defer("words", "folded").select_related("in_use")
    return rows.filter(goods, metric=figure.metric, variety=figure.variety)


def other_times(figure: Figure) -> list[Figure]:
    """The same figure at other times, the oldest first."""
    place = Q(place=figure.place_id) if figure.place_id else Q(place=None, place_text=figure.place_text)
    rows = same_goods(figure).filter(place, area_code=figure.area_code).exclude(pk=figure.pk)
    return list(rows.order_by(F("period_to").asc(nulls_last=True), "pk")[:BESIDE])


def other_places(figure: Figure) -> list[Figure]:
    """The same metric for that time at the places within and around."""
    if figure.place is None:
        return []
    above = [unit.pk for unit in (figure.place.parent, getattr(figure.place.parent, "parent", None)) if unit]
    near = Q(place__in=above) | Q(place__parent=figure.place_id) | Q(place__parent__parent=figure.place_id)
    rows = same_goods(figure).filter(near, period_from=figure.period_from, period_to=figure.period_to)
    return list(rows.filter(area_code__startswith=figure.area_code[:2]).order_by("folded", "pk")[:BESIDE])
