"""What a plan leaves open: tasks without lead or day, indicators without source, agencies that are no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cungcau.domain.programmes.checking.amounts import amounts
from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness, Value
from cungcau.domain.programmes.checking.sheet import Around, Body, IndicatorRow, PlanSheet, TaskRow
from cungcau.kernel.vntext import fold


def judged_on(plan: PlanSheet, today: date) -> date:
    """The day places and agencies are to exist on: today, but within the plan's period."""
    return min(max(today, plan.starts_on), max(plan.starts_on, plan.ends_on))


def gaps(plan: PlanSheet, around: Around) -> list[Finding]:
    """Every gap, each where it stands."""
    day = judged_on(plan, around.today)
    found = [*_whole(plan)]
    for one in plan.indicators:
        found += _indicator(plan, one, around, day)
    for task in plan.tasks:
        found += _task(plan, task, day)
    for body, field in ((plan.issuer, "issuer"), (plan.lead, "lead")):
        if body is not None:
            found += _gone(
                plan.row, field, body, plan.issued_on if field == "issuer" and plan.issued_on else day
            )
    return found


def _whole(plan: PlanSheet) -> Iterator[Finding]:
    """Parts every plan of this kind of paper has (its objectives, its tasks, who reports)."""
    if not plan.indicators:
        yield Finding("no_indicators", Seriousness.NOTE, plan.row)
    if not plan.tasks:
        yield Finding("no_tasks", Seriousness.WARNING, plan.row)
    if not any(passage.part == "reporting" for passage in plan.passages):
        yield Finding("no_reporting", Seriousness.NOTE, plan.row)


def _indicator(plan: PlanSheet, one: IndicatorRow, around: Around, day: date) -> Iterator[Finding]:
    row = one.row
    if one.source == "none" or (one.source == "query" and not one.query):
        yield Finding("indicator_no_source", Seriousness.WARNING, row, mends=_by_issuer(plan, row))
    if one.source == "query" and one.query and around.figures is not None and one.query not in around.figures:
        yield Finding("figure_unknown", Seriousness.ERROR, row, {"query": one.query}, _by_issuer(plan, row))
    if one.source == "reported" and one.reporter is None:
        yield Finding("indicator_no_reporter", Seriousness.WARNING, row, mends=_by_issuer(plan, row))
    if one.target is None:
        yield Finding("indicator_no_target", Seriousness.WARNING, row, mends=_said_in_name(one))
    if not one.unit:
        yield Finding("indicator_no_unit", Seriousness.WARNING, row)
    if one.due_on is None:
        mend = Mend("set", row, (("due_on", plan.ends_on),))
        yield Finding("indicator_no_date", Seriousness.WARNING, row, mends=(mend,))
    if one.direction == "between" and one.target_high is None:
        mend = Mend("set", row, (("direction", "at_least"),))
        yield Finding("indicator_no_range", Seriousness.WARNING, row, mends=(mend,))
    if one.reporter is not None:
        yield from _gone(row, "reporter", one.reporter, day)
    if one.baseline is not None and one.target is not None and _backward(one):
        facts = {"baseline": one.baseline, "target": one.target, "unit": one.unit}
        yield Finding("target_behind_baseline", Seriousness.NOTE, row, facts)


def _said_in_name(one: IndicatorRow) -> tuple[Mend, ...]:
    """The one figure its name gives, in its unit ("thêm từ 50 sản phẩm")."""
    read = [amount for amount in amounts(one.name) if not one.unit or fold(one.unit) in fold(amount.printed)]
    if len(read) != 1:
        return ()
    low, high = read[0].low / read[0].factor, read[0].high / read[0].factor
    ranged: tuple[tuple[str, Value], ...] = (
        (("direction", "between"), ("target_high", high)) if high != low else ()
    )
    return (Mend("set", one.row, (("target", low), *ranged)),)


def _backward(one: IndicatorRow) -> bool:
    """A target that is reached before anything is done."""
    assert one.baseline is not None and one.target is not None
    high = one.target_high if one.target_high is not None else one.target
    return one.baseline > high if one.direction == "at_least" else (
        one.direction == "at_most" and one.baseline < one.target
    )  # fmt: skip


def _by_issuer(plan: PlanSheet, row: Row) -> tuple[Mend, ...]:
    """The plan's standing agency may report it."""
    body = plan.lead or plan.issuer
    if body is None or not body.key:
        return ()
    return (Mend("set", row, (("source", "reported"), ("reporter", body.key)), shown=body.name),)


def _task(plan: PlanSheet, task: TaskRow, day: date) -> Iterator[Finding]:
    if not task.open:
        return
    if task.lead is None:
        body = plan.lead or plan.issuer
        mends = (Mend("set", task.row, (("lead", body.key),), shown=body.name),) if body and body.key else ()
        yield Finding("task_no_lead", Seriousness.WARNING, task.row, mends=mends)
    else:
        yield from _gone(task.row, "lead", task.lead, day)
        if any(helper.name == task.lead.name for helper in task.helpers):
            yield Finding("lead_helps", Seriousness.NOTE, task.row, {"agency": task.lead.name})
    if task.due_on is None:
        mend = Mend("set", task.row, (("due_on", plan.ends_on),))
        yield Finding("task_no_date", Seriousness.WARNING, task.row, mends=(mend,))


def _gone(row: Row, field: str, body: Body, day: date) -> Iterator[Finding]:
    if body.ends_on is None or day <= body.ends_on:
        return
    mends: tuple[Mend, ...] = ()
    if body.heir_key:
        mends = (Mend("set", row, ((field, body.heir_key),), shown=body.heir),)
    yield Finding(
        "agency_ended", Seriousness.WARNING, row,
        {"agency": body.name, "ended": body.ends_on, "heir": body.heir}, mends,
    )  # fmt: skip
