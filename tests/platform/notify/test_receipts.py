"""What a provider tells afterwards, and what a message put aside can still become."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client
from gateway_office import Provider, Reply, open_provider
from people import MakeUser, client_of
from slips import slip

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import roles
from cungcau.platform.accounts.models import User
from cungcau.platform.notify import selectors, services, things
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.services import Address
from cungcau.platform.ui import clock

SECRET = "khoa"
RECEIPTS = "/api/v1/messages/sms/receipts"
LIST = "/thong-bao/gui-di/"
HOMES = {7: "Hộ ông Bình", 8: "Hộ bà Đào"}


@pytest.fixture(autouse=True)
def port(settings: Any) -> None:
    settings.SMS_SECRET = SECRET


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with open_provider() as one:
        settings.SMS_URL = one.url
        settings.SMS_TOKEN, settings.SMS_ANSWER = "t", '{"id": "id"}'
        yield one


@pytest.fixture
def officer(make_user: MakeUser) -> User:
    return make_user("can.bo", role=roles.COMMUNE_OFFICER, area="20.06172")


def told(**body: Any) -> Any:
    raw, stamp = json.dumps(body).encode(), str(int(time.time()))
    sign = hmac.new(SECRET.encode(), stamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
    headers = {"X-Timestamp": stamp, "X-Signature": sign}
    return Client().post(RECEIPTS, raw, content_type="application/json", headers=headers)


def sent(provider: Provider, **given: Any) -> Outgoing:
    provider.usual = Reply(body={"id": "p-1"})
    row = slip(**given)
    row.refresh_from_db()
    assert row.state == "sent"
    return row


@pytest.mark.django_db(transaction=True)
def test_it_reached_the_telephone(provider: Provider, settings: Any) -> None:
    row = sent(provider)
    assert told(id="p-1", status="enroute").json() == {"known": False}
    for _ in range(2):
        assert told(id="p-1", status="DELIVRD").json() == {"known": True}
    row.refresh_from_db()
    assert (row.state, row.provider_id) == ("delivered", "p-1")
    assert row.delivered_at is not None and row.sent_at is not None
    assert told(id="p-1", status="failed").json() == {"known": False}, "what arrived stays arrived"
    assert selectors.possible(row) == ()


@pytest.mark.django_db(transaction=True)
def test_it_did_not_and_a_person_tells_it(provider: Provider, officer: User) -> None:
    row = sent(provider)
    told(reference=str(row.reference), status="undelivered", reason="0912345678 tắt máy")
    row.refresh_from_db()
    assert (row.state, row.reason, row.sent_at) == ("undelivered", "undelivered", None)
    assert "912345678" not in row.why and "tắt máy" in row.why and row.needs_a_person
    assert "Không tới máy" in client_of(officer).get(f"{LIST}?state=can-nguoi").content.decode()
    services.mark_sent(outgoing=row, actor=officer, way="call")
    assert told(reference=str(row.reference), status="delivered").json() == {"known": False}
    row.refresh_from_db()
    assert row.state == "by_hand"


@pytest.mark.django_db(transaction=True)
def test_it_did_not_and_goes_by_the_next_way(provider: Provider, settings: Any) -> None:
    settings.ZALO_URL = settings.SMS_URL
    row = sent(provider, to=Address(name="Bình", phone="0912345678", zalo="9001", channels=("sms", "zalo")))
    told(reference=str(row.reference), status="REJECTD")
    row.refresh_from_db()
    assert (row.channel, row.ways, len(provider.calls)) == ("zalo", "zalo", 2)


@pytest.mark.django_db(transaction=True)
def test_a_late_word_that_it_arrived_after_all_counts(provider: Provider) -> None:
    row = sent(provider)
    told(reference=str(row.reference), status="expired")
    told(reference=str(row.reference), status="delivered")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("delivered", "")


@pytest.mark.django_db
def test_receipts_of_nobody_and_odd_ones(settings: Any) -> None:
    assert told(id="nobody", status="delivered").json() == {"known": False}
    assert told(status="delivered").status_code == 400
    assert told(id={"x": 1}, status="delivered").status_code == 400
    settings.SMS_RECEIPT = '{"status": "s", "delivered": ["2"]}'
    assert told(id="nobody", s=2).status_code == 200
    settings.SMS_RECEIPT = '{"delivered": "2"}'
    assert any("CUNGCAU_SMS_RECEIPT" in str(one) for one in run_checks())


@pytest.mark.django_db
def test_only_what_is_possible_is_offered(officer: User, settings: Any) -> None:
    row = slip()
    assert selectors.possible(row) == ("mark_sent", "cancel")
    settings.SMS_URL = "http://127.0.0.1:1/"
    assert selectors.possible(row) == ("retry", "mark_sent", "cancel")
    row.good_until = clock.now() - timedelta(hours=1)
    assert selectors.possible(row) == ("mark_sent", "cancel")
    row.good_until, row.is_demo = None, True
    assert selectors.possible(row) == ("mark_sent", "cancel")


@pytest.mark.django_db
def test_what_a_person_put_aside_comes_back_and_nothing_else(officer: User) -> None:
    row = slip()
    services.cancel(outgoing=row, actor=officer, note="nhầm")
    row.refresh_from_db()
    client = client_of(officer)
    page = client.get(f"{LIST}{row.pk}/").content.decode()
    assert f"{LIST}{row.pk}/lay-lai" in page and f"{LIST}{row.pk}/gui-lai" not in page
    assert client.post(f"{LIST}{row.pk}/gui-lai").status_code == 409
    client.post(f"{LIST}{row.pk}/lay-lai")
    row.refresh_from_db()
    assert (row.state, row.note) == ("held", "")
    services.withdraw(about=row.about, actor=None)
    row.refresh_from_db()
    assert selectors.possible(row) == ()
    assert "lay-lai" not in client.get(f"{LIST}{row.pk}/").content.decode()
    with pytest.raises(DomainError, match="outgoing_no_longer_true"):
        services.restore(outgoing=row, actor=officer)


@pytest.fixture
def homes(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(text: str) -> list[int]:
        return [pk for pk, name in HOMES.items() if text.lower() in name.lower()]

    kind = things.Kind(
        "home",
        "Nhà",
        found,
        lambda ids: {pk: HOMES[pk] for pk in ids if pk in HOMES},
        lambda pk: f"/nha/{pk}/",
    )
    monkeypatch.setitem(things._KINDS, "home", kind)


@pytest.mark.django_db
@pytest.mark.usefixtures("homes")
def test_the_outbox_is_searched_by_words_people_know(officer: User) -> None:
    mine, other, third = (slip(once=f"home:{pk}:asked") for pk in (7, 8, 9))
    client = client_of(officer)
    page = client.get(f"{LIST}?ve=hộ").content.decode()
    assert "Nhà: Hộ ông Bình" in page and "Nhà: Hộ bà Đào" in page and f"{LIST}{third.pk}/" not in page
    assert "?ma=home%3A8" in page, "the choices lead to one thing"
    page = client.get(f"{LIST}?ve=đào").content.decode()
    assert f"{LIST}{other.pk}/" in page and f"{LIST}{mine.pk}/" not in page
    page = client.get(selectors.outbox_url("home:7")).content.decode()
    assert "Chỉ tin về:" in page and f"{LIST}{mine.pk}/" in page and f"{LIST}{other.pk}/" not in page
    assert "home:7" not in page.replace('value="home:7"', ""), "no raw number is shown"
    assert f"{LIST}{mine.pk}/" in client.get(f"{LIST}?viec=home").content.decode()
    sheet = b"".join(client.get(f"{LIST}?xuat=csv&ve=đào")).decode()  # type: ignore[arg-type]
    assert "Nhà: Hộ bà Đào" in sheet and "Bình" not in sheet.split("Nhà")[1]
    rows = client.get("/api/v1/messages", {"things": "đào", "kind": "home"}).json()
    assert [row["id"] for row in rows] == [other.pk]
    assert client.get(f"{LIST}?viec=khong-co").status_code == 400


@pytest.mark.django_db
@pytest.mark.usefixtures("homes")
def test_a_thing_nobody_knows_is_called_by_its_number() -> None:
    found = things.named(["home:7", "home:99", "odd", "home:x", ""])
    assert {key: one.label for key, one in found.items()} == {
        "home:7": "Nhà: Hộ ông Bình", "home:99": "Nhà 99", "odd": "odd", "home:x": "home:x",
    }  # fmt: skip
