"""Quiet hours: nobody's telephone rings at night unless it must."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from cungcau.kernel.errors import DomainError

USUAL = "21:00-06:00"
NEVER = "0"
_SPAN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")


def hours() -> tuple[time, time] | None:
    """When it is quiet, local time, the end not included; None where it never is.

    From ``settings.QUIET_HOURS``, "21:00-06:00" or "0" for never. Raises ``quiet_hours_invalid``.
    """
    text = str(getattr(settings, "QUIET_HOURS", USUAL)).strip()
    if text == NEVER:
        return None
    found = _SPAN.fullmatch(text)
    if found is None:
        raise DomainError("quiet_hours_invalid", value=text)
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    first, last = time(from_hour, from_minute), time(to_hour, to_minute)
    return None if first == last else (first, last)


def is_quiet(at: datetime) -> bool:
    """Whether a moment lies in the quiet hours."""
    span = hours()
    if span is None:
        return False
    first, last = span
    now = timezone.localtime(at).time()
    return first <= now < last if first < last else now >= first or now < last


def over(at: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it lies in."""
    span = hours()
    if span is None or not is_quiet(at):
        return at
    local = timezone.localtime(at)
    end = local.replace(hour=span[1].hour, minute=span[1].minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)
