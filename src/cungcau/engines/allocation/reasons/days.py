"""Sets of days as whole numbers: bit ``t`` stands for day ``t`` of the scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def span(first: int, last: int) -> int:
    """The days from ``first`` to ``last``, both included; none when they cross. ``first`` is at least 0."""
    return (1 << last + 1) - (1 << first) if first <= last else 0


def day_set(days: Iterable[int]) -> int:
    """The set of these days."""
    found = 0
    for day in days:
        found |= 1 << day
    return found


def each_day(days: int) -> Iterator[int]:
    """The days of a set, rising."""
    while days:
        lowest = days & -days
        yield lowest.bit_length() - 1
        days ^= lowest


def up_to_before(days: int, longest: int) -> int:
    """Every day that lies 0 to ``longest`` days before a day of the set."""
    reach = 0
    while reach < longest:
        step = min(reach + 1, longest - reach)
        days |= days >> step
        reach += step
    return days
