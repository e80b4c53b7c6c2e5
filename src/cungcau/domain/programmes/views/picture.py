"""A plan's progress as pages draw it: targets, tasks over time, money by source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.domain.programmes import charts, states, wording
from cungcau.domain.programmes.models import Indicator, Plan, Scenario, Task
from cungcau.domain.programmes.selectors.measured import YES, Measured, measured_all
from cungcau.domain.programmes.selectors.progress import WAITING, Counts, FundSum, money_by_fund, task_counts
from cungcau.platform.ui import figures

MOST_TARGETS = 60
"""Targets one picture draws; the table of targets has all of them."""


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator with how far it is; ``chart`` where both figures are known."""

    measured: Measured
    label: str
    wanted: str
    value: str
    reached: str
    tone: str
    chart: SafeString | None

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.measured.indicator


@dataclass(frozen=True, slots=True)
class Picture:
    """All a page of progress shows."""

    targets: list[Target]
    more_targets: int
    reached: int
    known: int
    counts: Counts
    timeline: SafeString | None
    undated: int
    money: list[tuple[FundSum, SafeString]]
    planned_vnd: int
    spent_vnd: int
    scenario: Scenario | None


def targets_of(indicators: list[Indicator], today: date, *, draw: bool = True) -> list[Target]:
    """Indicators (read with their plan) with how far each is."""
    return [_target(one, draw) for one in measured_all(indicators, today)]


def _target(one: Measured, draw: bool) -> Target:
    row = one.indicator
    chart = None
    if draw and one.value is not None and row.target is not None and one.value >= 0 and row.target >= 0:
        note = ""
        if row.target_high is not None:
            note = _("Mục tiêu là khoảng %(range)s.") % {"range": wording.target(row)}
        elif row.direction == "at_most":
            note = _("Đạt khi không vượt quá mục tiêu.")
        chart = charts.against(float(row.target), float(one.value), row.unit, note)
    return Target(
        one, row.name, wording.target(row), wording.number(one.value), wording.reached(one.reached),
        wording.REACHED_TONES[one.reached], chart,
    )  # fmt: skip


def picture_of(plan: Plan, today: date) -> Picture:
    """A plan's progress on a day; as many questions whatever its size, but for kinds of counted figures."""
    indicators = list(Indicator.objects.filter(plan=plan).select_related("reporter").defer("reporter__words"))
    for one in indicators:
        one.plan = plan
    targets = targets_of(indicators, today)
    counts = task_counts([plan.pk], today).get(plan.pk, Counts())
    money = money_by_fund(plan)
    bars, undated = _bars(plan, counts, today)
    return Picture(
        targets[:MOST_TARGETS], max(0, len(targets) - MOST_TARGETS),
        sum(one.measured.reached == YES for one in targets),
        sum(one.measured.value is not None for one in targets),
        counts,
        charts.timeline(bars, first=plan.starts_on, last=plan.ends_on, today=today, note=_beyond(counts, bars, undated))
        if bars else None,
        undated,
        [(one, charts.spent(one.planned_vnd, one.spent_vnd, one.label)) for one in money],
        sum(one.planned_vnd for one in money),
        sum(one.spent_vnd for one in money),
        Scenario.objects.filter(plan=plan, chosen=True).first(),
    )  # fmt: skip


def _beyond(counts: Counts, bars: list[charts.Bar], undated: int) -> str:
    """What the timeline leaves out, said rather than hidden."""
    said = []
    dated = counts.wanted + counts.dropped - undated
    if dated > len(bars):
        said.append(_("Vẽ %(drawn)s nhiệm vụ chưa xong, gần hạn nhất trước, trong %(all)s nhiệm vụ có hạn.")
                    % {"drawn": len(bars), "all": dated})  # fmt: skip
    if undated:
        said.append(_("%(count)s nhiệm vụ chưa có hạn nên không vẽ.") % {"count": undated})
    return " ".join(said)


def _bars(plan: Plan, counts: Counts, today: date) -> tuple[list[charts.Bar], int]:
    rows = Task.objects.filter(plan=plan)
    undated = rows.filter(due_on=None).count() if counts.wanted + counts.dropped else 0
    dated = rows.exclude(due_on=None).defer("words", "folded")
    if counts.wanted + counts.dropped > charts.MOST_BARS:
        dated = dated.filter(state__in=WAITING).order_by("due_on", "position")
    else:
        dated = dated.order_by(F("due_on"), "position")
    return [_bar(one, today) for one in dated[: charts.MOST_BARS]], undated


def _bar(task: Task, today: date) -> charts.Bar:
    words, tone = wording.task_state(task, today)
    how = "late" if tone == "bad" and task.state in WAITING else task.state
    assert task.due_on is not None, "only dated tasks are drawn"
    if task.state == states.DONE and task.done_on is not None:
        words = _("xong %(day)s") % {"day": figures.date(task.done_on)}
    return charts.Bar(task.text, task.starts_on, task.due_on, how, words, task.done_on)


def told(target: Target) -> dict[str, Any]:
    """A target as the columns of a file and of the public page."""
    one, row = target.measured, target.indicator
    return {
        "name": row.name, "unit": row.unit, "baseline": row.baseline, "target": target.wanted, "due_on": row.due_on,
        "value": one.value, "as_of": one.as_of, "share": None if one.share is None else 100 * one.share,
        "reached": target.reached, "where_from": one.where_from,
        "source": row.get_source_display(), "reporter": row.reporter.name if row.reporter else "", "note": row.note,
    }  # fmt: skip
