"""What is already ordered of a season, told by whoever keeps orders above this room.

The app of the orders gives a :class:`Provider` from its ``tasks.py``::

    from cungcau.domain.matching import commitments
    commitments.provide(provider)

From then on the next computed plan keeps what households hold for orders, exactly and once, and what is
available to promise is less by it. Without a provider a plan's own lines are all that is promised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from cungcau.domain.matching.unkept import LineKey, Unkept
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


@dataclass(frozen=True, slots=True)
class Named:
    """An order as people know it: its number, and the path of its page."""

    code: str
    url: str


class Provider(Protocol):
    """What the orders tell."""

    def ordered(self, season: Season) -> Ordered:
        """What the next plan of the season keeps."""

    def held(self, season: Season) -> QuerySet[Any]:
        """Rows with ``lot``, ``producer``, ``harvest_date`` and ``held_kg``: what households hold."""

    def unsplit(self, season: Season, commodity_id: int) -> Iterable[Unsplit]:
        """What was agreed of goods and no household holds yet."""

    def named(self, season: Season, lots: Collection[str]) -> Mapping[tuple[str, str, date], Sequence[Named]]:
        """The orders that hold these lots, by codes of lot and need (as the planner knows it) and day of picking."""

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
    kept, gone, _lost = _share_out(scenario, ordered)
    promised = tuple(Commitment(*key, kg) for key, kg in sorted(kept.items()))
    named = {row.lot_id for row in promised}
    smaller = (replace(lot, quantity_kg=lot.quantity_kg - gone.get(lot.lot_id, 0)) for lot in scenario.lots)
    return replace(
        scenario,
        lots=tuple(lot for lot in smaller if lot.quantity_kg > 0 or lot.lot_id in named),
        producers=_having_sold(scenario, _by_producer(scenario, gone)),
        commitments=(*scenario.commitments, *promised),
    )


def cannot_stand(scenario: Scenario, ordered: Ordered) -> list[Unkept]:
    """What is ordered and :func:`put_in` could not promise: the line, its kg, and what is missing."""
    return _share_out(scenario, ordered)[2] if ordered.commitments else []


def _share_out(
    scenario: Scenario, ordered: Ordered
) -> tuple[dict[LineKey, int], dict[str, int], list[Unkept]]:
    """Kg promised by line, kg gone by lot, and what of the ordered lines is neither; the earliest picked come first."""
    left = {lot.lot_id: lot.quantity_kg for lot in scenario.lots}
    gone: dict[str, int] = defaultdict(int)
    for lot, kg in ordered.sold.items():
        if lot in left:
            gone[lot] += min(kg, left[lot])
            left[lot] -= min(kg, left[lot])
    needs = {demand.demand_id: demand.quantity_kg for demand in scenario.demands}
    missing = _missing(scenario)
    kept: dict[LineKey, int] = defaultdict(int)
    lost: list[Unkept] = []
    for row in sorted(ordered.commitments, key=lambda one: (one.harvest_date, one.dispatch_date, one.lot_id)):
        key = (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date)
        if row.lot_id not in left:
            lost.append(Unkept.of(key, row.kg, "lot_gone"))
            continue
        kg, why = min(row.kg, left[row.lot_id]), missing(row)
        left[row.lot_id] -= kg
        part = 0 if why else min(kg, needs[row.demand_id])
        if part:
            needs[row.demand_id] -= part
            kept[key] += part
        gone[row.lot_id] += kg - part
        if row.kg > kg:
            lost.append(Unkept.of(key, row.kg - kg, "lot_smaller"))
        if kg > part:
            lost.append(Unkept.of(key, kg - part, why or "need_smaller"))
    return kept, gone, lost


def _missing(scenario: Scenario) -> Callable[[Commitment], str]:
    """What keeps a line from standing in the question, "" for nothing."""
    markets = {demand.demand_id: demand.market for demand in scenario.demands}
    lanes = {(lane.point_id, lane.market) for lane in scenario.lanes}

    def missing(row: Commitment) -> str:
        if row.demand_id not in markets:
            return "need_gone"
        if (row.point_id, markets[row.demand_id]) not in lanes:
            return "lane_gone"
        inside = scenario.start <= row.harvest_date <= row.dispatch_date <= scenario.end
        return "" if inside else "outside_season"

    return missing


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
