"""Who is told of tasks: those in post at the agencies, and the officers above them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse

from cungcau.domain.programmes import policies
from cungcau.domain.programmes.messages import plans as said
from cungcau.domain.programmes.models import Agency, Plan, Task
from cungcau.domain.programmes.selectors.agencies import people_of
from cungcau.kernel.vntext import show_date
from cungcau.platform.access.selectors import people_with
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock

_NAMED = 3
"""Tasks named in one notice; the board has the rest."""


def tasks_given(plan: Plan, actor: User | None) -> None:
    """Tell each lead how many tasks a plan just issued gives it."""
    rows = Task.objects.filter(plan=plan, lead__isnull=False).order_by()
    counts = dict(rows.values_list("lead").annotate(count=Count("pk")))
    for agency in Agency.objects.filter(pk__in=counts).defer("words").order_by("pk"):
        people = [one for one in people_of(agency, clock.today()) if one != actor]
        tell(
            people, said.TASKS_GIVEN, link=_board(agency), agency=str(agency), count=counts[agency.pk], plan=str(plan)
        )  # fmt: skip


def tasks_due(agency: Agency, tasks: Iterable[Task]) -> None:
    """Remind those in post at an agency of its tasks, in one notice."""
    rows = list(tasks)
    names = "; ".join(f"{_short(one)} ({when(one)})" for one in rows[:_NAMED])
    more = f"; và {len(rows) - _NAMED} việc nữa" if len(rows) > _NAMED else ""
    tell(
        people_of(agency, clock.today()), said.TASKS_DUE, link=_board(agency), agency=str(agency), count=len(rows),
        tasks=names + more,
    )  # fmt: skip


def task_escalated(task: Task, reason: str, actor: User | None) -> None:
    """Tell those in post at the plan's issuer and standing agency, and the officers who issue plans there."""
    plan = Plan.objects.select_related("issuer", "lead").get(pk=task.plan_id)
    today = clock.today()
    people = [*people_of(plan.issuer, today), *(people_of(plan.lead, today) if plan.lead else [])]
    people += people_with(policies.ISSUE, plan.area_code)
    tell(
        [one for one in people if one != actor], said.TASK_ESCALATED_NOTICE,
        link=reverse("programmes:task", args=[task.pk]), task=_short(task), plan=str(plan)[:120],
        agency=str(task.lead or "chưa giao ai"), due=show_date(task.due_on) if task.due_on else "chưa ghi",
        reason=reason,
    )  # fmt: skip


def when(task: Task) -> str:
    """How long until a task's last day, or since."""
    if task.due_on is None:
        return "chưa có hạn"
    days = (task.due_on - clock.today()).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    return "hạn hôm nay" if days == 0 else f"còn {days} ngày"


def _short(task: Task) -> str:
    return task.text if len(task.text) <= 80 else task.text[:79] + "…"


def _board(agency: Agency) -> str:
    return reverse("programmes:agency", args=[agency.pk])
