"""What follows recognition over the API: the same deeds, the same refusals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cungcau.domain.ocop.models import Certificate, RuleBook
from cungcau.domain.recognition.models import Finding, Reminder
from cungcau.domain.recognition.services import reminders
from cungcau.platform.ui import clock
from tests.domain.ocop import certificate_rows as given
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of

API = "/api/v1/ocop/recognition"


@pytest.fixture
def entity(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


@pytest.fixture
def office(book: RuleBook) -> Client:
    return client_of(rows.office())


def send(client: Client, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
    return client.post(f"{API}{path}", body or {}, content_type="application/json", headers=headers)


def test_recording_listing_and_one(office: Client, entity: rows.Entity) -> None:
    body = {"product": entity.product.pk, "star": 3, "starts_on": "2024-03-10", "source": "danh sách"}
    key = {"Idempotency-Key": "0c7c1f10-6c0e-4c57-8a51-3a6a6c2f9d11"}
    first, again = send(office, "/certificates", body, **key), send(office, "/certificates", body, **key)
    assert (first.status_code, again.status_code) == (201, 201) and first.json()["id"] == again.json()["id"]
    assert Certificate.objects.count() == 1 and first.json()["expires_on"] == "2027-03-10"
    assert send(office, "/certificates", body).json()["code"] == "ocop_certificate_known"
    wrong = send(office, "/certificates", {**body, "instrument": "QD-XYZ"})
    assert wrong.status_code == 400 and wrong.json()["code"] == "input_invalid"
    listed = office.get(f"{API}/certificates", {"q": "na chi", "standing": "valid", "area": rows.AREA}).json()
    assert [row["standing"] for row in listed] == ["valid"]
    assert office.get(f"{API}/certificates", {"standing": "lapsed"}).json() == []
    assert client_of(entity.user).get(f"{API}/certificates/{first.json()['id']}").status_code == 200
    stranger = client_of(rows.officer("khac", rows.OTHER_AREA))
    assert stranger.get(f"{API}/certificates/{first.json()['id']}").status_code == 404
    assert Client().get(f"{API}/certificates").status_code == 401


def test_renewals_and_calls(office: Client, book: RuleBook) -> None:
    product = rows.product_of(rows.organisation("HTX-XA", "HTX vùng xa"))
    given.old(product, date(2024, 3, 10))
    assert office.get(f"{API}/renewals").json() == []
    assert office.get(f"{API}/renewals", {"stage": "all"}).json()[0]["stage"] == "early"
    with clock.living(date(2026, 9, 11)):
        reminders.remind_all()
        row = office.get(f"{API}/renewals").json()[0]
        assert (row["stage"], row["days_left"], row["opens_on"]) == ("open", 180, "2026-09-11")
        assert {one["audience"]: one["people"] for one in row["reminders"]} == {
            "entity": 0,
            "commune": 0,
            "office": 1,
        }
        number = Reminder.objects.get(audience="entity").pk
        assert send(office, f"/reminders/{number}/called", {"note": "Gọi ông Bảy"}).status_code == 204
        assert (
            send(office, f"/reminders/{number}/called", {"note": "nữa"}).json()["code"]
            == "reminder_told_already"
        )
    assert send(office, "/reminders/999/called", {"note": "x"}).status_code == 404


def test_the_transition(office: Client, entity: rows.Entity) -> None:
    one = given.old(entity.product, date(2023, 6, 15))
    path = f"/certificates/{one.pk}/extend"
    assert send(office, path, {"reason": "x"}).json()["code"] == "ocop_extension_needs_dossier"
    given.renewal(one, entity)
    assert send(office, path, {"reason": "Điều 12"}).json()["extended_until"] == "2026-12-12"


def test_a_revocation(office: Client, entity: rows.Entity) -> None:
    one = given.old(entity.product)
    body = {"ground": "ocop_mark_misuse", "facts": "Kết luận số 5", "concluded_on": "2026-05-20"}
    made = send(office, f"/certificates/{one.pk}/revocations", body)
    assert made.status_code == 201 and made.json()["due_on"] == "2026-06-04"
    number = made.json()["id"]
    assert send(office, f"/certificates/{one.pk}/revocations", body).status_code == 409
    assert office.get(f"{API}/revocations", {"overdue": True}).json() == []
    assert office.get(f"{API}/revocations", {"q": "na", "state": "open"}).json()[0]["id"] == number
    mine = client_of(entity.user)
    assert mine.get(f"{API}/revocations/{number}").status_code == 200
    decided = {"decision_no": "9/QĐ", "decided_on": "2026-06-01"}
    assert send(mine, f"/revocations/{number}/decide", decided).status_code == 403
    assert send(office, f"/revocations/{number}/decide", decided).json()["state"] == "decided"
    assert office.get(f"{API}/public/{one.key}").json()["standing"] == "revoked"
    assert send(office, f"/revocations/{number}/drop", {"reason": "x"}).json()["code"] == "verb_not_allowed"


def test_inspections_and_findings(office: Client, entity: rows.Entity) -> None:
    given.old(entity.product)
    proposed = office.get(f"{API}/inspections/suggestions", {"star": 3}).json()
    assert [(row["product"], row["last_inspected"]) for row in proposed] == [(entity.product.pk, None)]
    assert client_of(rows.officer()).get(f"{API}/inspections/suggestions").status_code == 403
    plan = {"products": [entity.product.pk], "planned_on": "2026-06-10"}
    assert send(office, "/inspections/plan", {**plan, "products": [999]}).status_code == 404
    made = send(office, "/inspections/plan", plan)
    assert made.status_code == 201
    number = made.json()[0]["id"]
    moved = send(office, f"/inspections/{number}/move", {"planned_on": "2026-06-12", "reason": "mưa"})
    assert moved.json()["planned_on"] == "2026-06-12"
    result = {
        "done_on": "2026-06-01", "conclusion": "Sai nhãn",
        "findings": [{"text": "Nhãn 4 sao", "to_do": "In lại", "due_on": "2026-06-20"}],
    }  # fmt: skip
    done = send(office, f"/inspections/{number}/finish", result)
    assert done.json()["state"] == "done" and len(done.json()["findings"]) == 1
    finding = Finding.objects.get().pk
    mine = client_of(entity.user)
    proof = rows.link_of(entity.organisation)
    unknown = {"answer": "xong", "evidence": ["00000000-0000-4000-8000-000000000000"]}
    assert send(mine, f"/findings/{finding}/answer", unknown).json()["code"] == "finding_proof_unknown"
    body = {"answer": "xong", "evidence": [str(proof.key)]}
    assert send(mine, f"/findings/{finding}/answer", body).json()["state"] == "answered"
    again = {"reason": "mờ", "due_on": "2026-06-25"}
    assert send(office, f"/findings/{finding}/reopen", again).json()["due_on"] == "2026-06-25"
    assert send(office, f"/findings/{finding}/close", {}).json()["state"] == "closed"
    hoc = send(
        office,
        "/inspections/ad-hoc",
        {"product": entity.product.pk, "planned_on": "2026-06-02", "why": "dân báo"},
    )
    assert hoc.status_code == 201
    assert mine.get(f"{API}/inspections/{hoc.json()['id']}").status_code == 404, "not announced"
    assert (
        send(office, f"/inspections/{hoc.json()['id']}/cancel", {"reason": "nhầm"}).json()["state"]
        == "cancelled"
    )
    assert len(office.get(f"{API}/inspections").json()) == 2
