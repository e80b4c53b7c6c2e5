"""Checks over the API, and plans begun there; the queries their pages take."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cungcau.domain.programmes.models import Plan
from cungcau.domain.programmes.services.manuscripts import read_manuscript
from tests.domain.programmes import programme_rows as rows
from tests.domain.programmes.test_drafting import PROVINCE
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
HOME = "/api/v1/programmes"
COUNTS = Path(__file__).with_name("checks_query_counts.json")


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


@pytest.fixture
def officer() -> Client:
    return client_of(person("dieu-phoi", "coordinator", "20"))


def sent(client: Client, address: str, body: dict[str, Any], status: int) -> Any:
    answer = client.post(f"{HOME}{address}", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def slipped() -> Plan:
    plan = rows.plan("Kết nối năm 2023", starts_on=date(2023, 2, 1), ends_on=date(2023, 12, 31))
    rows.task(plan, "Báo cáo trước ngày 30/10/2022", due_on=date(2023, 12, 31))
    return plan


def test_findings_are_read_mended_and_set_aside(officer: Client) -> None:
    plan = slipped()
    found = officer.get(f"{HOME}/{plan.pk}/findings").json()
    slip = next(one for one in found if one["rule"] == "text_before_period")
    assert slip["row"]["kind"] == "task" and slip["mends"] == ["Đổi “30/10/2022” thành “30/10/2023”"]
    other = next(one for one in found if one["rule"] == "no_reporting")
    at = f"/{plan.pk}/findings"
    aside = sent(officer, f"{at}/{other['key']}/dismiss", {"reason": "ghi ở công văn riêng"}, 201)
    assert (
        sent(officer, f"{at}/{other['key']}/dismiss", {"reason": "lần nữa"}, 409)["code"]
        == "programme_finding_dismissed"
    )
    sent(officer, f"{at}/{slip['key']}/mend", {"place": 0}, 200)
    assert plan.tasks.get().text.endswith("30/10/2023")
    assert sent(officer, f"{at}/{slip['key']}/mend", {}, 409)["code"] == "programme_finding_gone"
    after = {one["rule"]: one["dismissed"] for one in officer.get(f"{HOME}/{plan.pk}/findings").json()}
    assert after["no_reporting"] == "ghi ở công văn riêng" and "text_before_period" not in after
    sent(officer, f"/{plan.pk}/dismissals/{aside['id']}/withdraw", {}, 200)
    assert plan.dismissals.get().withdrawn_at is not None
    far = client_of(person("noi-khac", "coordinator", "91"))
    assert far.get(f"{HOME}/{plan.pk}/findings").status_code == 404


def test_a_plan_is_begun_over_the_api(officer: Client) -> None:
    body = {"kind": "ocop", "issuer": rows.committee().pk, "starts_on": "2022-01-01", "ends_on": "2022-12-31"}
    made = sent(officer, "/begin", body, 201)
    assert made["findings"] > 0 and Plan.objects.get(pk=made["id"]).kind == "ocop"
    again = {**body, "last": made["id"], "kind": None, "starts_on": "2023-01-01", "ends_on": "2023-12-31"}
    assert Plan.objects.get(pk=sent(officer, "/begin", again, 201)["id"]).continues_id == made["id"]
    for wrong in ({"kind": None}, {"last": made["id"]}, {"issuer": 999_999}, {"ends_on": "2020-01-01"}):
        assert sent(officer, "/begin", {**body, **wrong}, 400)["code"] == "input_invalid"
    viewer = client_of(person("nguoi-xem", "viewer", "20"))
    assert sent(viewer, "/begin", body, 403)["code"] == "not_allowed"


def test_pages_take_their_queries() -> None:
    person_here = person("dieu-phoi", "coordinator", "20")
    client, plan = client_of(person_here), rows.whole(in_force=False).plan
    for place in range(12):
        rows.task(plan, f"Việc {place} ở xã Tân Mỹ", lead=None)
    text = read_manuscript(name="kh.txt", content=PROVINCE.encode(), actor=person_here)
    pages = {
        "checks": reverse("programmes:checks", args=[plan.pk]),
        "paper": reverse("programmes:paper", args=[plan.pk, "docx"]),
        "begin": reverse("programmes:begin"),
        "manuscript": reverse("programmes:manuscript", args=[text.pk]),
    }
    counts = {}
    for name, address in pages.items():
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        counts[name] = len(seen)
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    assert counts == json.loads(COUNTS.read_text(encoding="utf-8"))
