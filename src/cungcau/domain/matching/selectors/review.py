"""Questions about versions, comparisons, the carried ledger, and whether a plan's figures still hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from cungcau.domain.demand import selectors as demand
from cungcau.domain.matching.models import ComparedLine, Comparison, LedgerCarry, Plan, Share
from cungcau.domain.matching.models.plan import MAIN
from cungcau.domain.matching.states import COMPUTED, PUBLISHED, SUPERSEDED
from cungcau.domain.supply import selectors as supply

if TYPE_CHECKING:
    from cungcau.reference.catalogue.models import Season

_ENOUGH = 1000
"""Changed rows are counted up to here: beyond, "more than" says as much."""


@dataclass(frozen=True, slots=True)
class Changed:
    """How many lots and needs were entered or corrected since a plan read them (counted to 1,000)."""

    lots: int
    needs: int

    def __bool__(self) -> bool:
        return bool(self.lots or self.needs)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What a producer brings into the next season: code, weight, kg offered and sold so far."""

    producer: str
    name: str
    weight: Decimal
    offered_kg: int
    sold_kg: int


def versions_of(season: Season) -> QuerySet[Plan]:
    """The season's published plans, the latest first."""
    rows = Plan.objects.filter(season=season, version__isnull=False, state__in=(PUBLISHED, SUPERSEDED))
    return rows.select_related("published_by").defer("pictures").order_by("-version")


def latest_version(season: Season) -> Plan | None:
    """The plan published last."""
    return versions_of(season).first()


def earlier_version(plan: Plan) -> Plan | None:
    """The version published before this one, if there was one."""
    return versions_of(plan.season).filter(version__lt=plan.version).first() if plan.version else None


def comparable(season: Season) -> QuerySet[Plan]:
    """The main plans of a season that have a result, newest first."""
    rows = Plan.objects.filter(season=season, kind=MAIN, state__in=(COMPUTED, PUBLISHED, SUPERSEDED))
    return rows.defer("pictures", "summary")


def compared(before: Plan, after: Plan) -> Comparison | None:
    """The comparison of two plans, if somebody asked for it before."""
    return Comparison.objects.filter(before=before, after=after).first()


def compared_lines(comparison: Comparison) -> QuerySet[ComparedLine]:
    """The lines that differ, with names read for the page's rows alone."""
    return ComparedLine.objects.filter(comparison=comparison).prefetch_related(
        "lot", "producer", "need__buyer", "point"
    )


def changed_since(plan: Plan) -> Changed:
    """What was entered or corrected after the plan's question was read."""
    if plan.taken_at is None:
        return Changed(0, 0)
    lots = supply.lots_of(plan.season).order_by().filter(updated_at__gt=plan.taken_at)
    needs = demand.needs_of(plan.season).order_by().filter(updated_at__gt=plan.taken_at)
    return Changed(
        len(lots.values_list("pk", flat=True)[:_ENOUGH]), len(needs.values_list("pk", flat=True)[:_ENOUGH])
    )


def ledger_after(plan: Plan) -> Iterator[LedgerLine]:
    """Each producer's ledger once this plan is sold: the season's own prior columns plus the plan's shares.

    Producers who are in the season's ledger but offered nothing keep what they had.
    """
    prior = {row.producer_id: row for row in supply.ledger_of(plan.season)}
    shares = Share.objects.filter(plan=plan).select_related("producer").order_by("producer__code")
    seen = set()
    for share in shares.defer("words", "producer__words").iterator(chunk_size=5000):
        old = prior.get(share.producer_id)
        seen.add(share.producer_id)
        yield LedgerLine(
            share.producer.code,
            share.producer.name,
            old.weight if old else share.producer.weight,
            share.offered_kg + (old.prior_offered_kg if old else 0),
            share.sold_kg + (old.prior_sold_kg if old else 0),
        )
    for producer_id in sorted(prior.keys() - seen):
        old = prior[producer_id]
        yield LedgerLine(
            old.producer.code, old.producer.name, old.weight, old.prior_offered_kg, old.prior_sold_kg
        )


@dataclass(frozen=True, slots=True)
class LedgerSum:
    """The ledger after a plan as a whole, and those who sold least of what they offered (at most 50)."""

    producers: int
    offered_kg: int
    sold_kg: int
    least: tuple[LedgerLine, ...]


def ledger_sum(plan: Plan) -> LedgerSum:
    """The same as :func:`ledger_after` added up by the database; only the rows shown are read."""
    shares = Share.objects.filter(plan=plan)
    prior = supply.ledger_of(plan.season).order_by()
    new = shares.aggregate(producers=Count("id"), offered=Sum("offered_kg"), sold=Sum("sold_kg"))
    old = prior.aggregate(
        offered=Sum("prior_offered_kg"),
        sold=Sum("prior_sold_kg"),
        silent=Count("id", filter=~Exists(shares.filter(producer=OuterRef("producer")))),
    )
    worst = list(shares.select_related("producer").defer("words", "producer__words")[:50])
    theirs = {row.producer_id: row for row in prior.filter(producer__in=[one.producer_id for one in worst])}
    least = []
    for share in worst:
        had = theirs.get(share.producer_id)
        least.append(
            LedgerLine(
                share.producer.code,
                share.producer.name,
                had.weight if had else share.producer.weight,
                share.offered_kg + (had.prior_offered_kg if had else 0),
                share.sold_kg + (had.prior_sold_kg if had else 0),
            )
        )
    return LedgerSum(
        new["producers"] + old["silent"],
        (new["offered"] or 0) + (old["offered"] or 0),
        (new["sold"] or 0) + (old["sold"] or 0),
        tuple(least),
    )


def carries_of(season: Season) -> QuerySet[LedgerCarry]:
    """Where the season's ledger went."""
    return LedgerCarry.objects.filter(season=season).select_related("into", "carried_by")
