"""The API: every operation answers as its description says, whatever it is sent."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from ninja import Schema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cungcau.config.api import api
from cungcau.config.wsgi import application
from cungcau.domain.matching.models import Line, Plan
from cungcau.kernel.vntext import fold
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import runner
from tests.domain.matching.conftest import coordinator, folder, plan, season, stranger, viewer

__all__ = ["coordinator", "folder", "plan", "season", "stranger", "viewer"]
pytestmark = pytest.mark.django_db
SNAPSHOT = Path(__file__).with_name("openapi.json")
PARTS = 10
EXAMPLES = int(os.environ.get("CUNGCAU_EXAMPLES", "5"))
"""How many odd inputs each operation is sent; more for a thorough run."""


def described() -> dict[str, Any]:
    return json.loads(json.dumps(api.get_openapi_schema(), default=str))  # type: ignore[no-any-return]


def test_the_description_is_the_one_we_agreed_on() -> None:
    """A changed operation shows as a changed snapshot; renew it on purpose, never by accident."""
    assert described() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_it_is_openapi_3_1_and_names_every_operation(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json").json()
    assert answer["openapi"].startswith("3.1")
    for path, operations in answer["paths"].items():
        for verb, operation in operations.items():
            assert operation["summary"], f"{verb} {path}"


def test_no_two_shapes_share_a_name() -> None:
    """Of two shapes with one name the description would keep one only."""
    found: dict[str, set[str]] = {}
    waiting: list[type] = [Schema]
    while waiting:
        for shape in waiting.pop().__subclasses__():
            waiting.append(shape)
            if shape.__module__.startswith("cungcau.") and shape.__name__ != "PageIn":
                found.setdefault(shape.__name__, set()).add(shape.__module__)
    assert found
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_a_season_from_plan_to_publication(plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    seasons = client.get("/api/v1/seasons").json()
    assert [row["code"] for row in seasons] == ["van-lang-2021"]
    asked = client.post("/api/v1/plans", {"season": "van-lang-2021"}, content_type="application/json")
    assert asked.status_code == 202
    job = asked.json()["job_id"]
    assert client.get(f"/api/v1/jobs/{job}").json()["state"] == "queued"
    runner.run(Plan.objects.get(pk=asked.json()["id"]).job_id)
    assert client.get(f"/api/v1/jobs/{job}").json()["state"] == "succeeded"
    number = asked.json()["id"]
    market = Line.objects.filter(plan=number).select_related("market")[0].market.name
    lines = client.get(f"/api/v1/plans/{number}/lines", {"q": fold(market), "limit": 5}).json()
    assert lines
    assert {"lot", "demand", "kg", "delivery_date"} <= set(lines[0])
    why = client.get(f"/api/v1/plans/{number}/lots/{lines[0]['lot']}/why").json()
    assert lines[0]["lot"] in why["text"]
    published = client.post(f"/api/v1/plans/{number}/publish")
    assert (published.status_code, published.json()["state"]) == (200, "published")
    again = client.post(f"/api/v1/plans/{number}/publish")
    assert (again.status_code, again["Content-Type"]) == (409, "application/problem+json")


def test_lines_page_through_to_the_last(plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    seen: list[Any] = []
    while rows := client.get(f"/api/v1/plans/{plan.pk}/lines?offset={len(seen)}&limit=17").json():
        seen += rows
    assert sum(row["kg"] for row in seen) == plan.sold_kg
    assert len(seen) == Line.objects.filter(plan=plan).count()


def test_refusals_are_problems_in_both_languages(plan: Plan, stranger: User, client: Client) -> None:
    nobody = client.get("/api/v1/seasons")
    assert nobody.status_code == 401
    client.force_login(stranger)
    hidden = client.get(f"/api/v1/plans/{plan.pk}")
    body = hidden.json()
    assert (hidden.status_code, body["code"]) == (404, "plan_not_found")
    assert body["detail_vi"] and body["detail_en"] and body["detail_vi"] != body["detail_en"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"changes": []}, "changes"),
        ({"changes": [{"action": "capacity", "target": "market", "ref": "x"}]}, "target"),
        ({"changes": [{"action": "close", "target": "lane", "ref": "x", "factor": 2}]}, "factor"),
        ({}, "changes"),
    ],
)
def test_bad_input_is_named(
    body: dict[str, Any], place: str, plan: Plan, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    answer = client.post(f"/api/v1/plans/{plan.pk}/what-if", body, content_type="application/json")
    assert answer.status_code == 400
    assert any(place in fault["column"] for fault in answer.json()["faults"])
    assert Plan.objects.count() == 1


def test_a_viewer_may_not_act(plan: Plan, viewer: User, client: Client) -> None:
    client.force_login(viewer)
    assert client.post(f"/api/v1/plans/{plan.pk}/publish").status_code == 403
    assert (
        client.post("/api/v1/plans", {"season": "van-lang-2021"}, content_type="application/json").status_code
        == 403
    )
    plan.refresh_from_db()
    assert plan.state == "computed"


CSRF = "a1" * 16
schema = schemathesis.openapi.from_dict(described())


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The site closes its connections after each request; inside a test's transaction that would end the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def cookies(plan: Plan, coordinator: User, client: Client) -> dict[str, str]:
    client.force_login(coordinator)
    return {"sessionid": client.cookies["sessionid"].value, "csrftoken": CSRF}


def operations() -> list[Any]:
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_operation_breaks_on_odd_input(cookies: dict[str, str], part: int) -> None:
    """Every operation on one computed plan: no 5xx, every status and shape as described."""

    def answers_as_described(case: Any) -> None:
        answer = case.call(app=application, cookies=cookies, headers={"X-CSRFToken": CSRF})
        assert answer.status_code < 500
        case.validate_response(
            answer, checks=[status_code_conformance, content_type_conformance, response_schema_conformance]
        )

    few = settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    mine = operations()[part::PARTS]
    assert len(mine) >= 16
    for operation in mine:
        few(given(case=operation.as_strategy())(answers_as_described))()
