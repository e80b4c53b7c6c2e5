"""What time it is for the people using the site: the day of a past season on show, the clock of now."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from cungcau.platform.ui import clock


def present() -> datetime:
    """Now; where another day is on show, that day at this time of day."""
    now = timezone.localtime()
    shown = clock.today()
    return now if shown == now.date() else now.replace(year=shown.year, month=shown.month, day=shown.day)
