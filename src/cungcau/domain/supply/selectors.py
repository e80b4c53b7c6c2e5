"""Questions about lots and the season's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from cungcau.domain.supply import policies
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.platform.access.selectors import Somebody, allows, visible
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching


@dataclass(frozen=True, slots=True)
class Total:
    """How many lots, and their kg."""

    lots: int
    kg: int


def lots_for_planning(season: Season) -> QuerySet[Lot]:
    """A season's lots with everything the planner reads of them, in one question."""
    return (
        Lot.objects.filter(season=season)
        .select_related("producer", "representative", "commodity", "place")
        .defer("words", "producer__words", "representative__words", "place__words")
    )


def ledger_of(season: Season) -> QuerySet[SeasonLedger]:
    """The season's ledger with its producers."""
    return SeasonLedger.objects.filter(season=season).select_related("producer")


def lots_of(season: Season) -> QuerySet[Lot]:
    """A season's lots for a list: what stands beside them is read for the page's rows alone."""
    rows = Lot.objects.filter(season=season).defer("words", "folded", "note")
    return rows.prefetch_related("producer", "representative", "commodity", "place__parent")


def lots_shown(season: Season, user: Somebody) -> QuerySet[Lot]:
    """The lots of a season somebody may see: all of them where the season's area is theirs, else their area's."""
    rows = lots_of(season)
    if allows(user, policies.VIEW, season.area_code):
        return rows
    return visible(rows, user, policies.VIEW)


def lot(pk: int) -> Lot | None:
    """One lot with all that its page shows, or None."""
    rows = Lot.objects.select_related(
        "season", "producer", "representative", "commodity", "place__parent__parent"
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
    """(first day, last day, kg) of every harvest window in which lots of the season are offered."""
    rows = Lot.objects.filter(season=season).order_by().values_list("harvest_from", "harvest_to")
    return [(first, last, int(kg)) for first, last, kg in rows.annotate(kg=Sum("quantity_kg"))]


def places_of(season: Season) -> QuerySet[Unit]:
    """The units lots of a season were entered with, by name."""
    lots = Lot.objects.filter(season=season, place=OuterRef("pk"))
    return Unit.objects.filter(Exists(lots)).select_related("parent").order_by("folded", "code")
