"""Files for the bank in the browser and over the API: who pays, all at once, bank's answers, nothing twice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cungcau.domain.registry.models import Organisation
from cungcau.domain.settlement.models import BankAccount, Payment, Statement, TransferFile
from cungcau.domain.settlement.services import draft_statements, issue_statement, set_account
from cungcau.platform.ui import clock
from tests.domain.orders.order_rows import agreed_order, organisation
from tests.domain.reading_pages import client_of, csv_of, text_of
from tests.domain.season_rows import SOURCE, Small, person
from tests.domain.settlement.settled_rows import weighed

pytestmark = pytest.mark.django_db
FILES, API = "/thanh-toan/chuyen-khoan/", "/api/v1/settlement/transfers"
SAID = {"bank_ref": "LO-7", "paid_on": "2021-09-27"}


def account(code: str) -> BankAccount:
    return set_account(
        owner=organisation(code), bank_bin="970415", number=f"00{code}", holder="MINH HOA", source=SOURCE, actor=None,
    )  # fmt: skip


def owed(small: Small, *codes: str) -> list[Statement]:
    """Two issued statements an order, of H1 (10,800,000 đ) and H2 (6,300,000 đ)."""
    made = []
    for code in codes:
        drafts = draft_statements(order=weighed(agreed_order(small, code), 600, 350).order, actor=None)
        made += [issue_statement(statement=one, actor=None) for one in drafts]
    return made


@pytest.fixture
def coordinator(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def call(client: Client, path: str, body: dict[str, Any], status: int) -> dict[str, Any]:
    answer = client.post(f"{API}{path}", json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_a_file_is_made_downloaded_and_answered_row_by_row(small: Small, coordinator: Client) -> None:
    first, second = owed(small, "DH-1")
    assert "chưa có tài khoản ngân hàng" in text_of(coordinator.get(FILES))
    account("H1"), account("H2")
    assert "Hộ Nông Thị Đào" in text_of(coordinator.get(FILES))
    made = coordinator.post(FILES, {"bang-ke": [first.pk, second.pk]})
    file = TransferFile.objects.get()
    assert made["Location"] == f"{FILES}{file.pk}/"
    rows = csv_of(coordinator.post(f"{FILES}{file.pk}/tep/", {"kind": "csv"}))
    assert [(row["Số tài khoản"], row["Số tiền"]) for row in rows] == [
        ("00H1", "10800000"),
        ("00H2", "6300000"),
    ]
    one, two = file.rows.order_by("pk")
    coordinator.post(f"{FILES}{file.pk}/{one.pk}/xong/", {"bank_ref": "FT1", "paid_on": "2021-09-27"})
    coordinator.post(f"{FILES}{file.pk}/{two.pk}/tu-choi/", {"reason": "sai tên"})
    shown = text_of(coordinator.get(f"{FILES}{file.pk}/"))
    assert "FT1" in shown and "sai tên" in shown and "Đã chuyển xong" in shown
    assert coordinator.post(f"{FILES}{file.pk}/tep/", {"kind": "csv"}).status_code == 409
    refused = text_of(coordinator.get(f"{FILES}{file.pk}/?phan=tu-choi"))
    assert "sai tên" in refused and "FT1" not in refused
    assert "Hộ Nông Thị Đào" not in text_of(coordinator.get(f"{FILES}{file.pk}/?phan=cho"))


def test_each_payer_has_its_own_list(small: Small, coordinator: Client) -> None:
    mine = owed(small, "DH-1", "DH-2")
    account("H1"), account("H2")
    other = Organisation.objects.get(code="TL")
    Statement.objects.filter(order__code="DH-2").update(payer=other)
    whole = text_of(coordinator.get(FILES))
    assert "HTX Hồng Tân Mỹ" in whole and other.name in whole and "Lập tệp" not in whole
    chosen = coordinator.get(f"{FILES}?nguoi-tra={other.pk}")
    assert "DH-2" in text_of(chosen) and "DH-1" not in text_of(chosen)
    both = {"bang-ke": [one.pk for one in mine]}
    told = coordinator.post(f"{FILES}?nguoi-tra={other.pk}", both, follow=True)
    assert "một người trả" in text_of(told) and not TransferFile.objects.exists()
    coordinator.post(f"{FILES}?nguoi-tra={other.pk}", {"tat-ca": "1"})
    file = TransferFile.objects.get()
    assert (file.payer, file.rows.count(), file.total_vnd) == (other, 2, 17_100_000)
    nothing = text_of(coordinator.get(f"{FILES}?nguoi-tra={other.pk}"))
    assert "Không có bảng kê nào chuyển được ngay" in nothing
    left = text_of(coordinator.get(f"{FILES}?nguoi-tra={organisation('HTX').pk}"))
    assert "DH-1" in left and "Lập tệp từ các bảng kê đã chọn" in left


@pytest.mark.parametrize("payer", ["abc", "-1", "0", "99999999999999999999", "٣"])
def test_a_payer_that_is_none_shows_the_choice(small: Small, coordinator: Client, payer: str) -> None:
    owed(small, "DH-1", "DH-2")
    account("H1")
    Statement.objects.filter(order__code="DH-2").update(payer=Organisation.objects.get(code="TL"))
    answer = coordinator.get(f"{FILES}?nguoi-tra={payer}")
    assert answer.status_code == 200 and "chọn người trả" in text_of(answer)
    told = coordinator.post(f"{FILES}?nguoi-tra={payer}", {}, follow=True)
    assert "Chưa chọn bảng kê nào" in text_of(told)


def test_the_bank_carries_out_a_whole_file(small: Small, coordinator: Client) -> None:
    owed(small, "DH-1", "DH-2")
    account("H1"), account("H2")
    coordinator.post(FILES, {"bang-ke": list(Statement.objects.values_list("pk", flat=True))})
    file = TransferFile.objects.get()
    refused = file.rows.order_by("pk")[1]
    coordinator.post(f"{FILES}{file.pk}/{refused.pk}/tu-choi/", {"reason": "sai tên"})
    assert len(csv_of(coordinator.post(f"{FILES}{file.pk}/tep/", {"kind": "csv"}))) == 3
    for _ in range(2):
        coordinator.post(f"{FILES}{file.pk}/xong/", SAID)
    refs = Payment.objects.order_by("pk").values_list("bank_ref", flat=True)
    assert list(refs) == ["LO-7-1", "LO-7-3", "LO-7-4"]
    file.refresh_from_db()
    assert file.state == "done" and Statement.objects.filter(state="paid").count() == 3


def test_a_faulty_answer_for_a_whole_file_writes_nothing(small: Small, coordinator: Client) -> None:
    owed(small, "DH-1")
    account("H1"), account("H2")
    coordinator.post(FILES, {"bang-ke": list(Statement.objects.values_list("pk", flat=True))})
    file = TransferFile.objects.get()
    late = {"bank_ref": "LO-8", "paid_on": str(clock.today().replace(year=2030))}
    told = coordinator.post(f"{FILES}{file.pk}/xong/", late, follow=True)
    assert told.status_code == 200 and not Payment.objects.exists()
    assert coordinator.post(f"{FILES}{file.pk}/xong/", {"bank_ref": ""}).status_code == 400
    assert not Payment.objects.exists()


def test_a_file_lives_over_the_api(small: Small, coordinator: Client) -> None:
    one, two = owed(small, "DH-1")
    assert coordinator.get(f"{API}/waiting").json()[0]["without_account"] == 2
    account("H1"), account("H2")
    (waiting,) = coordinator.get(f"{API}/waiting").json()
    assert (waiting["statements"], waiting["left_vnd"], waiting["without_account"]) == (2, 17_100_000, 0)
    assert call(coordinator, "", {"statements": [one.pk, 10**9]}, 404)["code"] == "statement_not_found"
    made = call(coordinator, "", {"statements": [one.pk, two.pk]}, 201)
    assert (made["rows"], made["waiting"], made["total_vnd"]) == (2, 2, 17_100_000)
    assert call(coordinator, "", {"statements": [one.pk]}, 409)["code"] == "statement_in_file"
    here = f"/{made['id']}"
    rows = coordinator.get(f"{API}{here}/rows").json()
    assert [row["state"] for row in rows["items"]] == ["waiting", "waiting"]
    assert all("00H" not in row["account"] for row in rows["items"])
    first, second = (row["id"] for row in rows["items"])
    call(coordinator, f"{here}/rows/{first}/refuse", {"reason": "sai tên"}, 200)
    assert call(coordinator, f"{here}/drop", {"reason": "x"}, 200)["state"] == "dropped"
    again = call(coordinator, "", {"statements": [one.pk, two.pk]}, 201)
    done = call(coordinator, f"/{again['id']}/done", SAID, 200)
    assert (done["state"], done["done"], done["waiting"]) == ("done", 2, 0)
    assert call(coordinator, f"/{again['id']}/rows/{second}/done", SAID, 404)["code"] == "statement_not_found"
    assert coordinator.get(API).json()["total"] == 2


def test_others_find_no_files(small: Small, coordinator: Client) -> None:
    one, two = owed(small, "DH-1")
    account("H1"), account("H2")
    coordinator.post(FILES, {"bang-ke": [one.pk, two.pk]})
    file = TransferFile.objects.get()
    for role, area in (("buyer", "20"), ("coordinator", "91")):
        client = client_of(person(f"khac-{role}", role, area))
        assert client.get(f"{FILES}{file.pk}/").status_code in (403, 404)
        assert client.get(f"{API}/{file.pk}").status_code in (403, 404)
        assert client.post(f"{FILES}{file.pk}/xong/", SAID).status_code in (403, 404)
    assert not Payment.objects.exists()
