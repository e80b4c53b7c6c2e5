"""Lots over the API: found, offered once, corrected at a version, withdrawn, confirmed; messages read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cungcau.domain.supply.models import Lot
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
LOTS = "/api/v1/lots"
BODY = {
    "season": "hong-2021", "producer": "H1", "commodity": "hong", "quantity_kg": 700, "harvest_from": "2021-10-06",
    "harvest_to": "2021-10-12", "grade": 2, "certificates": ["VG"], "offered_price_vnd_per_kg": 18000,
}  # fmt: skip


@pytest.fixture
def officer(small: Small) -> Client:
    return client_of(person("can-bo", "commune_officer", "20.06172"))


def send(client: Client, method: str, address: str, body: dict[str, Any], key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return getattr(client, method)(address, body, content_type="application/json", headers=headers)


def made(client: Client, **facts: Any) -> dict[str, Any]:
    response = send(client, "post", LOTS, {**BODY, **facts})
    assert response.status_code == 201, response.content
    found: dict[str, Any] = response.json()
    return found


def test_lots_are_listed_searched_and_bounded(officer: Client) -> None:
    def codes(**query: Any) -> list[str]:
        response = officer.get(LOTS, {"season": "hong-2021", **query})
        assert response.status_code == 200
        return [row["code"] for row in response.json()]

    assert codes() == ["L1", "L2"] and codes(q="bảy") == ["L2"] and codes(limit=1, offset=1) == ["L2"]
    mine = made(officer)["code"]
    assert codes(mine=True) == [mine] and codes(state="withdrawn") == []
    assert officer.get(LOTS, {"season": "hong-2021", "limit": 9999}).status_code == 400
    assert officer.get(LOTS, {"season": "khong-co"}).status_code == 404
    assert Client().get(LOTS, {"season": "hong-2021"}).status_code == 401


def test_an_offer_is_made_once_per_idempotency_key(officer: Client) -> None:
    first, again = (send(officer, "post", LOTS, BODY, "abc") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert send(officer, "post", LOTS, {**BODY, "quantity_kg": 1}, "abc").json()["code"] == "already_sent"
    assert Lot.objects.filter(channel="api").count() == 1
    assert first.json()["state"] == "offered" and first.json()["producer_name"] == "Hộ Nông Thị Đào"


@pytest.mark.parametrize(
    ("facts", "status", "code"),
    [
        ({"producer": "H3"}, 404, "producer_unknown"),
        ({"producer": "KHONG"}, 404, "producer_unknown"),
        ({"commodity": "xoai"}, 404, "commodity_not_in_season"),
        ({"place": "99999"}, 404, "place_unknown_here"),
        ({"season": "x"}, 404, "season_unknown"),
        ({"harvest_to": "2021-01-01"}, 400, "input_invalid"),
        ({"quantity_kg": 0}, 400, "input_invalid"),
        ({"quantity_kg": 10**30}, 400, "input_invalid"),
        ({"note": "a\x00b"}, 400, "input_invalid"),
        ({"client_uuid": "x"}, 400, "input_invalid"),
    ],
)
def test_what_cannot_be_is_a_problem_document(
    officer: Client, facts: dict[str, Any], status: int, code: str
) -> None:
    response = send(officer, "post", LOTS, {**BODY, **facts})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Lot.objects.filter(channel="api").exists()


def test_a_correction_names_its_version(officer: Client) -> None:
    one = made(officer)
    address = f"{LOTS}/{one['id']}"
    done = send(
        officer, "patch", address, {"version": 1, "quantity_kg": 650, "offered_price_vnd_per_kg": None}
    )
    assert done.status_code == 200
    assert (done.json()["quantity_kg"], done.json()["offered_price_vnd_per_kg"], done.json()["version"]) == (
        650,
        None,
        2,
    )
    late = send(officer, "patch", address, {"version": 1, "quantity_kg": 600})
    assert (late.status_code, late.json()["code"]) == (409, "edited_meanwhile")
    assert officer.get(address).json()["quantity_kg"] == 650


def test_withdrawn_and_confirmed(officer: Client) -> None:
    one = made(officer)
    address = f"{LOTS}/{one['id']}"
    confirmed = send(officer, "post", f"{address}/confirm", {"confirmed_with": "chị Đào"})
    assert confirmed.status_code == 200 and confirmed.json()["confirmed_at"] is not None
    assert send(officer, "post", f"{address}/withdraw", {"reason": ""}).status_code == 400
    assert send(officer, "post", f"{address}/withdraw", {"reason": "bán hết"}).json()["state"] == "withdrawn"
    assert send(officer, "post", f"{address}/withdraw", {"reason": "bán hết"}).status_code == 409
    again = send(officer, "post", f"{address}/confirm", {})
    assert (again.status_code, again.json()["code"]) == (409, "lot_not_confirmable")


def test_lots_of_others_are_not_there(small: Small, officer: Client) -> None:
    other = Lot.objects.get(code="L3").pk
    assert officer.get(f"{LOTS}/{other}").status_code == 404
    assert send(officer, "patch", f"{LOTS}/{other}", {"version": 1, "note": "x"}).status_code == 404
    viewer = client_of(person("xem", "viewer"))
    assert viewer.get(f"{LOTS}/{other}").status_code == 200
    assert send(viewer, "post", f"{LOTS}/{other}/withdraw", {"reason": "x"}).status_code == 403
    assert send(viewer, "post", LOTS, BODY).status_code == 403
    assert officer.get(f"{LOTS}/{10**18}").status_code == 404


def test_a_message_is_read_and_nothing_written(officer: Client) -> None:
    text = "nhà chị Đào 5-7 tạ hồng loại 1 hái từ 10/10 đến 15/10, gọi 0987654321"
    response = send(officer, "post", f"{LOTS}/messages", {"season": "hong-2021", "text": text})
    assert response.status_code == 200
    (one,) = response.json()
    assert (one["producer"], one["quantity"], one["grade"]) == ("Hộ Nông Thị Đào (H1)", "5-7 tạ", 3)
    assert (one["harvest_from"], one["harvest_to"]) == ("2021-10-10", "2021-10-15")
    assert "0987654321" not in response.content.decode()
    assert Lot.objects.count() == 3
