"""What day and time it is for the people using the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_LIVED: ContextVar[date | None] = ContextVar("lived_day", default=None)


def today() -> date:
    """The local day, or the day set for a past season on show (``CUNGCAU_TODAY``)."""
    shown: date | None = _LIVED.get() or settings.SHOWN_DAY
    return shown or timezone.localdate()


def now() -> datetime:
    """The local moment; on a site that shows a past season, this time of day on the day shown."""
    moment, shown = timezone.localtime(), today()
    if shown == moment.date():
        return moment
    return moment.replace(year=shown.year, month=shown.month, day=shown.day)


def shown(moment: datetime) -> datetime:
    """A moment of the machine's own reckoning (when a job runs, when a call is made again) as the site tells it.

    On a site that shows a past season it is so many days from the day shown as it is from the machine's today.
    """
    return timezone.localtime(moment) + (today() - timezone.localdate())


def device_now() -> datetime:
    """The latest moment a device in somebody's hand may honestly name as now.

    On a site that shows a past season a phone that has been offline lives in the machine's day.
    """
    return max(now(), timezone.localtime())


@contextmanager
def living(day: date) -> Iterator[None]:
    """Do what stands inside as if it were ``day``: for writing down a season on show day by day."""
    token = _LIVED.set(day)
    try:
        yield
    finally:
        _LIVED.reset(token)
