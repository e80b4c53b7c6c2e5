"""Settlement in the browser and over the API: drafted, issued, paid, owed, sent to the bank."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.registry.services.ties import Days, add_agent
from cungcau.domain.settlement.models import BankAccount, Payment, Statement
from cungcau.domain.settlement.services import draft_statements, issue_statement
from cungcau.platform.audit.models import Entry
from tests.domain.orders.order_rows import Ordered, agreed_order, organisation
from tests.domain.reading_pages import client_of, csv_of, text_of
from tests.domain.season_rows import SOURCE, START, Small, person
from tests.domain.settlement.settled_rows import weighed

pytestmark = pytest.mark.django_db
CASH = {"amount_vnd": "1", "method": "cash", "paid_on": "2021-09-27"}
COUNTS = Path(__file__).with_name("query_counts.json")
LIST, DEBTS, FILES = "/thanh-toan/", "/thanh-toan/cong-no/", "/thanh-toan/chuyen-khoan/"


@pytest.fixture
def brought(small: Small) -> Ordered:
    return weighed(agreed_order(small), 600, 350)


@pytest.fixture
def coordinator(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def representative() -> Client:
    user = person("dai-dien", "representative")
    add_agent(user=user, organisation=organisation("HTX"), days=Days(START, None), source=SOURCE, actor=None)
    return client_of(user)


def issued(ordered: Ordered) -> list[Statement]:
    return [
        issue_statement(statement=one, actor=None)
        for one in draft_statements(order=ordered.order, actor=None)
    ]


def once_of(response: object) -> str:
    found = re.search(r'name="once_token" value="([^"]+)"', response.content.decode())  # type: ignore[attr-defined]
    assert found is not None
    return found[1]


def test_a_representative_settles_from_weighing_to_money(brought: Ordered) -> None:
    client = representative()
    assert "DH-1" in text_of(client.get(LIST))
    client.post(f"/thanh-toan/don/{brought.order.pk}/soan/")
    one = Statement.objects.get(payee__code="H1")
    here = f"/thanh-toan/{one.pk}/"
    client.post(f"{here}khoan/", {"kind": "advance", "amount_vnd": "1 triệu", "text": "Tạm ứng"})
    client.post(f"{here}lap/")
    page = client.get(here)
    for words in ("10.800.000", "9.800.000 đ", "Tạm ứng", "18.000"):
        assert words in text_of(page), words
    sent = {"amount_vnd": "9.800.000", "method": "cash", "paid_on": "2021-09-27", "once_token": once_of(page)}
    for _ in range(2):
        assert client.post(f"{here}tra/", sent).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.paid_vnd, Payment.objects.count()) == ("paid", 9_800_000, 1)
    assert "Đã trả đủ" in text_of(client.get(here))


def test_a_refusal_is_said_where_one_stands(brought: Ordered, coordinator: Client) -> None:
    one = issued(brought)[0]
    here = f"/thanh-toan/{one.pk}/"
    page = coordinator.get(here)
    sent = {
        "amount_vnd": "99.000.000",
        "method": "cash",
        "paid_on": "2021-09-27",
        "once_token": once_of(page),
    }
    answer = coordinator.post(f"{here}tra/", sent, follow=True)
    assert "Chỉ còn phải trả 10.800.000 đồng" in answer.content.decode() and not Payment.objects.exists()
    again = coordinator.post(f"{here}tra/", {**sent, "amount_vnd": "nhiều"})
    assert again.status_code == 400 and "nhiều" in again.content.decode()


def test_another_price_is_kept_beside_the_frozen_one(brought: Ordered, coordinator: Client) -> None:
    one = draft_statements(order=brought.order, actor=None)[0]
    item = one.items.get()
    here = f"/thanh-toan/{one.pk}/"
    refused = coordinator.post(f"{here}khoan/{item.pk}/gia/", {"price_vnd_per_kg": "15.000"})
    assert refused.status_code == 400
    coordinator.post(f"{here}khoan/{item.pk}/gia/", {"price_vnd_per_kg": "15.000", "reason": "hàng dập"})
    shown = text_of(coordinator.get(here))
    assert "18.000" in shown and "15.000" in shown and "hàng dập" in shown


def test_a_payment_is_taken_back_on_the_page(brought: Ordered, coordinator: Client) -> None:
    one = issued(brought)[0]
    here = f"/thanh-toan/{one.pk}/"
    once = once_of(coordinator.get(here))
    coordinator.post(
        f"{here}tra/",
        {"amount_vnd": "1.000.000", "method": "cash", "paid_on": "2021-09-27", "once_token": once},
    )
    done = Payment.objects.get()
    coordinator.post(f"{here}tra/{done.pk}/huy/", {"reason": "ghi nhầm hộ"})
    assert "ghi nhầm hộ" in text_of(coordinator.get(here))
    one.refresh_from_db()
    assert (one.state, one.paid_vnd) == ("issued", 0)


def test_the_code_to_pay_by_is_shown_on_a_logged_look(brought: Ordered, coordinator: Client) -> None:
    one = issued(brought)[0]
    here = f"/thanh-toan/{one.pk}/"
    coordinator.post(f"{here}tai-khoan/", {
        "bank_bin": "970415", "bank_name": "Ngân hàng minh hoạ", "number": "0123 456 789", "holder": "MINH HOA",
        "source": "hộ nói",
    })  # fmt: skip
    assert BankAccount.objects.get(closed_at=None).number == "0123456789"
    assert "0123456789" not in coordinator.get(here).content.decode()
    page = coordinator.post(f"{here}ma-vietqr/")
    assert "<svg" in page.content.decode() and "0123456789" in text_of(page)
    assert Entry.objects.filter(verb="settlement.account_shown").count() == 1


def test_debts_are_shown_by_age_and_taken_away(brought: Ordered, coordinator: Client) -> None:
    assert "Không còn khoản nào phải trả" in text_of(coordinator.get(DEBTS))
    one, two = issued(brought)
    Statement.objects.filter(pk=one.pk).update(due_on="2021-09-20")
    Statement.objects.filter(pk=two.pk).update(due_on="2021-08-01")
    page = text_of(coordinator.get(DEBTS))
    assert "HTX Hồng Tân Mỹ" in page and "57 ngày" in page
    (row,) = csv_of(coordinator.get(f"{DEBTS}?xuat=csv"))
    assert (row["Trễ đến 7 ngày (đ)"], row["Trễ quá 30 ngày (đ)"]) == ("10800000", "6300000")
    late = coordinator.get(f"{LIST}?part=late&q=dao")
    assert "TT-DH-1-H1-1" in text_of(late) and "TT-DH-1-H2-1" not in text_of(late)


def test_a_receipt_comes_out_as_paper(brought: Ordered, coordinator: Client) -> None:
    one = issued(brought)[0]
    assert coordinator.get(f"/thanh-toan/{one.pk}/bien-nhan.pdf").content.startswith(b"%PDF")
    assert coordinator.get(f"/thanh-toan/{one.pk}/bien-nhan.docx").content.startswith(b"PK")
    assert coordinator.get(f"/thanh-toan/{one.pk}/bien-nhan.exe").status_code == 400


@pytest.mark.parametrize(
    ("role", "area"), [("viewer", "20"), ("buyer", "20"), ("coordinator", "91"), ("representative", "20")]
)
def test_others_find_nothing_and_change_nothing(brought: Ordered, role: str, area: str) -> None:
    one = issued(brought)[0]
    client = client_of(person("nguoi-khac", role, area))
    here, api = f"/thanh-toan/{one.pk}/", f"/api/v1/settlement/statements/{one.pk}"
    for address in (here, f"{here}bien-nhan.pdf", api):
        assert client.get(address).status_code in (403, 404), address
    for address in (f"{here}tra/", f"{here}bo/", f"/thanh-toan/don/{brought.order.pk}/soan/"):
        assert client.post(address, {**CASH, "reason": "x"}).status_code in (403, 404), address
    body = json.dumps({"amount_vnd": 1, "paid_on": "2021-09-27", "client_uuid": str(uuid4())})
    answer = client.post(f"{api}/payments", body, content_type="application/json")
    assert answer.status_code in (403, 404)
    one.refresh_from_db()
    assert (one.state, Payment.objects.count()) == ("issued", 0)


def test_the_api_settles_too(brought: Ordered, coordinator: Client) -> None:
    here = "/api/v1/settlement"
    drafted = coordinator.post(f"{here}/orders/{brought.order.pk}/draft").json()
    assert [row["payee"] for row in drafted] == ["H1", "H2"]
    pk = drafted[0]["id"]
    assert coordinator.post(f"{here}/statements/{pk}/issue").json()["state"] == "issued"
    body = {"amount_vnd": 800_000, "paid_on": "2021-09-27", "client_uuid": str(uuid4())}
    answers = [
        coordinator.post(
            f"{here}/statements/{pk}/payments", json.dumps(body), content_type="application/json"
        )
        for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [201, 201] and answers[0].json() == answers[1].json()
    assert coordinator.get(f"{here}/statements/{pk}").json()["left_vnd"] == 10_000_000
    assert coordinator.get(f"{here}/debts").json()[0]["whole_vnd"] == 10_000_000
    assert coordinator.get(f"{here}/statements?state=draft").json()["total"] == 1
    too_much = coordinator.post(
        f"{here}/statements/{pk}/payments",
        json.dumps({**body, "amount_vnd": 99_000_000, "client_uuid": str(uuid4())}), content_type="application/json",
    )  # fmt: skip
    assert (too_much.status_code, too_much.json()["code"]) == (409, "payment_beyond_due")


def test_queries_per_page_are_what_the_snapshot_says(small: Small, coordinator: Client) -> None:
    def counts() -> dict[str, int]:
        found = {}
        one = Statement.objects.order_by("pk")[0]
        pages = {"list": LIST, "debts": DEBTS, "files": FILES, "statement": f"/thanh-toan/{one.pk}/"}
        for name, address in pages.items():
            coordinator.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert coordinator.get(address).status_code == 200, address
            found[name] = len(queries)
        return found

    issued(weighed(agreed_order(small), 600, 350))
    few = counts()
    for number in range(2, 8):
        issued(weighed(agreed_order(small, f"DH-{number}"), 600, 350))
    assert counts() == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
