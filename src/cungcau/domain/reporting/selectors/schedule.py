"""When the reports of a duty are due."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cungcau.domain.reporting import periods
from cungcau.domain.reporting.models import Due, Duty, Rhythm
from cungcau.domain.reporting.periods import Period
from cungcau.domain.reporting.states import OWED

_DAY = timedelta(days=1)
_DEEPEST = 5
"""Levels of reports summed into each other: nation, region, province, district of old, commune."""


def periods_of(duty: Duty, first: date, last: date, deep: int = 0) -> list[Period]:
    """The periods of a duty whose due day lies from ``first`` to ``last``, within the duty's own days."""
    begins, ends = max(first, duty.starts_on), min(last, duty.ends_on or last)
    if begins > ends or deep > _DEEPEST:
        return []
    if duty.rhythm == Rhythm.FIXED:
        return periods.fixed(duty.days, begins, ends)
    if duty.rhythm in periods.MONTHS:
        return periods.regular(periods.MONTHS[duty.rhythm], duty.day_of_month, begins, ends)
    if duty.rhythm == Rhythm.DAILY and duty.season is not None:
        return periods.daily(duty.season.start, duty.season.end, begins, ends)
    if duty.rhythm == Rhythm.FOLLOW and duty.feeds is not None:
        gap = duty.earlier_days * _DAY
        above = periods_of(duty.feeds, begins + gap, ends + gap, deep + 1)
        return periods.earlier(above, duty.earlier_days)
    return []


def reach(duty: Duty, deep: int = 0) -> int:
    """How many days before its day a due is opened: never after those that feed it."""
    if deep > _DEEPEST:
        return duty.open_days
    below = [
        reach(one, deep + 1) + (one.earlier_days if one.rhythm == Rhythm.FOLLOW else 0) for one in duty.fed_by.all()
    ]  # fmt: skip
    return max([duty.open_days, *below])


def late_from(due: Due) -> datetime:
    """The first moment that is too late."""
    if due.due_hour is None:
        return timezone.make_aware(datetime.combine(due.due_on + _DAY, time()))
    return timezone.make_aware(datetime.combine(due.due_on, time(due.due_hour)))


def is_late(due: Due, now: datetime) -> bool:
    """Whether a report was sent too late, or is still owed past its time."""
    if due.state in OWED:
        return now >= late_from(due)
    return bool(due.was_late)


def days_late(due: Due, today: date) -> int:
    """Days past the due day of what is still owed, or was sent late; 0 on the due day itself and before."""
    until = timezone.localtime(due.sent_at).date() if due.sent_at else today
    return max(0, (until - due.due_on).days) if due.state in OWED or due.was_late else 0


def as_of(due: Due, today: date) -> date:
    """The last day the figures of a due count: its period's, its cut-off's, or today, whichever is first."""
    cut_off = due.due_on - due.duty.cut_off_days * _DAY
    return max(due.period_from, min(due.period_to, cut_off, today))
