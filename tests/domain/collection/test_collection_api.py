"""Points, turns, tickets, replays and pictures over the API."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cungcau.domain.collection.models import Photo, Ticket
from tests.domain.collection.scale_rows import TODAY, keeper, moment, point
from tests.domain.collection.test_points import picture
from tests.domain.orders.order_rows import DAY, Ordered, agreed_order
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
API = "/api/v1/collection"


@pytest.fixture(autouse=True)
def shown_day(settings: object, tmp_path: Path) -> None:
    settings.SHOWN_DAY = TODAY  # type: ignore[attr-defined]
    settings.VAR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def ordered(small: Small) -> Ordered:
    point()
    return agreed_order(small)


@pytest.fixture
def guard(ordered: Ordered) -> Client:
    return client_of(keeper(first=TODAY))


def post(client: Client, path: str, body: object) -> object:
    return client.post(API + path, json.dumps(body, default=str), content_type="application/json")


def weighing(ordered: Ordered, **facts: object) -> dict[str, object]:
    return {
        "uuid": str(uuid.uuid4()), "kind": "weigh", "point": point().pk, "at": moment(8).isoformat(),
        "slip": ordered.slips[0].pk, "grade": 2, "gross_kg": 100, **facts,
    }  # fmt: skip


def test_a_phones_day_and_its_replay(ordered: Ordered, guard: Client) -> None:
    day = guard.get(f"{API}/points/{point().pk}/day?day={DAY}").json()
    assert [one["producer"] for one in day["slips"]] == ["Hộ Hoàng Văn Bảy", "Hộ Nông Thị Đào"]
    assert "phone" not in json.dumps(day) and day["now"].startswith("2021-09-27")
    one = weighing(ordered)
    bad = weighing(ordered, gross_kg=100, rejected_kg=5)
    answers = post(guard, "/replay", {"device": "thử", "entries": [one, bad, one]}).json()  # type: ignore[attr-defined]
    assert [answer["status"] for answer in answers] == ["done", "refused", "again"]
    assert answers[0]["ticket_code"] == Ticket.objects.get().code and "chọn lý do" in answers[1]["reason"]
    assert guard.get(f"{API}/me").json()["me"] == day["me"]
    assert Client().get(f"{API}/me").status_code == 401
    too_many = {"entries": [weighing(ordered) for _ in range(201)]}
    assert post(guard, "/replay", too_many).status_code == 400  # type: ignore[attr-defined]


def test_pictures_before_or_after_their_ticket(ordered: Ordered, guard: Client) -> None:
    one = weighing(ordered)

    def send(client: Client, content: bytes, **facts: object) -> int:
        file = SimpleUploadedFile("a.jpg", content, "image/jpeg")
        body = {
            "point": point().pk,
            "about": one["uuid"],
            "client_uuid": str(uuid.uuid4()),
            "file": file,
            **facts,
        }
        return client.post(f"{API}/photos", body).status_code

    assert send(guard, picture(size=(50, 40))) == 201
    post(guard, "/replay", {"entries": [one]})
    assert send(guard, picture(size=(50, 41))) == 201
    assert Photo.objects.filter(about=one["uuid"]).count() == 2
    assert send(guard, b"no picture") == 400
    assert send(guard, b"x" * (8 * 1024 * 1024 + 1)) == 413
    assert send(client_of(person("nguoi-la", "keeper")), picture(size=(9, 9))) == 404
    assert send(guard, picture(size=(9, 9)), point=999_999) == 404


def test_tickets_are_issued_read_and_corrected(ordered: Ordered, guard: Client) -> None:
    wanted = {
        "slip": ordered.slips[0].pk, "grade": 2, "gross_kg": 300, "weighed_at": moment(8).isoformat(),
        "client_uuid": str(uuid.uuid4()),
    }  # fmt: skip
    made = [post(guard, f"/points/{point().pk}/tickets", wanted) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]  # type: ignore[attr-defined]
    number = made[0].json()["id"]  # type: ignore[attr-defined]
    assert Ticket.objects.count() == 1 and guard.get(f"{API}/tickets/{number}").json()["accepted_kg"] == 300
    fixed = post(
        guard,
        f"/tickets/{number}/correct",
        {**wanted, "client_uuid": None, "gross_kg": 280, "reason": "nhầm"},
    )
    assert fixed.status_code == 201 and fixed.json()["replaces"] == number  # type: ignore[attr-defined]
    again = post(guard, f"/tickets/{number}/correct", {"void": True, "reason": "nhầm"})
    assert again.status_code == 409 and again.json()["code"] == "ticket_replaced_already"  # type: ignore[attr-defined]
    assert len(guard.get(f"{API}/tickets?day={DAY}&q=dao").json()) == 2
    assert client_of(person("nguoi-la", "keeper")).get(f"{API}/tickets/{number}").status_code == 404


def test_turns_over_the_api(ordered: Ordered, guard: Client) -> None:
    turns = guard.get(f"{API}/points/{point().pk}/turns?day={DAY}").json()
    assert len(turns) == 26 and turns[0]["free"] == 5
    wanted = {"day": DAY.isoformat(), "starts_at": moment(14).isoformat(), "slips": [ordered.slips[0].pk]}
    made = post(guard, f"/points/{point().pk}/bookings", wanted)
    assert made.status_code == 201, made.content  # type: ignore[attr-defined]
    number = made.json()["id"]  # type: ignore[attr-defined]
    assert post(guard, f"/bookings/{number}/arrive", {}).json()["state"] == "arrived"  # type: ignore[attr-defined]
    assert post(guard, f"/bookings/{number}/cancel", {"reason": "x"}).status_code == 409  # type: ignore[attr-defined]
    assert post(guard, "/bookings/999999/miss", {}).status_code == 404  # type: ignore[attr-defined]
    assert [one["may_keep"] for one in guard.get(f"{API}/points").json()] == [True]


@pytest.mark.parametrize(
    "body",
    [
        {"entries": [{"uuid": "x"}]},
        {"entries": [], "device": "a" * 81},
        {"entries": [{"uuid": str(uuid.uuid4()), "kind": "weigh", "point": 10**30, "at": "2021-09-28T08:00:00Z"}]},
        {"entries": [{"uuid": str(uuid.uuid4()), "kind": "weigh", "point": 1, "at": "0001-01-01T00:00:00"}]},
        {"entries": [], "device": "\x00"},
        [],
    ],
)  # fmt: skip
def test_odd_bodies_are_refused_not_broken(guard: Client, body: object) -> None:
    assert post(guard, "/replay", body).status_code == 400  # type: ignore[attr-defined]


def test_moments_without_a_zone_are_not_a_fault_of_ours(ordered: Ordered, guard: Client) -> None:
    answer = post(guard, "/replay", {"entries": [weighing(ordered, at="2021-09-28T08:00:00")]})
    assert answer.status_code == 400  # type: ignore[attr-defined]
