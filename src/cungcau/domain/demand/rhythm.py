"""On which days a recurring need is delivered, from plain values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import cache

import holidays

from cungcau.domain.demand.models.choices import Frequency
from cungcau.kernel.calendar import days

MOST_DELIVERIES = 400
"""More deliveries than this in one need are a slip of the year, not a rhythm."""


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Vietnam's public holidays of a year, the days off in lieu included."""
    return frozenset(holidays.country_holidays("VN", years=year))


def delivery_days(
    *,
    frequency: str,
    first: date,
    last: date,
    weekdays: Sequence[int] = (),
    every_days: int | None = None,
    skip_holidays: bool = False,
) -> list[date]:
    """The days of delivery from ``first`` to ``last``, both included, in order; none for a need delivered once.

    ``weekdays`` are named as people do: 2 for thứ hai … 7 for thứ bảy, 8 for chủ nhật. ``weekly`` and
    ``every`` count from ``first``. A delivery on a public holiday is left out where asked, not put off.
    """
    span = (last - first).days + 1
    if frequency == Frequency.DAILY:
        found: list[date] = list(days(first, last))
    elif frequency == Frequency.WEEKDAYS:
        found = [day for day in days(first, last) if day.isoweekday() + 1 in weekdays]
    elif frequency in (Frequency.WEEKLY, Frequency.EVERY):
        step = 7 if frequency == Frequency.WEEKLY else max(1, every_days or 1)
        found = [first + timedelta(days=offset) for offset in range(0, max(0, span), step)]
    else:
        return []
    return [day for day in found if not (skip_holidays and day in _off(first, last))]


def _off(first: date, last: date) -> Collection[date]:
    return frozenset().union(*(holidays_of(year) for year in range(first.year, last.year + 1)))
