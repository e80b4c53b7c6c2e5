"""A plan of the database as plain values, with what it is held against: a bounded number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Sum

from cungcau.domain.programmes import figures, states
from cungcau.domain.programmes.checking.findings import Row
from cungcau.domain.programmes.checking.naming import places_named
from cungcau.domain.programmes.checking.sheet import (
    Around,
    Body,
    IndicatorRow,
    LineRow,
    PassageRow,
    PlanSheet,
    ScenarioSheet,
    SplitRow,
    TaskRow,
)
from cungcau.domain.programmes.models import (
    Agency,
    BudgetLine,
    Indicator,
    Passage,
    Plan,
    Reading,
    Scenario,
    ScenarioRow,
    Spending,
    Task,
)

_MOST_BESIDE = 20
"""Plans of the same time, and plans below, that one is held against."""


def sheet_of(plan: Plan) -> PlanSheet:
    """The whole plan as the checks read it."""
    return sheets_of([plan])[0]


def sheets_of(plans: Sequence[Plan], *, figures_only: bool = False) -> list[PlanSheet]:
    """Several plans; ``figures_only`` leaves out texts and tasks, which no other plan is held against."""
    pks = [plan.pk for plan in plans]
    rows = Plan.objects.defer("words").select_related("issuer__merged_into", "lead__merged_into").in_bulk(pks)
    indicators = _indicators(pks)
    lines = _lines(pks)
    passages = {} if figures_only else _passages(pks)
    tasks = {} if figures_only else _tasks(pks)
    scenarios = {} if figures_only else _scenarios(pks)
    return [
        _sheet(rows[pk], indicators.get(pk, ()), lines.get(pk, ()), passages.get(pk, ()), tasks.get(pk, ()),
               scenarios.get(pk, ()))
        for pk in pks
    ]  # fmt: skip


def around_of(plan: Plan, sheet: PlanSheet, today: date) -> Around:
    """What the plan is held against on a day: places, figures, the plan above, last year's, others of its time."""
    same = (
        Plan.objects.filter(
            issuer=plan.issuer_id, starts_on__lte=plan.ends_on, ends_on__gte=plan.starts_on,
            state__in=(states.DRAFT, states.ISSUED),
        )
        .exclude(pk__in=[pk for pk in (plan.pk, plan.parent_id, plan.continues_id) if pk])
        .exclude(parent=plan.pk)
        .order_by("-starts_on", "-pk")
    )  # fmt: skip
    below = Plan.objects.filter(parent=plan.pk).exclude(state=states.CANCELLED).order_by("pk")
    beside = {
        "parent": [plan.parent] if plan.parent else [],
        "last": [plan.continues] if plan.continues else [],
        "same": list(same.only("pk")[:_MOST_BESIDE]),
        "below": list(below.only("pk")[:_MOST_BESIDE]),
    }
    every = {one.pk: one for rows in beside.values() for one in rows}
    sheets = (
        dict(zip(every, sheets_of(list(every.values()), figures_only=True), strict=True)) if every else {}
    )
    found = {name: tuple(sheets[one.pk] for one in rows) for name, rows in beside.items()}
    return Around(
        today=today,
        places=places_named(sheet),
        figures=frozenset(one.name for one in figures.figures()),
        parent=next(iter(found["parent"]), None),
        last=next(iter(found["last"]), None),
        same=found["same"],
        below=found["below"],
    )


def _sheet(
    plan: Plan, indicators: Iterable[IndicatorRow], lines: Iterable[LineRow], passages: Iterable[PassageRow],
    tasks: Iterable[TaskRow], scenarios: Iterable[ScenarioSheet],
) -> PlanSheet:  # fmt: skip
    return PlanSheet(
        row=Row("plan", plan.pk, 0, plan.title),
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        kind=plan.kind,
        number=plan.number,
        symbol=plan.symbol,
        issuer=_body(plan.issuer),
        lead=_body(plan.lead),
        issued_on=plan.issued_on,
        stated_total=plan.stated_total_vnd,
        area_code=plan.area_code,
        draft=plan.state == states.DRAFT,
        passages=tuple(passages),
        indicators=tuple(indicators),
        tasks=tuple(tasks),
        lines=tuple(lines),
        scenarios=tuple(scenarios),
    )


