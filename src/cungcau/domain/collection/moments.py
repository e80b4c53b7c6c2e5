"""When a point is open."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_RANGE = re.compile(
    r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?\s*(?:giờ)?\s*(?:-|–|—|đến|to)\s*(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?",
    re.IGNORECASE,
)


def at(day: date, moment: time) -> datetime:
    """A local time of a day as a moment."""
    return timezone.make_aware(datetime.combine(day, moment))


def opening(hours: str, day: date) -> list[tuple[datetime, datetime]]:
    """The open spans of a day from text such as "05:00-11:00, 13h-18h30"; one that ends earlier than it begins
    ends the next day. Nothing where the text names none."""
    spans = []
    for match in _RANGE.finditer(hours):
        first, first_minute, last, last_minute = (int(part or 0) for part in match.groups())
        if first > 23 or last > 24 or first_minute > 59 or last_minute > 59 or (last == 24 and last_minute):
            continue
        start = at(day, time(first, first_minute))
        end = at(day, time(last % 24, last_minute)) + timedelta(days=1 if last == 24 else 0)
        if end <= start:
            end += timedelta(days=1)
        spans.append((start, end))
    return spans
