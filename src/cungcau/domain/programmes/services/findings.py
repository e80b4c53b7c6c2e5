"""Acting on what the checks find: mend a row, set a finding aside with a reason, look at it again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from cungcau.domain.programmes import policies
from cungcau.domain.programmes.checking import Mend
from cungcau.domain.programmes.messages import checks as said
from cungcau.domain.programmes.models import (
    BudgetLine,
    Dismissal,
    Indicator,
    Passage,
    Plan,
    Scenario,
    ScenarioRow,
    Task,
)
from cungcau.domain.programmes.selectors.findings import Found, checked
from cungcau.domain.programmes.services import indicators, money, parts, plans, tasks
from cungcau.domain.programmes.services.rights import draft, locked, reason_of, require_plan
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock

_FOREIGN = {"lead", "issuer", "reporter"}


@transaction.atomic
def apply_mend(*, plan: Plan, key: str, place: int, actor: User | None) -> Found:
    """Carry out the mend at ``place`` (0 the first) of the finding ``key`` on a draft, and return what was found.

    The plan is checked again under its lock, so that a mend never rests on a row that has changed. Raises
    ``programme_finding_gone``, ``programme_mend_unknown``, ``programme_plan_not_draft``, ``not_allowed`` and what
    changing the row raises.
    """
    held = draft(plan.pk, actor)
    found = _finding(held, key)
    if not 0 <= place < len(found.mends):
        raise DomainError("programme_mend_unknown", place=place + 1)
    mend, offer = found.mends[place]
    _carry_out(held, mend, every=not found.finding.rule.startswith("parts_"), actor=actor)
    record(actor=actor, verb=said.FINDING_MENDED, thing=held, finding=found.sentence[:300], mend=offer[:200])
    return found


@transaction.atomic
def dismiss(*, plan: Plan, key: str, reason: str, actor: User | None) -> Dismissal:
    """Set a finding aside, with the reason; it comes back when its row changes.

    Raises ``programme_finding_gone``, ``programme_finding_dismissed``, ``programme_reason_missing``, ``not_allowed``.
    """
    held = locked(plan.pk)
    require_plan(actor, held, policies.WRITE)
    why = reason_of(reason)
    found = _finding(held, key)
    try:
        with transaction.atomic():
            row = Dismissal.objects.create(
                plan=held, key=key, rule=found.finding.rule, sentence=f"{found.where}: {found.sentence}"[:600],
                reason=why, by=actor,
            )  # fmt: skip
    except IntegrityError as error:
        there = Dismissal.objects.get(plan=held, key=key, withdrawn_at=None)
        raise DomainError("programme_finding_dismissed", reason=there.reason) from error
    record(actor=actor, verb=said.FINDING_DISMISSED, thing=held, finding=row.sentence[:300], reason=why)
    return row


@transaction.atomic
def withdraw(*, dismissal: Dismissal, actor: User | None) -> Dismissal:
    """Let a finding set aside stand again; twice changes nothing. Raises ``not_found``, ``not_allowed``."""
    plan = locked(dismissal.plan_id)
    require_plan(actor, plan, policies.WRITE)
    held = Dismissal.objects.select_for_update(of=("self",)).filter(pk=dismissal.pk).first()
    if held is None:
        raise DomainError("not_found")
    if held.withdrawn_at is None:
        held.withdrawn_at, held.withdrawn_by = clock.now(), actor
        held.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(actor=actor, verb=said.FINDING_REOPENED, thing=plan, finding=held.sentence[:300])
    return held


def _finding(plan: Plan, key: str) -> Found:
    now = checked(plan, clock.today())
    found = next((one for one in (*now.standing, *now.dismissed) if one.finding.key == key), None)
    if found is None:
        raise DomainError("programme_finding_gone")
    return found


def _carry_out(plan: Plan, mend: Mend, *, every: bool, actor: User | None) -> None:
    if mend.row.kind == "scenario_row":
        _scenario_row(plan, mend, actor)
        return
    row = _row(plan, mend)
    if mend.deed == "remove":
        _KINDS_DROPPED[mend.row.kind](row, actor)
        return
    if mend.deed == "replace":
        text = re.sub(
            rf"(?<!\w){re.escape(mend.before)}(?!\w)", lambda _match: mend.after,
            str(getattr(row, mend.field)), count=0 if every else 1,
        )  # fmt: skip
        mine: dict[str, Any] = {mend.field: text}
    else:
        mine = {f"{name}_id" if name in _FOREIGN else name: value for name, value in mend.changes}
    seen = {name: getattr(row, name) for name in mine}
    _CHANGES[mend.row.kind](row, seen, mine, actor)


def _row(plan: Plan, mend: Mend) -> Any:
    """The row a mend is for, of this plan."""
    if mend.row.kind == "plan":
        return plan
    found = _MODELS[mend.row.kind]._default_manager.filter(plan=plan, pk=mend.row.key).first()
    if found is None:
        raise DomainError("programme_finding_gone")
    return found


def _scenario_row(plan: Plan, mend: Mend, actor: User | None) -> None:
    """A row of a scenario is changed with the scenario, all rows at once."""
    rows = ScenarioRow.objects.filter(scenario__plan=plan).select_related("scenario")
    held = rows.filter(pk=mend.row.key).first()
    if held is None:
        raise DomainError("programme_finding_gone")
    scenario = held.scenario
    facts = [
        {name: getattr(one, name) for name in money.ROW_FIELDS}
        | (dict(mend.changes) if one.pk == held.pk else {})
        for one in scenario.rows.order_by("position")
    ]
    seen = {name: getattr(scenario, name) for name in money.SCENARIO.fields}
    money.change_scenario(
        scenario=scenario, version=scenario.version, seen=seen, mine=seen, rows=facts, actor=actor
    )


_MODELS: dict[str, Any] = {
    "passage": Passage, "indicator": Indicator, "task": Task, "budget": BudgetLine, "scenario": Scenario,
}  # fmt: skip


def _dropper(kind: parts.Kind) -> Callable[[Any, User | None], None]:
    return lambda row, actor: parts.drop(row, kind, actor=actor)


def _changer(kind: parts.Kind) -> Callable[[Any, dict[str, Any], dict[str, Any], User | None], object]:
    return lambda row, seen, mine, actor: parts.change(
        row, kind, version=row.version, seen=seen, mine=mine, actor=actor
    )


_KINDS = {
    "passage": parts.PASSAGE, "indicator": indicators.INDICATOR, "task": tasks.TASK, "budget": money.LINE,
    "scenario": money.SCENARIO,
}  # fmt: skip
_KINDS_DROPPED = {name: _dropper(kind) for name, kind in _KINDS.items()}
_CHANGES: dict[str, Callable[[Any, dict[str, Any], dict[str, Any], User | None], object]] = {
    **{name: _changer(kind) for name, kind in _KINDS.items()},
    "plan": lambda row, seen, mine, actor: plans.change_plan(
        pk=row.pk, version=row.version, seen=seen, mine=mine, actor=actor
    ),
}
