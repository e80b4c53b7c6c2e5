"""What time it is at a point, and when it is open."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from cungcau.platform.ui import clock

_RANGE = re.compile(
    r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?\s*(?:giờ)?\s*(?:-|–|—|đến|to)\s*(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?",
    re.IGNORECASE,
)


def now() -> datetime:
    """The moment at the points: the present one, moved to the day on show where the site shows a past day."""
    moment = timezone.now()
    if settings.SHOWN_DAY is None:
        return moment
    local = timezone.localtime(moment)
    return local.replace(year=clock.today().year, month=clock.today().month, day=clock.today().day)


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
