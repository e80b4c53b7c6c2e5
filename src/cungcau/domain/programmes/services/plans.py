"""Writing plans and their passages, and what becomes of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from cungcau.domain.programmes import policies, states
from cungcau.domain.programmes.messages import plans as said
from cungcau.domain.programmes.models import Agency, Passage, Plan, Task
from cungcau.domain.programmes.services import parts
from cungcau.domain.programmes.services.columns import check, put
from cungcau.domain.programmes.services.rights import draft, locked, reason_of, require_plan
from cungcau.domain.programmes.services.telling import tasks_given
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.recording import Faults
from cungcau.reference.search import words

FIELDS = (
    "kind", "title", "number", "symbol", "issuer_id", "lead_id", "issued_on", "starts_on", "ends_on", "place",
    "signer", "parent_id", "continues_id", "season_id", "is_public", "stated_total_vnd", "source",
)  # fmt: skip
"""What may be entered of a plan, by attribute; ``number``, ``symbol``, ``issued_on`` as a draft already names them."""

_MOST_ABOVE = 20


@transaction.atomic
def write_plan(*, facts: Mapping[str, Any], actor: User | None, is_demo: bool = False) -> Plan:
    """Begin a plan (:data:`FIELDS`) as a draft; its area is its issuer's.

    Raises ``not_allowed``, ``programme_plan_loop``, ``programme_plan_number_taken``, ``InputInvalid`` by field.
    """
    plan = Plan(is_demo=is_demo, created_by=actor)
    own = f"{actor.full_name} soạn, {clock.today():%d/%m/%Y}" if actor else "hệ thống"
    put(plan, FIELDS, {"source": own[:300], **facts})
    _place(plan)
    if actor is not None:
        access.require(actor, policies.WRITE, plan.area_code)
    _check(plan)
    _save(plan, None)
    record(actor=actor, verb=said.PLAN_WRITTEN, thing=plan, title=plan.title)
    return plan


@transaction.atomic
def change_plan(
    *, pk: int, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User | None
) -> Plan:
    """Correct the head of a draft.

    Raises what :func:`write_plan` does, ``EditedMeanwhile``, ``programme_plan_not_draft``.
    """
    plan = draft(pk, actor)
    changed = take(plan, version=version, seen=seen, mine=mine)
    changed = {name: value for name, value in changed.items() if getattr(plan, name) != value}
    if not changed:
        return plan
    put(plan, FIELDS, changed)
    if "issuer_id" in changed:
        before = plan.area_code
        _place(plan)
        if actor is not None:
            access.require(actor, policies.WRITE, plan.area_code)
        if plan.area_code != before:
            Task.objects.filter(plan=plan).update(area_code=plan.area_code)
    _check(plan)
    plan.version += 1
    _save(plan, [*changed, "area_code", "folded", "version", "updated_at"])
    record(actor=actor, verb=said.PLAN_CHANGED, thing=plan, fields=sorted(changed))
    return plan


def _place(plan: Plan) -> None:
    """The plan counts where its issuer does; an issuer nobody knows is ``InputInvalid``."""
    check(plan, ("issuer_id",), "plan").refuse()
    issuer = Agency.objects.filter(pk=plan.issuer_id).only("area_code").first() if plan.issuer_id else None
    plan.area_code = issuer.area_code if issuer is not None else ""


def _check(plan: Plan) -> None:
    plan.title = " ".join(plan.title.split())
    faults = check(plan, FIELDS, "plan")
    faults.refuse()
    faults.unless(
        plan.ends_on >= plan.starts_on,
        1,
        "ends_on",
        plan.ends_on,
        "ngày cuối của kế hoạch đứng trước ngày đầu",
    )
    _check_day(faults, plan.issued_on, plan.is_demo)
    total = plan.stated_total_vnd
    faults.unless(total is None or total >= 0, 1, "stated_total_vnd", total, "cần số đồng từ 0 trở lên")
    faults.refuse()
    for above in (plan.parent, plan.continues):
        _refuse_loop(plan, above)
    issuer = Agency.objects.filter(pk=plan.issuer_id).only("name", "short_name").get()
    plan.folded = words(plan.title, f"{plan.number} {plan.symbol}", issuer.name, issuer.short_name)[:700]


def _check_day(faults: Faults, day: date | None, is_demo: bool) -> None:
    """A paper is not issued on a day to come; plans on show may be of other years than the season on show."""
    today = clock.today()
    faults.unless(
        day is None or is_demo or day <= today, 1, "issued_on", day, f"ngày chưa tới, nay là {today:%d/%m/%Y}"
    )


def _refuse_loop(plan: Plan, above: Plan | None) -> None:
    first, steps = above, 0
    while above is not None and steps < _MOST_ABOVE and plan.pk is not None:
        if above.pk == plan.pk:
            raise DomainError("programme_plan_loop", parent=first)
        above, steps = above.parent, steps + 1


def _save(plan: Plan, fields: list[str] | None) -> None:
    try:
        with transaction.atomic():
            if fields is None:
                plan.save(force_insert=True)
            else:
                plan.save(update_fields=sorted(set(fields)))
    except IntegrityError as error:
        if "number_once" not in str(error):
            raise
        raise DomainError(
            "programme_plan_number_taken", issuer=Agency.objects.only("name").get(pk=plan.issuer_id).name,
            number="/".join(filter(None, (plan.number, plan.symbol))), day=plan.issued_on,
        ) from error  # fmt: skip


@transaction.atomic
def issue_plan(
    *,
    plan: Plan,
    symbol: str,
    issued_on: date,
    actor: User | None,
    number: str | None = None,
    signer: str | None = None,
) -> Plan:
    """Put a draft in force under its number and symbol as printed; the leads of its tasks are told.

    ``number`` blank: the paper bears none; None: as the draft says. Raises ``not_allowed``, ``verb_not_allowed``,
    ``programme_plan_number_taken``, ``InputInvalid``.
    """
    held = locked(plan.pk)
    require_plan(actor, held, policies.ISSUE)
    states.PLAN.move(held.state, "issue")
    named = held.number if number is None else number
    put(held, FIELDS, {"number": named, "symbol": symbol, "issued_on": issued_on})
    if signer is not None:
        held.signer = signer.strip()
    faults = check(held, ("number", "symbol", "issued_on", "signer"), "plan")
    faults.unless(held.symbol != "", 1, "symbol", "", "cần ký hiệu văn bản, như KH-UBND")
    faults.unless(held.issued_on is not None, 1, "issued_on", "", "cần ngày ban hành")
    _check_day(faults, held.issued_on, held.is_demo)
    faults.refuse()
    _check(held)
    held.version += 1
    _save(held, ["number", "symbol", "issued_on", "signer", "folded", "version", "updated_at"])
    advance(held, "issue", actor=actor, permission=policies.ISSUE)
    tasks_given(held, actor)
    return held


def reopen_plan(*, plan: Plan, reason: str, actor: User | None) -> Plan:
    """Make an issued plan a draft again, to change its text; what was reported stays.

    Raises ``programme_reason_missing``.
    """
    return _move(plan, "reopen", actor, reason_of(reason))


def close_plan(*, plan: Plan, actor: User | None) -> Plan:
    """Its time is over."""
    return _move(plan, "close", actor)


def resume_plan(*, plan: Plan, actor: User | None) -> Plan:
    """Closed too early."""
    return _move(plan, "resume", actor)


def cancel_plan(*, plan: Plan, reason: str, actor: User | None) -> Plan:
    """It does not hold any more. Raises ``programme_reason_missing``."""
    return _move(plan, "cancel", actor, reason_of(reason))


@transaction.atomic
def _move(plan: Plan, verb: str, actor: User | None, reason: str = "") -> Plan:
    held = locked(plan.pk)
    require_plan(actor, held, policies.ISSUE)
    facts = {"reason": reason} if reason else {}
    advance(held, verb, actor=actor, permission=policies.ISSUE, fields={"version": held.version + 1}, **facts)
    plan.state = held.state
    return held


def add_passage(*, plan: Plan, part: str, text: str, actor: User | None, mark: str = "") -> Passage:
    """Add a passage at the end of a part of a draft's text; see ``parts.add`` for what is raised."""
    return parts.add(
        Passage, parts.PASSAGE, plan=plan, facts={"part": part, "text": text, "mark": mark}, actor=actor
    )
