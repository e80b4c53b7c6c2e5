"""Slips over the API: the same rights, the same refusals, as problems."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cungcau.domain.orders.models import OrderLine, Slip
from tests.domain.orders.slip_rows import check_rules, open_order, record_orchards, representative
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/orders/slips"


@pytest.fixture
def line(small: Small) -> OrderLine:
    record_orchards(small, {"A": 700, "B": 700, "C": 700})
    return open_order(small).line


def send(client: Client, verb: str, path: str, body: object, **headers: str) -> Any:
    call = getattr(client, verb)
    return call(ROOT + path, json.dumps(body), content_type="application/json", headers=headers)


def test_propose_keep_send_answer(line: OrderLine) -> None:
    client = client_of(representative())
    found = client.get(f"{ROOT}/split/{line.pk}?by=ledger").json()
    assert (found["wanted_kg"], found["kg"], found["short_kg"], len(found["parts"])) == (1000, 1000, 0, 3)
    parts = [
        {name: part[name] for name in ("lot", "kg", "allocated_by", "reason")} for part in found["parts"]
    ]
    key = str(uuid4())
    kept = send(client, "put", f"/split/{line.pk}", {"parts": parts}, **{"Idempotency-Key": key})
    again = send(client, "put", f"/split/{line.pk}", {"parts": parts}, **{"Idempotency-Key": key})
    assert kept.status_code == again.status_code == 200 and kept.json() == again.json()
    assert {slip["state"] for slip in kept.json()} == {"draft"} and "phone" not in kept.content.decode()
    sent = send(client, "post", f"/split/{line.pk}/send", {}).json()
    assert {slip["state"] for slip in sent} == {"sent"}
    first = sent[0]["id"]
    taken = send(
        client, "post", f"/{first}/answer", {"kg": 100, "by": "phone", "spoke_with": "chủ hộ"}
    ).json()
    assert (taken["state"], taken["confirmed_kg"], taken["answered_by"]) == ("accepted", 100, "phone")
    assert send(client, "post", f"/{first}/fail", {"reason": "mưa"}).json()["state"] == "failed"
    assert send(client, "post", f"/{sent[1]['id']}/cancel", {"reason": "hoãn"}).json()["state"] == "cancelled"
    listed = client.get(f"{ROOT}?season=hong-2021&state=sent&q={sent[2]['household_name']}").json()
    assert [slip["id"] for slip in listed] == [sent[2]["id"]]
    check_rules()


@pytest.mark.parametrize(
    ("verb", "path", "body", "code"),
    [
        ("put", "/split/{line}", {"parts": [{"lot": 999999, "kg": 5, "allocated_by": "ledger"}]}, "input_invalid"),
        ("put", "/split/{line}", {"parts": [{"lot": 1, "kg": 0}]}, "input_invalid"),
        ("post", "/split/{line}/send", {}, "slip_nothing_to_send"),
        ("post", "/999999/answer", {"kg": 1}, "slip_not_found"),
        ("post", "/999999/fail", {"reason": "\x00"}, "input_invalid"),
        ("put", "/split/999999", {"parts": []}, "split_line_not_found"),
    ],
)  # fmt: skip
def test_refusals_are_problems(line: OrderLine, verb: str, path: str, body: object, code: str) -> None:
    answer = send(client_of(representative()), verb, path.format(line=line.pk), body)
    assert answer.json()["code"] == code and answer["Content-Type"] == "application/problem+json"
    assert not Slip.objects.exists()


def test_whose_slips(line: OrderLine) -> None:
    mine, stranger = client_of(representative()), client_of(person("nguoi-la", "representative", "20.06172"))
    parts = [
        {"lot": part["lot"], "kg": part["kg"], "allocated_by": "ledger"}
        for part in mine.get(f"{ROOT}/split/{line.pk}").json()["parts"]
    ]
    number = send(mine, "put", f"/split/{line.pk}", {"parts": parts}).json()[0]["id"]
    assert stranger.get(ROOT).json() == [] and len(mine.get(ROOT).json()) == 3
    for path in (f"/{number}", f"/split/{line.pk}"):
        assert stranger.get(ROOT + path).status_code == 404
    assert send(stranger, "post", f"/{number}/answer", {"kg": 1}).status_code == 404
    assert client_of(person("nguoi-mua", "buyer")).get(ROOT).status_code == 403
    assert Client().get(ROOT).status_code == 401
    keeper = client_of(person("giu-diem", "keeper", "20.06172"))
    assert keeper.get(f"{ROOT}/{number}").status_code == 200
    assert send(keeper, "post", f"/{number}/answer", {"kg": 1}).status_code == 404
