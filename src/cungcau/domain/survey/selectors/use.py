"""What other rooms ask: the figure in use, usual yields, what a place brought last season."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from cungcau.domain.survey.doubting import usual_yields
from cungcau.domain.survey.models import Figure, Observation
from cungcau.engines.plausibility import Span, usual_band
from cungcau.reference.geography.models import Level, Unit


def figure_in_use(
    metric: str,
    commodity_code: str,
    area_code: str = "",
    *,
    place: Unit | None = None,
    on: date | None = None,
    period: tuple[date, date] | None = None,
    variety: str = "",
) -> Figure | None:
    """The figure others reckon with, its ``in_use`` read along; None where nothing was observed.

    The place is a unit, or the unit in force whose area this is (a commune that ended is not taken for the
    one it went into). Of a ``period`` exactly that one; ``on`` a day the shortest period around it; neither: the
    latest. Values are ``in_use.low`` and ``in_use.high`` in the metric's unit, None for an open end.
    """
    rows = _of_goods(commodity_code).filter(
        _at(area_code, place), metric=metric, variety=variety, in_use__isnull=False
    )
    if period is not None:
        return rows.filter(period_from=period[0], period_to=period[1]).first()
    if on is not None:
        around = rows.filter(period_from__lte=on, period_to__gte=on)
        return around.order_by(F("period_to") - F("period_from"), "-pk").first()
    return rows.order_by(F("period_to").desc(nulls_last=True), "-pk").first()


def usual_yield(commodity_code: str, area_code: str = "") -> Span | None:
    """Half to twice the median yield observed of a crop (kg per ha), stated or output / area; None of fewer than three.

    ``area_code`` looks at figures kept under one area only.
    """
    return usual_band(yields_of(commodity_code, area_code))


def yields_of(commodity_code: str, area_code: str = "") -> list[int]:
    """Every yield observed of a crop (kg per ha), for ``plausibility.yield_against_usual``."""
    rows = Observation.objects.filter(figure__commodity_code=commodity_code)
    if area_code:
        under = Q(figure__area_code=area_code) | Q(figure__area_code__startswith=f"{area_code}.")
        rows = rows.filter(under)
    return usual_yields(rows.filter(figure__metric__in=("yield", "output", "bearing_area", "planted_area")))


def last_season_output(
    commodity_code: str, area_code: str = "", *, place: Unit | None = None, before: date, variety: str = ""
) -> Span | None:
    """What a place brought in the last period that ended before a day (kg, in use); None where unknown."""
    rows = _of_goods(commodity_code).filter(
        _at(area_code, place), metric="output", variety=variety, period_to__lt=before, in_use__isnull=False
    )
    found = rows.order_by("-period_to", "-pk").first()
    if found is None or found.in_use is None:
        return None
    return Span(found.in_use.low, found.in_use.high)


def prices_of(commodity_code: str, *, since: date, until: date, variety: str = "") -> list[int]:
    """Both ends of every price observed of goods for a time that touches these days (đồng per kg)."""
    rows = Observation.objects.filter(
        figure__commodity_code=commodity_code, figure__metric="price", figure__variety=variety, is_current=True,
        figure__period_from__lte=until, figure__period_to__gte=since,
    )  # fmt: skip
    return [end for ends in rows.values_list("low", "high")[:5000] for end in ends if end is not None]


def known_area(commodity_code: str, place: Unit, on: date) -> int | None:
    """The planted area observed of a crop at a unit in the year of a day (m²), for ``plausibility.areas_in_order``."""
    found = figure_in_use("planted_area", commodity_code, place=place, on=on)
    if found is None or found.in_use is None:
        return None
    return found.in_use.high if found.in_use.high is not None else found.in_use.low


def _of_goods(commodity_code: str) -> QuerySet[Figure]:
    rows = Figure.objects.defer("words", "folded").select_related("in_use", "place")
    return rows.filter(commodity_code=commodity_code).exclude(commodity_code="")


def _at(area_code: str, place: Unit | None) -> Q:
    if place is not None:
        return Q(place=place)
    level = Level.COMMUNE if "." in area_code else Level.PROVINCE
    return Q(place__area_code=area_code, place__level=level, place__valid_to=None)
