"""Taking a certificate back: six grounds, 15 days, one case at a time, the end at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate, RuleBook
from cungcau.domain.ocop.services.rules import load_shipped_rules
from cungcau.domain.recognition import states
from cungcau.domain.recognition.models import Ground, Revocation
from cungcau.domain.recognition.selectors import revocations as selectors
from cungcau.domain.recognition.services.inspections import order_inspection
from cungcau.domain.recognition.services.revocations import (
    decide_revocation,
    drop_revocation,
    open_revocation,
)
from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.ocop import certificate_rows as given
from tests.domain.ocop import ocop_rows as rows
from tests.domain.season_rows import record_places

FACTS = "Chi cục ATTP kết luận mẫu lấy ngày 20/5/2026 vượt mức chì cho phép."


def opened(certificate: Certificate, **facts: Any) -> Revocation:
    chosen: dict[str, Any] = {
        "ground": Ground.LAW, "facts": FACTS, "concluded_on": date(2026, 5, 25), "actor": None, **facts,
    }  # fmt: skip
    return open_revocation(certificate=certificate, **chosen)


def code_of(deed: Any) -> str:
    with pytest.raises(DomainError) as refused:
        deed()
    return refused.value.code


def test_a_case_is_due_fifteen_days_after_the_conclusion(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    case = opened(given.old(entity.product), actor=rows.office())
    assert (case.state, case.due_on, case.area_code) == (states.OPEN, date(2026, 6, 9), rows.AREA)
    assert case.certificate.is_valid(rows.DAY), "the certificate counts until the decision"
    told = Notification.objects.get(user=entity.user)
    assert told.message == "recognition.revocation_opened" and told.facts["due"] == "09/6/2026"


@pytest.mark.parametrize("ground", Ground.values)
def test_each_of_the_six_grounds(book: RuleBook, ground: str) -> None:
    assert opened(given.old(), ground=ground).ground == ground


def test_there_are_six_grounds_as_the_rules_name_them(book: RuleBook) -> None:
    procedure = book.content["instruments"][0]["procedure"]["revocation"]
    assert list(Ground.values) == procedure["reasons"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"ground": "anything"}, "revocation_ground_unknown"),
        ({"facts": "  "}, "revocation_facts_missing"),
        ({"concluded_on": date(2026, 6, 2)}, "revocation_days_wrong"),
        ({"concluded_on": date(2023, 6, 30)}, "revocation_days_wrong"),
    ],
)
def test_what_is_no_case(book: RuleBook, facts: dict[str, Any], code: str) -> None:
    certificate = given.old()
    assert code_of(lambda: opened(certificate, **facts)) == code
    assert not Revocation.objects.exists()


def test_one_case_at_a_time_and_only_the_office(book: RuleBook) -> None:
    certificate = given.old()
    assert code_of(lambda: opened(certificate, actor=rows.officer())) == "not_allowed"
    opened(certificate)
    assert code_of(lambda: opened(certificate)) == "revocation_open_already"


def test_an_inspection_of_another_product_is_no_base(book: RuleBook) -> None:
    certificate = given.old()
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi").product
    visit = order_inspection(product=other, planned_on=rows.DAY, why="phản ánh", actor=None)
    assert code_of(lambda: opened(certificate, inspection=visit)) == "revocation_other_product"


def test_the_decision_ends_the_certificate_at_once(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    certificate = given.old(entity.product)
    case = opened(certificate)
    decide_revocation(revocation=case, decision_no="55/QĐ-UBND", decided_on=rows.DAY, actor=rows.office())
    certificate.refresh_from_db()
    assert (certificate.state, certificate.revoked_on) == (ocop_states.REVOKED, rows.DAY)
    assert not certificate.is_valid(rows.DAY)
    told = Notification.objects.filter(user=entity.user, message="recognition.revocation_decided").get()
    assert told.facts["decision"] == "55/QĐ-UBND"
    assert code_of(lambda: opened(certificate)) == "revocation_certificate_gone"


@pytest.mark.parametrize(
    ("number", "on", "code"),
    [
        (" ", rows.DAY, "revocation_decision_missing"),
        ("55/QĐ", rows.DAY + timedelta(days=1), "revocation_decision_day_wrong"),
        ("55/QĐ", date(2026, 5, 24), "revocation_decision_day_wrong"),
    ],
)
def test_what_is_no_decision(book: RuleBook, number: str, on: date, code: str) -> None:
    case = opened(given.old())
    assert (
        code_of(lambda: decide_revocation(revocation=case, decision_no=number, decided_on=on, actor=None))
        == code
    )
    case.refresh_from_db()
    assert case.state == states.OPEN and case.certificate.state == ocop_states.IN_FORCE


def test_a_dropped_case_leaves_the_certificate_and_lets_another_follow(book: RuleBook) -> None:
    certificate = given.old()
    case = opened(certificate)
    assert (
        code_of(lambda: drop_revocation(revocation=case, reason=" ", actor=None))
        == "revocation_reason_missing"
    )
    drop_revocation(revocation=case, reason="Kiểm nghiệm lại đạt", actor=rows.office())
    certificate.refresh_from_db()
    assert certificate.state == ocop_states.IN_FORCE and opened(certificate).state == states.OPEN
    assert code_of(
        lambda: decide_revocation(revocation=case, decision_no="1/QĐ", decided_on=rows.DAY, actor=None)
    ) == "verb_not_allowed"  # fmt: skip


def test_a_certificate_replaced_meanwhile_is_not_revoked(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    certificate = given.old(entity.product)
    case = opened(certificate)
    given.issue(given.scored(entity, kind="upgrade", renews=certificate))
    assert code_of(
        lambda: decide_revocation(revocation=case, decision_no="1/QĐ", decided_on=rows.DAY, actor=None)
    ) == "revocation_certificate_gone"  # fmt: skip
    case.refresh_from_db()
    assert case.state == states.OPEN, "nothing of the decision stays"
    drop_revocation(revocation=case, reason="đã có giấy mới", actor=None)


def test_the_overdue_ones(book: RuleBook) -> None:
    case = opened(given.old(), concluded_on=date(2026, 5, 17))
    every = Revocation.objects.all()
    assert case.due_on == rows.DAY
    assert not selectors.overdue(every, rows.DAY).exists()
    assert selectors.overdue(every, rows.DAY + timedelta(days=1)).get() == case


def test_five_stars_are_the_ministers() -> None:
    assert selectors.decided_by(5) != selectors.decided_by(4) == selectors.decided_by(3)


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_revoke_once() -> None:
    with clock.living(rows.DAY):
        record_places()
        load_shipped_rules()
        certificate = given.old()
        case = opened(certificate)

    def decide(number: str) -> Revocation:
        with clock.living(rows.DAY):
            return decide_revocation(revocation=case, decision_no=number, decided_on=rows.DAY, actor=None)

    found = at_once(lambda: decide("1/QĐ"), lambda: decide("2/QĐ"))
    refused = [one for one in found if isinstance(one, DomainError)]
    assert [one.code for one in refused] == ["verb_not_allowed"], found
    case.refresh_from_db()
    certificate.refresh_from_db()
    assert (case.state, certificate.state) == (states.DECIDED, ocop_states.REVOKED)


@pytest.mark.django_db(transaction=True)
def test_two_cases_at_once_are_one() -> None:
    with clock.living(rows.DAY):
        record_places()
        load_shipped_rules()
        certificate = given.old()

    def begin() -> Revocation:
        with clock.living(rows.DAY):
            return opened(certificate)

    found = at_once(begin, begin)
    assert sorted(type(one).__name__ for one in found) == ["DomainError", "Revocation"]
    assert Revocation.objects.count() == 1
