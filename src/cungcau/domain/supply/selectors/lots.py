"""Questions about the lots of a season: the list, one lot, the planner's reading of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from cungcau.domain.supply import policies
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.domain.supply.states import OFFERED, WITHDRAWN
from cungcau.platform.access.selectors import Somebody, allows, visible
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching

EXPIRED = "expired"
"""What an offer whose last day is past is called beside the states kept in the row."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many lots, and their kg."""

    lots: int
    kg: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Lots a plan leaves out, for one reason: ``withdrawn`` or ``expired``; how many, and their kg."""

    reason: str
    lots: int
    kg: int


def lapsed(today: date) -> Q:
    """Offers whose last day is past; one without a last day stands to the season's end."""
    return Q(state=OFFERED, expires_on__lt=today)


def live(today: date) -> Q:
    """Offers that stand on a day."""
    return Q(state=OFFERED) & (Q(expires_on=None) | Q(expires_on__gte=today))


def condition(lot: Lot, today: date) -> str:
    """``offered``, ``withdrawn``, or ``expired`` for an offer whose last day is past."""
    past = lot.state == OFFERED and lot.expires_on is not None and lot.expires_on < today
    return EXPIRED if past else lot.state


def lots_for_planning(season: Season, today: date | None = None) -> QuerySet[Lot]:
    """A season's live lots with everything the planner reads of them, in one question."""
    return lots_ever(season).filter(live(today or clock.today()))


def lots_ever(season: Season) -> QuerySet[Lot]:
    """The same whether they are live or not, for reading a plan made when they were."""
    return (
        Lot.objects.filter(season=season)
        .select_related("producer", "representative", "commodity", "place")
        .defer("words", "message", "producer__words", "representative__words", "place__words")
    )


def set_aside(season: Season, today: date | None = None) -> tuple[Aside, ...]:
    """What a plan made today leaves out of the season, by reason; reasons without a lot are absent."""
    day = today or clock.today()
    found = []
    for reason, rule in ((WITHDRAWN, Q(state=WITHDRAWN)), (EXPIRED, lapsed(day))):
        sum_of = total(Lot.objects.filter(rule, season=season))
        if sum_of.lots:
            found.append(Aside(reason, sum_of.lots, sum_of.kg))
    return tuple(found)


def lots_set_aside(season: Season, today: date | None = None) -> QuerySet[Lot]:
    """The lots behind :func:`set_aside`, by producer."""
    rows = Lot.objects.filter(Q(state=WITHDRAWN) | lapsed(today or clock.today()), season=season)
    return rows.select_related("producer", "commodity").defer("words", "message").order_by("folded", "id")


def ledger_of(season: Season) -> QuerySet[SeasonLedger]:
    """The season's ledger with its producers."""
    return SeasonLedger.objects.filter(season=season).select_related("producer")


def lots_of(season: Season) -> QuerySet[Lot]:
    """A season's lots for a list: what stands beside them is read for the page's rows alone."""
    rows = Lot.objects.filter(season=season).defer("words", "folded", "note", "message")
    return rows.prefetch_related("producer", "representative", "commodity", "place__parent")


def lots_shown(season: Season, user: Somebody) -> QuerySet[Lot]:
    """The lots of a season somebody may see: all of them where the season's area is theirs, else their area's."""
    rows = lots_of(season)
    if allows(user, policies.VIEW, season.area_code):
        return rows
    return visible(rows, user, policies.VIEW)


def lots_read(season: Season, user: Somebody) -> QuerySet[Lot]:
    """The same lots with what programs read of them, by harvest day."""
    rows = lots_ever(season).select_related("season").defer("words", "folded", "message")
    rows = rows.order_by("harvest_from", "pk")
    if allows(user, policies.VIEW, season.area_code):
        return rows
    return visible(rows, user, policies.VIEW)


def lot(pk: int) -> Lot | None:
    """One lot with all that its page shows, or None."""
    rows = Lot.objects.select_related(
        "season",
        "producer",
        "representative",
        "commodity",
        "place__parent__parent",
        "entered_by",
        "confirmed_by",
    )
    return rows.filter(pk=pk).first()


def search(rows: QuerySet[Lot], text: str) -> QuerySet[Lot]:
    """Lots whose code, people, commodity or place hold every word, with or without marks."""
    return matching(rows, text)


def harvested_within(rows: QuerySet[Lot], first: date | None, last: date | None) -> QuerySet[Lot]:
    """Lots that can be harvested on some day from ``first`` to ``last`` (None: open)."""
    if first is not None:
        rows = rows.filter(harvest_to__gte=first)
    return rows.filter(harvest_from__lte=last) if last is not None else rows


def total(rows: QuerySet[Lot]) -> Total:
    """How many lots a filter leaves and their kg."""
    found = rows.order_by().aggregate(lots=Count("pk"), kg=Sum("quantity_kg"))
    return Total(found["lots"], found["kg"] or 0)


def offered_by_window(season: Season) -> list[tuple[date, date, int]]:
    """(first day, last day, kg) of every harvest window in which live lots of the season are offered."""
    rows = Lot.objects.filter(live(clock.today()), season=season)
    sums = rows.order_by().values_list("harvest_from", "harvest_to").annotate(kg=Sum("quantity_kg"))
    return [(first, last, int(kg)) for first, last, kg in sums]


def places_of(season: Season) -> QuerySet[Unit]:
    """The units lots of a season were entered with, by name."""
    lots = Lot.objects.filter(season=season, place=OuterRef("pk"))
    return Unit.objects.filter(Exists(lots)).select_related("parent").order_by("folded", "code")


def offered_by_producer(season: Season, commodity: Commodity, producers: Sequence[int]) -> dict[int, int]:
    """Kg each of these producers offers of a commodity already; those without a lot are absent."""
    rows = Lot.objects.filter(season=season, commodity=commodity, producer_id__in=producers, state=OFFERED)
    sums = rows.order_by().values_list("producer_id").annotate(kg=Sum("quantity_kg"))
    return {producer: int(kg) for producer, kg in sums}
