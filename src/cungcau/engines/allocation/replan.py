"""Planning again after something changed, moving as few kilograms as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cungcau.engines.allocation.exact.watch import Watch
from cungcau.engines.allocation.model import Assignment, Plan, Progress, Scenario
from cungcau.engines.allocation.solve import solve

LineKey = tuple[str, str, str, date, date]


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line whose kg differ between the published plan and the new one (0: not there)."""

    lot_id: str
    demand_id: str
    point_id: str
    harvest_date: date
    dispatch_date: date
    kg_before: int
    kg_after: int


def replan(
    scenario: Scenario,
    published: Sequence[Assignment],
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Plan, tuple[ChangedLine, ...]]:
    """The best plan of a changed scenario that leaves most of a published plan as it is.

    Commitments are kept exactly. Among the best plans in the scenario's order of objectives the one that
    moves the fewest kg away from the published lines is taken; a published plan that is still as good as
    any, whole kilograms considered, stays as it is.

    Args:
        scenario: the planning problem after the changes.
        published: lines of the plan people know; those of lots or demands no longer there count as moved.
        on_progress: told stage, round, bound and gap as the run goes on.
        cancelled: asked often; once it answers True the best plan so far is returned.

    Returns:
        The plan, with ``moved_kg`` (Σ of what published lines lose) and ``kept_kg`` in its summary, and
        every line whose kg differ, sorted by key.
    """
    plan = solve(scenario, published, Watch(on_progress, cancelled))
    before, after = _kg_by_line(published), _kg_by_line(plan.assignments)
    changed = tuple(
        ChangedLine(*key, before.get(key, 0), after.get(key, 0))
        for key in sorted(before.keys() | after.keys())
        if before.get(key, 0) != after.get(key, 0)
    )
    kept = sum(min(kg, after.get(key, 0)) for key, kg in before.items())
    moved = sum(before.values()) - kept
    return replace(plan, summary={**plan.summary, "moved_kg": moved, "kept_kg": kept}), changed


def _kg_by_line(rows: Iterable[Assignment]) -> dict[LineKey, int]:
    found: dict[LineKey, int] = {}
    for row in rows:
        key = (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date)
        found[key] = found.get(key, 0) + row.kg
    return found
