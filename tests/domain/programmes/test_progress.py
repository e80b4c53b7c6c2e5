"""What happens while a plan is in force: readings, spending, tasks, reminders, escalation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import Reading, Spending, TaskNote
from cungcau.domain.programmes.services import indicators, money, parts, plans, tasks
from cungcau.domain.programmes.services.reminders import remind_all
from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.models import Notification
from tests.domain.programmes import programme_rows as rows
from tests.domain.programmes.test_plans import refused
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


def test_a_second_figure_of_a_day_corrects_the_first_with_a_reason() -> None:
    one = rows.whole()
    day = date(2021, 9, 20)
    told: dict[str, Any] = {"indicator": one.indicator, "as_of": day, "actor": None}
    indicators.record_reading(**told, value=Decimal(12), provenance="báo cáo huyện")
    same = indicators.record_reading(**told, value=Decimal(12), provenance="báo cáo huyện")
    assert Reading.objects.get() == same
    with refused("programme_reading_there"):
        indicators.record_reading(**told, value=Decimal(14), provenance="báo cáo huyện")
    indicators.record_reading(**told, value=Decimal(14), provenance="báo cáo huyện", reason="đếm sót")
    assert [(one.value, one.is_current) for one in Reading.objects.order_by("pk")] == [
        (12, False),
        (14, True),
    ]
    with refused("programme_day_ahead"):
        indicators.record_reading(
            **{**told, "as_of": date(2021, 9, 28), "actor": person("dieu-phoi", "coordinator", "20")},
            value=Decimal(1), provenance="x",
        )  # fmt: skip


def test_who_reports_a_figure() -> None:
    office = rows.department()
    one = rows.plan()
    figure = rows.indicator(one, reporter=office)
    rows.issued(one)
    told: dict[str, Any] = {
        "indicator": figure,
        "as_of": rows.TODAY,
        "value": Decimal(3),
        "provenance": "sổ theo dõi",
    }
    outsider = person("ngoai", "buyer", "91")
    with refused("not_found"):
        indicators.record_reading(**told, actor=outsider)
    with refused("not_allowed"):
        indicators.record_reading(**told, actor=person("xem", "viewer", "20"))
    indicators.record_reading(**told, actor=rows.in_post(outsider, office))
    with refused("programme_part_used"):
        plans.reopen_plan(plan=one, reason="sửa", actor=None)
        parts.drop(figure, indicators.INDICATOR, actor=None)


def test_a_counted_figure_takes_none_by_hand() -> None:
    one = rows.plan()
    figure = rows.indicator(one, source="query", query="ocop_valid", arguments={})
    rows.issued(one)
    with refused("programme_indicator_computed"):
        indicators.record_reading(
            indicator=figure, as_of=rows.TODAY, value=Decimal(1), provenance="x", actor=None
        )


def test_spending_beyond_the_line_or_below_nothing_is_refused() -> None:
    one = rows.whole()
    told: dict[str, Any] = {"line": one.line, "spent_on": date(2021, 9, 1), "actor": None}
    money.spend(**told, amount_vnd=900_000_000, paper="UNC 1")
    with refused("programme_spending_over"):
        money.spend(**told, amount_vnd=100_000_001, paper="UNC 2")
    with refused("programme_reason_missing"):
        money.spend(**told, amount_vnd=-1, paper="UNC 1")
    with refused("programme_spending_below"):
        money.spend(**told, amount_vnd=-900_000_001, paper="UNC 1", reason="ghi nhầm")
    money.spend(**told, amount_vnd=-900_000_000, paper="UNC 1", reason="ghi nhầm dòng")
    money.spend(**told, amount_vnd=1_000_000_001, paper="UNC 3", reason="giá bao bì tăng")
    assert sum(Spending.objects.values_list("amount_vnd", flat=True)) == 1_000_000_001
    plans.reopen_plan(plan=one.plan, reason="thêm số tổng", actor=None)
    total = rows.line(one.plan, "Tổng", is_control=True, fund="")
    rows.issued(one.plan)
    with refused("programme_spending_on_sum"):
        money.spend(**{**told, "line": total}, amount_vnd=1, paper="UNC 4")


def test_a_task_is_moved_by_those_in_post_and_its_evidence_stays() -> None:
    one = rows.whole()
    worker = rows.in_post(person("so-nn", "viewer", "91"), rows.department())
    with refused("not_found"):
        tasks.start_task(task=one.task, actor=person("nguoi-la", "viewer", "91"))
    with refused("not_allowed"):
        tasks.start_task(task=one.task, actor=person("xem", "viewer", "20"))
    tasks.start_task(task=one.task, actor=worker)
    with refused("programme_evidence_missing"):
        tasks.finish_task(task=one.task, done_on=rows.TODAY, evidence="", actor=worker)
    with refused("programme_day_ahead"):
        tasks.finish_task(task=one.task, done_on=date(2021, 10, 1), evidence="x", actor=worker)
    tasks.finish_task(task=one.task, done_on=rows.TODAY, evidence="Báo cáo 12/BC-SNN", actor=worker)
    tasks.take_back_task(task=one.task, reason="thiếu hai huyện", actor=worker)
    one.task.refresh_from_db()
    assert (one.task.state, one.task.done_on) == (states.DOING, None)
    assert "Báo cáo 12/BC-SNN" in TaskNote.objects.get().text
    tasks.drop_task(task=one.task, reason="hết kinh phí", actor=worker)
    tasks.pick_up_task(task=one.task, actor=worker)
    tasks.note_task(task=one.task, text="Đã mời 20 đơn vị", link="https://langson.gov.vn/a", actor=worker)
    assert TaskNote.objects.count() == 3


def test_reminders_come_before_the_last_day_then_each_week_and_go_up_when_late() -> None:
    worker = rows.in_post(person("so-nn", "viewer", "91"), rows.department())
    boss = rows.in_post(person("van-phong", "viewer", "91"), rows.committee())
    draft = rows.plan()
    rows.task(draft, "Gần hạn", due_on=date(2021, 10, 1))
    late = rows.task(draft, "Trễ lâu", due_on=date(2021, 9, 10))
    rows.task(draft, "Còn xa", due_on=date(2021, 12, 1))
    assert remind_all() == 0, "a draft asks nothing of anybody"
    rows.issued(draft)
    Notification.objects.all().delete()
    assert remind_all() == 2
    told = Notification.objects.get(user=worker)
    assert (
        told.facts["count"] == 2 and "Trễ lâu" in told.facts["tasks"] and "Còn xa" not in told.facts["tasks"]
    )
    assert Notification.objects.filter(user=boss, message="programmes.task_escalated").count() == 1
    late.refresh_from_db()
    assert late.escalated_at is not None
    assert remind_all() == 0, "not twice in a week"


def test_those_in_post_tell_upward_by_themselves() -> None:
    one = rows.whole()
    boss = rows.in_post(person("van-phong", "viewer", "91"), rows.committee())
    worker = rows.in_post(person("so-nn", "viewer", "91"), rows.department())
    tasks.escalate_task(task=one.task, reason="chưa có địa điểm", actor=worker)
    assert Notification.objects.get(user=boss).facts["reason"] == "chưa có địa điểm"
    tasks.finish_task(task=one.task, done_on=rows.TODAY, evidence="Biên bản", actor=worker)
    with pytest.raises(DomainError):
        tasks.escalate_task(task=one.task, reason="x", actor=worker)
