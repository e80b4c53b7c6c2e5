"""Reminding leads of their tasks, and telling those above of what stays late."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from cungcau.domain.programmes import states
from cungcau.domain.programmes.messages import plans as said
from cungcau.domain.programmes.models import Agency, Task
from cungcau.domain.programmes.services.telling import task_escalated, tasks_due, when
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock

SOON_DAYS = 7
"""Days before a task's last day on which its lead is reminded for the first time."""
ESCALATE_DAYS = 7
"""Days a task may be late before those above are told."""
_WEEK = timedelta(days=7)
_MOST = 2000
"""Tasks looked at in one run; the rest come the next time."""


def remind_all() -> int:
    """Remind every lead whose time it is, agency by agency, and tell upward; how many tasks were spoken of."""
    today = clock.today()
    rows = waiting().filter(_due(today), lead__isnull=False).order_by("lead", "due_on", "pk")
    by_lead: dict[int, list[int]] = defaultdict(list)
    for pk, lead in rows.values_list("pk", "lead")[:_MOST]:
        by_lead[lead].append(pk)
    count = sum(_remind(lead, tasks, today) for lead, tasks in by_lead.items())
    late = waiting().filter(due_on__lt=today - timedelta(days=ESCALATE_DAYS), escalated_at=None)
    for pk in list(late.order_by("due_on", "pk").values_list("pk", flat=True)[:_MOST]):
        _escalate(pk)
    return count


def waiting() -> QuerySet[Task]:
    """Tasks of plans in force that somebody still has to do."""
    return Task.objects.filter(state__in=(states.OPEN, states.DOING), plan__state=states.ISSUED)


def _due(today: date) -> Q:
    """Not reminded yet within so many days of the last day; not since it passed; not for a week since then."""
    soon = Q(due_on__range=(today, today + timedelta(days=SOON_DAYS)), reminded_on=None)
    over = Q(due_on__lt=today) & (
        Q(reminded_on=None) | Q(reminded_on__lte=F("due_on")) | Q(reminded_on__lte=today - _WEEK)
    )
    return soon | over


@transaction.atomic
def _remind(lead: int, tasks: list[int], today: date) -> int:
    """All of one agency in one notice."""
    rows = waiting().filter(_due(today), pk__in=tasks, lead=lead).select_for_update(of=("self",))
    found = list(rows.defer("words").order_by("due_on", "pk"))
    if found:
        tasks_due(Agency.objects.defer("words").get(pk=lead), found)
        Task.objects.filter(pk__in=[one.pk for one in found]).update(reminded_on=today)
    return len(found)


@transaction.atomic
def _escalate(pk: int) -> None:
    rows = waiting().select_for_update(of=("self",)).select_related("plan", "lead")
    task = rows.filter(pk=pk, escalated_at=None).defer("words", "plan__words", "lead__words").first()
    if task is None:
        return
    reason = when(task)
    Task.objects.filter(pk=pk).update(escalated_at=clock.now())
    record(actor=None, verb=said.TASK_ESCALATED, thing=task, reason=reason)
    task_escalated(task, reason, None)
