"""Minutes of the planned day and moments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def at(day: date, minute: int) -> datetime:
    """A minute after a day's midnight as a moment."""
    return timezone.make_aware(datetime.combine(day, time.min)) + timedelta(minutes=minute)


def minute_of(day: date, moment: datetime) -> int:
    """A moment as minutes after a day's midnight; 0 before it."""
    local = timezone.localtime(moment)
    return max(0, (local.date() - day).days * 24 * 60 + local.hour * 60 + local.minute)
