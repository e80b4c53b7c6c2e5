"""PuLP with CBC on a column per lot × point × harvest day × dispatch day × demand."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pulp

from benchmarks.allocation.answer import Answer
from benchmarks.allocation.lines import Lines, all_lines, limit, packing, to_assignments
from benchmarks.allocation.rivals.cbc import at_least, run
from benchmarks.allocation.rules import Rules
from cungcau.engines.allocation.model import Scenario


def solve(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold."""
    end = time.monotonic() + seconds
    rules = Rules(scenario)
    lines = all_lines(rules)
    problem, kg = _sold_problem(rules, lines)
    sold = run(problem, end)
    amounts = [variable.value() or 0.0 for variable in kg]
    return Answer(to_assignments(rules, lines, amounts), sold, len(lines))


def solve_with_cost(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold, and among such plans, by a second run of CBC, the cheapest."""
    end = time.monotonic() + seconds
    rules = Rules(scenario)
    lines = all_lines(rules)
    problem, kg = _sold_problem(rules, lines)
    sold = run(problem, end)
    at_least(problem, kg, sold)
    problem.setObjective(pulp.LpAffineExpression(list(zip(kg, lines.freight, strict=True))))
    run(problem, end)
    amounts = [variable.value() or 0.0 for variable in kg]
    return Answer(to_assignments(rules, lines, amounts), sold, len(lines))


def _sold_problem(rules: Rules, lines: Lines) -> tuple[pulp.LpProblem, Sequence[pulp.LpVariable]]:
    problem = pulp.LpProblem("lines", pulp.LpMaximize)
    kg = [pulp.LpVariable(f"x{column}", lowBound=0) for column in range(len(lines))]
    problem.setObjective(pulp.LpAffineExpression([(variable, 1) for variable in kg]))
    for number, (resource, columns) in enumerate(packing(rules, lines).items()):
        total = pulp.LpAffineExpression([(kg[column], 1) for column in columns])
        problem.addConstraint(total <= limit(rules, resource), f"r{number}")
    return problem, kg
