"""Findings of plans in the database: loaded, mended by a button, set aside with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cungcau.domain.programmes.models import Dismissal, Plan, ScenarioRow
from cungcau.domain.programmes.selectors.findings import Found, checked
from cungcau.domain.programmes.services import findings, money, plans
from cungcau.kernel.errors import DomainError
from cungcau.platform.audit.models import Entry
from cungcau.reference.geography.models import Succession, Unit
from tests.at_once import at_once
from tests.domain.programmes import programme_rows as rows
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


def refused(code: str) -> pytest.RaisesExc[DomainError]:
    return pytest.RaisesExc(DomainError, check=lambda error: error.code == code)


def standing(plan: Plan) -> dict[str, Found]:
    return {one.finding.rule: one for one in checked(plan, rows.TODAY).standing}


def slipped() -> Plan:
    """The youth union's slip, and a sum that does not hold."""
    plan = rows.plan(
        starts_on=date(2023, 2, 1), ends_on=date(2023, 12, 31), title="Kết nối tiêu thụ năm 2023"
    )
    plans.add_passage(
        plan=plan, part="reporting", text="Báo cáo trước ngày 30/10/2022 để tổng hợp.", actor=None
    )
    rows.task(plan, due_on=date(2023, 12, 31))
    return plan


def test_the_slip_is_mended_by_a_button_and_goes() -> None:
    officer, plan = person("dieu-phoi", "coordinator", "20"), slipped()
    slip = standing(plan)["text_before_period"]
    findings.apply_mend(plan=plan, key=slip.finding.key, place=0, actor=officer)
    assert plan.passages.get().text == "Báo cáo trước ngày 30/10/2023 để tổng hợp."
    assert "text_before_period" not in standing(plan)
    assert Entry.objects.filter(verb="programmes.finding_mended", object_id=str(plan.pk)).count() == 1
    with refused("programme_finding_gone"):
        findings.apply_mend(plan=plan, key=slip.finding.key, place=0, actor=officer)


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        ("task_no_lead", lambda plan: plan.tasks.get(text="Không ai làm").lead_id == plan.issuer_id),
        ("task_no_date", lambda plan: plan.tasks.get(text="Không hạn").due_on == plan.ends_on),
        ("task_twice", lambda plan: plan.tasks.filter(text__startswith="Tổ chức").count() == 1),
        ("indicator_no_source", lambda plan: plan.indicators.get().reporter_id == plan.issuer_id),
        ("total_differs", lambda plan: plan.stated_total_vnd == 1_000_000_000),
        ("control_differs", lambda plan: plan.budget.get(is_control=True).amount_vnd == 1_000_000_000),
        ("scenario_differs", lambda plan: plan.scenarios.get().total_kg == 5_200_000),
        ("title_period", lambda plan: plan.title.endswith("2021")),
    ],
)
def test_every_kind_of_mend(rule: str, after: object) -> None:
    plan = rows.plan("Chương trình năm 2020", stated_total_vnd=5)
    rows.task(plan, "Không ai làm", lead=None)
    rows.task(plan, "Không hạn", due_on=None)
    rows.task(plan)
    rows.task(plan)
    rows.indicator(plan, source="none")
    rows.line(plan)
    rows.line(plan, "Cộng", 7, is_control=True)
    held = rows.scenario(plan)
    plan.scenarios.filter(pk=held.pk).update(total_kg=9)
    found = standing(plan)[rule]
    findings.apply_mend(plan=plan, key=found.finding.key, place=0, actor=person("viet", "coordinator", "20"))
    plan.refresh_from_db()
    assert after(plan)  # type: ignore[operator]
    assert rule not in standing(plan)


def test_a_row_of_a_scenario_is_mended_with_its_scenario() -> None:
    plan = rows.plan()
    held = [{"level": "market", "name": "Trong nước", "kg": 10, "to_on": date(2022, 1, 5)}]
    money.add_scenario(plan=plan, facts={"name": "Xấu", "total_kg": 10}, rows=held, actor=None)
    found = standing(plan)["date_after_period"]
    findings.apply_mend(plan=plan, key=found.finding.key, place=0, actor=None)
    assert ScenarioRow.objects.get().to_on == date(2021, 1, 5)


