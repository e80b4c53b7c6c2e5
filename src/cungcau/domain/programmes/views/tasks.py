"""Tasks of all plans and of one, a task with its notes, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.programmes import policies, services, states, wording
from cungcau.domain.programmes.filters import TaskFilter
from cungcau.domain.programmes.forms.plans import ReasonForm
from cungcau.domain.programmes.forms.progress import FinishForm, NoteForm
from cungcau.domain.programmes.models import Task, TaskNote
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.domain.programmes.selectors.progress import tasks_shown
from cungcau.domain.programmes.tables.tasks import SHEET, TaskTable, task_rows
from cungcau.domain.programmes.views.frame import Here, carried_out, here_for, plan_page, said_wrong
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.reference.listing import Sheet, show_list

_NOTES = 200
_PLAIN: dict[str, Promise] = {
    "start": gettext_lazy("Bắt đầu làm"), "pick_up": gettext_lazy("Nhận làm lại"),
}  # fmt: skip
_WITH_REASON: dict[str, Promise] = {
    "take_back": gettext_lazy("Chưa xong, làm tiếp"), "drop": gettext_lazy("Thôi làm"),
    "escalate": gettext_lazy("Báo cấp trên"),
}  # fmt: skip


@require_safe
def tasks(request: HttpRequest) -> HttpResponseBase:
    """The tasks of every plan one may see, the nearest last day first."""
    user, today = signed_in(request), clock.today()
    own = agencies_of(user, today)
    if not own:
        access.require(user, policies.VIEW)
    rows = tasks_shown(user).order_by(F("due_on").asc(nulls_last=True), "pk")
    chosen = TaskFilter(request.GET, queryset=rows)
    table = TaskTable(chosen.qs, today=today)
    sheet = Sheet("nhiệm vụ", SHEET, lambda found: task_rows(found, today))
    return show_list(
        request, "programmes/tasks.html", chosen, table, sheet, {"title": _("Nhiệm vụ"), "own": own}
    )


@require_safe
def plan_tasks(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The tasks of one plan, in its order."""
    here, today = here_for(request, pk), clock.today()
    chosen = TaskFilter(request.GET, queryset=tasks_shown(here.user).filter(plan=pk).order_by("position"))
    table = TaskTable(chosen.qs, today=today, exclude=("plan",))
    sheet = Sheet(f"nhiệm vụ {here.plan}"[:60], SHEET, lambda found: task_rows(found, today))
    context = {
        "here": here, "plan": here.plan, "tab": "tasks", "state_label": states.PLAN_LABELS[here.plan.state],
        "state_tone": states.PLAN_TONES[here.plan.state],
        "period": wording.period(here.plan.starts_on, here.plan.ends_on),
    }  # fmt: skip
    return show_list(request, "programmes/plan_tasks.html", chosen, table, sheet, context)


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: who, until when, what shows it done, its notes, what may be done."""
    row, here = _task(request, pk)
    helpers = list(row.helpers.defer("words"))
    works = here.plan.state == states.ISSUED and here.works(row.lead_id, *(one.pk for one in helpers))
    verbs = set(states.TASK.verbs_from(row.state)) if works else set()
    if works and row.state in (states.OPEN, states.DOING):
        verbs.add("escalate")
    notes = TaskNote.objects.filter(task=row).select_related("by").order_by("-pk")[:_NOTES]
    context: dict[str, Any] = {
        "task": row, "helpers": helpers, "state": wording.task_state(row, clock.today()), "notes": notes,
        "works": works, "plain": [(verb, said) for verb, said in _PLAIN.items() if verb in verbs],
        "reasons": [(verb, said) for verb, said in _WITH_REASON.items() if verb in verbs],
        "finish_form": FinishForm(initial={"done_on": clock.today()}) if "finish" in verbs else None,
        "note_form": NoteForm() if works else None,
    }  # fmt: skip
    return plan_page(request, "programmes/task.html", here, "tasks", context)


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Start, finish, take back, drop, pick up, escalate a task, or write a note."""
    row, here = _task(request, pk)
    actor, to = here.user, ("programmes:task", pk)
    own = services.tasks
    if verb in _PLAIN:
        deed = own.start_task if verb == "start" else own.pick_up_task
        return carried_out(request, lambda: deed(task=row, actor=actor), _("Đã ghi."), *to)
    if verb in _WITH_REASON:
        why = ReasonForm(request.POST)
        if not why.is_valid():
            return said_wrong(request, why, *to)
        turned = {"take_back": own.take_back_task, "drop": own.drop_task, "escalate": own.escalate_task}[verb]
        reason = why.cleaned_data["reason"]
        return carried_out(request, lambda: turned(task=row, reason=reason, actor=actor), _("Đã ghi."), *to)
    if verb not in ("finish", "note"):
        raise DomainError("not_found")
    form = FinishForm(request.POST) if verb == "finish" else NoteForm(request.POST)
    if not form.is_valid():
        return said_wrong(request, form, *to)
    data = form.cleaned_data
    if verb == "finish":
        return carried_out(
            request, lambda: own.finish_task(task=row, actor=actor, **data), _("Đã báo xong."), *to
        )
    return carried_out(request, lambda: own.note_task(task=row, actor=actor, **data), _("Đã ghi."), *to)


def _task(request: HttpRequest, pk: int) -> tuple[Task, Here]:
    """A task one may see, and its plan; raises ``not_signed_in``, ``not_found``."""
    user = signed_in(request)
    row = tasks_shown(user).filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise DomainError("not_found")
    here = here_for(request, row.plan_id)
    row.plan = here.plan
    return row, here
