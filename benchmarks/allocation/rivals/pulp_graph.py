"""PuLP with CBC on the compact graph: class of lots → pool at a point on a day → lane → demand."""

from __future__ import annotations

import time
from collections import defaultdict

import pulp

from benchmarks.allocation.answer import Answer
from benchmarks.allocation.graph import Graph, build, to_lines
from benchmarks.allocation.lines import Resource, limit, to_assignments
from benchmarks.allocation.rivals.cbc import run
from benchmarks.allocation.rules import Rules, nights
from cungcau.engines.allocation.model import Scenario

Terms = list[tuple[pulp.LpVariable, int]]


def solve(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold."""
    end = time.monotonic() + seconds
    rules = Rules(scenario)
    graph = build(rules)
    problem = pulp.LpProblem("graph", pulp.LpMaximize)
    brought = [pulp.LpVariable(f"y{at}", lowBound=0) for at in range(len(graph.inflows))]
    sent = [pulp.LpVariable(f"z{at}", lowBound=0) for at in range(len(graph.outflows))]
    problem.setObjective(pulp.LpAffineExpression([(variable, 1) for variable in sent]))
    for number, (kg, terms) in enumerate(_limits(rules, graph, brought, sent)):
        problem.addConstraint(pulp.LpAffineExpression(terms) <= kg, f"r{number}")
    for number, (pool, arcs) in enumerate(graph.pools.items()):
        terms = [(brought[at], 1) for at in graph.feeding.get(pool, ())] + [(sent[at], -1) for at in arcs]
        if terms:
            problem.addConstraint(pulp.LpAffineExpression(terms) == 0, f"p{number}")
    sold = run(problem, end)
    lines, amounts = to_lines(rules, graph, _amounts(brought), _amounts(sent))
    return Answer(to_assignments(rules, lines, amounts), sold, len(brought) + len(sent))


def _limits(
    rules: Rules, graph: Graph, brought: list[pulp.LpVariable], sent: list[pulp.LpVariable]
) -> list[tuple[int, Terms]]:
    """Every limit in kg with the variables it holds together."""
    scenario = rules.scenario
    rows: dict[Resource, Terms] = defaultdict(list)
    for (number, point, day), variable in zip(graph.inflows, brought, strict=True):
        rows["class", number, 0].append((variable, 1))
        if scenario.lots[graph.classes[number][0]].max_kg_per_day is not None:
            rows["class_day", number, day].append((variable, 1))
        if rules.point_capacity[point][day] is not None:
            rows["point", point, day].append((variable, 1))
    for ((_, point, harvest), way, dispatch), variable in zip(graph.outflows, sent, strict=True):
        rows["demand", way.demand, 0].append((variable, 1))
        if scenario.demands[way.demand].max_kg_per_day is not None:
            rows["demand_day", way.demand, dispatch + way.days].append((variable, 1))
        if rules.lane_capacity[way.lane][dispatch] is not None:
            rows["lane", way.lane, dispatch].append((variable, 1))
        for night in nights(harvest, dispatch):
            rows["storage", point, night].append((variable, 1))
    return [(_limit(rules, graph, resource), terms) for resource, terms in rows.items()]


def _limit(rules: Rules, graph: Graph, resource: Resource) -> int:
    kind, index, _ = resource
    if not kind.startswith("class"):
        return limit(rules, resource)
    lots = [rules.scenario.lots[at] for at in graph.classes[index]]
    if kind == "class":
        return sum(lot.quantity_kg for lot in lots)
    return sum(lot.max_kg_per_day or 0 for lot in lots)


def _amounts(variables: list[pulp.LpVariable]) -> dict[int, float]:
    found = ((at, variable.value() or 0.0) for at, variable in enumerate(variables))
    return {at: kg for at, kg in found if kg > 1e-9}
