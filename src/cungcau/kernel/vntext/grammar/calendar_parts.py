"""Parts of the calendar a text may name: a day, a month or part of one, a quarter, a week, a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Bounds = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of days that may still lack its year or month.

    ``bounds(year, month)`` gives its first and last day and raises ``ValueError`` when there is no such
    day. Parts with ``monthly`` false (quarters, weeks, years) ignore the month. ``vague`` marks the ends
    on which writers differ (first or last day); ``about`` a point in time meant loosely.
    """

    bounds: Callable[[int, int], Bounds]
    year: int | None = None
    month: int | None = None
    monthly: bool = True
    lunar: bool = False
    vague: frozenset[str] = frozenset()
    about: bool = False
    clock: bool = False


def day(number: int) -> Callable[[int, int], Bounds]:
    """Return the bounds of one day of a month."""
    return lambda year, month: (date(year, month, number), date(year, month, number))


def days(first: int, last: int | None) -> Callable[[int, int], Bounds]:
    """Return the bounds of days ``first`` to ``last`` of a month (``None``: to its end)."""

    def bounds(year: int, month: int) -> Bounds:
        end = monthrange(year, month)[1]
        return date(year, month, first), date(year, month, end if last is None else min(last, end))

    return bounds


def last_days(count: int) -> Callable[[int, int], Bounds]:
    """Return the bounds of the last ``count`` days of a month."""

    def bounds(year: int, month: int) -> Bounds:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=count - 1), end

    return bounds


def months(first: int, last: int) -> Callable[[int, int], Bounds]:
    """Return the bounds of whole months of a year, ``first`` to ``last``."""
    return lambda year, _: (date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def iso_week(number: int) -> Callable[[int, int], Bounds]:
    """Return the bounds of an ISO week, Monday to Sunday."""
    return lambda year, _: (date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))


# Parts of a month. Giữa is the 15th; the thirds (tuần) are the ten-day ones of official papers.
MONTH_PARTS: dict[str, tuple[Callable[[int, int], Bounds], bool]] = {
    "đầu": (days(1, 10), False),
    "giữa": (day(15), True),
    "cuối": (days(21, None), False),
    "thượng tuần": (days(1, 10), False),
    "trung tuần": (days(11, 20), False),
    "hạ tuần": (days(21, None), False),
    "nửa đầu": (days(1, 15), False),
    "nửa cuối": (days(16, None), False),
    "nửa sau": (days(16, None), False),
    "nửa đầu của": (days(1, 15), False),
    "trong": (days(1, None), False),
    "cả": (days(1, None), False),
    "hết": (days(1, None), False),
    "tuần đầu": (days(1, 7), False),
    "tuần đầu tiên": (days(1, 7), False),
    "tuần cuối": (last_days(7), False),
    "tuần cuối cùng": (last_days(7), False),
}
YEAR_PARTS: dict[str, tuple[Callable[[int, int], Bounds], frozenset[str]]] = {
    "đầu": (months(1, 3), frozenset({"last"})),
    "giữa": (months(6, 7), frozenset({"first", "last"})),
    "cuối": (months(10, 12), frozenset({"first"})),
    "trong": (months(1, 12), frozenset()),
    "cả": (months(1, 12), frozenset()),
    "hết": (months(1, 12), frozenset()),
}
