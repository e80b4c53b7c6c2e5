"""Days of a plan moved to another period, and the years in its words."""

from __future__ import annotations

import re
from datetime import date, timedelta

_YEAR = re.compile(
    r"(?<![\d/.-])(?:(?P<said>năm|giai đoạn)\s+)(?P<year>\d{4})(?:\s*[-–]\s*(?P<last>\d{4}))?", re.IGNORECASE
)


def moved(day: date, years: int) -> date:
    """The same day so many years on; 29/02 becomes 28/02 where it must."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)


def within(day: date, first: date, last: date) -> date:
    """A day drawn into the period."""
    return min(max(day, first), last)


def years_moved(text: str, years: int) -> str:
    """ "năm 2021" and "giai đoạn 2021 - 2025" so many years on; other figures and papers' dates stay."""

    def later(match: re.Match[str]) -> str:
        said = f"{match['said']} {int(match['year']) + years}"
        return f"{said} - {int(match['last']) + years}" if match["last"] else said

    return _YEAR.sub(later, text)


def from_rule(rule: str | int, first: date, last: date) -> date:
    """A deadline of a template: "end", so many days after the first day, or (below 0) before the last."""
    if rule == "end":
        return last
    days = int(rule)
    return within(first + timedelta(days=days) if days >= 0 else last + timedelta(days=days), first, last)
