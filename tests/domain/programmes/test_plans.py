"""Plans and their parts: who writes them, what is refused, what becomes of them."""

from __future__ import annotations

from datetime import date

import pytest

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import Part, Passage, Plan, Scenario, ScenarioRow
from cungcau.domain.programmes.selectors.plans import plan_for, plans_shown, public_plans
from cungcau.domain.programmes.services import indicators, money, parts, plans, tasks
from cungcau.domain.programmes.services.areas import refresh_areas
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry
from cungcau.platform.editing.versions import EditedMeanwhile
from tests.domain.programmes import programme_rows as rows
from tests.domain.season_rows import person, record_places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


def refused(code: str) -> pytest.RaisesExc[DomainError]:
    return pytest.RaisesExc(DomainError, check=lambda error: error.code == code)


def test_a_plan_is_written_where_its_issuer_is_and_issued_under_its_number() -> None:
    officer = person("dieu-phoi", "coordinator", "20")
    made = plans.write_plan(
        facts={
            "kind": "harvest", "title": "Tiêu thụ  hồng", "issuer": rows.committee(), "starts_on": date(2021, 9, 1),
            "ends_on": date(2021, 12, 31),
        },
        actor=officer,
    )  # fmt: skip
    assert (made.area_code, made.state, made.title) == ("20", states.DRAFT, "Tiêu thụ hồng")
    assert officer.full_name in made.source
    done = plans.issue_plan(plan=made, number="129", symbol="KH-UBND", issued_on=rows.TODAY, actor=officer)
    assert (done.state, str(done)) == (states.ISSUED, "129/KH-UBND")
    assert Entry.objects.filter(verb="plan_document.issue", object_id=str(made.pk)).count() == 1
    twin = rows.plan("Bản khác")
    with refused("programme_plan_number_taken"):
        plans.issue_plan(plan=twin, number="129", symbol="KH-UBND", issued_on=rows.TODAY, actor=officer)
    twin.refresh_from_db()
    assert (twin.state, twin.number) == (states.DRAFT, "")


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 401}, "title"),
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
        ({"issuer_id": 0}, "issuer"),
        ({"kind": "?"}, "kind"),
        ({"stated_total_vnd": -1}, "stated_total_vnd"),
        ({"issued_on": date(2021, 9, 28)}, "issued_on"),
    ],
)
def test_what_is_wrong_with_a_plan_is_named(facts: dict[str, object], column: str) -> None:
    given = {
        "kind": "ocop", "title": "Kế hoạch", "issuer_id": rows.committee().pk, "starts_on": date(2021, 1, 1),
        "ends_on": date(2021, 12, 31), **facts,
    }  # fmt: skip
    with pytest.raises(InputInvalid) as wrong:
        plans.write_plan(facts=given, actor=None)
    assert [fault.column for fault in wrong.value.faults] == [column]
    assert not Plan.objects.exists()


def test_rights_follow_the_area_and_rows_out_of_sight_are_not_there() -> None:
    one = rows.plan()
    viewer, stranger = person("xem", "viewer", "20"), person("nguoi-la", "coordinator", "91")
    with refused("not_allowed"):
        plans.add_passage(plan=one, part=Part.PURPOSE, text="a", actor=viewer)
    with refused("not_found"):
        plans.add_passage(plan=one, part=Part.PURPOSE, text="a", actor=stranger)
    with refused("not_found"):
        plan_for(stranger, one.pk)
    commune = person("can-bo-xa", "commune_officer", "20.06172")
    assert not plans_shown(commune).exists()
    rows.issued(one)
    assert list(plans_shown(commune)) == [one], "what a province issues is its communes' business"
    with refused("not_allowed"):
        plans.close_plan(plan=one, actor=commune)


def test_a_helper_in_post_sees_an_issued_plan_and_no_draft_of_others() -> None:
    helper = rows.agency("hpn", "Hội Phụ nữ")
    one = rows.whole(in_force=False)
    trader = rows.in_post(person("phu-nu", "buyer", "91"), helper)
    tasks.change_task(task=one.task, version=1, seen={}, mine={}, helpers=[helper], actor=None)
    assert not plans_shown(trader).exists()
    rows.issued(one.plan)
    assert plan_for(trader, one.plan.pk) == one.plan


