"""The product's own solver, with one, two or all three objectives."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from benchmarks.allocation.answer import Answer, OutOfTime
from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.model import DEFAULT_ORDER, Objective, Scenario

AFTER_THE_LINES = ("bottlenecks", "fairness_price", "explain")
"""Stages in which the plan is measured and explained, no longer made."""


def solve(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold, then the fairest such plan, then the cheapest."""
    return _solve(scenario, DEFAULT_ORDER, seconds)


def solve_sold(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold."""
    return _solve(scenario, (Objective.SOLD,), seconds)


def solve_sold_cost(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold, then the cheapest such plan."""
    return _solve(scenario, (Objective.SOLD, Objective.COST), seconds)


def _solve(scenario: Scenario, order: tuple[Objective, ...], seconds: float) -> Answer:
    end = time.monotonic() + seconds
    plan = allocate(replace(scenario, order=order), cancelled=lambda: time.monotonic() > end)
    facts: Mapping[str, Any] = plan.summary
    if facts["status"] != "optimal":
        raise OutOfTime(f"status {facts['status']!r}, {facts['gap_kg']} kg below the bound")
    spent = sum(taken for stage, taken in facts["seconds"].items() if stage not in AFTER_THE_LINES)
    bound_kg, arcs = facts["sold_kg"] + facts["gap_kg"], facts["sizes"]["arcs"]
    return Answer(plan.assignments, None, arcs, bound_kg, spent, plan)
