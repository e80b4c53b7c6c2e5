"""Tasks of a plan: who leads and helps, how far they are, what is told upward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from cungcau.domain.programmes import states
from cungcau.domain.programmes.messages import plans as said
from cungcau.domain.programmes.models import Agency, Plan, Task, TaskNote
from cungcau.domain.programmes.services import parts
from cungcau.domain.programmes.services.columns import check
from cungcau.domain.programmes.services.indicators import not_ahead
from cungcau.domain.programmes.services.rights import draft, reason_of, running, work_area
from cungcau.domain.programmes.services.telling import task_escalated
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.recording import Faults
from cungcau.reference.search import words


def _settle(row: Task, faults: Faults) -> None:
    """Days in order; the words it is found by; a new deadline is reminded of anew."""
    first, last = row.starts_on, row.due_on
    faults.unless(
        first is None or last is None or last >= first, 1, "due_on", last, "hạn đứng trước ngày bắt đầu"
    )
    lead = row.lead
    row.folded = words(row.heading, row.text, lead.name if lead else "", lead.short_name if lead else "")[
        :5000
    ]
    row.area_code = row.plan.area_code
    if last is not None and last >= clock.today():
        row.reminded_on, row.escalated_at = None, None


TASK = parts.Kind(
    "nhiệm vụ", ("heading", "text", "lead_id", "starts_on", "due_on"), 1000, settle=_settle
)  # fmt: skip
"""What may be entered of a task, besides its helpers."""


@transaction.atomic
def add_task(
    *, plan: Plan, facts: Mapping[str, Any], actor: User | None, helpers: Iterable[Agency] = ()
) -> Task:
    """Add a task (``TASK.fields``) to a draft, with the agencies that help. Raises what ``parts.add`` does."""
    made = parts.add(Task, TASK, plan=plan, facts=facts, actor=actor)
    made.helpers.set(_without_lead(made, helpers))
    return made


@transaction.atomic
def change_task(
    *,
    task: Task,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    actor: User | None,
    helpers: Iterable[Agency] | None = None,
) -> Task:
    """Correct a task of a draft, and who helps (None: as it stands). Raises what ``parts.change`` does."""
    held = parts.change(task, TASK, version=version, seen=seen, mine=mine, actor=actor)
    if helpers is not None:
        before = set(held.helpers.values_list("pk", flat=True))
        wanted = _without_lead(held, helpers)
        if before != {one.pk for one in wanted}:
            plan = draft(held.plan_id, actor)
            held.helpers.set(wanted)
            if held.version == version:
                held.version += 1
                held.save(update_fields=["version", "updated_at"])
            names = ", ".join(str(one) for one in wanted)[:300]
            record(actor=actor, verb=said.PART_CHANGED, thing=plan, kind="đơn vị phối hợp", text=names)
    return held


def _without_lead(task: Task, helpers: Iterable[Agency]) -> list[Agency]:
    return [one for one in dict.fromkeys(helpers) if one.pk != task.lead_id]


@transaction.atomic
def start_task(*, task: Task, actor: User | None) -> Task:
    """They are at it."""
    held, permission, area = _held(task, actor)
    return advance(held, "start", actor=actor, permission=permission, area=area, plan=str(held.plan))


@transaction.atomic
def finish_task(*, task: Task, done_on: date, evidence: str, actor: User | None) -> Task:
    """It is done, and what shows it. Raises ``programme_evidence_missing``, ``programme_day_ahead``."""
    held, permission, area = _held(task, actor)
    shown = " ".join(evidence.replace("\x00", "").split())
    if not shown:
        raise DomainError("programme_evidence_missing")
    not_ahead(done_on, actor)
    fields = {"done_on": done_on, "evidence": shown[:600]}
    return advance(
        held, "finish", actor=actor, permission=permission, area=area, fields=fields, plan=str(held.plan),
        evidence=shown[:200],
    )  # fmt: skip


@transaction.atomic
def take_back_task(*, task: Task, reason: str, actor: User | None) -> Task:
    """It was not done after all; what had been shown stays in its notes. Raises ``programme_reason_missing``."""
    held, permission, area = _held(task, actor)
    why = reason_of(reason)
    text = f"Làm tiếp: {why}" + (
        f" (đã báo xong {held.done_on:%d/%m/%Y}: {held.evidence})" if held.done_on else ""
    )
    moved = advance(
        held, "take_back", actor=actor, permission=permission, area=area, fields={"done_on": None, "evidence": ""},
        plan=str(held.plan), reason=why,
    )  # fmt: skip
    TaskNote.objects.create(task=held, text=text[:600], by=actor)
    return moved


@transaction.atomic
def drop_task(*, task: Task, reason: str, actor: User | None) -> Task:
    """It will not be done. Raises ``programme_reason_missing``."""
    held, permission, area = _held(task, actor)
    why = reason_of(reason)
    return advance(
        held,
        "drop",
        actor=actor,
        permission=permission,
        area=area,
        fields={"reason": why},
        plan=str(held.plan),
    )


@transaction.atomic
def pick_up_task(*, task: Task, actor: User | None) -> Task:
    """It will be done after all; why it had been dropped stays in its notes."""
    held, permission, area = _held(task, actor)
    before = held.reason
    moved = advance(
        held,
        "pick_up",
        actor=actor,
        permission=permission,
        area=area,
        fields={"reason": ""},
        plan=str(held.plan),
    )
    TaskNote.objects.create(task=held, text=f"Nhận làm lại (đã thôi vì: {before})"[:600], by=actor)
    return moved


@transaction.atomic
def note_task(*, task: Task, text: str, actor: User | None, link: str = "") -> TaskNote:
    """Add what was said or shown about a task of a plan in force.

    Raises ``InputInvalid``, ``programme_plan_not_running``.
    """
    held, _permission, _area = _held(task, actor)
    note = TaskNote(task=held, text=" ".join(text.replace("\x00", "").split()), link=link.strip(), by=actor)
    check(note, ("text", "link"), "note").refuse()
    note.save(force_insert=True)
    record(actor=actor, verb=said.TASK_NOTED, thing=held, text=note.text[:200])
    return note


@transaction.atomic
def escalate_task(*, task: Task, reason: str, actor: User | None) -> Task:
    """Tell those above that a task is stuck; said again it is told again. Raises ``programme_reason_missing``."""
    held, _permission, _area = _held(task, actor)
    why = reason_of(reason)
    if held.state not in (states.OPEN, states.DOING):
        raise DomainError(
            "verb_not_allowed", lifecycle=held.lifecycle.name, state=held.state, verb="escalate", allowed=()
        )
    held.escalated_at = clock.now()
    held.save(update_fields=["escalated_at", "updated_at"])
    record(actor=actor, verb=said.TASK_ESCALATED, thing=held, reason=why)
    task_escalated(held, why, actor)
    return held


def _held(task: Task, actor: User | None) -> tuple[Task, str, str]:
    """The task, held, for whoever may work on it, with the right they do it by; its plan is in force.

    Raises ``not_found``, ``not_allowed``, ``programme_plan_not_running``.
    """
    rows = Task.objects.select_for_update(of=("self",)).select_related("plan", "lead")
    held = rows.defer("words", "plan__words", "lead__words").filter(pk=task.pk).first()
    if held is None:
        raise DomainError("not_found")
    permission, area = work_area(actor, held.plan, [held.lead, *held.helpers.all()])
    running(held.plan)
    return held, permission, area
