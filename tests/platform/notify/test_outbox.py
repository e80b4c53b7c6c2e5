"""The outbox pages: by area, counted, searched, taken away; what people do there, and what they may not."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from people import MakeUser, Together, client_of
from slips import slip

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.notify import services
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.services import Address

pytestmark = pytest.mark.django_db
LIST = "/thong-bao/gui-di/"
COUNTS: dict[str, int] = json.loads((Path(__file__).parent / "query_counts.json").read_text(encoding="utf-8"))


@pytest.fixture
def officer(make_user: MakeUser) -> User:
    return make_user("canbo", full_name="Cán bộ Nga", role="commune_officer", area="20.06172")


@pytest.fixture
def client(officer: User) -> Client:
    return client_of(officer)


def words_of(response: Any) -> str:
    html = response.content.decode()
    body = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def rows_of(response: Any) -> list[dict[str, str]]:
    assert isinstance(response, StreamingHttpResponse)
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def message(number: int, state: str = "held", **given: Any) -> Outgoing:
    row = slip(once=f"slip:{number}:asked", **given)
    facts: dict[str, Any] = {"state": state}
    if state == "sent":
        facts["sent_at"] = timezone.now()
    Outgoing.objects.filter(pk=row.pk).update(**facts)
    row.refresh_from_db()
    return row


def test_an_officer_sees_their_area_with_masked_contacts(client: Client) -> None:
    message(1)
    other = message(2, area_code="20.06000")
    page = words_of(client.get(LIST))
    assert "Hộ ông Đặng Văn Bình" in page and "+8491•••78" in page and "912345678" not in page
    assert "Chưa cấu hình kênh: gửi tay" in page and "Tất cả (1)" in page and "Chờ gửi tay (1)" in page
    assert "0912 345 678" not in page and "/p/abc" not in page
    assert client.get(f"{LIST}{other.pk}/").status_code == 404
    assert client.post(f"{LIST}{other.pk}/gui-lai").status_code == 404


def test_those_without_the_right_are_refused(make_user: MakeUser) -> None:
    row = message(1)
    for role in ("representative", "buyer", "viewer"):
        stranger = client_of(make_user(role=role))
        for address in (LIST, f"{LIST}{row.pk}/", f"{LIST}?xuat=csv"):
            assert stranger.get(address).status_code == 403
        for deed in ("gui-lai", "da-bao", "huy", "lien-he"):
            assert stranger.post(f"{LIST}{row.pk}/{deed}", {"way": "call"}).status_code == 403
        assert stranger.post(f"{LIST}nhieu", {"deed": "cancel", "chosen": [row.pk]}).status_code == 403
    row.refresh_from_db()
    assert row.state == "held"
    assert Client().get(LIST).status_code == 302


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {1, 2, 3, 4}),
        ("q=binh", {1, 3}),
        ("q=Bình+ĐẶNG", {1, 3}),
        ("q=lái+x", {2, 4}),
        ("q=0987.654.321", {2, 4}),
        ("q=slip+3", {3}),
        ("q=không+có", set()),
        ("q=%21", set()),
        ("state=held", {1, 2}),
        ("state=can-nguoi", {1, 2, 4}),
        ("channel=email", set()),
        ("ma=slip:2", {2}),
        ("ma=slip:", {1, 2, 3, 4}),
        ("viec=slip", {1, 2, 3, 4}),
        ("viec=arrival", set()),
        ("ve=phieu+khong+co", set()),
        ("first=2000-01-01&last=2000-01-02", set()),
        ("first=2000-01-01", {1, 2, 3, 4}),
    ],
)
def test_the_list_is_narrowed_and_so_is_the_file(client: Client, query: str, expected: set[int]) -> None:
    driver = Address(name="Lái xe Hùng", phone="0987 654 321")
    message(1)
    message(2, to=driver)
    message(3, "sent")
    message(4, "given_up", to=driver)
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    found = {int(row.about.removeprefix("slip:")) for row in answer.context["table"].data}
    assert found == expected
    rows = rows_of(client.get(f"{LIST}?{query}&xuat=csv"))
    assert {int(row["Về việc"].removeprefix("Phiếu hái ")) for row in rows} == expected
    assert all("•••" in row["Liên hệ (đã che)"] for row in rows)


@pytest.mark.parametrize(
    "query", ["state=x", "q=%00", "first=2026-02-02&last=2026-02-01", "first=ngày", "channel=fax"]
)
def test_a_senseless_filter_says_so(client: Client, query: str) -> None:
    message(1)
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400 and "field__error" in answer.content.decode()
    assert len(answer.context["table"].data) == 0


def test_sorting_and_paging(client: Client) -> None:
    for number in range(60):
        message(number, to=Address(name=f"Hộ {number:02}", phone="0912345678"))
    answer = client.get(f"{LIST}?sort=name&page=2")
    assert [row.record.name for row in answer.context["table"].paginated_rows] == [
        f"Hộ {n:02}" for n in range(50, 60)
    ]
    book = client.get(f"{LIST}?sort=-state&xuat=xlsx")
    assert isinstance(book, StreamingHttpResponse)
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content)), read_only=True)
    assert len(list(sheet.worksheets[0].iter_rows())) == 61
    assert client.get(f"{LIST}?xuat=pdf").status_code == 400


def test_an_empty_outbox_says_what_will_stand_there(client: Client) -> None:
    assert "Chưa có tin nào" in words_of(client.get(LIST))


def test_one_message_in_full_but_for_contact_and_link(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://cungcau.example.vn"
    row = message(1)
    page = words_of(client.get(f"{LIST}{row.pk}/"))
    assert "Mời hái 700 kg hồng ngày 27/9/2021. Trả lời: https://cungcau.example.vn/…" in page
    assert "Moi hai 700 kg hong" in page and "1 tin SMS" in page
    assert "/p/abc" not in page and "912345678" not in page


def test_looking_at_the_contact_leaves_a_trace(client: Client, officer: User) -> None:
    row = message(1)
    page = client.post(f"{LIST}{row.pk}/lien-he")
    text = page.content.decode()
    assert "0912 345 678" in text and "/p/abc" in text and 'href="sms:+84912345678?body=Moi%20hai' in text
    entry = Entry.objects.get(verb="notify.contact_seen")
    assert (entry.actor_id, entry.object_id, entry.area_code) == (officer.pk, str(row.pk), "20.06172")
    assert client.get(f"{LIST}{row.pk}/lien-he").status_code == 405


def test_telling_by_hand_is_kept_with_who_and_how(client: Client, officer: User) -> None:
    row = message(1)
    answer = client.post(
        f"{LIST}{row.pk}/da-bao", {"way": "call", "note": "  bà Nga   nghe máy "}, follow=True
    )
    row.refresh_from_db()
    assert (row.state, row.sent_by_id, row.sent_way, row.note) == (
        "by_hand",
        officer.pk,
        "call",
        "bà Nga nghe máy",
    )
    assert "Cán bộ Nga (Gọi điện)" in words_of(answer)
    assert Entry.objects.get(verb="outgoing.mark_sent").facts["way"] == "Gọi điện"
    services.mark_sent(outgoing=row, actor=officer, way="call")
    assert Entry.objects.filter(verb="outgoing.mark_sent").count() == 1
    assert client.post(f"{LIST}{row.pk}/da-bao", {"way": "print"}).status_code == 409
    assert client.post(f"{LIST}{row.pk}/da-bao", {"way": "fax"}).status_code == 409
    assert client.post(f"{LIST}{row.pk}/huy").status_code == 409


def test_a_way_that_is_none_is_refused_on_the_page(client: Client) -> None:
    row = message(1)
    answer = client.post(f"{LIST}{row.pk}/da-bao", {"way": "fax"})
    assert answer.status_code == 400 and "fax" in words_of(answer)
    answer = client.post(f"{LIST}{row.pk}/huy", {"note": "x" * 301})
    assert answer.status_code == 400
    row.refresh_from_db()
    assert row.state == "held"
    with pytest.raises(DomainError, match="outgoing_way_unknown"):
        services.mark_sent(outgoing=row, actor=User.objects.get(), way="fax")


def test_sending_again_needs_a_way(client: Client, settings: Any) -> None:
    row = message(1)
    answer = client.post(f"{LIST}{row.pk}/gui-lai")
    assert answer.status_code == 409 and "Chưa có kênh nào" in answer.content.decode()
    settings.SMS_URL = "http://127.0.0.1:1/"
    client.post(f"{LIST}{row.pk}/gui-lai")
    row.refresh_from_db()
    assert (row.state, row.channel, row.reason) == ("waiting", "sms", "") and row.next_try_at is not None
    assert Entry.objects.get(verb="outgoing.retry").facts["channel"] == "sms"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"is_demo": True}, "outgoing_is_demo"),
        ({"good_until": timezone.make_aware(datetime(2020, 1, 1))}, "outgoing_expired"),
    ],
)
def test_what_is_not_sent_again(officer: User, settings: Any, facts: dict[str, Any], code: str) -> None:
    settings.SMS_URL = "http://127.0.0.1:1/"
    row = message(1, "given_up")
    Outgoing.objects.filter(pk=row.pk).update(**facts)
    with pytest.raises(DomainError) as refusal:
        services.retry(outgoing=row, actor=officer)
    assert refusal.value.code == code
    row.refresh_from_db()
    assert row.state == "given_up"


def test_one_deed_to_several_names_those_that_refuse_it(client: Client) -> None:
    rows = [message(number) for number in range(3)] + [message(3, "sent")]
    answer = client.post(
        f"{LIST}nhieu",
        {
            "deed": "mark_sent",
            "way": "own_phone",
            "chosen": [row.pk for row in rows],
            "back": "?state=held&q=ho",
        },
        follow=True,
    )
    assert answer.redirect_chain == [(f"{LIST}?state=held&q=ho", 302)]
    said = [str(one) for one in answer.context["messages"]]
    assert said[0] == "Đã làm với 3 tin." and said[1].startswith("Phiếu hái ngày 27/9/2021 → Hộ ông")
    assert sorted(Outgoing.objects.values_list("state", flat=True)) == ["by_hand"] * 3 + ["sent"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"deed": "cancel"}, "Hãy chọn ít nhất một tin"),
        ({"deed": "cancel", "chosen": ["x"]}, "Hãy tải lại trang"),
        ({"deed": "cancel", "chosen": ["999999999999999999999"]}, "Hãy tải lại trang"),
        ({"deed": "mark_sent", "chosen": ["1"], "way": ""}, "Hãy"),
        ({"deed": "cancel", "chosen": ["1"] * 201}, "nhiều nhất 200"),
    ],
)
def test_a_senseless_choice_says_so_and_does_nothing(
    client: Client, given: dict[str, Any], said: str
) -> None:
    message(1)
    answer = client.post(f"{LIST}nhieu", {"back": "https://evil.example/", **given}, follow=True)
    assert answer.redirect_chain[0][0].startswith(LIST)
    assert any(said in str(one) for one in answer.context["messages"])
    assert Outgoing.objects.get().state == "held"


def test_messages_of_another_area_cannot_be_chosen(client: Client) -> None:
    other = message(2, area_code="20.06000")
    answer = client.post(f"{LIST}nhieu", {"deed": "cancel", "chosen": [other.pk]}, follow=True)
    assert "Hãy tải lại trang" in str(next(iter(answer.context["messages"])))
    assert Outgoing.objects.get().state == "held"


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_one_message(make_user: MakeUser, together: Together) -> None:
    people = [make_user(role="coordinator", area="20") for _ in range(4)]
    row = message(1)

    def told(user: User) -> Any:
        return lambda: services.mark_sent(outgoing=row, actor=user, way="call")

    found = together([told(person) for person in people])
    assert sum(isinstance(one, Outgoing) for one in found) == 1
    assert {one.code for one in found if isinstance(one, DomainError)} == {"verb_not_allowed"}
    assert Entry.objects.filter(verb="outgoing.mark_sent").count() == 1


@pytest.mark.parametrize("name", ["outbox", "outgoing"])
def test_each_page_asks_as_often_as_before(client: Client, name: str) -> None:
    rows = [message(number, "sent" if number % 2 else "held") for number in range(60)]
    address = LIST if name == "outbox" else f"{LIST}{rows[0].pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) == COUNTS[name], [query["sql"] for query in asked]
