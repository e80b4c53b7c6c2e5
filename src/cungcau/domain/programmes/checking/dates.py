"""Days of rows against the plan's period and the day it was issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness, Value
from cungcau.domain.programmes.checking.sheet import Around, PlanSheet

_MOST_YEARS = 3


def dates(plan: PlanSheet, around: Around) -> list[Finding]:
    """Period the wrong way round, rows dated outside it, before the plan was issued, or backwards."""
    if plan.ends_on < plan.starts_on:
        turned = (("starts_on", plan.ends_on), ("ends_on", plan.starts_on))
        facts = {"first": plan.starts_on, "last": plan.ends_on}
        return [_wrong("period_reversed", plan.row, facts, (Mend("set", plan.row, turned),))]
    found = [*_issue(plan), *_years(plan)]
    for row, field, day, floor in _dated(plan):
        if not plan.starts_on <= day <= plan.ends_on:
            found.append(_outside(plan, row, field, day, floor))
        elif plan.issued_on and day < plan.issued_on and field == "due_on":
            found.append(_before_issue(plan, row, field, day))
    return [*found, *_backwards(plan)]


def same_day_within(plan: PlanSheet, day: date, floor: date | None = None) -> tuple[date, ...]:
    """The same day and month in the years of the plan's period, at most three; 29/02 becomes 28/02 where it must."""
    made = []
    for year in range(plan.starts_on.year, plan.ends_on.year + 1):
        moved = day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
        first = max(filter(None, (plan.starts_on, floor)))
        if first <= moved <= plan.ends_on and moved != day:
            made.append(moved)
    return tuple(made[:_MOST_YEARS])


def _dated(plan: PlanSheet) -> Iterator[tuple[Row, str, date, date | None]]:
    """Every dated row: the row, its field, its day, the day it cannot come before."""
    for one in plan.indicators:
        if one.due_on:
            yield one.row, "due_on", one.due_on, None
    for task in plan.tasks:
        if task.starts_on:
            yield task.row, "starts_on", task.starts_on, None
        if task.due_on:
            yield task.row, "due_on", task.due_on, task.starts_on
    for split in (row for scenario in plan.scenarios for row in scenario.rows):
        if split.from_on:
            yield split.row, "from_on", split.from_on, None
        if split.to_on:
            yield split.row, "to_on", split.to_on, split.from_on


def _outside(plan: PlanSheet, row: Row, field: str, day: date, floor: date | None) -> Finding:
    rule = "date_before_period" if day < plan.starts_on else "date_after_period"
    edge = plan.ends_on if field in ("due_on", "to_on") else plan.starts_on
    days = dict.fromkeys((*same_day_within(plan, day, floor), edge))
    return _wrong(
        rule, row, {"day": day, "first": plan.starts_on, "last": plan.ends_on}, _sets(row, field, days)
    )


def _before_issue(plan: PlanSheet, row: Row, field: str, day: date) -> Finding:
    days = dict.fromkeys((*same_day_within(plan, day, plan.issued_on), plan.ends_on))
    facts = {"day": day, "issued": plan.issued_on}
    return Finding("due_before_issue", Seriousness.WARNING, row, facts, _sets(row, field, days))


def _sets(row: Row, field: str, days: dict[date, None]) -> tuple[Mend, ...]:
    return tuple(Mend("set", row, ((field, day),)) for day in days)


def _issue(plan: PlanSheet) -> Iterator[Finding]:
    if plan.issued_on and plan.issued_on > plan.ends_on:
        facts = {"issued": plan.issued_on, "last": plan.ends_on}
        days = dict.fromkeys(same_day_within(plan, plan.issued_on))
        yield _wrong("issued_after_period", plan.row, facts, _sets(plan.row, "issued_on", days))


def _years(plan: PlanSheet) -> Iterator[Finding]:
    first, last = plan.starts_on.year, plan.ends_on.year
    for line in plan.lines:
        if line.year is not None and not first <= line.year <= last:
            mends: tuple[Mend, ...] = ()
            if first == last:
                change: tuple[tuple[str, Value], ...] = (("year", first),)
                mends = (Mend("set", line.row, change),)
            yield _wrong(
                "year_outside_period", line.row, {"year": line.year, "first": first, "last": last}, mends
            )


def _backwards(plan: PlanSheet) -> Iterator[Finding]:
    pairs = [
        *((task.row, ("starts_on", task.starts_on), ("due_on", task.due_on)) for task in plan.tasks),
        *(
            (row.row, ("from_on", row.from_on), ("to_on", row.to_on))
            for scenario in plan.scenarios for row in scenario.rows
        ),
    ]  # fmt: skip
    for row, (first_name, first), (last_name, last) in pairs:
        if first and last and last < first:
            turned = Mend("set", row, ((first_name, last), (last_name, first)))
            yield _wrong("row_reversed", row, {"first": first, "last": last}, (turned,))
    for one in plan.indicators:
        if one.baseline_on and one.due_on and one.due_on <= one.baseline_on:
            later = {plan.ends_on: None} if plan.ends_on > one.baseline_on else {}
            facts = {"day": one.due_on, "baseline": one.baseline_on}
            mends = _sets(one.row, "due_on", later)
            yield Finding("due_before_baseline", Seriousness.WARNING, one.row, facts, mends)


def _wrong(rule: str, row: Row, facts: Mapping[str, object], mends: tuple[Mend, ...] = ()) -> Finding:
    return Finding(rule, Seriousness.ERROR, row, facts, mends)
