"""The compact model: class of lots → pool at a point on a day → lane on a dispatch day → demand.

Lots that no rule tells apart form a class. What they bring to one point on one day lies in a pool of goods
with the same ways onward, from which the demands are served.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import floor

from benchmarks.allocation.lines import NEARLY_WHOLE, Lines
from benchmarks.allocation.rules import Cannot, Rules, Way
from cungcau.engines.allocation.model import Scenario

Pool = tuple[tuple[Way, ...], int, int]
"""Ways onward from the point, the point, the harvest day."""
Inflow = tuple[int, int, int]
"""Class, point, harvest day."""
Outflow = tuple[Pool, Way, int]
"""Pool, way onward, dispatch day."""


@dataclass(slots=True)
class Graph:
    """``classes`` hold positions of lots; ``feeding`` and ``pools`` the arcs into and out of each pool."""

    classes: list[list[int]] = field(default_factory=list)
    pools: dict[Pool, list[int]] = field(default_factory=dict)
    feeding: dict[Pool, list[int]] = field(default_factory=lambda: defaultdict(list))
    inflows: list[Inflow] = field(default_factory=list)
    outflows: list[Outflow] = field(default_factory=list)


def build(rules: Rules) -> Graph:
    """The graph with every arc the rules allow."""
    graph = Graph(classes=classes(rules))
    for number, members in enumerate(graph.classes):
        lot = rules.scenario.lots[members[0]]
        for point, ways in ways_by_point(rules.ways(lot)).items():
            for day in rules.harvest_days(lot):
                pool = (ways, point, day)
                if pool not in graph.pools:
                    _open(rules, graph, pool)
                if graph.pools[pool]:
                    graph.feeding[pool].append(len(graph.inflows))
                    graph.inflows.append((number, point, day))
    return graph


def classes(rules: Rules) -> list[list[int]]:
    """Positions of lots by place, ways and window; lots with a daily limit only beside their exact likes."""
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, lot in enumerate(rules.scenario.lots):
        daily = () if lot.max_kg_per_day is None else (lot.max_kg_per_day, lot.quantity_kg)
        found[lot.place, rules.ways(lot), lot.harvest_from, lot.harvest_to, daily].append(index)
    return list(found.values())


def ways_by_point(ways: tuple[Way, ...]) -> dict[int, tuple[Way, ...]]:
    """The ways that lead through each point."""
    found: dict[int, list[Way]] = defaultdict(list)
    for way in ways:
        found[way.point].append(way)
    return {point: tuple(through) for point, through in found.items()}


def require_pure(rules: Rules) -> None:
    """Raise ``Cannot`` unless all goods that meet at a point have the same ways onward and leave at once."""
    onward: dict[int, tuple[Way, ...]] = {}
    for lot in rules.scenario.lots:
        for point, ways in ways_by_point(rules.ways(lot)).items():
            if onward.setdefault(point, ways) != ways:
                raise Cannot("goods with different ways onward share a point: not a pure network")
    if any(point.storage_kg for point in rules.scenario.points):
        raise Cannot("points store goods overnight: not a pure network of one day's goods")


def _open(rules: Rules, graph: Graph, pool: Pool) -> None:
    ways, _, day = pool
    arcs = graph.pools[pool] = []
    for way in ways:
        for dispatch in rules.dispatch_days(way, day):
            arcs.append(len(graph.outflows))
            graph.outflows.append((pool, way, dispatch))


def to_lines(
    rules: Rules, graph: Graph, brought: Mapping[int, float], sent: Mapping[int, float]
) -> tuple[Lines, list[int]]:
    """Lot lines from amounts on inflows and outflows (kg by position, zeros left out), rounded down.

    In each pool what came first leaves first; in each class the lots share evenly what their limits allow.
    """
    lines, amounts = Lines(), []
    split = _Split(rules.scenario, graph)
    for pool, arcs in graph.pools.items():
        _, point, harvest = pool
        coming = [(at, brought[at]) for at in graph.feeding.get(pool, ()) if at in brought]
        going = [(at, sent[at]) for at in arcs if at in sent]
        for inflow, outflow, kg in _matched(coming, going):
            _, way, dispatch = graph.outflows[outflow]
            for lot, part in split.take(graph.inflows[inflow], kg):
                freight = rules.freight(rules.scenario.lots[lot], way)
                ends = (dispatch + way.days, way.demand, way.lane, freight)
                lines.add((lot, point, harvest, dispatch, *ends))
                amounts.append(part)
    return lines, amounts


def _matched(
    coming: list[tuple[int, float]], going: list[tuple[int, float]]
) -> Iterator[tuple[int, int, int]]:
    """Which inflow leaves by which outflow, in whole kg."""
    ins, outs = iter(coming), iter(going)
    inflow, here = next(ins, (-1, 0.0))
    outflow, there = next(outs, (-1, 0.0))
    while inflow >= 0 and outflow >= 0:
        amount = min(here, there)
        kg = floor(amount + NEARLY_WHOLE)
        if kg > 0:
            yield inflow, outflow, kg
        here, there = here - amount, there - amount
        if here <= NEARLY_WHOLE:
            inflow, here = next(ins, (-1, 0.0))
        if there <= NEARLY_WHOLE:
            outflow, there = next(outs, (-1, 0.0))


class _Split:
    """Hands what a class brings on a day to its lots, within each lot's limits."""

    def __init__(self, scenario: Scenario, graph: Graph) -> None:
        self._lots = scenario.lots
        self._classes = graph.classes
        self._left = [lot.quantity_kg for lot in scenario.lots]
        self._left_today: dict[tuple[int, int], int] = {}

    def take(self, inflow: Inflow, kg: int) -> Iterator[tuple[int, int]]:
        """(lot, kg) parts of what a class brings; a remainder that fits nowhere is dropped."""
        number, _, day = inflow
        members = sorted(self._classes[number], key=lambda lot: (-self._left[lot], lot))
        limited = self._lots[members[0]].max_kg_per_day is not None
        for position, lot in enumerate(members):
            share = -(-kg // (len(members) - position)) if limited else kg
            part = min(share, self._left[lot], self._today(lot, day))
            if part > 0:
                self._left[lot] -= part
                if limited:
                    self._left_today[lot, day] -= part
                kg -= part
                yield lot, part
            if kg == 0:
                return

    def _today(self, lot: int, day: int) -> int:
        most = self._lots[lot].max_kg_per_day
        if most is None:
            return self._left[lot]
        return self._left_today.setdefault((lot, day), most)
