"""Plans over the API: written whole, read back, refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import Plan, Reading, Spending
from tests.domain.programmes import programme_rows as rows
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
HOME = "/api/v1/programmes"


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


@pytest.fixture
def officer() -> Client:
    return client_of(person("dieu-phoi", "coordinator", "20"))


def sent(client: Client, address: str, body: dict[str, Any], status: int = 201, **headers: str) -> Any:
    answer = client.post(f"{HOME}{address}", body, content_type="application/json", headers=headers or None)
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def head(**facts: Any) -> dict[str, Any]:
    return {
        "kind": "ocop", "title": "Kế hoạch OCOP", "issuer": rows.committee().pk, "starts_on": "2021-01-01",
        "ends_on": "2021-12-31", **facts,
    }  # fmt: skip


def test_a_whole_plan_is_written_issued_and_followed(officer: Client) -> None:
    plan = sent(officer, "", head(), **{"Idempotency-Key": "a"})
    assert sent(officer, "", head(), **{"Idempotency-Key": "a"})["id"] == plan["id"] == Plan.objects.get().pk
    at = f"/{plan['id']}"
    sent(officer, f"{at}/passages", {"part": "purpose", "text": "Nâng giá trị", "mark": "1"})
    office = rows.department().pk
    target = {
        "name": "Sản phẩm",
        "unit": "sản phẩm",
        "target": "50",
        "source": "reported",
        "reporter": office,
    }
    indicator = sent(officer, f"{at}/indicators", target)
    task = sent(officer, f"{at}/tasks", {"text": "Hội nghị", "lead": office, "due_on": "2021-10-01"})
    line = sent(officer, f"{at}/budget", {"name": "Bao bì", "fund": "local", "amount_vnd": 100, "year": 2021})
    rows_of = [{"level": "market", "name": "Trong nước", "kg": 5}]
    scenario = sent(officer, f"{at}/scenarios", {"name": "Xấu", "total_kg": 5, "rows": rows_of})
    version = officer.get(f"{HOME}{at}").json()["version"]
    changed = officer.put(f"{HOME}{at}", head(title="Mới", version=version), content_type="application/json")
    assert changed.status_code == 200 and changed.json()["title"] == "Mới"
    late = officer.put(f"{HOME}{at}", head(title="Cũ", version=version), content_type="application/json")
    assert (late.status_code, late.json()["code"]) == (409, "edited_meanwhile")
    sent(officer, f"{at}/issue", {"number": "129", "symbol": "KH-UBND", "issued_on": "2021-06-01"}, 200)
    sent(
        officer,
        f"/indicators/{indicator['id']}/readings",
        {"as_of": "2021-09-20", "value": 12, "provenance": "BC"},
    )
    sent(
        officer,
        f"/budget/{line['id']}/spendings",
        {"spent_on": "2021-09-20", "amount_vnd": 40, "paper": "UNC"},
    )
    sent(officer, f"/tasks/{task['id']}/start", {}, 200)
    done = sent(
        officer, f"/tasks/{task['id']}/finish", {"done_on": "2021-09-27", "evidence": "Biên bản"}, 200
    )
    assert done["state"] == states.DONE
    sent(officer, f"{at}/scenarios/{scenario['id']}/choose", {}, 200)
    whole = officer.get(f"{HOME}{at}").json()
    assert (whole["state"], whole["passages"][0]["mark"], whole["budget"][0]["spent_vnd"]) == (
        "issued",
        "1",
        40,
    )
    assert whole["scenarios"][0]["chosen"] and whole["scenarios"][0]["rows"][0]["kg"] == 5
    first = whole["indicators"][0]
    assert (float(first["value"]), first["reached"], float(first["share"])) == (12, "no", 0.24)
    assert [one["id"] for one in officer.get(f"{HOME}/tasks?state=done&q=hoi+nghi").json()] == [task["id"]]
    assert [one["id"] for one in officer.get(f"{HOME}?q=moi&state=issued").json()] == [plan["id"]]
    reopened = sent(officer, f"{at}/reopen", {"reason": "sửa"}, 200)
    assert reopened["state"] == "draft"
    used = officer.delete(f"{HOME}{at}/indicators/{indicator['id']}")
    assert (used.status_code, used.json()["code"]) == (409, "programme_part_used")
    assert officer.delete(f"{HOME}{at}/scenarios/{scenario['id']}").status_code == 204


def test_parts_are_written_anew_against_their_version(officer: Client) -> None:
    one, helper = rows.whole(in_force=False), rows.agency("hnd", "Hội Nông dân")
    passage = one.plan.passages.first()
    assert passage is not None
    whole = officer.get(f"{HOME}/{one.plan.pk}").json()
    assert [len(whole[name]) for name in ("passages", "indicators", "budget", "scenarios")] == [2, 1, 1, 1]
    counted = "households_served"
    changes: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("passages", passage.pk, {"part": "purpose", "text": "Mới"}),
        (
            "indicators",
            one.indicator.pk,
            {"name": "Mới", "unit": "hộ", "source": "query", "query": counted},
        ),
        ("tasks", one.task.pk, {"text": "Mới", "helpers": [helper.pk]}),
        ("budget", one.line.pk, {"name": "Mới", "amount_vnd": 7, "fund": "central"}),
        (
            "scenarios",
            one.scenario.pk,
            {"name": "Mới", "rows": [{"level": "export", "name": "Nhật", "kg": 9}]},
        ),
    )
    for kind, pk, facts in changes:
        address = f"{HOME}/{one.plan.pk}/{kind}/{pk}"
        done = officer.put(address, {**facts, "version": 1}, content_type="application/json")
        assert done.status_code == 200, done.content
        late = officer.put(
            address, {**facts, "version": 1, "name": "x", "text": "x"}, content_type="application/json"
        )
        assert (late.status_code, late.json()["code"]) == (409, "edited_meanwhile"), kind
        assert (
            officer.put(f"{address}9", {**facts, "version": 1}, content_type="application/json").status_code
            == 404
        )
    one.task.refresh_from_db()
    assert (one.task.text, list(one.task.helpers.all())) == ("Mới", [helper])
    assert officer.get(f"{HOME}/tasks/{one.task.pk}").json()["helpers"] == [helper.pk]
    assert [row.kg for row in one.scenario.rows.all()] == [9]


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"issuer": 999_999}, "issuer"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"kind": "?"}, "kind"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_wrong_is_named(officer: Client, facts: dict[str, Any], column: str) -> None:
    wrong = sent(officer, "", head(**facts), 400)
    assert any(column in fault["column"] for fault in wrong["faults"])
    assert not Plan.objects.exists()


def test_unknown_helpers_and_scenario_rows_are_named_and_nothing_is_kept(officer: Client) -> None:
    one = rows.plan()
    wrong = sent(officer, f"/{one.pk}/tasks", {"text": "a", "helpers": [999_999]}, 400)
    assert wrong["faults"][0]["column"] == "helpers" and not one.tasks.exists()
    bad = [{"level": "market", "name": "a", "from_on": "2021-02-01", "to_on": "2021-01-01"}]
    wrong = sent(officer, f"/{one.pk}/scenarios", {"name": "Xấu", "rows": bad}, 400)
    assert wrong["faults"][0]["column"] == "to_on" and not one.scenarios.exists()


def test_rows_out_of_sight_are_not_there() -> None:
    one = rows.whole()
    stranger = client_of(person("nguoi-la", "coordinator", "91"))
    assert stranger.get(f"{HOME}/{one.plan.pk}").status_code == 404
    assert stranger.get(HOME).json() == []
    told = {"as_of": "2021-09-01", "value": 1, "provenance": "x"}
    sent(stranger, f"/tasks/{one.task.pk}/start", {}, 404)
    sent(stranger, f"/indicators/{one.indicator.pk}/readings", told, 404)
    sent(
        stranger,
        f"/budget/{one.line.pk}/spendings",
        {"spent_on": "2021-09-01", "amount_vnd": 1, "paper": "x"},
        404,
    )
    assert not Reading.objects.exists() and not Spending.objects.exists()
    viewer = client_of(person("xem", "viewer", "20"))
    sent(viewer, f"/{one.plan.pk}/close", {}, 403)
    sent(viewer, "", head(), 403)
    sent(viewer, "/agencies", {"name": "A", "kind": "other", "source": "x"}, 403)


def test_agencies_are_listed_and_recorded(officer: Client) -> None:
    made = sent(
        officer, "/agencies", {"name": "Hội Nông dân", "kind": "union", "source": "QĐ", "area_code": "20"}
    )
    assert made["code"] == "hoi-nong-dan"
    twin = sent(officer, "/agencies", {"name": "Hội Nông dân", "kind": "union", "source": "QĐ"}, 409)
    assert twin["code"] == "programme_agency_known"
    assert [one["name"] for one in officer.get(f"{HOME}/agencies?q=nong+dan").json()] == ["Hội Nông dân"]
    assert officer.get(f"{HOME}/agencies?mine=true").json() == []
