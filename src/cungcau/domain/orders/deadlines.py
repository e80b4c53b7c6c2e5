"""Until when a household may answer a slip."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

ANSWER_HOURS = 12
"""How long a household has to answer (``settings.SLIP_ANSWER_HOURS``)."""
LAST_ANSWER = time(5)
"""On the day of picking nobody waits longer than until this hour."""
SHORTEST = timedelta(hours=1)
"""What somebody asked late still gets."""


def answer_until(harvest_date: date, now: datetime) -> datetime:
    """When an answer asked for now is due: within 12 hours and before the knives go out, but an hour at least."""
    hours = timedelta(hours=int(getattr(settings, "SLIP_ANSWER_HOURS", ANSWER_HOURS)))
    knives = timezone.make_aware(datetime.combine(harvest_date, LAST_ANSWER))
    return max(min(now + hours, knives), now + SHORTEST).replace(second=0, microsecond=0)
