"""Working days of Vietnamese offices, and terms counted in them.

Public holidays, the days off in lieu and the swaps of past years come from the library ``holidays``. Swaps it does not
know stand in ``data/moved_days.csv`` with their source; what the office records (``MovedDay``) wins over both.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import holidays

from cungcau.domain.ocop.models import MovedDay
from cungcau.kernel.calendar import add_working_days, days, working_days_between
from cungcau.kernel.vntext import show_date

_FILE = Path(__file__).with_name("data") / "moved_days.csv"
_YEARS_AHEAD = 2
_WEEK = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """A day a decision makes a working day, or a day off; why, and by which paper."""

    day: date
    works: bool
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A last day and how it was counted; ``due_on`` None: no term, ``why`` then blank."""

    due_on: date | None
    why: str


class Workdays:
    """Which days offices work, with what decisions moved."""

    def __init__(self, moved: Iterable[Moved] = ()) -> None:
        self._moved: dict[date, Moved] = {one.day: one for one in shipped()}
        self._moved.update({one.day: one for one in moved})
        self._kept: dict[tuple[int, int], tuple[dict[date, str], frozenset[date]]] = {}

    @property
    def moved(self) -> Mapping[date, Moved]:
        """Every moved day known, by day."""
        return self._moved

    def off(self, first: int, last: int) -> dict[date, str]:
        """Days off of the years ``first`` to ``last`` other than plain weekends, each with its name."""
        return self._of(first, last)[0]

    def worked(self, first: int, last: int) -> frozenset[date]:
        """Saturdays, Sundays and holidays of these years on which offices work after all."""
        return self._of(first, last)[1]

    def _of(self, first: int, last: int) -> tuple[dict[date, str], frozenset[date]]:
        if (first, last) not in self._kept:
            self._kept[first, last] = self._read(first, last)
        return self._kept[first, last]

    def _read(self, first: int, last: int) -> tuple[dict[date, str], frozenset[date]]:
        off = {day: name for year in range(first, last + 1) for day, name in _holidays(year)[0].items()}
        worked = set().union(*(_holidays(year)[1] for year in range(first, last + 1)))
        for one in self._moved.values():
            if one.works:
                off.pop(one.day, None)
                worked.add(one.day)
            else:
                worked.discard(one.day)
                if first <= one.day.year <= last:
                    off[one.day] = one.reason
        return off, frozenset(worked)

    def works(self, day: date) -> bool:
        """Whether offices work on a day."""
        return self.between(day - timedelta(days=1), day) == 1

    def add(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``, which is not counted itself."""
        last = start.year + _YEARS_AHEAD
        return add_working_days(start, count, self.off(start.year, last), self.worked(start.year, last))

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
        first, last = sorted((start.year, end.year))
        return working_days_between(start, end, self.off(first, last), self.worked(first, last))

    def term(self, start: date, count: int) -> Term:
        """The last day of ``count`` working days from ``start``, told with the days off that lie in it."""
        due = self.add(start, count)
        why = f"{count} ngày làm việc kể từ {show_date(start)}"
        skipped = [
            day
            for day in days(start + timedelta(days=1), due)
            if day.weekday() < _WEEK and not self.works(day)
        ]
        extra = [
            day for day in days(start + timedelta(days=1), due) if day.weekday() >= _WEEK and self.works(day)
        ]
        if skipped:
            why += f", trừ nghỉ lễ {_runs(skipped)}"
        if extra:
            why += f", tính ngày làm bù {_runs(extra)}"
        return Term(due, why[:200])


def calendar() -> Workdays:
    """The days as recorded now: one query."""
    rows = MovedDay.objects.values_list("day", "works", "reason", "source")
    return Workdays(Moved(*row) for row in rows)


@cache
def shipped() -> tuple[Moved, ...]:
    """The moved days that come with the product."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Moved(date.fromisoformat(row["day"]), row["works"] == "1", row["reason"], row["source"])
            for row in csv.DictReader(file)
        )


@cache
def _holidays(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """A year's days off by name, and the days worked instead of others; a swap may reach into the year beside."""
    found = holidays.country_holidays("VN", years=(year - 1, year, year + 1), language="vi")
    return (
        {day: name for day, name in found.items() if day.year == year},
        frozenset(day for day in found.weekend_workdays if day.year == year),
    )


def _runs(found: list[date]) -> str:
    """Days in short: "16/2–20/2, 27/4"."""
    runs: list[list[date]] = []
    for day in found:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        _short(run[0]) if len(run) == 1 else f"{_short(run[0])}–{_short(run[-1])}" for run in runs
    )


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"
