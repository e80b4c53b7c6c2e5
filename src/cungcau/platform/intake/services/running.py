"""Asking for the preview or the writing of a table, and putting it aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.exchange.units import size
from cungcau.platform.intake import policies, selectors, states
from cungcau.platform.intake.doors import Door
from cungcau.platform.intake.models import Intake
from cungcau.platform.jobs import services as jobs
from cungcau.platform.jobs import states as job_states
from cungcau.platform.jobs.models import Job
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui.messages import answer

PREVIEW, APPLY = "intake.preview", "intake.apply"
_MOST_TEXT = 300

Mapped = Mapping[str, Mapping[str, str]]


@transaction.atomic
def request_preview(
    *,
    intake: Intake,
    actor: User,
    sheets: Sequence[str] | None = None,
    mapping: Mapped | None = None,
    options: Mapping[str, Any] | None = None,
) -> Intake:
    """Ask for the table to be read and tried; nothing of it stays written.

    ``sheets`` (names; none: all whose header fits), ``mapping`` (column key → {"header", "unit"}) and ``options``
    (the door's cleaned answers) replace what was chosen before.
    Raises ``intake_not_found``, ``not_allowed``, ``verb_not_allowed``, ``mapping_unknown``.
    """
    door = _may(intake, actor)
    fields: dict[str, object] = {
        "problem": "",
        "job": _job(PREVIEW, f"Đọc bảng {intake.file_name}", intake, actor),
    }
    if sheets is not None:
        fields["sheets"] = [_short(name) for name in sheets][:200]
    if options is not None:
        fields["options"] = dict(options)
    if mapping is not None:
        fields["mapping"] = _checked(mapping, door)
    return advance(intake, "read", actor=actor, permission=door.permission, fields=fields)


@transaction.atomic
def request_apply(*, intake: Intake, actor: User, keep_good: bool) -> Intake:
    """Ask for the table to be written: its good rows (``keep_good``), or all of it only without any fault.

    Raises ``intake_not_found``, ``not_allowed``, ``verb_not_allowed``, ``nothing_to_write``, ``faults_remain``.
    """
    door = _may(intake, actor)
    if intake.state == states.PREVIEWED and not intake.good:
        raise DomainError("nothing_to_write")
    if intake.state == states.PREVIEWED and intake.faults and not keep_good:
        raise DomainError("faults_remain", faults=intake.faults, rows=intake.faulty)
    job = _job(APPLY, f"Ghi bảng {intake.file_name}", intake, actor)
    fields = {"keep_good": keep_good, "job": job}
    return advance(
        intake, "apply", actor=actor, permission=door.permission, fields=fields, keep_good=keep_good
    )


@transaction.atomic
def discard(*, intake: Intake, actor: User) -> Intake:
    """Put a table aside; its file and its faults stay to be looked at."""
    door = _may(intake, actor)
    return advance(intake, "discard", actor=actor, permission=door.permission)


def abandoned(arguments: Mapping[str, object], state: str) -> None:
    """A job ended without a result: the table goes back where it was, or is said to have failed."""
    intake = Intake.objects.filter(pk=UUID(str(arguments["intake"])), state__in=states.AT_WORK).first()
    if intake is None:
        return
    permission = selectors.door_of(intake.door).permission
    if state == job_states.CANCELLED:
        verb = "stop" if intake.state == states.READING else "return"
        advance(intake, verb, actor=None, permission=permission)
        return
    broke = "Hệ thống gặp trục trặc khi xử lý bảng này; chưa có gì được ghi. Hãy thử lại, hoặc báo người quản trị."
    advance(intake, "fail", actor=None, permission=permission, fields={"problem": broke})


@transaction.atomic
def failed(intake: Intake, actor: User, error: DomainError) -> None:
    """Note why a table could not be read or written."""
    permission = selectors.door_of(intake.door).permission
    said = answer(error).vi
    advance(
        intake, "fail", actor=None, permission=permission, fields={"problem": said}, why=said, asked_by=actor
    )


def address_of(intake: Intake) -> str:
    """The page of a table."""
    return reverse("intake:show", args=[intake.pk])


def _may(intake: Intake, actor: User) -> Door:
    policies.require_view(actor, intake)
    return selectors.door_for(actor, intake.door)


def _job(kind: str, title: str, intake: Intake, actor: User) -> Job:
    arguments = {"intake": str(intake.pk), "actor": actor.pk}
    job = jobs.later(kind=kind, title=title[:200], arguments=arguments, actor=actor)
    job.done_url = address_of(intake)
    job.save(update_fields=["done_url"])
    return job


def _checked(mapping: Mapped, door: Door) -> dict[str, dict[str, str]]:
    columns = {column.key: column for column in door.columns}
    kept = {}
    for name, choice in mapping.items():
        if name not in columns:
            raise DomainError("mapping_unknown", column=_short(name), value=_short(name))
        unit = choice.get("unit", "")
        if unit and size(unit, columns[name].kind) is None:
            raise DomainError("mapping_unknown", column=columns[name].header, value=_short(unit))
        kept[name] = {"header": _short(choice.get("header", "")), "unit": unit}
    return kept


def _short(text: str) -> str:
    return text.replace("\x00", "")[:_MOST_TEXT]
