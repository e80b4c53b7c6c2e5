"""What is open on which day: points, lanes, places and markets of a scenario as tables by day number.

Day 0 is ``scenario.start``. Capacities are whole kg; ``None`` stands for "no limit".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from cungcau.engines.allocation.model import Closure, ClosureKind, Scenario

ONE = Fraction(1)


@dataclass(frozen=True)
class Calendar:
    """Open days and daily capacities; lists are indexed ``[point or lane][day]``.

    ``point_index`` and ``lane_index`` map ids to positions in ``scenario.points`` and
    ``scenario.lanes``; ``lanes_of[k]`` lists the lanes that leave point ``k``.
    """

    start: date
    days: int
    point_index: dict[str, int]
    lane_index: dict[tuple[str, str], int]
    lanes_of: tuple[tuple[int, ...], ...]
    point_open: tuple[tuple[bool, ...], ...]
    point_capacity: tuple[tuple[int | None, ...], ...]
    lane_open: tuple[tuple[bool, ...], ...]
    lane_capacity: tuple[tuple[int | None, ...], ...]
    place_shut: dict[str, frozenset[int]]
    market_shut: dict[str, frozenset[int]]

    def day(self, when: date) -> int:
        """Day number of a date; negative before the start."""
        return (when - self.start).days

    def date(self, day: int) -> date:
        """Date of a day number."""
        return self.start + timedelta(days=day)


def build_calendar(scenario: Scenario, *, with_closures: bool = True) -> Calendar:
    """Lay the scenario's openings and closures out by day.

    Args:
        scenario: the planning problem.
        with_closures: ``False`` pretends that no closure was announced (to tell what they cost).
    """
    days = max(0, (scenario.end - scenario.start).days + 1)
    factors = _factors(scenario.closures if with_closures else (), scenario.start, days)
    shut = {kind: _shut(factors, kind) for kind in (ClosureKind.PLACE, ClosureKind.MARKET)}
    point_index = {point.point_id: k for k, point in enumerate(scenario.points)}
    lanes_of: list[list[int]] = [[] for _ in scenario.points]
    for index, lane in enumerate(scenario.lanes):
        if lane.point_id in point_index:
            lanes_of[point_index[lane.point_id]].append(index)
    points = [
        _point_days(scenario, k, factors.get((ClosureKind.POINT, point.point_id), {}), days)
        for k, point in enumerate(scenario.points)
    ]
    lanes = [
        _scaled(
            lane.capacity_kg_per_day, factors.get((ClosureKind.LANE, lane.lane_id), {}), range(days), days
        )
        for lane in scenario.lanes
    ]
    return Calendar(
        start=scenario.start,
        days=days,
        point_index=point_index,
        lane_index={(lane.point_id, lane.market): i for i, lane in enumerate(scenario.lanes)},
        lanes_of=tuple(map(tuple, lanes_of)),
        point_open=tuple(opened for opened, _ in points),
        point_capacity=tuple(capacity for _, capacity in points),
        lane_open=tuple(opened for opened, _ in lanes),
        lane_capacity=tuple(capacity for _, capacity in lanes),
        place_shut=shut[ClosureKind.PLACE],
        market_shut=shut[ClosureKind.MARKET],
    )


def _factors(
    closures: tuple[Closure, ...], start: date, days: int
) -> dict[tuple[ClosureKind, str], dict[int, Fraction]]:
    """Product of the factors of every closure row that touches a thing on a day."""
    found: dict[tuple[ClosureKind, str], dict[int, Fraction]] = defaultdict(dict)
    for closure in closures:
        by_day = found[closure.kind, closure.id]
        first = max(0, (closure.first - start).days)
        last = min(days - 1, (closure.last - start).days)
        for day in range(first, last + 1):
            by_day[day] = by_day.get(day, ONE) * closure.factor
    return found


def _shut(
    factors: dict[tuple[ClosureKind, str], dict[int, Fraction]], kind: ClosureKind
) -> dict[str, frozenset[int]]:
    return {
        name: frozenset(day for day, factor in by_day.items() if factor == 0)
        for (of, name), by_day in factors.items()
        if of is kind
    }


def _point_days(
    scenario: Scenario, k: int, factors: dict[int, Fraction], days: int
) -> tuple[tuple[bool, ...], tuple[int | None, ...]]:
    point = scenario.points[k]
    first = max(0, (point.open_from - scenario.start).days)
    last = min(days - 1, (point.open_to - scenario.start).days)
    usable = range(first, last + 1) if point.approved else range(0)
    return _scaled(point.capacity_kg_per_day, factors, usable, days)


def _scaled(
    capacity: int | None, factors: dict[int, Fraction], usable: range, days: int
) -> tuple[tuple[bool, ...], tuple[int | None, ...]]:
    """Open days within ``usable`` and the capacity of each day, rounded down exactly."""
    opened = tuple(day in usable and factors.get(day, ONE) != 0 for day in range(days))
    limits = tuple(
        0 if not opened[day] else None if capacity is None else floor(capacity * factors.get(day, ONE))
        for day in range(days)
    )
    return opened, limits
