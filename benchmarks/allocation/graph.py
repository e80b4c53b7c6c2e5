"""The compact model: class of lots → pool at a point on a day → lane on a dispatch day → demand.

Lots that no rule tells apart form a class. What they bring to one point on one day, once the place and
the window no longer matter, lies in a pool of one sort of goods, from which every demand is served.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import floor

from benchmarks.allocation.lines import NEARLY_WHOLE, Lines
from benchmarks.allocation.rules import Rules, Way
from cungcau.engines.allocation.model import Lot, PriceAt, Scenario

Goods = tuple[str, int, frozenset[str], int, int]
Pool = tuple[Goods, int, int]
Inflow = tuple[int, int, int]
Outflow = tuple[Pool, Way, int]


@dataclass(slots=True)
class Graph:
    """Classes as positions of their lots; arcs into pools (class, point, day) and out of them.

    ``outflows`` are (pool, way of the class that opened the pool, dispatch day); ``access_cost`` is
    đồng/kg by inflow, ``lane_cost`` by outflow.
    """

    classes: list[list[int]] = field(default_factory=list)
    pools: dict[Pool, list[int]] = field(default_factory=dict)
    feeding: dict[Pool, list[int]] = field(default_factory=lambda: defaultdict(list))
    inflows: list[Inflow] = field(default_factory=list)
    outflows: list[Outflow] = field(default_factory=list)


class Sorter:
    """Sorts lots into goods: only differences that some demand sees are kept."""

    def __init__(self, rules: Rules) -> None:
        scenario = rules.scenario
        self._grades: dict[str, list[int]] = defaultdict(list)
        self._nets: dict[str, list[int]] = defaultdict(list)
        self._certificates: dict[str, frozenset[str]] = defaultdict(frozenset)
        self._longest = rules.days + max((row.min_life_left_days for row in scenario.demands), default=0)
        costs: dict[str, set[int]] = defaultdict(set)
        for lane in scenario.lanes:
            costs[lane.market].add(lane.cost_vnd_per_kg)
        for demand in scenario.demands:
            self._certificates[demand.commodity] |= demand.certificates
            if demand.min_grade is not None:
                self._grades[demand.commodity].append(demand.min_grade)
            if demand.price_vnd_per_kg is not None:
                off = costs[demand.market] if demand.price_at is PriceAt.MARKET else {0}
                self._nets[demand.commodity].extend(demand.price_vnd_per_kg - cost for cost in off)
        for known in (self._grades, self._nets):
            for commodity, values in known.items():
                known[commodity] = sorted(set(values))

    def goods(self, lot: Lot) -> Goods:
        """Commodity, ranks of grade and floor price among what demands ask, certificates, days it keeps."""
        of, keeps = lot.commodity, lot.shelf_life_days
        grade = -1 if lot.grade is None else bisect_right(self._grades[of], lot.grade)
        floor_price = lot.floor_price_vnd_per_kg
        tier = 0 if floor_price is None else bisect_left(self._nets[of], floor_price)
        life = self._longest if keeps is None else min(keeps, self._longest)
        return of, grade, lot.certificates & self._certificates[of], tier, life


def build(rules: Rules) -> Graph:
    """The graph with every arc the rules allow."""
    graph = Graph()
    for goods, members in _classes(rules):
        lot = rules.scenario.lots[members[0]]
        by_point: dict[int, list[Way]] = defaultdict(list)
        for way in rules.ways(lot):
            by_point[way.point].append(way)
        number = len(graph.classes)
        graph.classes.append(members)
        for point, ways in by_point.items():
            for day in rules.harvest_days(lot):
                pool = (goods, point, day)
                if pool not in graph.pools:
                    _open(rules, graph, pool, ways)
                if graph.pools[pool]:
                    graph.feeding[pool].append(len(graph.inflows))
                    graph.inflows.append((number, point, day))
    return graph


def _classes(rules: Rules) -> Iterator[tuple[Goods, list[int]]]:
    sorter = Sorter(rules)
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    goods_of: dict[tuple[object, ...], Goods] = {}
    for index, lot in enumerate(rules.scenario.lots):
        goods = sorter.goods(lot)
        daily = () if lot.max_kg_per_day is None else (lot.max_kg_per_day, lot.quantity_kg)
        key = (lot.place, goods, lot.harvest_from, lot.harvest_to, daily)
        found[key].append(index)
        goods_of[key] = goods
    for key, members in found.items():
        yield goods_of[key], members


def _open(rules: Rules, graph: Graph, pool: Pool, ways: list[Way]) -> None:
    day = pool[2]
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
    freight = {(row.place, row.point_id): row.cost_vnd_per_kg for row in rules.scenario.access}
    for pool, arcs in graph.pools.items():
        _, point, harvest = pool
        coming = [(at, brought[at]) for at in graph.feeding.get(pool, ()) if at in brought]
        going = [(at, sent[at]) for at in arcs if at in sent]
        for inflow, outflow, kg in _matched(coming, going):
            _, way, dispatch = graph.outflows[outflow]
            lane = rules.scenario.lanes[way.lane]
            for lot, part in split.take(graph.inflows[inflow], kg):
                place = rules.scenario.lots[lot].place
                cost = freight[place, lane.point_id] + lane.cost_vnd_per_kg
                ends = (dispatch + way.days, way.demand, way.lane, cost)
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
