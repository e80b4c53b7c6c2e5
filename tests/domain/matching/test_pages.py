"""Plan pages: the right ones for the right people, with a fixed number of queries."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cungcau.domain.matching.models import Line, Plan
from cungcau.platform.accounts.models import User

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")


def pages(plan: Plan) -> dict[str, str]:
    below = f"/ke-hoach/{plan.pk}"
    lot = Line.objects.filter(plan=plan).select_related("lot")[0].lot.code
    return {
        "home": "/", "plans": "/ke-hoach/", "plan": f"{below}/", "lines": f"{below}/dong/",
        "shares": f"{below}/chia-phan/",
        "fills": f"{below}/nhu-cau/", "unsold": f"{below}/con-lai/", "unkept": f"{below}/khong-giu-duoc/",
        "bottlenecks": f"{below}/diem-nghen/",
        "why": f"{below}/lo/{lot}/", "what-if": f"{below}/thu-neu/", "readiness": "/ke-hoach/kiem-tra/",
        "overrides": f"{below}/sua-tay/", "versions": f"{below}/phien-ban/", "ledger": f"{below}/so-vu/",
    }  # fmt: skip


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


def test_queries_per_page_are_what_the_snapshot_says(plan: Plan, coordinator: User, client: Client) -> None:
    """A page that asks more than it did fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    client.force_login(coordinator)
    found = {name: counted(client, address) for name, address in pages(plan).items()}
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(COUNTS.read_text(encoding="utf-8"))


def test_nobody_else_finds_the_plan(plan: Plan, stranger: User, client: Client) -> None:
    for name, address in pages(plan).items():
        assert client.get(address).status_code == 302, name
    client.force_login(stranger)
    for name, address in pages(plan).items():
        expected = {"home": 302, "plans": 200, "readiness": 200}.get(name, 404)
        answer = client.get(address)
        assert answer.status_code == expected, name
        assert plan.season.name not in answer.content.decode() or name not in {"home", "plans", "readiness"}


@pytest.mark.parametrize("verb", ["cong-bo", "bo"])
def test_a_viewer_sees_but_does_not_decide(verb: str, plan: Plan, viewer: User, client: Client) -> None:
    client.force_login(viewer)
    assert client.get(f"/ke-hoach/{plan.pk}/").status_code == 200
    assert client.post(f"/ke-hoach/{plan.pk}/{verb}").status_code == 403
    plan.refresh_from_db()
    assert plan.state == "computed"


def test_a_viewer_cannot_compute_or_try(plan: Plan, viewer: User, client: Client) -> None:
    client.force_login(viewer)
    assert (
        client.post("/ke-hoach/tinh", {"mua": plan.season.code, "order": "sold,fair,cost"}).status_code == 403
    )
    form = {"what": "point hoang-viet-1", "action": "capacity", "capacity_kg": "1"}
    assert client.post(f"/ke-hoach/{plan.pk}/thu-neu/", form).status_code == 403
    assert Plan.objects.count() == 1


def test_the_form_says_what_is_missing(plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    answer = client.post(f"/ke-hoach/{plan.pk}/thu-neu/", {"what": "point hoang-viet-1", "action": "close"})
    assert answer.status_code == 422
    assert "Cần ngày bắt đầu đóng." in answer.content.decode()
    assert Plan.objects.count() == 1


def test_exports_hold_every_row(plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    answer = client.get(f"/ke-hoach/{plan.pk}/dong/?xuat=csv")
    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    assert len(rows) == Line.objects.filter(plan=plan).count()
    answer = client.get(f"/ke-hoach/{plan.pk}/chia-phan/?xuat=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer)), read_only=True).worksheets[0]  # type: ignore[arg-type]
    assert len(list(sheet.rows)) == plan.shares.count() + 1
    assert client.get(f"/ke-hoach/{plan.pk}/dong/?xuat=pdf").status_code == 400


def test_files_and_paper(plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    answer = client.get(f"/ke-hoach/{plan.pk}/tai-ve.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"scenario/lots.csv", "plan/assignments.csv", "plan/summary.json"} <= set(names)
    answer = client.get(f"/ke-hoach/{plan.pk}/in.pdf")
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "address", ["?page=999", "?page=x", "?sort=nothing", "?q=%00", "?first=31-31-2021", "?point=zzz"]
)
def test_odd_addresses_do_not_break_the_table(
    address: str, plan: Plan, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    answer = client.get(f"/ke-hoach/{plan.pk}/dong/{address}")
    assert answer.status_code in {200, 400}
    assert 'class="data-table"' in answer.content.decode()


def test_an_address_no_database_can_keep_is_refused(plan: Plan, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    assert client.get(f"/ke-hoach/{plan.pk}/lo/%00/").status_code == 400