def test_an_issued_plan_changes_only_by_being_reopened() -> None:
    one = rows.whole()
    with refused("programme_plan_not_draft"):
        plans.add_passage(plan=one.plan, part=Part.PURPOSE, text="thêm", actor=None)
    with refused("programme_plan_not_draft"):
        parts.drop(one.indicator, indicators.INDICATOR, actor=None)
    with refused("programme_reason_missing"):
        plans.reopen_plan(plan=one.plan, reason=" ", actor=None)
    plans.reopen_plan(plan=one.plan, reason="sửa chỉ tiêu", actor=None)
    plans.add_passage(plan=one.plan, part=Part.PURPOSE, text="thêm", actor=None)
    with refused("programme_plan_not_running"):
        tasks.start_task(task=one.task, actor=None)
    plans.cancel_plan(plan=one.plan, reason="thay bằng kế hoạch khác", actor=None)
    with refused("verb_not_allowed"):
        plans.issue_plan(plan=one.plan, symbol="KH", issued_on=rows.TODAY, actor=None)


def test_passages_keep_their_order_and_change_their_part() -> None:
    one = rows.plan()
    texts = [plans.add_passage(plan=one, part=Part.PURPOSE, text=text, actor=None) for text in "abc"]
    parts.move(texts[2], parts.PASSAGE, way=parts.UP, actor=None)
    parts.move(texts[2], parts.PASSAGE, way=parts.UP, actor=None)
    assert [one.text for one in Passage.objects.order_by("position")] == ["c", "a", "b"]
    with refused("programme_part_at_end"):
        parts.move(texts[2], parts.PASSAGE, way=parts.UP, actor=None)
    parts.change(
        texts[0], parts.PASSAGE, version=1, seen={"part": "purpose"}, mine={"part": "basis"}, actor=None
    )
    assert [one.text for one in Passage.objects.filter(part="purpose").order_by("position")] == ["c", "b"]
    parts.drop(texts[1], parts.PASSAGE, actor=None)
    assert Passage.objects.count() == 2
    with pytest.raises(InputInvalid):
        plans.add_passage(plan=one, part=Part.PURPOSE, text="x" * 6001, actor=None)


def test_the_second_of_two_people_is_shown_what_the_first_changed() -> None:
    one = rows.plan()
    plans.change_plan(pk=one.pk, version=1, seen={"title": one.title}, mine={"title": "Mới"}, actor=None)
    with pytest.raises(EditedMeanwhile) as clash:
        plans.change_plan(pk=one.pk, version=1, seen={"title": one.title}, mine={"title": "Khác"}, actor=None)
    assert clash.value.theirs == {"title": "Mới"}


def test_a_plan_never_stands_above_itself() -> None:
    top = rows.plan("Trung ương")
    below = rows.plan("Tỉnh", parent=top)
    with refused("programme_plan_loop"):
        plans.change_plan(
            pk=top.pk, version=1, seen={"parent_id": None}, mine={"parent_id": below.pk}, actor=None
        )


def test_one_scenario_is_in_force_and_its_rows_are_replaced_whole() -> None:
    one = rows.plan()
    first, second = rows.scenario(one), rows.scenario(one, "Xấu nhất", 1_000_000)
    money.choose_scenario(scenario=first, actor=None)
    money.choose_scenario(scenario=second, actor=None)
    assert list(Scenario.objects.filter(chosen=True)) == [second]
    bad = [{"level": "market", "name": "Trong nước", "kg": 5}, {"level": "?", "name": "", "kg": -5}]
    with pytest.raises(InputInvalid) as wrong:
        money.change_scenario(scenario=first, version=1, seen={}, mine={}, rows=bad, actor=None)
    assert {fault.line for fault in wrong.value.faults} == {2}
    assert ScenarioRow.objects.filter(scenario=first).count() == 2
    money.change_scenario(scenario=first, version=1, seen={}, mine={}, rows=bad[:1], actor=None)
    assert [row.kg for row in ScenarioRow.objects.filter(scenario=first)] == [5]


def test_only_issued_plans_said_to_be_public_are() -> None:
    one = rows.plan(is_public=True)
    assert not public_plans().exists()
    rows.issued(one)
    assert list(public_plans()) == [one]


def test_areas_follow_the_units() -> None:
    record_places()
    here = rows.agency("ubnd-tan-my", "UBND xã Tân Mỹ", "commune", area="20.182.06172")
    one = rows.plan(issuer=here)
    rows.task(one)
    assert refresh_areas() == 3
    one.refresh_from_db()
    assert (one.area_code, one.tasks.get().area_code) == ("20.06172", "20.06172")
    assert refresh_areas() == 0
