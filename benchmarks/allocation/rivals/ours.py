"""The product's own solver, with one, two or all three objectives."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.allocation.answer import Answer
from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.model import DEFAULT_ORDER, Objective, Scenario


def solve(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold, then the fairest such plan, then the cheapest."""
    return _solve(scenario, DEFAULT_ORDER)


def solve_sold(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold."""
    return _solve(scenario, (Objective.SOLD,))


def solve_sold_cost(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold, then the cheapest such plan."""
    return _solve(scenario, (Objective.SOLD, Objective.COST))


def _solve(scenario: Scenario, order: tuple[Objective, ...]) -> Answer:
    plan = allocate(replace(scenario, order=order))
    bound = plan.summary["bound_kg"]
    assert isinstance(bound, int)
    return Answer(plan.assignments, None, 0, bound)
