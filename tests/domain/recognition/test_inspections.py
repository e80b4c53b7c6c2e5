"""Inspections: whom to inspect next, planned together or ad hoc, what was found and how it ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cungcau.domain.ocop.models import Product, RuleBook
from cungcau.domain.recognition import states
from cungcau.domain.recognition.models import Finding, FindingTurn, Inspection
from cungcau.domain.recognition.selectors import inspections as selectors
from cungcau.domain.recognition.selectors.shown import findings_shown, inspections_shown
from cungcau.domain.recognition.services.findings import answer_finding, close_finding, reopen_finding
from cungcau.domain.recognition.services.inspections import (
    FindingRow,
    cancel_inspection,
    finish_inspection,
    move_inspection,
    order_inspection,
    plan_inspections,
)
from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.models import Notification
from tests.domain.ocop import certificate_rows as given
from tests.domain.ocop import ocop_rows as rows

SOON = rows.DAY + timedelta(days=14)
ROW = FindingRow("Nhãn in 4 sao trong khi giấy 3 sao", "In lại nhãn", SOON, "3.4")


def code_of(deed: Any) -> str:
    with pytest.raises(DomainError) as refused:
        deed()
    return refused.value.code


def planned(*products: Product, on: date = SOON, **facts: Any) -> list[Inspection]:
    return plan_inspections(products=products, planned_on=on, actor=facts.pop("actor", None), **facts)


@pytest.fixture
def entity(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


def test_never_inspected_first_then_the_longest_ago(entity: rows.Entity) -> None:
    office = rows.office()
    products = [entity.product]
    for number, name in enumerate(("Chè", "Hồi", "Quýt"), start=1):
        one = rows.entity_with_product(f"HTX-{number}", name, rows.OTHER_COMMUNE)
        products.append(one.product)
    for one in products[:3]:
        given.old(one)
    for one, on in ((products[0], date(2026, 3, 1)), (products[1], date(2026, 5, 1))):
        visit = order_inspection(product=one, planned_on=rows.DAY, why="phản ánh", actor=None)
        finish_inspection(inspection=visit, done_on=on, conclusion="Đạt.", actor=None)
    found = list(selectors.to_inspect(office, selectors.Wish(), rows.DAY))
    assert found == [products[2], products[0], products[1]], "the fourth holds no certificate"
    assert [one.last_inspected for one in found] == [None, date(2026, 3, 1), date(2026, 5, 1)]  # type: ignore[attr-defined]
    near = selectors.to_inspect(office, selectors.Wish(area=rows.OTHER_AREA, count=1), rows.DAY)
    assert list(near) == [products[2]]
    assert not selectors.to_inspect(office, selectors.Wish(star=4), rows.DAY).exists()
    planned(products[2])
    assert products[2] not in selectors.to_inspect(office, selectors.Wish(), rows.DAY)
    assert not selectors.to_inspect(rows.officer(), selectors.Wish(), rows.DAY).exists()


def test_several_at_once_or_none(entity: rows.Entity) -> None:
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi")
    made = planned(entity.product, other.product, team="Đoàn số 1", actor=rows.office())
    assert [one.kind for one in made] == ["planned", "planned"]
    assert len({one.code for one in made}) == 2 and made[0].code.startswith("KT-2026-")
    assert Notification.objects.filter(message="recognition.inspection_planned").count() == 2
    third = rows.entity_with_product("HTX-CHE", "Chè")
    assert code_of(lambda: planned(third.product, entity.product)) == "inspection_planned_already"
    assert not Inspection.objects.filter(product=third.product).exists()


@pytest.mark.parametrize(
    ("facts", "code"), [({"products": []}, "inspection_nothing_chosen"), ({"past": True}, "inspection_past")]
)
def test_what_cannot_be_planned(entity: rows.Entity, facts: dict[str, Any], code: str) -> None:
    on = rows.DAY - timedelta(days=1) if facts.get("past") else SOON
    products = facts.get("products", [entity.product])
    assert code_of(lambda: planned(*products, on=on)) == code


def test_an_ad_hoc_one_needs_a_reason_and_is_not_announced(entity: rows.Entity) -> None:
    assert code_of(
        lambda: order_inspection(product=entity.product, planned_on=SOON, why=" ", actor=None)
    ) == "inspection_why_missing"  # fmt: skip
    visit = order_inspection(
        product=entity.product, planned_on=SOON, why="Phản ánh của dân", actor=rows.office()
    )
    assert not Notification.objects.exists()
    assert not inspections_shown(entity.user).exists()
    finish_inspection(inspection=visit, done_on=rows.DAY, conclusion="Có sai.", findings=[ROW], actor=None)
    assert inspections_shown(entity.user).get() == visit
    assert Notification.objects.get(user=entity.user).facts["count"] == 1


def test_only_the_office_inspects(entity: rows.Entity) -> None:
    assert code_of(lambda: planned(entity.product, actor=rows.officer())) == "not_allowed"
    visit = planned(entity.product)[0]
    for deed in (
        lambda: finish_inspection(inspection=visit, done_on=rows.DAY, conclusion="Đạt", actor=entity.user),
        lambda: cancel_inspection(inspection=visit, reason="x", actor=entity.user),
        lambda: move_inspection(inspection=visit, planned_on=SOON, team="", reason="x", actor=entity.user),
    ):
        assert code_of(deed) == "not_allowed"


def test_another_day_and_called_off(entity: rows.Entity) -> None:
    visit = planned(entity.product)[0]
    later = SOON + timedelta(days=7)
    moved = move_inspection(
        inspection=visit, planned_on=later, team="Đoàn 2", reason="mưa lũ", actor=rows.office()
    )
    assert (moved.planned_on, moved.team) == (later, "Đoàn 2")
    cancelled = cancel_inspection(inspection=visit, reason="Cơ sở nghỉ vụ", actor=None)
    assert (cancelled.state, cancelled.cancel_reason) == (states.CANCELLED, "Cơ sở nghỉ vụ")
    said = [one.facts["what"] for one in Notification.objects.filter(message="recognition.inspection_off")]
    assert len(said) == 2
    assert code_of(
        lambda: move_inspection(inspection=visit, planned_on=later, team="", reason="x", actor=None)
    ) == "inspection_not_planned"  # fmt: skip
    assert planned(entity.product)[0].pk != visit.pk, "after it was called off another may be planned"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"conclusion": ""}, "inspection_conclusion_missing"),
        ({"done_on": rows.DAY + timedelta(days=1)}, "inspection_day_wrong"),
        ({"findings": [FindingRow("sai nhãn", "", SOON)]}, "finding_incomplete"),
        ({"findings": [FindingRow("sai nhãn", "in lại", None)]}, "finding_incomplete"),
        (
            {"findings": [FindingRow("sai nhãn", "in lại", rows.DAY - timedelta(days=1))]},
            "finding_incomplete",
        ),
        ({"findings": [ROW] * 31}, "findings_too_many"),
    ],
)
def test_what_is_no_result(entity: rows.Entity, facts: dict[str, Any], code: str) -> None:
    visit = planned(entity.product)[0]
    given_facts: dict[str, Any] = {"done_on": rows.DAY, "conclusion": "Có sai.", "findings": [ROW], **facts}
    assert code_of(lambda: finish_inspection(inspection=visit, actor=None, **given_facts)) == code
    visit.refresh_from_db()
    assert visit.state == states.PLANNED and not Finding.objects.exists()


def found(entity: rows.Entity, actor: Any = None) -> Finding:
    visit = plan_inspections(products=[entity.product], planned_on=SOON, actor=actor)[0]
    finish_inspection(inspection=visit, done_on=rows.DAY, conclusion="Có sai.", findings=[ROW], actor=actor)
    return Finding.objects.get(inspection=visit)


def test_a_finding_is_answered_asked_again_answered_and_closed(entity: rows.Entity) -> None:
    office = rows.office()
    finding = found(entity, office)
    proof = rows.link_of(entity.organisation, "Ảnh nhãn mới")
    answer_finding(finding=finding, text="Đã in lại nhãn", evidence=[proof], actor=entity.user)
    assert Notification.objects.get(user=office).message == "recognition.finding_answered"
    assert (
        code_of(lambda: answer_finding(finding=finding, text="nữa", actor=entity.user)) == "verb_not_allowed"
    )
    later = SOON + timedelta(days=5)
    reopened = reopen_finding(finding=finding, reason="Ảnh mờ", due_on=later, actor=office)
    assert (reopened.state, reopened.due_on) == (states.OPEN, later)
    answer_finding(finding=finding, text="Ảnh chụp lại", actor=entity.user)
    closed = close_finding(finding=finding, note="Đạt", actor=office)
    assert (closed.state, closed.closed_note) == (states.CLOSED, "Đạt") and closed.closed_at is not None
    turns = FindingTurn.objects.filter(finding=finding)
    assert [one.kind for one in turns] == ["answer", "reopen", "answer", "close"]
    assert turns[0].proofs.get().evidence == proof and turns[0].text == "Đã in lại nhãn"


def test_who_may_answer(entity: rows.Entity) -> None:
    finding = found(entity)
    stranger = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi")
    for user in (stranger.user, rows.officer("can-bo-khac", rows.OTHER_AREA)):
        assert (
            code_of(lambda user=user: answer_finding(finding=finding, text="xong", actor=user))
            == "not_allowed"
        )
    assert not findings_shown(stranger.user).exists()
    alien = rows.link_of(stranger.organisation)
    assert code_of(
        lambda: answer_finding(finding=finding, text="xong", evidence=[alien], actor=entity.user)
    ) == "finding_proof_unknown"  # fmt: skip
    assert (
        code_of(lambda: answer_finding(finding=finding, text=" ", actor=entity.user))
        == "finding_words_missing"
    )
    told = answer_finding(finding=finding, text="Chủ thể gọi điện báo xã", actor=rows.officer())
    assert told.state == states.ANSWERED


def test_asking_again_needs_words_and_a_term_to_come(entity: rows.Entity) -> None:
    finding = found(entity)
    answer_finding(finding=finding, text="xong", actor=entity.user)
    assert code_of(
        lambda: reopen_finding(finding=finding, reason="", due_on=SOON, actor=None)
    ) == "finding_words_missing"  # fmt: skip
    past = rows.DAY - timedelta(days=1)
    assert (
        code_of(lambda: reopen_finding(finding=finding, reason="x", due_on=past, actor=None))
        == "finding_due_wrong"
    )


def test_what_asks_for_something_and_the_calendar(entity: rows.Entity) -> None:
    office = rows.office()
    finding = found(entity)
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi")
    late = planned(other.product, on=rows.DAY)[0]
    every = selectors.inspections(office)
    tomorrow = rows.DAY + timedelta(days=1)
    assert set(selectors.part_of(every, selectors.OVERDUE, tomorrow)) == {late}
    after = SOON + timedelta(days=1)
    assert set(selectors.part_of(every, selectors.OVERDUE, after)) == {late, finding.inspection}
    assert set(selectors.part_of(every, selectors.TO_MEND, tomorrow)) == {finding.inspection}
    answer_finding(finding=finding, text="xong", actor=entity.user)
    assert set(selectors.part_of(every, selectors.TO_LOOK, tomorrow)) == {finding.inspection}
    june = selectors.calendar_of(every, 2026)[5]
    assert (june.month, june.planned, june.done) == (6, 2, 1)
    row = every.get(pk=finding.inspection_id)
    assert (row.found, row.unclosed) == (1, 1)  # type: ignore[attr-defined]
    assert timezone.localtime(row.created_at).date() == rows.DAY
