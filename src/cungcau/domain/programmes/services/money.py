"""Money of a plan: lines, what was spent on them; its scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum

from cungcau.domain.programmes import policies, states
from cungcau.domain.programmes.messages import plans as said
from cungcau.domain.programmes.models import BudgetLine, Plan, Scenario, ScenarioRow, Spending
from cungcau.domain.programmes.services import parts
from cungcau.domain.programmes.services.columns import check, put
from cungcau.domain.programmes.services.indicators import not_ahead
from cungcau.domain.programmes.services.rights import (
    draft,
    locked,
    reason_of,
    require_plan,
    running,
    work_area,
)
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.recording import Faults, placed

MOST_VND = 10**15
"""A thousand trillion đồng: more than any province's plan."""
MOST_ROWS = 200


def _settle_line(row: BudgetLine, faults: Faults) -> None:
    """An amount within reason, a year of our time, a fund wherever it is no stated sum."""
    faults.unless(
        0 <= row.amount_vnd <= MOST_VND, 1, "amount_vnd", row.amount_vnd, "cần số đồng từ 0 trở lên"
    )
    faults.unless(
        row.year is None or 2000 <= row.year <= 2100, 1, "year", row.year, "cần năm từ 2000 đến 2100"
    )
    faults.unless(row.is_control or row.fund != "", 1, "fund", "", "hãy chọn nguồn")


def _settle_scenario(row: Scenario, faults: Faults) -> None:
    """A total that is none below zero."""
    faults.unless(
        row.total_kg is None or row.total_kg >= 0, 1, "total_kg", row.total_kg, "cần số kg từ 0 trở lên"
    )


LINE = parts.Kind(
    "dòng kinh phí", ("name", "fund", "year", "amount_vnd", "is_control"), 500, settle=_settle_line
)
SCENARIO = parts.Kind("kịch bản", ("name", "assumption", "total_kg"), 20, settle=_settle_scenario)
ROW_FIELDS = ("level", "name", "kg", "from_on", "to_on", "source", "note")
"""What may be entered of a row of a scenario."""


def add_line(*, plan: Plan, facts: Mapping[str, Any], actor: User | None) -> BudgetLine:
    """Add a line of money (``LINE.fields``, đồng) to a draft. Raises what ``parts.add`` does."""
    return parts.add(BudgetLine, LINE, plan=plan, facts=facts, actor=actor)


@transaction.atomic
def spend(
    *, line: BudgetLine, spent_on: date, amount_vnd: int, paper: str, actor: User | None, reason: str = ""
) -> Spending:
    """Write money spent on a line, đồng; an amount below 0 corrects what was written before, with a reason.

    Over the line's amount only with a reason. Raises ``programme_spending_on_sum``, ``programme_spending_over``,
    ``programme_spending_below``, ``programme_plan_not_running``, ``programme_day_ahead``, ``not_allowed``,
    ``InputInvalid``.
    """
    rows = BudgetLine.objects.select_for_update(of=("self",)).select_related("plan__issuer", "plan__lead")
    held = rows.filter(pk=line.pk).first()
    if held is None:
        raise DomainError("not_found")
    plan = held.plan
    work_area(actor, plan, [plan.issuer, plan.lead])
    running(plan, closed_too=True)
    if held.is_control:
        raise DomainError("programme_spending_on_sum", line=held.name)
    not_ahead(spent_on, actor)
    made = Spending(line=held, spent_on=spent_on, amount_vnd=amount_vnd, by=actor)
    made.paper = paper.replace("\x00", "").strip()
    made.reason = reason_of(reason) if reason.strip() else ""
    faults = check(made, ("spent_on", "amount_vnd", "paper"), "spending")
    faults.unless(0 < abs(amount_vnd) <= MOST_VND, 1, "amount_vnd", amount_vnd, "cần số đồng khác 0")
    faults.refuse()
    spent = Spending.objects.filter(line=held).aggregate(sum=Sum("amount_vnd"))["sum"] or 0
    _refuse_amount(held, int(spent), made)
    made.save(force_insert=True)
    record(
        actor=actor,
        verb=said.SPENT,
        thing=plan,
        amount=amount_vnd,
        line=held.name,
        paper=made.paper,
        reason=made.reason,
    )
    return made


