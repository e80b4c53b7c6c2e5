"""Reports over the API, and the reports on show."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from cungcau.domain.programmes.services.demo import record_source_plans
from cungcau.domain.reporting.models import Due, Duty, Line, Report
from cungcau.domain.reporting.selectors.boards import standing
from cungcau.domain.reporting.services.demo import record_reporting
from cungcau.platform.access import roles
from cungcau.platform.ui import clock
from tests.domain.programmes.programme_rows import in_post
from tests.domain.reading_pages import client_of
from tests.domain.reporting.report_rows import Reporting, officer, opened, sent
from tests.domain.season_rows import person, record_catalogue, record_places

pytestmark = pytest.mark.django_db
HERE = "/api/v1/reports"


@pytest.fixture
def found() -> Reporting:
    return opened()


def put(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.put(HERE + address, body, content_type="application/json")


def post(client: Client, address: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
    return client.post(HERE + address, body or {}, content_type="application/json", headers=headers)


def test_a_report_over_the_api(found: Reporting) -> None:
    api = client_of(officer())
    dues = api.get(f"{HERE}/dues", {"standing": "late"}).json()
    assert [one["agency"] for one in dues] == ["so-nn-ls", "xa-tm", "xa-ns"]
    assert {one["standing"] for one in dues} == {"late"}
    assert api.get(f"{HERE}/dues", {"after": dues[-1]["id"]}).json() == []
    assert [one["agency"] for one in api.get(f"{HERE}/dues", {"agency": "xa-tm"}).json()] == ["xa-tm"]
    assert {one["rhythm"] for one in api.get(f"{HERE}/duties").json()} == {"fixed", "follow"}
    number = found.due(found.first).pk
    report = post(api, f"/dues/{number}/report").json()
    assert (report["state"], report["verbs"]) == ("draft", ["submit"])
    assert post(api, f"/dues/{number}/report").json()["id"] == report["id"]
    here = f"/reports/{report['id']}"
    part = report["sections"][0]
    wrote = put(api, f"{here}/sections/{part['id']}", {"text": "Đã họp.", "version": part["version"]})
    assert wrote.json()["sections"][0]["text"] == "Đã họp."
    stale = put(api, f"{here}/sections/{part['id']}", {"text": "Khác.", "version": part["version"]})
    assert (stale.status_code, stale.json()["code"]) == (409, "edited_meanwhile")
    line = next(one for one in report["figures"] if one["key"] == "delivered")
    refused = put(api, f"{here}/figures/{line['id']}", {"value": 7.5, "version": 1})
    assert refused.json()["code"] == "report_figure_reason_missing"
    entered = put(
        api, f"{here}/figures/{line['id']}", {"value": 7.5, "reason": "bán lẻ", "version": 1}
    ).json()
    shown = next(one for one in entered["figures"] if one["key"] == "delivered")
    assert [float(shown[name]) for name in ("value", "computed", "entered")] == [7.5, 0, 7.5]
    assert (
        put(api, f"{here}/figures/{line['id']}", {"value": 8, "reason": "x", "version": 1}).status_code == 409
    )
    assert post(api, f"{here}/recount").status_code == 200
    for verb in ("submit", "approve", "sign", "send"):
        moved = post(api, f"{here}/moves", {"verb": verb})
        assert moved.status_code == 200, verb
    assert moved.json()["state"] == "sent"
    assert (
        put(api, f"{here}/sections/{part['id']}", {"text": "x", "version": 2}).json()["code"]
        == "report_closed"
    )
    again = post(api, f"{here}/revisions", {"changes": "đếm lại"})
    assert again.status_code == 201
    body = again.json()
    row = body["sections"][0]
    put(api, f"/reports/{body['id']}/sections/{row['id']}", {"text": "Đã họp hai lần.", "version": 1})
    differs = api.get(f"{HERE}/reports/{body['id']}/differences").json()
    assert [(one["kind"], one["after"]) for one in differs] == [("words", "Đã họp hai lần.")]
    assert api.get(f"{HERE}{here}/differences").json() == []


def test_quick_requests_over_the_api_are_made_once(found: Reporting) -> None:
    api = client_of(officer())
    wanted = {"agencies": ["xa-tm"], "request": "Mưa đá", "due_on": "2021-09-27", "due_hour": 17}
    made = post(api, f"/duties/{found.below.pk}/requests", wanted, **{"Idempotency-Key": "mot"})
    assert made.status_code == 201 and len(made.json()) == 1
    again = post(api, f"/duties/{found.below.pk}/requests", wanted, **{"Idempotency-Key": "mot"})
    assert again.json() == made.json()
    unknown = post(api, f"/duties/{found.below.pk}/requests", {**wanted, "agencies": ["la"]})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "report_agency_unknown")
    viewer = client_of(person("xem", roles.VIEWER, "20"))
    assert post(viewer, f"/duties/{found.below.pk}/requests", wanted).status_code == 403


def test_the_api_shows_each_their_own(found: Reporting) -> None:
    report = sent(found.due(found.first))
    clerk = client_of(in_post(person("xa-ns", roles.REPRESENTATIVE, "91"), found.second))
    assert [one["agency"] for one in clerk.get(f"{HERE}/dues").json()] == ["xa-ns"]
    for address in (
        f"/reports/{report.pk}",
        f"/reports/{report.pk}/differences",
        f"/dues/{found.due(found.first).pk}",
    ):
        assert clerk.get(HERE + address).status_code == 404
    assert post(clerk, f"/reports/{report.pk}/moves", {"verb": "send"}).status_code == 404
    assert Client().get(f"{HERE}/dues").status_code == 401
    assert client_of(person("khong-quyen")).get(f"{HERE}/dues").status_code == 403


def test_the_reports_on_show_stand_at_every_stage_and_are_written_once() -> None:
    record_places()
    season = record_catalogue()
    assert record_reporting(season=season) == 0
    record_source_plans()
    assert record_reporting(season=season) == 5
    assert record_reporting(season=season) == 0
    half = Due.objects.filter(period_to=date(2021, 6, 30)).select_related("agency")
    assert {one.agency.code: standing(one, clock.now()) for one in half} == {
        "ls-snnptnt": "sent", "ls-van-lang": "sent", "ls-chi-lang": "sent_late", "ls-huu-lung": "late",
        "ls-xa-hoang-viet": "sent", "ls-xa-tan-my": "sent_late",
    }  # fmt: skip
    year = Counter(Due.objects.filter(period_to=date(2021, 12, 31)).values_list("state", flat=True))
    assert year == {"checking": 1, "draft": 1, "signing": 1, "waiting": 3}
    assert {one.due_on.isoformat() for one in Duty.objects.get(name__contains="huyện, thành phố").dues.all()} == {
        "2021-06-25", "2021-11-30",
    }  # fmt: skip
    summed = Line.objects.get(report__due__agency__code="ls-van-lang", report__revision=2, key="trained")
    assert (summed.computed, summed.below_sent, summed.below_all) == (Decimal(89), 2, 2)
    whole = Line.objects.get(report__due__agency__code="ls-snnptnt", key="trained")
    assert (whole.computed, whole.below_sent, whole.below_all) == (Decimal(219), 2, 3)
    daily = Due.objects.filter(duty__rhythm="daily").order_by("due_on", "agency__code")
    assert [one.state for one in daily] == ["sent", "sent", "sent", "waiting", "waiting", "waiting"]
    assert set(Report.objects.filter(state="sent").values_list("revision", flat=True)) == {1, 2}
