"""The pages of the plan's review, as a coordinator uses them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cungcau.domain.matching import selectors
from cungcau.domain.matching.models import Comparison, Line, Override, Plan
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import runner

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(plan: Plan) -> Line:
    return selectors.lines_of(plan).order_by("-kg", "id")[0]


def form_of(line: Line, **changes: str) -> dict[str, str]:
    return {
        "action": "kg", "kg": str(line.kg - 1), "need": line.need.code, "point": line.point.code,
        "harvest_date": line.harvest_date.isoformat(), "dispatch_date": line.dispatch_date.isoformat(),
        "reason_code": "quality", "reason": "", "seen": "", **changes,
    }  # fmt: skip


def test_a_line_is_decided_recomputed_compared_and_published(
    plan: Plan, line: Line, coordinator: User, client: Client
) -> None:
    """The whole way a coordinator goes after looking at a plan."""
    client.force_login(coordinator)
    assert f"/dong/{line.pk}/sua" in client.get(f"/ke-hoach/{plan.pk}/dong/?sort=-kg").content.decode()
    answer = client.post(f"/ke-hoach/{plan.pk}/dong/{line.pk}/sua", form_of(line))
    assert answer.status_code == 302
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "Chất lượng hàng" in shown
    assert "Tính lại quanh 1 quyết định" in shown
    answer = client.post(f"/ke-hoach/{plan.pk}/tinh-lai")
    number = int(re.findall(r"/ke-hoach/(\d+)/", answer.headers["Location"])[0])
    again = Plan.objects.get(pk=number)
    assert again.job_id is not None
    runner.run(again.job_id)
    ask = client.get(f"/ke-hoach/so-sanh/{plan.pk}/{again.pk}/")
    assert "chưa được so với nhau" in ask.content.decode()
    answer = client.post("/ke-hoach/so-sanh", {"before": plan.pk, "after": again.pk})
    page = client.get(answer.headers["Location"]).content.decode()
    assert line.lot.code in page
    found = Comparison.objects.get()
    assert found.changed_lines + found.added_lines + found.removed_lines > 0
    rows = b"".join(client.get(answer.headers["Location"] + "?xuat=csv"))  # type: ignore[arg-type]
    assert line.lot.code.encode() in rows
    assert client.get(answer.headers["Location"] + "?how=removed&q=khong-ai").status_code == 200
    client.post(f"/ke-hoach/{again.pk}/cong-bo", {"note": "sau họp"})
    versions = client.get(f"/ke-hoach/{again.pk}/phien-ban/").content.decode()
    assert "Phiên bản 1" in versions
    assert "sau họp" in versions


def test_a_refusal_stands_in_the_form_and_nothing_is_lost(
    plan: Plan, line: Line, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    wanted = form_of(line, kg=str(line.lot.quantity_kg + 5), reason="ghi chú dài của tôi")
    answer = client.post(f"/ke-hoach/{plan.pk}/dong/{line.pk}/sua", wanted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "chỉ được" in page
    assert "ghi chú dài của tôi" in page
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kg": ""}, "Cần số kg."),
        ({"action": "move", "harvest_date": ""}, "Cần chọn khi chuyển dòng."),
        ({"action": "move", "dispatch_date": "2021-01-01"}, "Ngày xuất không được trước ngày hái."),
        ({"reason_code": "other"}, "Chọn “Lý do khác” thì cần nói rõ."),
        ({"kg": "-4"}, "0"),
    ],
)
def test_each_field_says_what_it_needs(
    changes: dict[str, str], sentence: str, plan: Plan, line: Line, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    answer = client.post(f"/ke-hoach/{plan.pk}/dong/{line.pk}/sua", form_of(line, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_second_is_told_what_the_first_decided(
    plan: Plan, line: Line, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    client.post(f"/ke-hoach/{plan.pk}/dong/{line.pk}/sua", form_of(line))
    answer = client.post(f"/ke-hoach/{plan.pk}/dong/{line.pk}/sua", form_of(line, kg="3"))
    assert answer.status_code == 422
    assert "vừa định dòng này" in answer.content.decode()
    row = Override.objects.get()
    answer = client.post(f"/ke-hoach/{plan.pk}/sua-tay/{row.pk}/rut")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_by == coordinator


def test_a_viewer_sees_decisions_but_makes_none(plan: Plan, line: Line, viewer: User, client: Client) -> None:
    client.force_login(viewer)
    assert "/sua" not in client.get(f"/ke-hoach/{plan.pk}/dong/").content.decode().replace("/sua-tay/", "")
    assert client.get(f"/ke-hoach/{plan.pk}/sua-tay/").status_code == 200
    assert client.get(f"/ke-hoach/{plan.pk}/dong/{line.pk}/sua").status_code == 403
    assert client.post(f"/ke-hoach/{plan.pk}/tinh-lai").status_code == 403
    assert client.post(f"/ke-hoach/{plan.pk}/so-vu/", {"into": "x", "reason": "y"}).status_code == 403


def test_readiness_says_what_it_costs(plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    page = client.get("/ke-hoach/kiem-tra/").content.decode()
    found = selectors.readiness(plan.season, plan.season.start)
    codes = {item.code for item in found.items}
    assert "points_not_agreed" in codes or found.items
    assert all(item.cost_kg <= item.kg for item in found.items)
    assert selectors.Readiness.from_json(found.to_json()) == found
    assert "Tính kế hoạch" in page
    kept = Plan.objects.get(pk=plan.pk).readiness
    assert [row["code"] for row in kept]


@pytest.mark.parametrize("address", ["so-sanh/1/999999/", "999999/sua-tay/", "999999/phien-ban/"])
def test_what_is_not_there_is_not_found(address: str, plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    assert client.get(f"/ke-hoach/{address}").status_code == 404


@pytest.mark.parametrize("number", ["", "x", "99999999999999999999", "-1"])
def test_odd_plans_are_not_compared(number: str, plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    assert client.post("/ke-hoach/so-sanh", {"before": number, "after": plan.pk}).status_code == 404
