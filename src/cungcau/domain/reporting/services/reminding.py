"""Reminding of what is owed: before the day, on it, after it, and then where the report is awaited.

A reminder's row and its notices are written in one transaction; the database keeps a second one out.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cungcau.domain.ocop.selectors.people import officers
from cungcau.domain.programmes.models import Agency
from cungcau.domain.reporting import policies
from cungcau.domain.reporting.messages import notices
from cungcau.domain.reporting.models import Due, Nudge, Rhythm
from cungcau.domain.reporting.selectors.rights import people_of
from cungcau.domain.reporting.services.opening import when
from cungcau.domain.reporting.states import OWED
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock

Stage = Nudge.Stage
SOON_DAYS, ABOVE_DAYS = 3, 3
_FORGET_DAYS = 60
"""What is owed for longer is on the boards, but nobody is reminded of it any more."""
_PORTION = 200
_DAY = timedelta(days=1)
_MESSAGES = {
    Stage.SOON: notices.SOON,
    Stage.TODAY: notices.TODAY,
    Stage.LATE: notices.LATE,
    Stage.ABOVE: notices.ABOVE,
}


def remind_all() -> int:
    """Send every reminder due now that was not sent; returns how many."""
    return sum(_in_portions(stage) for stage in _MESSAGES)


def _in_portions(stage: Stage) -> int:
    done = 0
    while count := remind_portion(stage):
        done += count
    return done


@transaction.atomic
def remind_portion(stage: Stage) -> int:
    """Write down and send the reminders of one stage, at most 200; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('reporting.remind', 0))")
    known: dict[tuple[int, str], list[User]] = {}
    rows = list(waiting(stage, clock.now())[:_PORTION])
    for due in rows:
        people = _people(due, stage, known)
        tell(
            people, _MESSAGES[stage], link=reverse("reporting:due", args=[due.pk]),
            what=f"{due.duty.name}, {due.label}", agency=due.agency.name, due=when(due),
            to=due.duty.to_agency.name,
        )  # fmt: skip
        Nudge.objects.create(due=due, stage=stage, people=len(people))
    return len(rows)


def waiting(stage: Stage, now: datetime) -> QuerySet[Due]:
    """What is owed, at a stage, and was not reminded of at it.

    SOON: within three days, daily reports left out. TODAY: on the due day. LATE: from the hour, or the day after, on.
    ABOVE: three days past the due day; daily reports from the next day on.
    """
    today = now.date()
    rows = Due.objects.filter(state__in=OWED, due_on__gt=today - _FORGET_DAYS * _DAY).filter(
        _at(stage, today, now)
    )
    sent = Nudge.objects.filter(due=OuterRef("pk"), stage=stage)
    return (
        rows.filter(~Exists(sent))
        .select_related("duty__to_agency", "agency")
        .defer("words", "duty__words", "agency__words", "duty__to_agency__words")
        .order_by("due_on", "pk")
    )


def _at(stage: Stage, today: date, now: datetime) -> Q:
    if stage == Stage.SOON:
        near = Q(due_on__gt=today, due_on__lte=today + SOON_DAYS * _DAY)
        return near & ~Q(duty__rhythm=Rhythm.DAILY)
    if stage == Stage.TODAY:
        return Q(due_on=today) & (Q(due_hour=None) | Q(due_hour__gt=now.hour))
    if stage == Stage.LATE:
        return Q(due_on__lt=today) | Q(due_on=today, due_hour__lte=now.hour)
    late = Q(due_on__lte=today - ABOVE_DAYS * _DAY)
    return late | Q(due_on__lt=today, duty__rhythm=Rhythm.DAILY)


def _people(due: Due, stage: Stage, known: dict[tuple[int, str], list[User]]) -> list[User]:
    """Who is told: the agency's people and its area's own officers; where it is awaited, that agency's."""
    above = stage == Stage.ABOVE
    agency: Agency = due.duty.to_agency if above else due.agency
    permission = policies.ARRANGE if above else policies.WRITE
    key = (agency.pk, permission)
    if key not in known:
        held = people_of(agency)
        known[key] = held or officers(permission, agency.area_code, nearest=True)
    return known[key]
