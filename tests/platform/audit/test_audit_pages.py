"""The page "Nhật ký": found by word, person, verb and day; seen by area; taken away as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from people import MakeUser, client_of
from trail_words import PICKED, pick, seal

from cungcau.platform.access import roles
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import selectors
from cungcau.platform.audit.models import Entry
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock


@pytest.fixture
def coordinator(make_user: MakeUser) -> User:
    return make_user("dieu.phoi", full_name="Lý Thị Mai", role=roles.COORDINATOR)


def found(client: Client, **query: str) -> str:
    page = client.get(reverse("audit:index"), query)
    assert page.status_code == 200
    return str(page.content.decode().split("<tbody>")[-1])


@pytest.mark.parametrize("role", ["", roles.VIEWER, roles.BUYER, roles.REPRESENTATIVE])
@pytest.mark.parametrize(
    ("name", "args"), [("audit:index", []), ("audit:export", ["csv"]), ("audit:export", ["xlsx"])]
)
def test_others_do_not_see_it(make_user: MakeUser, role: str, name: str, args: list[str]) -> None:
    page = client_of(make_user(role=role)).get(reverse(name, args=args))
    assert page.status_code == 403
    assert "chưa được giao quyền “Xem nhật ký”" in page.content.decode()
    assert Client().get(reverse(name, args=args)).status_code == 302


def test_newest_first_in_whole_sentences(coordinator: User, user: User) -> None:
    record(actor=user, verb=PICKED, thing=None, kg=700, area="20.06172")
    record(actor=None, verb=PICKED, thing=None, kg=5)
    seal()
    rows = found(client_of(coordinator))
    assert "Nguyễn Văn An" in rows and "hái 700 kg" in rows and "20.06172" in rows
    assert rows.index("hái 5 kg") < rows.index("hái 700 kg")
    assert "Hệ thống" in rows


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ({"q": "hong vanh"}, True),
        ({"q": "HỒNG"}, True),
        ({"q": "khuy"}, True),
        ({"q": "an.nguyen hồng"}, True),
        ({"q": "na chi lăng"}, False),
        ({"q": "!!! & | ( :* '"}, False),
        ({"actor": "0912345678"}, True),
        ({"actor": "AN@example.vn"}, True),
        ({"actor": "dieu.phoi"}, False),
        ({"actor": "khong.ai"}, False),
        ({"verb": "orchard.picked"}, True),
        ({"verb": "accounts.created"}, False),
        ({"since": "TODAY", "until": "TODAY"}, True),
        ({"since": "TOMORROW"}, False),
        ({"until": "YESTERDAY"}, False),
        ({"q": "hong", "actor": "an.nguyen", "verb": "orchard.picked"}, True),
    ],
)
def test_filters(coordinator: User, user: User, query: dict[str, str], hit: bool) -> None:
    record(actor=user, verb=PICKED, thing=user, kg=700, what="hồng vành khuyên")
    today = clock.today()
    days = {"TODAY": today, "TOMORROW": today + timedelta(1), "YESTERDAY": today - timedelta(1)}
    given = {key: days[value].isoformat() if value in days else value for key, value in query.items()}
    assert ("hái 700 kg" in found(client_of(coordinator), **given)) is hit


@pytest.mark.parametrize("query", [{"since": "hôm qua"}, {"verb": "khong.co"}])
def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so(
    coordinator: User, query: dict[str, str]
) -> None:
    page = client_of(coordinator).get(reverse("audit:index"), query)
    assert page.status_code == 400
    assert "Không có mục nào" in page.content.decode()


def test_an_area_shows_its_own_entries_only(make_user: MakeUser, user: User) -> None:
    for area in ("", "20", "20.06172", "89"):
        record(actor=user, verb=PICKED, thing=None, kg=1, area=area)
    local = make_user(role=roles.COORDINATOR, area="20")
    entries = selectors.search(viewer=local)
    assert {entry.area_code for entry in entries} == {"20", "20.06172"}
    assert list(selectors.history(viewer=local, object_type="accounts.user", object_id=str(user.pk))) == []


def test_pages_go_back_in_time_without_loss(coordinator: User, user: User) -> None:
    pick(user, times=120)
    client, seen, query = client_of(coordinator), [], {"verb": "orchard.picked"}
    for _ in range(3):
        page = client.get(reverse("audit:index"), query)
        seen += [entry.facts["kg"] for entry in page.context["entries"]]
        query = {**query, "truoc": str(page.context["older"])}
    assert seen == list(reversed(range(120)))
    assert page.context["older"] is None
    assert (
        "verb=orchard.picked&amp;truoc="
        in client.get(reverse("audit:index"), {"verb": PICKED}).content.decode()
    )


def test_the_spreadsheet_holds_every_row_of_the_filter(coordinator: User, user: User) -> None:
    pick(user, times=60)
    record(actor=user, verb=PICKED, thing=None, kg="=1+1")
    seal()
    answer = client_of(coordinator).get(reverse("audit:export", args=["csv"]), {"verb": PICKED})
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 61
    assert rows[0]["Việc đã làm"] == "hái =1+1 kg ở …"
    assert rows[0]["Mã niêm phong"] == Entry.objects.latest("pk").hash
    answer = client_of(coordinator).get(reverse("audit:export", args=["xlsx"]), {"verb": PICKED})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[arg-type]
    assert sheet.max_row == 62
    assert client_of(coordinator).get(reverse("audit:export", args=["pdf"])).status_code == 400


def test_names_are_shown_as_text(coordinator: User, make_user: MakeUser) -> None:
    evil = make_user("evil", full_name="<img src=x onerror=alert(1)>")
    record(actor=evil, verb=PICKED, thing=None, kg="<script>")
    rows = found(client_of(coordinator))
    assert "<img src=x" not in rows and "&lt;img src=x" in rows and "hái &lt;script&gt; kg" in rows


def test_queries_of_the_page_do_not_grow(
    coordinator: User, user: User, django_assert_num_queries: Any
) -> None:
    """Session, person, grants, entries with their actors."""
    client = client_of(coordinator)
    for times in (1, 60):
        pick(user, times=times)
        with django_assert_num_queries(4):
            client.get(reverse("audit:index"))


def test_the_word_search_uses_its_index(coordinator: User) -> None:
    """With sequential scans priced out, the planner must be able to answer words from the index."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = selectors.search(viewer=coordinator, text="hong").select_related(None).order_by().explain()
    assert "audit_entry_words" in plan
