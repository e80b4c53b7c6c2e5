"""What is already ordered of a season, told by whoever keeps orders above this room.

The app of the orders gives a :class:`Provider` from its ``tasks.py``::

    from cungcau.domain.matching import commitments
    commitments.provide(provider)

From then on the next computed plan keeps what households hold for orders, exactly and once, and what is
available to promise is less by it. Without a provider a plan's own lines are all that is promised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from cungcau.engines.allocation.model import Commitment, Producer, Scenario

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cungcau.domain.matching.models import Line
    from cungcau.reference.catalogue.models import Season


@dataclass(frozen=True, slots=True)
class Ordered:
    """Kg households hold: ``commitments`` towards a need of the season, ``sold`` kg by lot for anything else.

    ``pairs`` are the (lot, need) of plan lines that became orders: there the orders say what is true, not the plan.
    """

    commitments: tuple[Commitment, ...] = ()
    sold: Mapping[str, int] = field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Unsplit:
    """Kg of an agreed delivery no household holds yet: whose, where, picked when."""

    seller_code: str
    seller_name: str
    area_code: str
    harvest_date: date
    kg: int


class Provider(Protocol):
    """What the orders tell."""

    def ordered(self, season: Season) -> Ordered:
        """What the next plan of the season keeps."""

    def held(self, season: Season) -> QuerySet[Any]:
        """Rows with ``lot``, ``producer``, ``harvest_date`` and ``held_kg``: what households hold."""

    def unsplit(self, season: Season, commodity_id: int) -> Iterable[Unsplit]:
        """What was agreed of goods and no household holds yet."""

    def unordered(self, lines: QuerySet[Line]) -> QuerySet[Line]:
        """Of a plan's lines those that did not become orders."""


_PROVIDERS: list[Provider] = []


def provide(provider: Provider) -> None:
    """Let orders count; the last provider given is asked."""
    _PROVIDERS[:] = [provider]


def provider() -> Provider | None:
    """Who tells, or None."""
    return _PROVIDERS[0] if _PROVIDERS else None


def ordered_of(season: Season) -> Ordered:
    """What is ordered of a season; nothing without a provider."""
    told = provider()
    return told.ordered(season) if told is not None else Ordered()


def put_in(scenario: Scenario, ordered: Ordered) -> Scenario:
    """The question with what is ordered taken off: promises kept, the rest of it gone from its lots.

    What cannot stand as a promise (another need, a day outside, a lane that is no more) is sold all the same:
    its lot is smaller by it, its producer has offered and sold so much before.
    """
    if not (ordered.commitments or ordered.sold):
        return scenario
    stands = _standing(scenario)
    left = {lot.lot_id: lot.quantity_kg for lot in scenario.lots}
    gone: dict[str, int] = defaultdict(int)
    for lot, kg in ordered.sold.items():
        if lot in left:
            gone[lot] += min(kg, left[lot])
            left[lot] -= min(kg, left[lot])
    needs = {demand.demand_id: demand.quantity_kg for demand in scenario.demands}
    kept: dict[tuple[str, str, str, date, date], int] = defaultdict(int)
    for row in sorted(ordered.commitments, key=lambda one: (one.harvest_date, one.dispatch_date, one.lot_id)):
        if row.lot_id not in left:
            continue
        kg = min(row.kg, left[row.lot_id])
        left[row.lot_id] -= kg
        part = min(kg, needs.get(row.demand_id, 0)) if stands(row) else 0
        if part:
            needs[row.demand_id] -= part
            kept[row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date] += part
        gone[row.lot_id] += kg - part
    promised = tuple(Commitment(*key, kg) for key, kg in sorted(kept.items()))
    named = {row.lot_id for row in promised}
    smaller = (replace(lot, quantity_kg=lot.quantity_kg - gone[lot.lot_id]) for lot in scenario.lots)
    return replace(
        scenario,
        lots=tuple(lot for lot in smaller if lot.quantity_kg > 0 or lot.lot_id in named),
        producers=_having_sold(scenario, _by_producer(scenario, gone)),
        commitments=(*scenario.commitments, *promised),
    )


def _standing(scenario: Scenario) -> Callable[[Commitment], bool]:
    markets = {demand.demand_id: demand.market for demand in scenario.demands}
    lanes = {(lane.point_id, lane.market) for lane in scenario.lanes}

    def stands(row: Commitment) -> bool:
        there = row.demand_id in markets and (row.point_id, markets[row.demand_id]) in lanes
        return there and scenario.start <= row.harvest_date <= row.dispatch_date <= scenario.end

    return stands


def _by_producer(scenario: Scenario, gone: Mapping[str, int]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for lot in scenario.lots:
        if gone.get(lot.lot_id):
            sums[lot.producer_id] += gone[lot.lot_id]
    return sums


def _having_sold(scenario: Scenario, sold: Mapping[str, int]) -> tuple[Producer, ...]:
    """Producers whose sold kg count as offered and sold before, so that their season's share stays true."""
    there = {one.producer_id: one for one in scenario.producers}
    for who, kg in sold.items():
        one = there.get(who) or Producer(
            producer_id=who, weight=Fraction(1), prior_offered_kg=0, prior_sold_kg=0
        )
        there[who] = replace(
            one, prior_offered_kg=one.prior_offered_kg + kg, prior_sold_kg=one.prior_sold_kg + kg
        )
    return tuple(there[who] for who in sorted(there))
