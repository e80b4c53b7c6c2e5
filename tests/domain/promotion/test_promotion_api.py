"""Trade promotion and figures over the API: what the pages can do, and what they refuse."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cungcau.domain.promotion.models import DisplayPoint, Event, Memorandum
from tests.domain.orders.order_rows import agreed_order
from tests.domain.promotion import promotion_rows as rows
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import Small, person
from tests.domain.settlement.settled_rows import arrived, weighed

pytestmark = pytest.mark.django_db
API = "/api/v1/promotion/"
FIGURES = "/api/v1/programmes/figures"
EVENT = {
    "kind": "fair", "title": "Hội chợ hồng", "starts_on": "2021-09-20", "ends_on": "2021-09-22", "area": "20.06172",
    "held_by": "UBND xã",
}  # fmt: skip


@pytest.fixture
def program(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def send(program: Client, path: str, body: dict[str, Any], method: str = "post", key: str = "") -> Any:
    headers = {"Idempotency-Key": key or str(uuid4())}
    return getattr(program, method)(API + path, body, content_type="application/json", headers=headers)


def test_events(program: Client) -> None:
    """Entered once however often it is sent, corrected over the version that was read, held, listed."""
    key = str(uuid4())
    first, again = send(program, "events", EVENT, key=key), send(program, "events", EVENT, key=key)
    assert (first.status_code, again.json()) == (201, first.json()) and Event.objects.count() == 1
    number = first.json()["id"]
    change = {**EVENT, "visitors": 250, "version": 1}
    assert send(program, f"events/{number}", change, "put").json()["visitors"] == 250
    assert send(program, f"events/{number}", {**change, "visitors": 9}, "put").status_code == 409
    assert send(program, f"events/{number}/cancel", {"reason": ""}).status_code == 400
    assert send(program, f"events/{number}/hold", {}).json()["state"] == "held"
    assert send(program, f"events/{number}/hold", {}).status_code == 409
    listed = program.get(API + "events", {"q": "hoi cho", "state": "held", "first": "2021-09-01"}).json()
    assert [one["id"] for one in listed] == [number]
    assert program.get(API + "events", {"first": "2021-10-02", "last": "2021-10-01"}).status_code == 400
    assert program.get(f"{API}events/{number}").json()["sites"] == []
    assert program.get(API + "events/999999").status_code == 404
    nowhere = send(program, "events", {**EVENT, "area": "99"})
    assert nowhere.status_code == 400 and "cần mã một tỉnh hoặc xã" in str(nowhere.json())


def test_points(program: Client) -> None:
    """Entered, listed by how they stand, closed."""
    body = {"name": "Điểm OCOP", "address": "số 1", "area": "20", "keeper": "HTX", "opens_on": "2021-09-01"}
    made = send(program, "points", body)
    assert made.status_code == 201 and made.json()["standing"] == "open", made.json()
    assert send(program, "points", {**body, "keeper": "không có", "name": "Khác"}).status_code == 400
    assert [one["name"] for one in program.get(API + "points", {"standing": "open"}).json()] == ["Điểm OCOP"]
    number = made.json()["id"]
    closed = send(program, f"points/{number}/close", {"closes_on": "2021-09-20", "reason": "Hết thuê"})
    assert closed.json()["standing"] == "closed" and DisplayPoint.objects.get().closed_reason == "Hết thuê"
    assert program.get(f"{API}points/{number}").json()["closes_on"] == "2021-09-20"


def test_memoranda(program: Client, small: Small) -> None:
    """Entered, an order tied to it by code, what the order delivered told."""
    body = {
        "number": "BB-1", "seller": "HTX", "buyer": "TL", "commodity": "hong", "kg": 5000, "signed_on": "2021-09-20",
        "starts_on": "2021-09-20", "ends_on": "2021-10-31",
    }  # fmt: skip
    made = send(program, "memoranda", body)
    assert made.status_code == 201, made.json()
    number = made.json()["id"]
    assert send(program, "memoranda", body).status_code == 400, "the same one twice"
    assert send(program, "memoranda", {**body, "number": "BB-2", "event": 999}).status_code == 400
    arrived(weighed(agreed_order(small), 600, 350), 930, 900)
    assert send(program, f"memoranda/{number}/orders", {"order": "DH-0"}).status_code == 404
    assert send(program, f"memoranda/{number}/orders", {"order": "DH-1"}).json()["delivered_kg"] == 930
    agreed_order(small, "DH-2", buyer=rows.organisation("H1"))
    assert send(program, f"memoranda/{number}/orders", {"order": "DH-2"}).status_code == 409
    assert program.get(API + "memoranda", {"commodity": "hong"}).json()[0]["delivered_kg"] == 930
    assert program.get(f"{API}memoranda/{number}").json()["kg"] == 5000
    assert Memorandum.objects.get().kg == 5000


def test_rights_over_the_api(small: Small) -> None:
    """Another province's rows are not found; a reader writes nothing."""
    one = rows.event()
    elsewhere = client_of(person("an-giang", "coordinator", "91"))
    assert elsewhere.get(f"{API}events/{one.pk}").status_code == 404
    assert elsewhere.get(API + "events").json() == []
    assert send(elsewhere, "events", EVENT).status_code == 403
    assert send(client_of(person("xem", "viewer")), "events", EVENT).status_code == 403


def test_figures(program: Client, small: Small) -> None:
    """Each with the conditions it takes, its value, its rows; wrong conditions are refused."""
    arrived(weighed(agreed_order(small, day=rows.TODAY), 600, 350), 930, 900)
    known = {one["name"]: one for one in program.get(FIGURES).json()}
    assert known["tonnes_delivered"]["arguments"][1]["name"] == "channel"
    asked = {"area": "20", "season": small.season.pk, "day": "2021-09-27"}
    told = program.get(FIGURES + "/tonnes_delivered", {**asked, "where": "channel=wholesale"}).json()
    assert (told["value"], told["unit"]) == ("0.93", "tấn") and "Chợ đầu mối" in told["said"]
    found = program.get(FIGURES + "/tonnes_received/rows", asked).json()
    kg = found["columns"].index("Khối lượng (kg)")
    assert sum(int(row[kg]) for row in found["rows"]) == 950
    for name in known:
        assert program.get(f"{FIGURES}/{name}", asked).status_code == 200, name
        assert program.get(f"{FIGURES}/{name}/rows", asked).status_code == 200, name
    for where, status in (
        ("channel=moon", 400),
        ("star=5", 400),
        ("channel", 422),
        (["channel=export"] * 2, 400),
    ):
        answer = program.get(FIGURES + "/tonnes_delivered", {**asked, "where": where})
        assert answer.status_code in (status, 400), where
    assert program.get(FIGURES + "/nothing", asked).status_code == 404
    assert program.get(FIGURES + "/tonnes_delivered", {**asked, "area": "91"}).status_code == 403
