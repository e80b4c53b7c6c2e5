"""Forecasts over the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cungcau.domain.forecast.models import Forecast
from cungcau.platform.accounts.models import User
from tests.domain.forecast.conftest import Say
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
BASE = "/api/v1/forecasts"
WEEK = {"start": "2021-09-13", "low_kg": 80, "likely_kg": 100, "high_kg": 120}


@pytest.fixture
def office(officer: User) -> Client:
    return client_of(officer)


def post(client: Client, address: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(BASE + address, json.dumps(body), content_type="application/json", headers=headers)


def said(**facts: Any) -> dict[str, Any]:
    return {
        "season": "hong-2021",
        "commodity": "hong",
        "producer": "H1",
        "source": "gọi",
        "weeks": [WEEK],
        **facts,
    }


def test_said_found_revised_and_summed(small: Small, office: Client) -> None:
    made = post(office, "", said())
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["producer"], body["place"], body["revision"], body["weeks"]) == ("H1", None, 1, [WEEK])
    assert post(office, "", said(weeks=[{**WEEK, "high_kg": 130}])).json()["code"] == "edited_meanwhile"
    revision = {"weeks": [{**WEEK, "likely_kg": 90}], "source": "gọi", "seen": 1, "reason": "rụng"}
    assert post(office, f"/{body['id']}/revisions", revision).json()["revision"] == 2
    late = post(office, f"/{body['id']}/revisions", revision | {"weeks": [WEEK]})
    assert late.status_code == 409
    (found,) = office.get(f"{BASE}?season=hong-2021&q=dao").json()
    assert (found["revision"], found["reason"]) == (2, "rụng")
    assert [one["revision"] for one in office.get(f"{BASE}/{found['id']}/revisions").json()] == [2, 1]
    answer = office.get(f"{BASE}/weeks?season=hong-2021")
    assert answer.status_code == 200, answer.content
    summed = answer.json()
    assert summed["weeks"][0]["counted"] == {"low_kg": 80, "likely_kg": 90, "high_kg": 120, "subjects": 1}
    assert summed["weeks"][1]["counted"] is None


def test_sent_twice_is_one(small: Small, office: Client) -> None:
    first = post(office, "", said(), **{"Idempotency-Key": "k1"})
    assert post(office, "", said(), **{"Idempotency-Key": "k1"}).json()["id"] == first.json()["id"]
    assert Forecast.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"producer": "nobody"}, 400),
        ({"producer": "", "place": ""}, 400),
        ({"place": "91"}, 400),
        ({"commodity": "na"}, 400),
        ({"season": "x"}, 404),
        ({"weeks": []}, 400),
        ({"weeks": [{**WEEK, "low_kg": 500}]}, 400),
        ({"weeks": [{**WEEK, "start": "2021-09-14"}]}, 400),
        ({"weeks": [{**WEEK, "start": "9999-01-01"}]}, 400),
        ({"weeks": [{**WEEK, "high_kg": 10**30}]}, 400),
        ({"source": "\x00"}, 400),
        ({"source": "  "}, 400),
        ({"as_of": "2021-12-01"}, 400),
        ({"producer": "H3"}, 403),
    ],
)
def test_what_does_not_fit_is_refused(
    small: Small, office: Client, facts: dict[str, Any], status: int
) -> None:
    answer = post(office, "", said(**facts))
    assert answer.status_code in {status, 422 if status == 400 else status}, answer.content
    assert not Forecast.objects.exists()


def test_only_for_those_who_may(small: Small, say: Say, office: Client) -> None:
    other = say("H3", 5)
    assert office.get(f"{BASE}/{other.pk}").status_code == 404
    assert office.get(f"{BASE}/weeks?season=hong-2021&area=91").status_code == 404
    assert Client().get(f"{BASE}?season=hong-2021").status_code == 401
    viewer = client_of(person("xem", "viewer"))
    assert post(viewer, "", said()).status_code == 403
    assert viewer.get(f"{BASE}/{10**18}").status_code == 404
