"""PuLP with CBC on the compact graph: class of lots → pool at a point on a day → lane → demand."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass

import pulp

from benchmarks.allocation.answer import Answer
from benchmarks.allocation.graph import Graph, build, to_lines
from benchmarks.allocation.lines import Resource, limit, to_assignments
from benchmarks.allocation.rivals.cbc import at_least, run
from benchmarks.allocation.rules import Rules, nights
from cungcau.engines.allocation.model import Scenario

Terms = list[tuple[pulp.LpVariable, int]]


@dataclass(frozen=True, slots=True)
class Model:
    """The program for the most kg sold: a variable for each arc into a pool and each arc out of one."""

    rules: Rules
    graph: Graph
    problem: pulp.LpProblem
    brought: list[pulp.LpVariable]
    sent: list[pulp.LpVariable]


def solve(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold."""
    end = time.monotonic() + seconds
    model = _model(scenario)
    return _answer(model, run(model.problem, end))


def solve_with_cost(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold, and among such plans, by a second run of CBC, the cheapest."""
    end = time.monotonic() + seconds
    model = _model(scenario)
    sold = run(model.problem, end)
    at_least(model.problem, model.sent, sold)
    lanes = scenario.lanes
    costs = [
        (kg, lanes[way.lane].cost_vnd_per_kg)
        for (_, way, _), kg in zip(model.graph.outflows, model.sent, strict=True)
    ]
    access = {(row.place, row.point_id): row.cost_vnd_per_kg for row in scenario.access}
    for (number, point, _), kg in zip(model.graph.inflows, model.brought, strict=True):
        place = scenario.lots[model.graph.classes[number][0]].place
        costs.append((kg, access[place, scenario.points[point].point_id]))
    model.problem.setObjective(pulp.LpAffineExpression(costs))
    run(model.problem, end)
    return _answer(model, sold)


def _model(scenario: Scenario) -> Model:
    rules = Rules(scenario)
    graph = build(rules)
    problem = pulp.LpProblem("graph", pulp.LpMaximize)
    brought = [pulp.LpVariable(f"y{at}", lowBound=0) for at in range(len(graph.inflows))]
    sent = [pulp.LpVariable(f"z{at}", lowBound=0) for at in range(len(graph.outflows))]
    model = Model(rules, graph, problem, brought, sent)
    problem.setObjective(pulp.LpAffineExpression([(variable, 1) for variable in sent]))
    for number, (kg, terms) in enumerate(_limits(model)):
        problem.addConstraint(pulp.LpAffineExpression(terms) <= kg, f"r{number}")
    for number, (pool, arcs) in enumerate(graph.pools.items()):
        terms = [(brought[at], 1) for at in graph.feeding.get(pool, ())] + [(sent[at], -1) for at in arcs]
        if terms:
            problem.addConstraint(pulp.LpAffineExpression(terms) == 0, f"p{number}")
    return model


def _answer(model: Model, sold: float) -> Answer:
    lines, amounts = to_lines(model.rules, model.graph, _amounts(model.brought), _amounts(model.sent))
    assignments = to_assignments(model.rules, lines, amounts)
    return Answer(assignments, sold, len(model.brought) + len(model.sent))


def _limits(model: Model) -> list[tuple[int, Terms]]:
    """Every limit in kg with the variables it holds together."""
    rules, graph = model.rules, model.graph
    scenario = rules.scenario
    rows: dict[Resource, Terms] = defaultdict(list)
    for (number, point, day), variable in zip(graph.inflows, model.brought, strict=True):
        rows["class", number, 0].append((variable, 1))
        if scenario.lots[graph.classes[number][0]].max_kg_per_day is not None:
            rows["class_day", number, day].append((variable, 1))
        if rules.point_capacity[point][day] is not None:
            rows["point", point, day].append((variable, 1))
    for ((_, point, harvest), way, dispatch), variable in zip(graph.outflows, model.sent, strict=True):
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
