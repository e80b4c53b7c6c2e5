"""networkx on the scenarios that are a pure network: one sort of goods, nothing stored overnight.

Then lot → lot's day → point's day → lane's day → demand's day → demand is a graph with a capacity on every
arc, and a maximum flow in it is the most kg sold. Goods of several sorts that share a point's capacity
break this, and the rival says that it cannot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import networkx as nx

from benchmarks.allocation.answer import Answer
from benchmarks.allocation.graph import require_pure
from benchmarks.allocation.lines import Lines, to_assignments
from benchmarks.allocation.rules import Rules, Way
from cungcau.engines.allocation.model import Scenario

Node = tuple[Any, ...]
Flow = dict[Node, dict[Node, int]]
SOURCE: Node = ("source",)
SINK: Node = ("sink",)


def solve(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold, by networkx' own choice of maximum flow method; stopped from outside if too slow."""
    rules, graph = _network(scenario)
    sold, flow = nx.maximum_flow(graph, SOURCE, SINK)
    return _answer(rules, graph, flow, sold)


def solve_with_cost(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold at the least cost; stopped from outside if too slow."""
    rules, graph = _network(scenario)
    flow = nx.max_flow_min_cost(graph, SOURCE, SINK)
    return _answer(rules, graph, flow, sum(flow[SOURCE].values()))


def _network(scenario: Scenario) -> tuple[Rules, nx.DiGraph]:
    rules = Rules(scenario)
    require_pure(rules)
    graph = nx.DiGraph()
    graph.add_nodes_from((SOURCE, SINK))
    for index, lot in enumerate(scenario.lots):
        _arc(graph, SOURCE, ("lot", index), lot.quantity_kg)
        for day in rules.harvest_days(lot):
            _arc(graph, ("lot", index), ("lot", index, day), lot.max_kg_per_day)
            for way in rules.ways(lot):
                if day in rules.dispatch_days(way, day):
                    cost = rules.freight(lot, way) - scenario.lanes[way.lane].cost_vnd_per_kg
                    _arc(graph, ("lot", index, day), ("in", way.point, day), None, cost)
                    _onward(rules, graph, way, day)
    for index, demand in enumerate(scenario.demands):
        _arc(graph, ("demand", index), SINK, demand.quantity_kg)
    return rules, graph


def _onward(rules: Rules, graph: nx.DiGraph, way: Way, day: int) -> None:
    """From a point's day to the demand: the point's capacity, the lane's, the demand's of the day."""
    lane, arrival = rules.scenario.lanes[way.lane], day + way.days
    leaves, arrives = ("lane", way.lane, day), ("arrival", way.lane, day)
    if ("demand", way.demand, arrival) in graph.adj.get(arrives, ()):
        return
    _arc(graph, ("in", way.point, day), ("out", way.point, day), rules.point_capacity[way.point][day])
    _arc(graph, ("out", way.point, day), leaves, None, lane.cost_vnd_per_kg)
    _arc(graph, leaves, arrives, rules.lane_capacity[way.lane][day])
    _arc(graph, arrives, ("demand", way.demand, arrival), None)
    daily = rules.scenario.demands[way.demand].max_kg_per_day
    _arc(graph, ("demand", way.demand, arrival), ("demand", way.demand), daily)


def _arc(graph: nx.DiGraph, tail: Node, head: Node, kg: int | None, cost: int = 0) -> None:
    facts = {"weight": cost} if kg is None else {"weight": cost, "capacity": kg}
    graph.add_edge(tail, head, **facts)


def _answer(rules: Rules, graph: nx.DiGraph, flow: Flow, sold: int) -> Answer:
    """Lot lines: at each point's day whatever came leaves by whatever goes, since all goods are alike."""
    access = {(row.place, rules.point_at[row.point_id]): row.cost_vnd_per_kg for row in rules.scenario.access}
    going = _going(rules, flow)
    lines, amounts = Lines(), []
    for node in graph:
        if node[0] != "lot" or len(node) != 3:
            continue
        _, lot, day = node
        for (_, point, _), kg in flow[node].items():
            for lane, demand, arrival, part in _take(going[point, day], kg):
                place, onward = rules.scenario.lots[lot].place, rules.scenario.lanes[lane].cost_vnd_per_kg
                lines.add((lot, point, day, day, arrival, demand, lane, access[place, point] + onward))
                amounts.append(part)
    return Answer(to_assignments(rules, lines, amounts), float(sold), graph.number_of_edges())


def _going(rules: Rules, flow: Flow) -> dict[tuple[int, int], list[list[int]]]:
    """What leaves each point on each day: lane, demand, arrival day, kg."""
    going: dict[tuple[int, int], list[list[int]]] = defaultdict(list)
    for node, onward in flow.items():
        if node[0] == "arrival":
            _, lane, day = node
            point = rules.point_at[rules.scenario.lanes[lane].point_id]
            for (_, demand, arrival), kg in onward.items():
                if kg > 0:
                    going[point, day].append([lane, demand, arrival, kg])
    return going


def _take(parcels: list[list[int]], kg: int) -> Iterator[tuple[int, int, int, int]]:
    """``kg`` off the end of ``parcels``, in parts."""
    while kg > 0:
        lane, demand, arrival, left = parcels[-1]
        part = min(kg, left)
        yield lane, demand, arrival, part
        kg -= part
        parcels[-1][3] -= part
        if part == left:
            parcels.pop()
