"""Which reports a rhythm asks for: periods with their due days. Pure dates, no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date

_DAY = timedelta(days=1)
_ROMAN = ("I", "II", "III", "IV")
HALF, NINE, YEAR, MONTH, QUARTER = "half", "nine", "year", "month", "quarter"
COVERS: dict[str, str | Promise] = {
    MONTH: _("tháng"),
    QUARTER: _("quý"),
    HALF: _("6 tháng"),
    NINE: _("9 tháng đầu năm"),
    YEAR: _("cả năm"),
}
MONTHS = {"monthly": 1, "quarterly": 3, "half": 6, "yearly": 12}
"""How many months a period of each regular rhythm has."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One report asked for: what it covers, both days included, how papers call it, and its last day in time."""

    due_on: date
    first: date
    last: date
    label: str


def month_end(year: int, month: int) -> date:
    """The last day of a month; month 13 is January of the next year."""
    return date(year + (month // 12), month % 12 + 1, 1) - _DAY


def covered(year: int, month: int, covers: str) -> tuple[date, date, str]:
    """First day, last day and name of what a report due in a month covers: (2021, 6, "half") is January to June.

    A report due in November "for the year" covers the whole year: its last weeks are told as expected.
    """
    if covers == YEAR:
        return date(year, 1, 1), date(year, 12, 31), f"năm {year}"
    if covers == NINE:
        return date(year, 1, 1), date(year, 9, 30), f"9 tháng đầu năm {year}"
    if covers == HALF:
        if month <= 6:
            return date(year, 1, 1), date(year, 6, 30), f"6 tháng đầu năm {year}"
        return date(year, 7, 1), date(year, 12, 31), f"6 tháng cuối năm {year}"
    if covers == QUARTER:
        number = (month - 1) // 3
        return date(year, number * 3 + 1, 1), month_end(year, number * 3 + 3), f"quý {_ROMAN[number]}/{year}"
    return date(year, month, 1), month_end(year, month), f"tháng {month}/{year}"


def read_days(days: Iterable[Mapping[str, Any]]) -> list[tuple[int, int, str]]:
    """Fixed days of a year as (month, day, covers), in order; raises ``report_days_invalid`` naming the bad one."""
    found = []
    for one in days:
        month, day, covers = one.get("month"), one.get("day"), one.get("covers")
        try:
            date(2023, int(month or 0), int(day or 0))
        except (TypeError, ValueError):
            raise DomainError("report_days_invalid", value=f"{day}/{month}") from None
        if covers not in COVERS:
            raise DomainError("report_days_invalid", value=f"{day}/{month} {covers}")
        found.append((int(month or 0), int(day or 0), str(covers)))
    if len(set(found)) != len(found):
        raise DomainError("report_days_invalid", value=", ".join(f"{day}/{month}" for month, day, _ in found))
    return sorted(found)


def fixed(days: Iterable[Mapping[str, Any]], first: date, last: date) -> list[Period]:
    """The periods of fixed days of the year whose due day lies from ``first`` to ``last``."""
    wanted = read_days(days)
    found = []
    for year in range(first.year, last.year + 1):
        for month, day, covers in wanted:
            due = date(year, month, day)
            if first <= due <= last:
                found.append(Period(due, *covered(year, month, covers)))
    return sorted(found)


def regular(months: int, day_of_month: int, first: date, last: date) -> list[Period]:
    """Periods of 1, 3, 6 or 12 months, each due on a day of its own last month, due from ``first`` to ``last``."""
    covers = {1: MONTH, 3: QUARTER, 6: HALF, 12: YEAR}[months]
    found = []
    for year in range(first.year, last.year + 1):
        for month in range(months, 13, months):
            due = date(year, month, day_of_month)
            if first <= due <= last:
                found.append(Period(due, *covered(year, month, covers)))
    return found


def daily(starts: date, ends: date, first: date, last: date) -> list[Period]:
    """One period for each day of a season, due the same day, from ``first`` to ``last``."""
    return [
        Period(day, day, day, f"ngày {show_date(day)}") for day in _days(max(starts, first), min(ends, last))
    ]


def earlier(above: Iterable[Period], days: int) -> list[Period]:
    """The same periods, due so many days earlier: what those below owe."""
    return sorted(Period(one.due_on - days * _DAY, one.first, one.last, one.label) for one in above)


def year_before(day: date) -> date:
    """The same day a year before; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * _DAY
