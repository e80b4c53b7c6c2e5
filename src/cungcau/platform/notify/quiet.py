"""When messages may go: not in quiet hours unless they must, not after what they are good until."""

from __future__ import annotations

import logging
import re
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock

USUAL = "21:00-06:00"
NEVER = "0"
_SPAN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")


log = logging.getLogger(__name__)


def span_of(text: str) -> tuple[time, time] | None:
    """When "21:00-06:00" is, local time, the end not included; None for "0", never.

    Raises ``quiet_hours_invalid``.
    """
    if text.strip() == NEVER:
        return None
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise DomainError("quiet_hours_invalid", value=text)
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    first, last = time(from_hour, from_minute), time(to_hour, to_minute)
    return None if first == last else (first, last)


def hours() -> tuple[time, time] | None:
    """The site's quiet hours, ``settings.QUIET_HOURS``; the usual ones where that cannot be read."""
    text = str(getattr(settings, "QUIET_HOURS", USUAL))
    try:
        return span_of(text)
    except DomainError:
        log.warning("quiet hours %r cannot be read: %s is kept", text, USUAL)
        return span_of(USUAL)


def is_quiet(at: datetime) -> bool:
    """Whether a moment lies in the quiet hours."""
    span = hours()
    if span is None:
        return False
    first, last = span
    now = timezone.localtime(at).time()
    return first <= now < last if first < last else now >= first or now < last


def on_shown_day(at: datetime) -> datetime:
    """A moment as the site tells it: the same time of the day set for a past season on show, if one is set.

    What a message is good until is told in the days of the season, while it is sent in the real ones.
    """
    if clock.today() == timezone.localdate():
        return at
    local = timezone.localtime(at)
    return timezone.make_aware(datetime.combine(clock.today(), local.time().replace(tzinfo=None)))


def over(at: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it lies in."""
    span = hours()
    if span is None or not is_quiet(at):
        return at
    local = timezone.localtime(at)
    end = local.replace(hour=span[1].hour, minute=span[1].minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)
