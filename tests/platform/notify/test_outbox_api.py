"""The outbox over the API: the same rights, masks and deeds as its pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from people import MakeUser, client_of
from slips import slip

from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.notify.models import Attempt, Outgoing

pytestmark = pytest.mark.django_db
BASE = "/api/v1/messages"


@pytest.fixture
def officer(make_user: MakeUser) -> User:
    return make_user(role="commune_officer", area="20.06172")


@pytest.fixture
def client(officer: User) -> Client:
    return client_of(officer)


def post(client: Client, path: str, **body: object) -> Any:
    return client.post(f"{BASE}{path}", json.dumps(body), content_type="application/json")


def test_the_list_and_its_counts(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://cungcau.example.vn"
    mine = slip(once="slip:1:asked")
    slip(once="slip:2:asked", area_code="20.06000")
    (row,) = client.get(BASE).json()
    assert (row["id"], row["state"], row["contact"], row["sms_parts"]) == (mine.pk, "held", "+8491•••78", 1)
    assert "/p/abc" not in json.dumps(row) and "912345678" not in json.dumps(row)
    assert set(row["verbs"]) == {"mark_sent", "cancel"}, (
        "nothing could carry it, so sending again is not offered"
    )
    assert client.get(f"{BASE}?q=binh&state=can-nguoi&channel=sms&about=slip:1").json() == [row]
    assert client.get(f"{BASE}?state=sent").json() == []
    assert client.get(f"{BASE}?offset=1").json() == []
    counts = {one["state"]: one["count"] for one in client.get(f"{BASE}/counts").json()}
    assert counts["held"] == 1 and sum(counts.values()) == 1 and len(counts) == 11


def test_deeds(client: Client, officer: User, settings: Any) -> None:
    row = slip()
    Attempt.objects.create(
        outgoing=row, channel="sms", started_at=row.created_at, outcome="later", reason="later"
    )
    assert client.get(f"{BASE}/{row.pk}/attempts").json()[0]["why"] == "Nhà cung cấp chưa nhận"
    contact = post(client, f"/{row.pk}/contact").json()
    assert (contact["phone"], contact["text"]) == ("+84912345678", row.text)
    assert Entry.objects.filter(verb="notify.contact_seen", actor=officer).count() == 1
    assert post(client, f"/{row.pk}/retry").json()["code"] == "outgoing_channel_missing"
    settings.SMS_URL = "http://127.0.0.1:1/"
    assert post(client, f"/{row.pk}/retry").json()["state"] == "waiting"
    assert post(client, f"/{row.pk}/cancel", note="nhầm").json()["state"] == "cancelled"
    assert post(client, f"/{row.pk}/mark-sent", way="call").status_code == 409
    assert post(client, f"/{row.pk}/retry").json()["code"] == "verb_not_allowed"
    assert client.get(f"{BASE}/{row.pk}").json()["verbs"] == ["restore"]
    assert post(client, f"/{row.pk}/restore").json()["state"] == "waiting"
    done = post(client, f"/{row.pk}/mark-sent", way="call", note="đã gọi")
    assert (done.status_code, done.json()["sent_way"]) == (200, "call")
    assert post(client, f"/{row.pk}/mark-sent", way="call").status_code == 200
    assert Outgoing.objects.get().sent_by_id == officer.pk


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/0/retry", {}, 422),
        ("/99999999999999999/retry", {}, 422),
        ("/7/retry", {}, 404),
        ("/7/mark-sent", {"way": "fax"}, 422),
        ("/7/mark-sent", {"way": "call", "note": "\u0000"}, 422),
        ("/7/cancel", {"note": "x" * 301}, 422),
    ],
)
def test_odd_input_is_named(client: Client, path: str, body: dict[str, object], status: int) -> None:
    answer = post(client, path, **body)
    assert answer.status_code in (status, 400) if status == 422 else answer.status_code == status
    assert answer.json()["code"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "state=x", "q=%00", "first=1900-01-01", "offset=-1"]
)
def test_odd_filters_are_named(client: Client, query: str) -> None:
    assert client.get(f"{BASE}?{query}").status_code in (400, 422)


def test_rights(make_user: MakeUser) -> None:
    row = slip()
    stranger = client_of(make_user(role="representative", area="20"))
    assert stranger.get(BASE).status_code == stranger.get(f"{BASE}/{row.pk}").status_code == 403
    assert post(stranger, f"/{row.pk}/contact").status_code == 403
    assert Client().get(BASE).status_code == 401
