"""The independent verifier of trips: every rule of ``model`` from raw values.

It shares no code with the search, only the words of ``model`` and ``plan``.
"""

from __future__ import annotations

from cungcau.engines.routing.check.breaches import Breach, Facts
from cungcau.engines.routing.check.day import check_day
from cungcau.engines.routing.check.left import check_left
from cungcau.engines.routing.check.trips import check_trip
from cungcau.engines.routing.model import Problem
from cungcau.engines.routing.plan import TripPlan

__all__ = ["Breach", "check"]


def check(problem: Problem, plan: TripPlan) -> list[Breach]:
    """Everything the plan breaks or tells wrongly; empty when it keeps every rule. ``problem`` is sound."""
    facts = Facts(problem)
    found = [breach for trip in plan.trips for breach in check_trip(facts, trip)]
    return [*found, *check_day(facts, plan), *check_left(facts, plan)]
