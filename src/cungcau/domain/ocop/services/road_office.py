"""What the provincial office and the advisory team do with a file: its round, review, the end of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import Dossier, Round, Stage, Step
from cungcau.domain.ocop.selectors.road_terms import province_of, term_of
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.services import request_rows as rows
from cungcau.domain.ocop.services import road_telling as telling
from cungcau.domain.ocop.services.request_rows import Judged
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road import clean, held, move, stated
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock

REJECTABLE = (states.SUBMITTED, states.FORWARDED, states.REVIEWING, states.READY, states.AT_MINISTRY)
"""From the council's hands a file is rejected by the council's own result."""
_IN_PROVINCE = (states.FORWARDED, states.REVIEWING, states.READY, states.IN_SESSION, states.SCORED)


@transaction.atomic
def assign_round(*, dossier: Dossier, round: Round | None, actor: User | None) -> Dossier:
    """Put a file into a round of its province (None: out of any); the open stay's deadline follows.

    Raises ``ocop_round_elsewhere``, ``not_found``, ``not_allowed``, ``verb_not_allowed``.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.OFFICE, "")
    if row.state not in _IN_PROVINCE:
        raise DomainError("verb_not_allowed", state=row.state, verb="assign_round")
    _put(row, round, actor)
    return row


@transaction.atomic
def take_up(*, dossier: Dossier, actor: User | None, round: Round | None = None, note: str = "") -> Dossier:
    """The office finds a file in order and gives it to the advisory team, with its round where that is known.

    Raises ``ocop_round_elsewhere``, ``not_found``, ``not_allowed``, ``verb_not_allowed``.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.OFFICE, "")
    if round is not None:
        _put(row, round, actor)
    if row.state == states.FORWARDED:
        rows.settle(row, "đã đủ khi giao tổ tư vấn", Judged(actor, policies.OFFICE, row.area_code))
    return move(row, "take_up", actor=actor, permission=policies.OFFICE, note=clean(note, 4000))


@transaction.atomic
def finish_review(*, dossier: Dossier, conclusion: str, actor: User | None, reason: str = "") -> Dossier:
    """The advisory team is done: its conclusion goes with the file to the council.

    Requests still live are refused (``ocop_requests_live``) unless ``reason`` says why the team ends all the same; then
    answered ones count as enough and open ones are dropped with it. Raises also ``not_found``, ``not_allowed``,
    ``verb_not_allowed``, ``InputInvalid`` without a conclusion.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.REVIEW, "")
    if row.state != states.REVIEWING:
        raise DomainError("verb_not_allowed", state=row.state, verb="finish_review")
    said_last = clean(conclusion, 4000)
    if not said_last:
        raise InputInvalid([Fault("ocop", 1, "conclusion", "", "hãy ghi kết luận của tổ tư vấn")])
    why = clean(reason, 500)
    if (count := rows.live(row)) and not why:
        raise DomainError("ocop_requests_live", dossier=str(row), count=count)
    rows.settle(row, why, Judged(actor, policies.REVIEW, row.area_code))
    move(row, "finish_review", actor=actor, permission=policies.REVIEW, note=said_last, ended_with=why)
    telling.moved(row, "đủ điều kiện trình hội đồng", actor, office=True)
    return row


@transaction.atomic
def reopen_review(*, dossier: Dossier, reason: str, actor: User | None) -> Dossier:
    """Something has to be looked at again before the council has it. Raises as :func:`finish_review`."""
    row = held(dossier)
    require_dossier(actor, row, policies.REVIEW, "")
    why = stated(reason)
    move(row, "reopen_review", actor=actor, permission=policies.REVIEW, note=why, reason=why)
    telling.moved(row, "tổ tư vấn xem lại", actor, note=why, office=True)
    return row


@transaction.atomic
def reject(*, dossier: Dossier, grounds: Sequence[str], reason: str, actor: User | None) -> Dossier:
    """The province turns a file down on grounds its set prints (at least one), with the reason in words.

    Source: 26/2026/QĐ-TTg, the grounds printed on each sheet. Raises ``not_found``, ``not_allowed``,
    ``verb_not_allowed``, ``InputInvalid`` for an unknown ground or none.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.OFFICE, "")
    if row.state not in REJECTABLE:
        raise DomainError("verb_not_allowed", state=row.state, verb="reject")
    known = sheet_of(row.criteria_set).grounds
    chosen = list(dict.fromkeys(grounds))
    faults = [
        Fault("ocop", 1, "grounds", code[:40], "bộ tiêu chí này không có căn cứ loại đó")
        for code in chosen
        if code not in known
    ]
    if not chosen:
        faults.append(Fault("ocop", 1, "grounds", "", "hãy chọn ít nhất một căn cứ loại"))
    if faults:
        raise InputInvalid(faults)
    words = "; ".join(known[code].label for code in chosen)
    why = stated(reason)
    rows.settle(row, "hồ sơ bị loại", Judged(actor, policies.OFFICE, row.area_code))
    move(
        row, "reject", actor=actor, permission=policies.OFFICE, note=why, reason=f"{words}: {why}", grounds=chosen,
        fields={"end_reason": f"{words}: {why}"[:600], "reject_grounds": chosen, "decided_at": clock.now()},
    )  # fmt: skip
    telling.moved(row, "bị loại", actor, note=f"{words}: {why}", office=True)
    return row


def _put(dossier: Dossier, round: Round | None, actor: User | None) -> None:
    if round is not None and (round.level != "province" or round.area_code != province_of(dossier.area_code)):
        raise DomainError("ocop_round_elsewhere", round=str(round))
    if dossier.round_id == (round.pk if round else None):
        return
    dossier.round = round
    dossier.save(update_fields=["round", "updated_at"])
    record(
        actor=actor, verb=said.ROUND_ASSIGNED, thing=dossier, round=str(round) if round else "không đợt nào"
    )
    recount(dossier)


def recount(dossier: Dossier) -> bool:
    """Count the open stay's deadline anew, from the day it began; whether it changed."""
    step = Step.objects.select_for_update().filter(dossier=dossier, ended_at=None).first()
    if step is None or step.stage == Stage.ENTITY:
        return False
    term = term_of(dossier, step.stage, step.started_on)
    if (term.due_on, term.why) == (step.due_on, step.due_why):
        return False
    Step.objects.filter(pk=step.pk).update(due_on=term.due_on, due_why=term.why[:200], reminded_on=None)
    return True
