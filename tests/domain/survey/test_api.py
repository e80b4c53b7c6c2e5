"""Observations and questions over the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cungcau.domain.survey.models import Observation, Question
from cungcau.platform.accounts.models import User
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
URL = "/api/v1/observations"
GIVEN = {
    "metric": "planted_area", "value": "gần 500 ha", "commodity": "Hồng vành khuyên", "place": "Tân Mỹ, Văn Lãng",
    "period": "2022", "source": "vietnamplus",
}  # fmt: skip


def post(client: Client, path: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


@pytest.fixture
def client(officer: User, goods: None) -> Client:
    return client_of(officer)


def test_an_observation_is_recorded_once_and_read_back(client: Client) -> None:
    reply = post(client, URL, GIVEN, **{"Idempotency-Key": "a-1"})
    assert reply.status_code == 201, reply.content
    made = reply.json()
    assert (made["low"], made["high"], made["hedge"], made["written"]) == (
        None,
        5_000_000,
        "under",
        "gần 500 ha",
    )
    figure = made["figure"]
    assert (figure["commodity_code"], figure["area_code"], figure["period"], figure["sources"]) == (
        "hong", "20.06172", "2022", 1,
    )  # fmt: skip
    assert post(client, URL, GIVEN, **{"Idempotency-Key": "a-1"}).json()["id"] == made["id"]
    assert Observation.objects.count() == 1
    assert client.get(f"{URL}/{made['id']}").json() == made
    assert [one["id"] for one in client.get(URL, {"q": "tan my", "metric": "planted_area"}).json()] == [
        made["id"]
    ]
    assert client.get(URL, {"conflicting": "true"}).json() == []
    confirmed = post(client_of(person("nguoi-hai", "coordinator")), f"{URL}/{made['id']}/confirm", {})
    assert confirmed.status_code == 200 and confirmed.json()["confirmed_at"]
    assert client.get(URL, {"unconfirmed": "true"}).json() == []


def test_doubts_become_questions_that_are_answered(client: Client) -> None:
    post(client, URL, {**GIVEN, "value": "650 ha", "period": "2021"})
    post(client, URL, GIVEN)
    [asked] = client.get(f"{URL}/questions").json()
    assert asked["sentence"] == "Diện tích giảm từ 650 ha (năm 2021) còn 500 ha. Có đúng không?"
    assert asked["reasons"] and asked["page"].startswith("/so-lieu/quan-sat/")
    reply = post(client, f"{URL}/questions/{asked['id']}/answer", {"answer": "hai phạm vi khác nhau"})
    assert reply.status_code == 200 and reply.json()["state"] == "answered"
    assert post(client, f"{URL}/questions/{asked['id']}/answer", {"answer": "nữa"}).status_code == 409
    assert (
        client.get(f"{URL}/questions").json() == []
        and Question.objects.get().answer == "hai phạm vi khác nhau"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"value": "5,550 ha"}, {"value": "rất nhiều"}, {"value": "a\x00"}, {"metric": "la"}, {"source": " "},
        {"place": ""}, {"value": "9" * 100}, {"source_date": "0000-01-01"}, {"period": "x" * 121}, {"confidence": "?"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(client: Client, change: dict[str, str]) -> None:
    reply = post(client, URL, {**GIVEN, **change})
    assert reply.status_code == 400, reply.content
    assert reply["Content-Type"].startswith("application/problem+json")
    assert not Observation.objects.exists()


def test_who_may_use_it(client: Client) -> None:
    made = post(client, URL, GIVEN).json()["id"]
    away = client_of(person("an-giang", "coordinator", "91"))
    assert away.get(URL).json() == []
    assert away.get(f"{URL}/{made}").status_code == 404
    assert post(away, f"{URL}/{made}/confirm", {}).status_code == 404
    assert away.get(f"{URL}/{10**25}").status_code == 404
    viewer = client_of(person("xem", "viewer"))
    assert post(viewer, URL, GIVEN).status_code == 403
    assert viewer.get(f"{URL}/questions").status_code == 403
    assert Client().get(URL).status_code == 401
    assert post(client, f"{URL}/questions/{10**25}/answer", {"answer": "x"}).status_code == 404
