"""Sums, counts and pictures of a plan: what they show agrees with the rows, and what they leave out is said."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cungcau.domain.programmes import charts
from cungcau.domain.programmes.models import BudgetLine, Fund
from cungcau.domain.programmes.selectors.progress import controls, money_by_fund, task_counts
from cungcau.domain.programmes.services import indicators, money, tasks
from cungcau.domain.programmes.views.picture import picture_of
from tests.domain.programmes import programme_rows as rows

MILLION = 1_000_000


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_stated_sums_stand_beside_what_their_lines_come_to() -> None:
    one = rows.plan(stated_total_vnd=115_350 * MILLION)
    for fund, amount in ((Fund.CENTRAL, 52_150), (Fund.LOCAL, 1_000), (Fund.ENTITY, 62_200)):
        rows.line(one, str(fund.label), amount * MILLION, fund=fund, year=None)
    rows.line(
        one, "Cộng ngân sách Trung ương", 50_000 * MILLION, fund=Fund.CENTRAL, year=None, is_control=True
    )
    rows.line(one, "Cộng năm 2021", 0, fund="", is_control=True)
    found = controls(one, BudgetLine.objects.filter(plan=one).order_by("position"))
    assert [(held.holds, held.difference_vnd // MILLION) for held in found] == [
        (True, 0),
        (False, 2_150),
        (True, 0),
    ]
    assert [(part.fund, part.planned_vnd // MILLION) for part in money_by_fund(one)] == [
        ("central", 52_150), ("local", 1_000), ("entity", 62_200),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_picture_agrees_with_the_rows_and_says_what_it_leaves_out() -> None:
    draft = rows.plan()
    for n in range(charts.MOST_BARS + 3):
        rows.task(draft, f"Việc {n}", due_on=date(2021, 9, 1) + timedelta(days=n))
    rows.task(draft, "Không hạn", due_on=None)
    first = draft.tasks.order_by("position")[0]
    target, figure = rows.indicator(draft), rows.line(draft)
    rows.indicator(draft, "Chưa ai báo")
    plan = rows.issued(draft)
    tasks.finish_task(task=first, done_on=date(2021, 8, 30), evidence="Biên bản", actor=None)
    indicators.record_reading(
        indicator=target, as_of=rows.TODAY, value=Decimal(55), provenance="Báo cáo", actor=None
    )
    money.spend(line=figure, spent_on=rows.TODAY, amount_vnd=250 * MILLION, paper="UNC", actor=None)
    counts = task_counts([plan.pk], rows.TODAY)[plan.pk]
    assert (counts.wanted, counts.done, counts.late, counts.soon) == (64, 1, 25, 8)
    seen = picture_of(plan, rows.TODAY)
    assert (seen.reached, seen.known, len(seen.targets), seen.undated) == (1, 1, 2, 1)
    assert (seen.planned_vnd, seen.spent_vnd) == (1_000 * MILLION, 250 * MILLION)
    drawn = str(seen.timeline)
    assert len(re.findall(r"· Quá hạn \d+ ngày</text>", drawn)) == 25
    assert "Vẽ 60 nhiệm vụ chưa xong" in drawn and "trong 63 nhiệm vụ có hạn" in drawn
    assert "1 nhiệm vụ chưa có hạn nên không vẽ" in drawn and "Không hạn" not in drawn
    assert (
        "25%" in str(seen.money[0][1])
        and "110%" in str(seen.targets[0].chart)
        and seen.targets[1].chart is None
    )


def test_a_timeline_holds_dates_beyond_the_plan_and_a_finished_bar_ends_when_it_was_done() -> None:
    bars = [
        charts.Bar("Xong sớm", date(2021, 1, 1), date(2021, 12, 31), "done", "xong", date(2021, 6, 30)),
        charts.Bar("Sau kỳ", None, date(2022, 3, 1), "open", "Chưa làm"),
    ]
    drawn = str(
        charts.timeline(bars, first=date(2021, 1, 1), last=date(2021, 12, 31), today=date(2021, 9, 27))
    )
    widths = [
        float(found)
        for found in re.findall(r'class="c-(?:bar|track)" x="0%" y="\d+" width="([\d.]+)%"', drawn)
    ]
    days = (date(2022, 3, 1) - date(2021, 1, 1)).days + 1
    assert widths == pytest.approx([100 * 181 / days, 100], abs=0.02)
    assert 'class="c-today"' in drawn
    beyond = charts.timeline(bars, first=date(2021, 1, 1), last=date(2021, 12, 31), today=date(2023, 1, 1))
    assert drawn.count("c-today") - str(beyond).count("c-today") == 1, "a day outside the picture has no line"