def test_a_place_that_is_no_more_is_found_in_the_dated_units() -> None:
    province = Unit.objects.create(code="20", kind="tỉnh", name="Lạng Sơn", level="province", area_code="20",
                                   folded="lang son", folded_path="lang son", source="thử")  # fmt: skip
    old = Unit.objects.create(code="06172", kind="xã", name="Tân Mỹ", level="commune", parent=province,
                              valid_to=date(2025, 6, 30), area_code="20.06157", folded="tan mi", folded_path="tan mi",
                              source="thử")  # fmt: skip
    new = Unit.objects.create(code="06157", kind="xã", name="Hoàng Văn Thụ", level="commune", parent=province,
                              valid_from=date(2025, 7, 1), area_code="20.06157", folded="hoang van thu",
                              folded_path="hoang van thu", source="thử")  # fmt: skip
    Succession.objects.create(
        old=old, new=new, extent="whole", is_main=True, source="thử", decree="1672/NQ-UBTVQH15"
    )
    plan = rows.plan("Điểm cân năm 2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    rows.task(plan, "Mở điểm cân ở xã Tân Mỹ", due_on=date(2026, 9, 1))
    found = standing(plan)["place_ended"]
    assert found.sentence == "Xã Tân Mỹ không còn từ sau ngày 30/6/2025. Nay là xã Hoàng Văn Thụ."
    findings.apply_mend(plan=plan, key=found.finding.key, place=0, actor=None)
    assert plan.tasks.get().text == "Mở điểm cân ở xã Hoàng Văn Thụ"
    before = rows.plan("Điểm cân năm 2021")
    rows.task(before, "Mở điểm cân ở xã Tân Mỹ")
    assert "place_ended" not in standing(before)


def test_an_issued_plan_is_checked_but_not_mended() -> None:
    plan = rows.issued(slipped(), on=date(2021, 9, 1))
    slip = standing(plan)["text_before_period"]
    with refused("programme_plan_not_draft"):
        findings.apply_mend(plan=plan, key=slip.finding.key, place=0, actor=None)


def test_a_finding_is_set_aside_with_a_reason_and_comes_back_when_its_row_changes() -> None:
    officer, plan = person("dieu-phoi", "coordinator", "20"), slipped()
    slip = standing(plan)["text_before_period"]
    with refused("programme_reason_missing"):
        findings.dismiss(plan=plan, key=slip.finding.key, reason="  ", actor=officer)
    row = findings.dismiss(plan=plan, key=slip.finding.key, reason="kỳ báo cáo năm trước", actor=officer)
    now = checked(plan, rows.TODAY)
    assert "text_before_period" not in standing(plan)
    assert [one.dismissal for one in now.dismissed] == [row]
    with refused("programme_finding_dismissed"):
        findings.dismiss(plan=plan, key=slip.finding.key, reason="lần nữa", actor=officer)
    passage = plan.passages.get()
    plan.passages.filter(pk=passage.pk).update(text="Báo cáo trước ngày 29/10/2022 để tổng hợp.")
    assert "text_before_period" in standing(plan)
    plan.passages.filter(pk=passage.pk).update(text=passage.text)
    assert "text_before_period" not in standing(plan)
    findings.withdraw(dismissal=row, actor=officer)
    assert "text_before_period" in standing(plan)
    assert Dismissal.objects.get().withdrawn_by == officer


def test_rights_over_findings() -> None:
    plan = slipped()
    key = standing(plan)["text_before_period"].finding.key
    viewer, far = person("nguoi-xem", "viewer", "20"), person("noi-khac", "coordinator", "91")
    with refused("not_allowed"):
        findings.dismiss(plan=plan, key=key, reason="x", actor=viewer)
    with refused("not_allowed"):
        findings.apply_mend(plan=plan, key=key, place=0, actor=viewer)
    with refused("not_found"):
        findings.dismiss(plan=plan, key=key, reason="x", actor=far)
    with refused("not_found"):
        findings.apply_mend(plan=plan, key=key, place=0, actor=far)
    with refused("programme_mend_unknown"):
        findings.apply_mend(plan=plan, key=key, place=9, actor=None)


def test_plans_beside_are_held_against() -> None:
    above = rows.plan("Kế hoạch tỉnh năm 2021", stated_total_vnd=10)
    rows.indicator(above, target=40)
    last = rows.plan("Kế hoạch năm 2020", starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    rows.indicator(last, target=60, due_on=date(2020, 12, 31))
    plan = rows.plan("Kế hoạch sở năm 2021", parent=above, continues=last, issuer=rows.department())
    rows.indicator(plan, target=50)
    assert {"target_beyond_parent", "target_below_last"} <= set(standing(plan))
    twin = rows.plan("Kế hoạch khác của sở năm 2021", issuer=rows.department())
    rows.indicator(twin, target=45)
    assert "target_differs" in standing(plan)


def test_checking_asks_a_bounded_number_of_questions() -> None:
    plan = rows.plan()
    for place in range(3):
        rows.task(plan, f"Việc thứ {place} ở xã Tân Mỹ")
        rows.indicator(plan, f"Chỉ tiêu {place}")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            checked(Plan.objects.get(pk=plan.pk), rows.TODAY)
        return len(seen)

    few = asked()
    for place in range(20):
        rows.task(plan, f"Việc khác {place} ở xã Hoàng Việt", helpers=(rows.department(),))
        rows.indicator(plan, f"Chỉ tiêu khác {place}")
    assert asked() <= few + 2
    assert few <= 24


@pytest.mark.django_db(transaction=True)
def test_two_set_the_same_finding_aside_at_once() -> None:
    plan = slipped()
    key = standing(plan)["text_before_period"].finding.key
    one, other = person("nguoi-mot", "coordinator", "20"), person("nguoi-hai", "coordinator", "20")
    met = at_once(
        lambda: findings.dismiss(plan=plan, key=key, reason="một", actor=one),
        lambda: findings.dismiss(plan=plan, key=key, reason="hai", actor=other),
    )
    assert sum(isinstance(each, Dismissal) for each in met) == 1
    assert [each.code for each in met if isinstance(each, DomainError)] == ["programme_finding_dismissed"]


@pytest.mark.django_db(transaction=True)
def test_two_mend_the_same_finding_at_once() -> None:
    plan = slipped()
    key = standing(plan)["text_before_period"].finding.key
    one, other = person("nguoi-mot", "coordinator", "20"), person("nguoi-hai", "coordinator", "20")
    met = at_once(
        lambda: findings.apply_mend(plan=plan, key=key, place=0, actor=one),
        lambda: findings.apply_mend(plan=plan, key=key, place=0, actor=other),
    )
    assert sum(isinstance(each, Found) for each in met) == 1
    assert [each.code for each in met if isinstance(each, DomainError)] == ["programme_finding_gone"]
    assert plan.passages.get().text.count("30/10/2023") == 1
