"""Questions about needs for lists and pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from cungcau.domain.demand import policies, states
from cungcau.domain.demand.models import Need, NeedLine, Offer
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import organisations_of
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import seasons_touching
from cungcau.reference.search import matching


@dataclass(frozen=True, slots=True)
class Total:
    """How many needs, and their kg."""

    needs: int
    kg: int


def needs_of(season: Season) -> QuerySet[Need]:
    """A season's needs for a list: what stands beside them is read for the page's rows alone.

    Deliveries of recurring needs are not among them. ``accepted_kg`` is what was taken of offers.
    """
    rows = Need.objects.filter(season=season, line_of=None).defer("words", "folded")
    return with_accepted(rows).prefetch_related("buyer", "commodity", "market")


def with_accepted(rows: QuerySet[Need]) -> QuerySet[Need]:
    """Needs with ``accepted_kg``, what was taken of their offers."""
    taken = Offer.objects.filter(need=OuterRef("pk"), state=states.ACCEPTED).order_by().values("need")
    kg = Subquery(taken.annotate(kg=Sum("kg")).values("kg"), output_field=BigIntegerField())
    return rows.annotate(accepted_kg=Coalesce(kg, 0))


def with_gap(rows: QuerySet[Need]) -> QuerySet[Need]:
    """Needs of which less was taken than they ask."""
    taken = Offer.objects.filter(need=OuterRef("pk"), state=states.ACCEPTED).order_by().values("need")
    kg = Subquery(taken.annotate(kg=Sum("kg")).values("kg"), output_field=BigIntegerField())
    return rows.filter(quantity_kg__gt=Coalesce(kg, 0))


def sees_all(user: Somebody, season: Season) -> bool:
    """Whether somebody sees every buyer's needs in a season that touches their areas."""
    return season in seasons_touching(areas_with(user, policies.SEE_ALL))


def shown_to(rows: QuerySet[Need], user: Somebody, season: Season) -> QuerySet[Need]:
    """The needs of a season somebody may see: all for those with a part in it, a buyer's own otherwise."""
    if sees_all(user, season):
        return rows
    return rows.filter(buyer__in=own_buyers(user))


def own_buyers(user: Somebody) -> QuerySet[Organisation]:
    """The buyers somebody enters needs for as their agent."""
    if not allows(user, policies.RECORD_OWN):
        return Organisation.objects.none()
    return organisations_of(user, clock.today())


def need(pk: int) -> Need | None:
    """One need with all that its page shows, or None; a delivery is found by its need."""
    rows = Need.objects.select_related(
        "season", "buyer__unit", "commodity", "market", "entered_by", "line_of"
    ).defer("words", "buyer__words", "market__words", "buyer__unit__words")
    return with_accepted(rows).filter(pk=pk).first()


def lines_of(need: Need) -> QuerySet[NeedLine]:
    """A recurring need's deliveries by day, those left out among them."""
    return NeedLine.objects.filter(line_of=need).defer("words", "folded").order_by("deliver_from")


def search(rows: QuerySet[Need], text: str) -> QuerySet[Need]:
    """Needs whose code, buyer, commodity, place or market holds every word, with or without marks."""
    return matching(rows, text)


def delivered_within(rows: QuerySet[Need], first: date | None, last: date | None) -> QuerySet[Need]:
    """Needs that take goods on some day from ``first`` to ``last`` (None: open)."""
    if first is not None:
        rows = rows.filter(deliver_to__gte=first)
    return rows.filter(deliver_from__lte=last) if last is not None else rows


def with_offers_waiting(rows: QuerySet[Need]) -> QuerySet[Need]:
    """Needs to which an offer waits for an answer."""
    return rows.filter(Exists(Offer.objects.filter(need=OuterRef("pk"), state=states.PROPOSED)))


def total(rows: QuerySet[Need]) -> Total:
    """How many needs a filter leaves and their kg."""
    found = rows.order_by().aggregate(needs=Count("pk"), kg=Sum("quantity_kg"))
    return Total(found["needs"], found["kg"] or 0)


def markets_of(season: Season) -> list[tuple[str, str]]:
    """(code, name) of the markets needs of a season name, by name."""
    rows = Need.objects.filter(season=season, market__isnull=False).order_by("market__name", "market__code")
    return list(rows.values_list("market__code", "market__name").distinct())


def other_prices(season: Season, commodity_id: int, price_at: str, but: int | None = None) -> list[int]:
    """đồng per kg that other needs of the season name for the same goods, the latest fifty."""
    rows = Need.objects.filter(
        season=season, commodity=commodity_id, price_at=price_at, line_of=None, price_vnd_per_kg__isnull=False
    )
    prices: Iterable[int | None] = (
        (rows if but is None else rows.exclude(pk=but))
        .order_by("-pk")
        .values_list("price_vnd_per_kg", flat=True)[:50]
    )
    return [price for price in prices if price is not None]
