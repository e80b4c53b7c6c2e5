"""Spreading a season's total over weeks; no database.

The harvest of a day is taken to rise evenly from the first day to the peak, stay level through the peak, and
fall evenly to the last day: a trapezoid. Every day of the window has some of it. Kg are whole, and what the
weeks hold together is exactly the total (largest remainders, ties to the earlier week).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cungcau.kernel.shares import apportion

_DAY = timedelta(days=1)
LONGEST_DAYS = 400
"""A window longer than this is a mistake of typing."""

AROUND: Mapping[str, tuple[int, int]] = {"high": (90, 110), "medium": (80, 115), "low": (65, 130)}
"""Percent of the likely total proposed as low and high for each confidence, where a person gives neither.

Starting values of this product (a harvest falls short by more than it exceeds), not measured ones; every week
can be changed before it is saved.
"""


@dataclass(frozen=True, slots=True)
class Window:
    """First day, days of the peak, last day; ``start <= peak_from <= peak_to <= end``, all included."""

    start: date
    peak_from: date
    peak_to: date
    end: date

    def in_order(self) -> bool:
        """Whether the days follow each other and span no more than :data:`LONGEST_DAYS`."""
        ordered = self.start <= self.peak_from <= self.peak_to <= self.end
        return ordered and (self.end - self.start).days < LONGEST_DAYS


@dataclass(frozen=True, slots=True)
class WeekKg:
    """Kg of the week of Monday ``start``: ``0 <= low_kg <= likely_kg <= high_kg``."""

    start: date
    low_kg: int
    likely_kg: int
    high_kg: int

    def in_order(self) -> bool:
        """Whether low, likely and high follow each other from zero up."""
        return 0 <= self.low_kg <= self.likely_kg <= self.high_kg


def monday(day: date) -> date:
    """The Monday of a day's ISO week."""
    return day - day.weekday() * _DAY


def mondays(first: date, last: date) -> list[date]:
    """The Monday of every week that the days from ``first`` to ``last`` touch."""
    count = (monday(last) - monday(first)).days // 7 + 1
    return [monday(first) + 7 * number * _DAY for number in range(max(0, count))]


def spread(total_kg: int, window: Window) -> dict[date, int]:
    """Kg by Monday for every week of the window; they sum to ``total_kg`` exactly.

    Raises ValueError for a negative total or a window out of order.
    """
    if total_kg < 0 or not window.in_order():
        raise ValueError(f"cannot spread {total_kg} kg over {window}")
    return apportion(total_kg, _weights(window))


def propose(low_kg: int, likely_kg: int, high_kg: int, window: Window) -> list[WeekKg]:
    """Low, likely and high of every week; each of the three sums to its total, and they stay in order.

    The likely figure of a week is its low one and a share of the difference, the high one likewise, so that
    rounding cannot turn them round. Raises ValueError unless ``0 <= low <= likely <= high``.
    """
    if not 0 <= low_kg <= likely_kg <= high_kg:
        raise ValueError(f"{low_kg}, {likely_kg}, {high_kg}: not in order")
    low, more, most = (spread(kg, window) for kg in (low_kg, likely_kg - low_kg, high_kg - likely_kg))
    return [
        WeekKg(start, low[start], low[start] + more[start], low[start] + more[start] + most[start])
        for start in low
    ]


def around(likely_kg: int, confidence: str) -> tuple[int, int]:
    """The low and high totals proposed for a likely one, by :data:`AROUND`; raises KeyError."""
    low, high = AROUND[confidence]
    return likely_kg * low // 100, -(-likely_kg * high // 100)


def _weights(window: Window) -> dict[date, int]:
    """How much of the harvest falls into each week, in whole parts of no particular size."""
    rise, fall = (window.peak_from - window.start).days + 1, (window.end - window.peak_to).days + 1
    weights: dict[date, int] = {}
    for number in range((window.end - window.start).days + 1):
        day = window.start + number * _DAY
        up = min(number + 1, rise)
        down = min((window.end - day).days + 1, fall)
        weights[monday(day)] = weights.get(monday(day), 0) + up * down
    return weights
