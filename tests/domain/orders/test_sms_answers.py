"""Answers by SMS: read in any usual spelling, taken from the right number alone, once, and told nothing back."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cungcau.domain.orders import states
from cungcau.domain.orders.models import Slip
from cungcau.domain.orders.selectors.slips import told_of
from cungcau.domain.orders.slip_words import full, short
from cungcau.domain.orders.sms_answers import SmsAnswer, read_answer
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services.ties import Days, add_agent
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.notify.models import Incoming, Notification, Outgoing
from cungcau.platform.notify.sms_text import ONE_SMS, length
from tests.at_once import at_once
from tests.domain.orders.order_rows import Ordered, agreed_order, organisation
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import SOURCE, START, Small, person

SECRET = "khoa-chung-voi-nha-cung-cap"
DAO = "+84912345678"
"""The phone of household H1."""
INCOMING = "/api/v1/messages/sms/incoming"


@pytest.fixture(autouse=True)
def port(settings: Any) -> None:
    settings.SMS_SECRET = SECRET


@pytest.fixture
def asked(small: Small) -> Ordered:
    return agreed_order(small, accepted=False)


def call(path: str, body: dict[str, Any], *, secret: str = SECRET, at: float | None = None) -> Any:
    raw = json.dumps(body).encode()
    stamp = str(int(at if at is not None else time.time()))
    sign = hmac.new(secret.encode(), stamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
    headers = {"X-Timestamp": stamp, "X-Signature": f"sha256={sign}"}
    return Client().post(path, raw, content_type="application/json", headers=headers)


def text(words: str, phone: str = "0912 345 678", number: str = "g-1") -> Any:
    return call(INCOMING, {"id": number, "from": phone, "text": words})


def slip_of(ordered: Ordered, place: int = 0) -> Slip:
    return Slip.objects.get(pk=ordered.slips[place].pk)


def replies() -> list[str]:
    return list(
        Outgoing.objects.filter(message__contains="sms_").order_by("pk").values_list("sms", flat=True)
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("CO 12", SmsAnswer("yes", "12")),
        ("có 12", SmsAnswer("yes", "12")),
        ("  Co   #12. ", SmsAnswer("yes", "12")),
        ("OK 12!", SmsAnswer("yes", "12")),
        ("IT 300 12", SmsAnswer("less", "12", 300)),
        ("ít hơn 300kg 12", SmsAnswer("less", "12", 300)),
        ("It 1.200 kg DH-000012-1-01", SmsAnswer("less", "dh-000012-1-01", 1200)),
        ("It 1,200 kg 12", SmsAnswer("less", "12", 1200)),
        ("IT 300, 12", SmsAnswer("less", "12", 300)),
        ("KHONG 12", SmsAnswer("no", "12")),
        ("Không, 12", SmsAnswer("no", "12")),
        ("ko 12", SmsAnswer("no", "12")),
        ("CO", None),
        ("IT 12", None),
        ("IT ba trăm 12", None),
        ("Em không hái được đâu 12", None),
        ("co khong 12", None),
        ("", None),
    ],
)
def test_an_answer_is_read_in_any_usual_spelling(said: str, meant: SmsAnswer | None) -> None:
    assert read_answer(said) == meant


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(said: str) -> None:
    found = read_answer(said)
    assert found is None or (found.says in ("yes", "less", "no") and found.kg >= 0)


@pytest.mark.django_db
def test_yes_less_and_no_are_written_down_as_the_households(asked: Ordered) -> None:
    pk = asked.slips[0].pk
    assert text(f"CO {pk}").json() == {"new": True}
    slip = slip_of(asked)
    assert (slip.state, slip.confirmed_kg, slip.answered_by, slip.answer_entered_by) == (
        "accepted",
        600,
        "sms",
        None,
    )
    assert text(f"it 500 kg {slip.code}", number="g-2").status_code == 200
    assert slip_of(asked).confirmed_kg == 500
    text(f"KHÔNG {pk}", number="g-3")
    assert slip_of(asked).state == states.DECLINED
    assert {row.state for row in Incoming.objects.all()} == {"done"}
    assert replies() == ["Da ghi tra loi cua ban. Cam on."] * 3
    assert Entry.objects.filter(verb="incoming.receive").count() == 3


@pytest.mark.django_db
def test_the_same_gateway_number_again_does_nothing(asked: Ordered) -> None:
    pk = asked.slips[0].pk
    assert text(f"CO {pk}").json() == {"new": True}
    assert text(f"KHONG {pk}").json() == {"new": False}
    assert slip_of(asked).state == "accepted" and Incoming.objects.count() == 1 and len(replies()) == 1


@pytest.mark.django_db
def test_another_number_learns_nothing_and_changes_nothing(asked: Ordered) -> None:
    """An unknown number and an unknown code get one and the same answer, and a person is told."""
    officer = person("dieu-phoi", "coordinator")
    pk = asked.slips[0].pk
    said = [
        text(f"CO {pk}", "0987 654 321", "g-1").json(),
        text("CO 999999", "0987 654 321", "g-2").json(),
        text("CO 999999", number="g-3").json(),
    ]
    assert said == [{"new": True}] * 3 and slip_of(asked).state == "sent"
    assert len(set(replies())) == 1 and len(replies()) == 3
    for secret in ("Nong", "Dao", "600", "18.000", asked.order.code):
        assert all(secret not in one for one in replies())
    rows = Incoming.objects.order_by("pk")
    assert [(row.state, row.why, row.sender) for row in rows] == [
        ("open", "unknown_sender", ""),
        ("open", "unknown_sender", ""),
        ("open", "unknown_code", "Hộ Nông Thị Đào"),
    ]
    assert Notification.objects.filter(user=officer, message="notify.incoming_waits").count() == 3


@pytest.mark.django_db
def test_an_unknown_number_is_answered_twice_a_day_at_most(asked: Ordered) -> None:
    for number in range(5):
        text("alo", "0987 654 321", f"g-{number}")
    assert Incoming.objects.count() == 5 and Outgoing.objects.count() == 2
    text("alo", "1900", "short")
    assert Outgoing.objects.count() == 2, "a short number is never answered"


@pytest.mark.django_db
def test_the_representatives_number_answers_for_the_household(asked: Ordered) -> None:
    Organisation.objects.filter(code="HTX").update(phone="+84988111222")
    text(f"CO {asked.slips[1].pk}", "84988111222")
    assert slip_of(asked, 1).state == "accepted"
    agent = person("dai-dien", "representative")
    User.objects.filter(pk=agent.pk).update(phone="+84977000111")
    add_agent(user=agent, organisation=organisation("HTX"), days=Days(START, None), source=SOURCE, actor=None)
    text(f"CO {asked.slips[0].pk}", "+84977000111", "g-2")
    assert slip_of(asked).state == "accepted"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "change", "reply"),
    [
        ("IT 9000 {pk}", {}, "So kg chua dung"),
        ("IT 0 {pk}", {}, ""),
        ("CO {pk}", {"answer_until": "2021-09-20T00:00:00+07:00"}, "khong con nhan tra loi"),
        ("CO {pk}", {"state": "draft"}, "Chua hieu"),
    ],
)
def test_what_cannot_be_written_waits_for_the_representative(
    words: str, change: dict[str, str], reply: str, asked: Ordered
) -> None:
    agent = person("dai-dien", "representative")
    add_agent(user=agent, organisation=organisation("HTX"), days=Days(START, None), source=SOURCE, actor=None)
    Slip.objects.filter(pk=asked.slips[0].pk).update(**change)
    text(words.format(pk=asked.slips[0].pk))
    row = Incoming.objects.get()
    if words.startswith("IT 0"):
        assert row.state == "done" and slip_of(asked).state == states.DECLINED
        return
    assert row.state == "open" and slip_of(asked).confirmed_kg == 0
    assert reply in replies()[0]
    client = client_of(agent)
    assert "Hộ Nông Thị Đào" in text_of(client.get("/thong-bao/den/"))
    page = client.get(f"/thong-bao/den/{row.pk}/").content.decode()
    assert "912345678" not in page and "+8491•••78" in page
    shown = client.post(f"/thong-bao/den/{row.pk}/so-may").content.decode()
    assert "0912 345 678" in shown and Entry.objects.filter(verb="incoming.sender_seen").count() == 1
    assert client.post(f"/thong-bao/den/{row.pk}/xu-ly", {"note": " "}).status_code == 400
    client.post(f"/thong-bao/den/{row.pk}/xu-ly", {"note": "Đã gọi, ghi vào phiếu"})
    row.refresh_from_db()
    assert (row.state, row.handled_by) == ("handled", agent)
    assert client.post(f"/thong-bao/den/{row.pk}/xu-ly", {"note": "lần nữa"}).status_code == 409


@pytest.mark.django_db
def test_others_do_not_see_it(asked: Ordered) -> None:
    text(f"IT 9000 {asked.slips[0].pk}")
    text("alo", "0987 654 321", "g-2")
    mine, other = Incoming.objects.order_by("pk")
    stranger = client_of(person("dai-dien-khac", "representative"))
    elsewhere = client_of(person("can-bo-xa", "commune_officer", "91"))
    office = client_of(person("dieu-phoi", "coordinator"))
    for client in (stranger, elsewhere):
        for row in (mine, other):
            assert client.get(f"/thong-bao/den/{row.pk}/").status_code == 404
    assert client_of(person("nguoi-mua", "buyer")).get("/thong-bao/den/").status_code == 403
    for row in (mine, other):
        assert office.get(f"/thong-bao/den/{row.pk}/").status_code == 200
    found = office.get("/api/v1/messages/incoming", {"q": "nong thi dao"}).json()
    assert [row["id"] for row in found] == [mine.pk] and found[0]["contact"] == "+8491•••78"
    assert [row["id"] for row in office.get("/api/v1/messages/incoming", {"q": "0987654321"}).json()] == [
        other.pk
    ]
    done = office.post(
        f"/api/v1/messages/incoming/{other.pk}/handle",
        {"note": "Gọi nhầm số"},
        content_type="application/json",
    )
    assert (done.status_code, done.json()["state"]) == (200, "handled")
    sheet = b"".join(office.get("/thong-bao/den/?xuat=csv&state=open"))  # type: ignore[arg-type]
    assert "Hộ Nông Thị Đào" in sheet.decode() and "912345678" not in sheet.decode()


@pytest.mark.django_db
def test_only_the_providers_own_calls_count(asked: Ordered, settings: Any) -> None:
    body = {"id": "g-9", "from": "0912345678", "text": f"CO {asked.slips[0].pk}"}
    assert call(INCOMING, body, secret="khac").json()["code"] == "sms_call_unsigned"
    assert call(INCOMING, body, at=time.time() - 3600).status_code == 401
    assert Client().post(INCOMING, body, content_type="application/json").status_code == 401
    assert call(INCOMING, {"text": "CO 1"}).json()["code"] == "sms_call_unreadable"
    assert call(INCOMING, {"id": [1], "from": "1", "text": ""}).status_code == 400
    settings.SMS_SECRET = ""
    assert call(INCOMING, body).json()["code"] == "sms_port_closed"
    assert not Incoming.objects.exists() and slip_of(asked).state == "sent"


@pytest.mark.django_db
def test_a_provider_names_its_parts_otherwise(asked: Ordered, settings: Any) -> None:
    settings.SMS_INCOMING = json.dumps(
        {"id": "data.mo_id", "from": "data.msisdn", "text": "data.body", "auth": "token"}
    )
    body = {"data": {"mo_id": 77, "msisdn": "84912345678", "body": f"CO {asked.slips[0].pk}"}}
    headers = {"Authorization": f"Bearer {SECRET}"}
    answer = Client().post(INCOMING, body, content_type="application/json", headers=headers)
    assert answer.json() == {"new": True} and slip_of(asked).state == "accepted"
    wrong = Client().post(
        INCOMING, body, content_type="application/json", headers={"Authorization": "Bearer x"}
    )
    assert wrong.status_code == 401


@pytest.mark.django_db
def test_a_slip_tells_how_to_answer_only_where_answers_are_taken(asked: Ordered, settings: Any) -> None:
    settings.SITE_URL = "https://cungcau.langson.gov.vn"
    slip = Slip.objects.select_related("line__order__commodity", "line__order__seller", "point").get(
        pk=asked.slips[0].pk
    )
    assert "KHONG" not in short(told_of(slip))
    settings.SMS_NUMBER = "0900111222"
    said = short(told_of(slip))
    assert length(said) <= ONE_SMS and f"CO/KHONG {slip.pk} den 0900111222" in said
    assert f"IT <số kg> {slip.pk}" in full(told_of(slip))
    settings.SMS_SECRET = ""
    assert "KHONG" not in short(told_of(slip))


@pytest.mark.django_db(transaction=True)
def test_the_gateway_calling_at_once_is_heard_once(small: Small) -> None:
    asked = agreed_order(small, accepted=False)
    pk = asked.slips[0].pk
    found = at_once(*[lambda: text(f"CO {pk}").json()["new"]] * 6)
    assert sorted(found, key=str) == [False] * 5 + [True]
    assert Incoming.objects.count() == 1 and len(replies()) == 1 and slip_of(asked).confirmed_kg == 600