def _refuse_amount(line: BudgetLine, spent: int, made: Spending) -> None:
    if made.amount_vnd < 0 and not made.reason:
        raise DomainError("programme_reason_missing")
    if spent + made.amount_vnd < 0:
        raise DomainError("programme_spending_below", line=line.name, spent=spent, amount=-made.amount_vnd)
    if made.amount_vnd > 0 and spent + made.amount_vnd > line.amount_vnd and not made.reason:
        raise DomainError("programme_spending_over", line=line.name, left=line.amount_vnd - spent)


@transaction.atomic
def add_scenario(
    *, plan: Plan, facts: Mapping[str, Any], actor: User | None, rows: Iterable[Mapping[str, Any]] = ()
) -> Scenario:
    """Add a scenario (``SCENARIO.fields``, kg) with its rows (:data:`ROW_FIELDS`) to a draft.

    Raises what ``parts.add`` does; ``InputInvalid`` names the row.
    """
    made = parts.add(Scenario, SCENARIO, plan=plan, facts=facts, actor=actor)
    _write_rows(made, rows)
    return made


@transaction.atomic
def change_scenario(
    *,
    scenario: Scenario,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    rows: Iterable[Mapping[str, Any]],
    actor: User | None,
) -> Scenario:
    """Correct a scenario of a draft; its rows become these. Raises what ``parts.change`` does, ``InputInvalid``."""
    held = parts.change(scenario, SCENARIO, version=version, seen=seen, mine=mine, actor=actor)
    plan = draft(held.plan_id, actor)
    before = list(ScenarioRow.objects.filter(scenario=held).order_by("position").values(*ROW_FIELDS))
    ScenarioRow.objects.filter(scenario=held).delete()
    written = _write_rows(held, rows)
    if before != [{name: getattr(one, name) for name in ROW_FIELDS} for one in written]:
        Scenario.objects.filter(pk=held.pk, version=version).update(version=version + 1)
        record(
            actor=actor, verb=said.PART_CHANGED, thing=plan, kind="dòng của kịch bản", text=held.name,
            before=[f"{one['level']} {one['name']}: {one['kg']}" for one in before],
        )  # fmt: skip
    return held


def _write_rows(scenario: Scenario, rows: Iterable[Mapping[str, Any]]) -> list[ScenarioRow]:
    made: list[ScenarioRow] = []
    wrong: list[Any] = []
    for place, facts in enumerate(rows, 1):
        row = ScenarioRow(scenario=scenario, position=place)
        put(row, ROW_FIELDS, facts)
        faults = check(row, ROW_FIELDS, "scenario")
        faults.unless(row.kg is None or 0 <= row.kg < 10**13, 1, "kg", row.kg, "cần số kg từ 0 trở lên")
        days = row.from_on is None or row.to_on is None or row.to_on >= row.from_on
        faults.unless(days, 1, "to_on", row.to_on, "ngày cuối đứng trước ngày đầu")
        try:
            faults.refuse()
        except InputInvalid as error:
            wrong += placed(error, [("scenario", place)]).faults
        made.append(row)
    if wrong:
        raise InputInvalid(wrong)
    if len(made) > MOST_ROWS:
        raise DomainError("programme_plan_full", most=MOST_ROWS, kind="dòng trong một kịch bản")
    ScenarioRow.objects.bulk_create(made)
    return made


@transaction.atomic
def choose_scenario(*, scenario: Scenario, actor: User | None) -> Scenario:
    """Put one scenario of a draft or issued plan in force in place of the others.

    Raises ``not_allowed``, ``programme_plan_not_running``.
    """
    plan = locked(scenario.plan_id)
    require_plan(actor, plan, policies.WRITE if plan.state == states.DRAFT else policies.ISSUE)
    if plan.state != states.DRAFT:
        running(plan)
    held = Scenario.objects.filter(pk=scenario.pk, plan=plan).first()
    if held is None:
        raise DomainError("not_found")
    if not held.chosen:
        Scenario.objects.filter(plan=plan, chosen=True).update(chosen=False)
        held.chosen = True
        held.save(update_fields=["chosen"])
        record(actor=actor, verb=said.SCENARIO_CHOSEN, thing=plan, scenario=held.name)
    return held
