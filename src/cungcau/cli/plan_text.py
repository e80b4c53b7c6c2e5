"""The summary of a plan in words."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.engines.allocation.model import Plan, Scenario


def summary_lines(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """What was sold, how fairly, at what cost, what is left and what would help most."""
    yield f"“{scenario.name}”, {scenario.start} đến {scenario.end}"