def _body(agency: Agency | None) -> Body | None:
    if agency is None:
        return None
    heir = agency.merged_into
    return Body(
        agency.pk,
        agency.name,
        agency.starts_on,
        agency.ends_on,
        heir.pk if heir else 0,
        heir.name if heir else "",
    )


def _indicators(plans: Sequence[int]) -> Mapping[int, list[IndicatorRow]]:
    rows = (
        Indicator.objects.filter(plan__in=plans)
        .select_related("reporter__merged_into")
        .order_by("plan", "position")
    )
    last = _last_readings(plans)
    found: dict[int, list[IndicatorRow]] = defaultdict(list)
    for one in rows:
        found[one.plan_id].append(
            IndicatorRow(
                Row("indicator", one.pk, one.position, one.name), one.name, one.unit, one.direction, one.baseline,
                one.baseline_on, one.target, one.target_high, one.due_on, one.source, one.query, _body(one.reporter),
                last.get(one.pk),
            )
        )  # fmt: skip
    return found


def _last_readings(plans: Sequence[int]) -> dict[int, Decimal]:
    rows = Reading.objects.filter(indicator__plan__in=plans, is_current=True)
    latest = rows.order_by("indicator_id", "-as_of").distinct("indicator_id")
    return dict(latest.values_list("indicator_id", "value"))


def _lines(plans: Sequence[int]) -> Mapping[int, list[LineRow]]:
    spent = dict(
        Spending.objects.filter(line__plan__in=plans)
        .order_by()
        .values_list("line")
        .annotate(sum=Sum("amount_vnd"))
    )
    found: dict[int, list[LineRow]] = defaultdict(list)
    for one in BudgetLine.objects.filter(plan__in=plans).order_by("plan", "position"):
        row = Row("budget", one.pk, one.position, one.name)
        found[one.plan_id].append(
            LineRow(
                row, one.name, one.amount_vnd, one.fund, one.year, one.is_control, int(spent.get(one.pk, 0))
            )
        )
    return found


def _passages(plans: Sequence[int]) -> Mapping[int, list[PassageRow]]:
    found: dict[int, list[PassageRow]] = defaultdict(list)
    for one in Passage.objects.filter(plan__in=plans).order_by("plan", "part", "position"):
        row = Row("passage", one.pk, one.position, one.text)
        found[one.plan_id].append(PassageRow(row, one.part, one.text, one.mark))
    return found


def _tasks(plans: Sequence[int]) -> Mapping[int, list[TaskRow]]:
    helpers = Prefetch("helpers", Agency.objects.defer("words").select_related("merged_into"))
    rows = Task.objects.filter(plan__in=plans).defer("words").select_related("lead__merged_into")
    found: dict[int, list[TaskRow]] = defaultdict(list)
    for one in rows.prefetch_related(helpers).order_by("plan", "position"):
        found[one.plan_id].append(
            TaskRow(
                Row("task", one.pk, one.position, one.text), one.text, one.heading, _body(one.lead),
                tuple(body for helper in one.helpers.all() if (body := _body(helper))), one.starts_on, one.due_on,
                one.state in (states.OPEN, states.DOING),
            )
        )  # fmt: skip
    return found


def _scenarios(plans: Sequence[int]) -> Mapping[int, list[ScenarioSheet]]:
    splits = Prefetch("rows", ScenarioRow.objects.order_by("position"))
    found: dict[int, list[ScenarioSheet]] = defaultdict(list)
    for one in Scenario.objects.filter(plan__in=plans).prefetch_related(splits).order_by("plan", "position"):
        rows = tuple(
            SplitRow(
                Row("scenario_row", each.pk, each.position, f"{one.name}: {each.name}"), each.level, each.name, each.kg,
                each.from_on, each.to_on,
            )
            for each in one.rows.all()
        )  # fmt: skip
        found[one.plan_id].append(
            ScenarioSheet(Row("scenario", one.pk, one.position, one.name), one.name, one.total_kg, rows)
        )
    return found
