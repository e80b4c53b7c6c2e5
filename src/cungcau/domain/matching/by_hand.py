"""Decisions by hand as plain values: what they make of a plan's lines, and whether the rules allow them.

A pair of lot and need that somebody decided on is decided as a whole: its lines stand as the plan has
them with the human kg put in, and the planner adds nothing between the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Self

from cungcau.domain.matching.unkept import LineKey, Unkept
from cungcau.engines.allocation.check.breaches import Breach, Facts
from cungcau.engines.allocation.check.lines import check_lines
from cungcau.engines.allocation.check.sums import check_sums
from cungcau.engines.allocation.model import (
    Assignment,
    Closure,
    ClosureKind,
    Commitment,
    Exclusion,
    Scenario,
)
from cungcau.kernel.errors import Fault

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The lines of every pair decided by hand (kg > 0 each), and all those pairs."""

    lines: Mapping[LineKey, int] = field(default_factory=dict)
    pairs: frozenset[Pair] = frozenset()

    def with_line(self, key: LineKey, kg: int) -> Self:
        """The same with one more line decided; 0 kg takes the line away."""
        lines = {each: number for each, number in self.lines.items() if each != key}
        if kg:
            lines[key] = kg
        return replace(self, lines=lines, pairs=self.pairs | {key[:2]})

    @property
    def lots(self) -> frozenset[str]:
        """Codes of the lots concerned."""
        return frozenset(lot for lot, _ in self.pairs)


def judge(scenario: Scenario, decided: Decisions, asked: LineKey, today: date | None = None) -> list[Fault]:
    """What the lines decided by hand break of the plan's rules, in words; empty when they keep them all.

    Rules of a single line are judged for the line ``asked`` alone (the others were judged in their turn),
    sums for all of them together: the planner may move everything else, but not these. A place that takes
    nothing because its day is before ``today`` is said to be past (:func:`from_day`), not shut.
    """
    facts = Facts(scenario)
    lines = [_assignment(facts, key, kg) for key, kg in sorted(decided.lines.items())]
    wrong: list[Breach] = []
    if decided.lines.get(asked):
        found = check_lines(facts, [_assignment(facts, asked, decided.lines[asked])])[0]
        wrong += [_past(breach, asked[3]) if today and asked[3] < today else breach for breach in found]
    wrong += check_sums(facts, lines)[0]
    return [Fault("override", 0, breach.code, breach.where, breach.message) for breach in wrong]


def _past(breach: Breach, day: date) -> Breach:
    if breach.code != "place_closed":
        return breach
    return Breach("day_past", breach.where, f"ngày hái {day} đã qua, không thêm hàng vào ngày ấy được nữa")


def _assignment(facts: Facts, key: LineKey, kg: int) -> Assignment:
    lot_id, demand_id, point_id, harvest, dispatch = key
    lot, demand = facts.lots.get(lot_id), facts.demands.get(demand_id)
    lane = facts.lanes.get((point_id, demand.market)) if demand else None
    way = facts.access.get((lot.place, point_id)) if lot else None
    freight = (way.cost_vnd_per_kg if way else 0) + (lane.cost_vnd_per_kg if lane else 0)
    arrival = dispatch + timedelta(days=lane.days if lane else 0)
    price = demand.price_vnd_per_kg if demand else None
    return Assignment(lot_id, demand_id, point_id, harvest, dispatch, arrival, kg, price, freight)


@dataclass(frozen=True, slots=True)
class Bound:
    """A scenario with the decisions put in, and the lines that could not be kept, or not whole; ``lost`` says why."""

    scenario: Scenario
    dropped: tuple[LineKey, ...]
    lost: tuple[Unkept, ...] = ()


def bind(
    scenario: Scenario,
    decided: Decisions,
    history: Iterable[Commitment] = (),
    ordered: frozenset[Pair] = frozenset(),
) -> Bound:
    """The question with decided and past lines as promises and decided pairs kept apart.

    A line whose lot, need, point or lane the scenario no longer has, or whose days lie outside it, cannot be
    promised and is named in ``dropped``; so is a line of which a lot or need that was made smaller since
    leaves only a part (the earliest picked stay). Of pairs that became orders (``ordered``) the scenario's
    promises are the truth: past lines of them are left out, and a decision can only raise a promise.
    """
    lots = {lot.lot_id for lot in scenario.lots}
    markets = {demand.demand_id: demand.market for demand in scenario.demands}
    lanes = {(lane.point_id, lane.market) for lane in scenario.lanes}

    def missing(key: LineKey) -> str:
        lot, need, point, harvest, dispatch = key
        if lot not in lots or need not in markets:
            return "need_gone" if lot in lots else "lot_gone"
        if (point, markets[need]) not in lanes:
            return "lane_gone"
        return "" if scenario.start <= harvest <= dispatch <= scenario.end else "outside_season"

    fixed = {_key(row): row.kg for row in scenario.commitments}
    past = {_key(row): row.kg for row in history if (row.lot_id, row.demand_id) not in ordered}
    promised: dict[LineKey, int] = fixed | past
    for key, kg in decided.lines.items():
        if key[:2] not in ordered:
            promised[key] = kg
        elif key in fixed:
            promised[key] = max(kg, fixed[key])
    kept = _within(scenario, {key: kg for key, kg in promised.items() if not missing(key)})
    pairs = {pair for pair in decided.pairs if pair[0] in lots and pair[1] in markets}
    apart = {Exclusion(*pair) for pair in pairs} | set(scenario.exclusions)
    bound = replace(
        scenario,
        commitments=tuple(Commitment(*key, kg) for key, kg in sorted(kept.items())),
        exclusions=tuple(sorted(apart, key=lambda pair: (pair.lot_id, pair.demand_id))),
    )
    short = sorted((key, kg - kept.get(key, 0)) for key, kg in promised.items() if kept.get(key, 0) < kg)
    lost = tuple(Unkept.of(key, kg, missing(key) or "smaller") for key, kg in short)
    return Bound(bound, tuple(key for key, _kg in short), lost)


def _key(row: Commitment) -> LineKey:
    return (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date)


def from_day(scenario: Scenario, day: date) -> Scenario:
    """The question with nothing new picked before ``day``: what is past can be kept, not planned."""
    if day <= scenario.start:
        return scenario
    last = min(day, scenario.end + timedelta(days=1)) - timedelta(days=1)
    past = tuple(
        Closure(ClosureKind.PLACE, place, scenario.start, last, Fraction(0))
        for place in sorted({lot.place for lot in scenario.lots})
    )
    return replace(scenario, closures=(*scenario.closures, *past))


def _within(scenario: Scenario, promised: Mapping[LineKey, int]) -> dict[LineKey, int]:
    """The promised lines, cut down to what their lots and needs hold now; the earliest picked come first."""
    lots = {lot.lot_id: lot.quantity_kg for lot in scenario.lots}
    needs = {demand.demand_id: demand.quantity_kg for demand in scenario.demands}
    kept: dict[LineKey, int] = {}
    for key, kg in sorted(promised.items(), key=lambda row: (row[0][3], row[0][4], row[0])):
        lot, need = key[:2]
        left = min(kg, lots[lot], needs[need])
        if left > 0:
            kept[key] = left
            lots[lot] -= left
            needs[need] -= left
    return kept
