"""Working days and ISO weeks; holidays are given by the caller, who knows the year's decree."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from cungcau.kernel.errors import DomainError

_DAY = timedelta(days=1)
_SATURDAY = 5
# Longer than any run of days off; past it the holidays given leave no working day at all.
_LONGEST_BREAK = 400


def is_working_day(day: date, holidays: Collection[date] = (), worked: Collection[date] = ()) -> bool:
    """Whether offices work on ``day``: Monday to Friday except holidays, and any day in ``worked``.

    ``worked`` are the days off that a decree moved (làm bù); they win over both other rules.
    """
    return day in worked or (day.weekday() < _SATURDAY and day not in holidays)


def add_working_days(
    start: date, count: int, holidays: Collection[date] = (), worked: Collection[date] = ()
) -> date:
    """Return the ``count``-th working day after ``start`` (before it where ``count`` is negative).

    ``start`` itself is not counted, as the Civil Code counts terms; zero gives ``start`` back.
    Raises ``DomainError("no_working_day")`` when the holidays leave none for over a year.
    """
    step = _DAY if count >= 0 else -_DAY
    day, left, idle = start, abs(count), 0
    while left:
        day += step
        if is_working_day(day, holidays, worked):
            left, idle = left - 1, 0
        else:
            idle += 1
            if idle > _LONGEST_BREAK:
                raise DomainError("no_working_day", start=start, count=count)
    return day


def working_days_between(
    start: date, end: date, holidays: Collection[date] = (), worked: Collection[date] = ()
) -> int:
    """Count the working days after ``start`` up to and including ``end``; negative when ``end`` is earlier.

    The count to ``add_working_days(start, n)`` is ``n``.
    """
    if end < start:
        return -sum(is_working_day(day, holidays, worked) for day in days(end, start - _DAY))
    return sum(is_working_day(day, holidays, worked) for day in days(start + _DAY, end))


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from ``first`` to ``last``, both included; nothing when they are reversed."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def week_of(day: date) -> tuple[int, int]:
    """Return the ISO year and week of ``day``; the first days of January may belong to the old year."""
    iso = day.isocalendar()
    return iso.year, iso.week


def week_bounds(year: int, week: int) -> tuple[date, date]:
    """Return the Monday and the Sunday of an ISO week.

    Raises ``DomainError("no_such_week")`` for a week the year does not have.
    """
    try:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    except ValueError:
        raise DomainError("no_such_week", year=year, week=week) from None


def week_label(day: date) -> str:
    """Name the ISO week of ``day``: "tuần 38/2021"."""
    year, week = week_of(day)
    return f"tuần {week}/{year}"


def weeks(first: date, last: date) -> Iterator[tuple[int, int]]:
    """Yield the ISO year and week of every week that the days ``first`` to ``last`` touch, in order."""
    monday = first - first.weekday() * _DAY
    while monday <= last and first <= last:
        yield week_of(monday)
        monday += 7 * _DAY
