"""The source plans as entered: the figures of their papers, what the checks say of them, nobody's contacts."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
import typer
from typer.testing import CliRunner

from cungcau.domain.programmes import states
from cungcau.domain.programmes.commands import programme_check
from cungcau.domain.programmes.models import Agency, Plan
from cungcau.domain.programmes.selectors.findings import checked
from cungcau.domain.programmes.services.demo import FOLDER, ORDER, record_source_plans
from cungcau.platform.audit.models import Entry
from tests.domain.programmes import programme_rows as rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entered(settings: object, db: None) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]
    assert record_source_plans() == len(ORDER)


def test_lang_son_129_is_whole() -> None:
    plan = Plan.objects.get(number="129", symbol="KH-UBND")
    assert (plan.state, plan.stated_total_vnd, plan.starts_on.year, plan.ends_on.year) == (
        states.ISSUED, 115_350_000_000, 2021, 2025,
    )  # fmt: skip
    assert [one.amount_vnd for one in plan.budget.order_by("position")] == [
        52_150_000_000,
        1_000_000_000,
        62_200_000_000,
    ]
    targets = [(one.target, one.target_high) for one in plan.indicators.order_by("position")]
    assert targets[:6] == [(30, None), (50, None), (1, None), (3, None), (5, None), (60, 70)]
    leads = set(plan.tasks.values_list("lead__code", flat=True))
    assert len(leads) == 14, "thirteen groups, of which the second names two departments"
    text = " ".join(plan.passages.filter(part="reporting").values_list("text", flat=True))
    assert "trước 25/6" in text and "trước 30/11" in text
    assert plan.passages.filter(part="solution").count() == 11


def test_the_other_papers() -> None:
    def one(title: str) -> Plan:
        return Plan.objects.get(title__contains=title)

    assert one("hồng vành khuyên").indicators.get(unit="tấn").target == 5200
    hall = one("na Chi Lăng")
    assert [int(each.target or 0) for each in hall.indicators.order_by("position")] == [1, 2, 9, 4]
    assert hall.state == states.CLOSED and hall.parent == Plan.objects.get(number="129")
    south = one("do hợp tác xã, tổ hợp tác sản xuất")
    assert [each.readings.get().value for each in south.indicators.order_by("position")] == [8, 200, 4]
    north = one("vải thiều")
    assert [each.total_kg for each in north.scenarios.all()] == [180_000_000] * 3
    youth = one("nông sản năm 2023")
    assert (youth.state, str(youth.starts_on), str(youth.ends_on)) == (
        states.DRAFT,
        "2023-02-01",
        "2023-12-31",
    )


def test_what_the_checks_say_of_them() -> None:
    said = {
        plan.title[:12]: sorted(one.finding.rule for one in checked(plan, rows.TODAY).standing)
        for plan in Plan.objects.all()
    }
    youth = Plan.objects.get(title__contains="năm 2023")
    slip = next(one for one in checked(youth, rows.TODAY).standing if one.finding.seriousness == "error")
    assert slip.finding.rule == "text_before_period" and slip.mends[0][0].after == "30/10/2023"
    assert said[youth.title[:12]] == ["no_indicators", "text_before_period"]
    assert said["Thực hiện Đề"] == []
    lychee = Plan.objects.get(title__contains="vải thiều")
    assert "split_differs" in said[lychee.title[:12]]


def test_a_second_call_changes_nothing() -> None:
    before = Entry.objects.count(), Plan.objects.count(), Agency.objects.count()
    assert record_source_plans() == 0
    assert (Entry.objects.count(), Plan.objects.count(), Agency.objects.count()) == before


def test_a_plan_is_checked_by_its_number_on_the_command_line() -> None:
    app = typer.Typer()
    app.command()(programme_check)
    sound = CliRunner().invoke(app, ["129/KH-UBND"])
    assert sound.exit_code == 0 and "129/KH-UBND: không tìm thấy gì sai." in sound.output
    lychee = CliRunner().invoke(app, ["2189/KH-UBND", "--json"])
    assert {row["rule"] for row in json.loads(lychee.output)} >= {"split_differs"}
    unknown = CliRunner().invoke(app, ["999/KH-UBND"])
    assert unknown.exit_code == 2 and "999/KH-UBND" in unknown.output


def test_every_row_says_where_it_comes_from_and_nobody_is_named() -> None:
    assert not Agency.objects.filter(source="").exists() and not Plan.objects.filter(source="").exists()
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.json")]
    for text in texts:
        assert not re.search(r"[\w.]+@[\w.]+|\b0\d{9}\b|đồng chí|Ông |Bà ", text)
    assert all(json.loads(text) for text in texts)
    assert Decimal(60) in [one.target for one in Plan.objects.get(number="129").indicators.all()]
