"""Keeping a message to somebody without an account: once, masked, by the right way, its text frozen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from people import Together
from slips import HOUSEHOLD, SLIP, slip

from cungcau.kernel.errors import DomainError
from cungcau.platform.notify import quiet, selectors, services, states
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.services import Address

pytestmark = pytest.mark.django_db


@pytest.fixture
def sms(settings: Any) -> None:
    """The site has an SMS provider; nothing is sent, as these tests never commit."""
    settings.SMS_URL = "http://127.0.0.1:1/"
    settings.SITE_URL = "https://cungcau.example.vn/"


@pytest.mark.usefixtures("sms")
def test_a_message_is_kept_as_it_will_be_sent() -> None:
    row = slip(kg="1.200")
    row.refresh_from_db()
    assert (row.state, row.channel, row.ways) == ("waiting", "sms", "sms")
    assert row.subject == "Phiếu hái ngày 27/9/2021"
    assert row.text == "Mời hái 1.200 kg hồng ngày 27/9/2021. Trả lời: https://cungcau.example.vn/p/abc"
    assert row.sms == "Moi hai 1.200 kg hong ngay 27/9/2021. Tra loi: https://cungcau.example.vn/p/abc"
    assert (row.phone, row.shown, row.sms_parts) == ("+84912345678", "+8491•••78", 1)
    assert str(row) == "Phiếu hái ngày 27/9/2021 → Hộ ông Đặng Văn Bình"
    assert row.area_code == "20.06172" and row.about == "slip:1" and row.next_try_at is not None


def test_without_a_provider_it_waits_for_somebody_to_tell_by_hand() -> None:
    row = slip()
    assert (row.state, row.channel, row.reason) == ("held", "sms", "no_channel")
    assert row.why == "Chưa cấu hình kênh: gửi tay"
    assert row.text.endswith("/p/abc") and row.next_try_at is None


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (Address(phone="0912345678", zalo="z1"), ("waiting", "zalo", "zalo,sms")),
        (Address(phone="0912345678", zalo="z1", channels=("sms", "zalo")), ("waiting", "sms", "sms,zalo")),
        (Address(phone="0912345678", email="A@Example.vn"), ("waiting", "sms", "sms,email")),
        (Address(email="A@Example.vn"), ("held", "email", "email")),
        (Address(phone="0205 3812 345"), ("held", "hand", "")),
        (Address(phone="0912345678", channels=("hand", "sms")), ("held", "hand", "")),
        (Address(name="Hộ bà Nga"), ("held", "hand", "")),
    ],
)
def test_the_way_follows_the_wish_and_what_the_site_has(
    to: Address, expected: tuple[str, str, str], settings: Any
) -> None:
    settings.SMS_URL = settings.ZALO_URL = "http://127.0.0.1:1/"
    row = slip(to)
    assert (row.state, row.channel, row.ways) == expected


def test_why_it_is_held(settings: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:1/"
    assert slip(Address(), once="a").reason == "no_address"
    assert slip(Address(phone="0912345678", channels=("hand",)), once="b").reason == "by_wish"
    assert slip(once="c", is_demo=True).reason == "demo"
    assert slip(once="d", is_demo=True).state == "held"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (Address(phone="12"), "phone_invalid"),
        (Address(email="nowhere"), "email_invalid"),
        (Address(zalo="a b"), "zalo_invalid"),
    ],
)
def test_an_address_that_is_none_is_refused(to: Address, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        slip(to)
    assert refusal.value.code == code and not Outgoing.objects.exists()


def test_mistakes_of_the_program_are_crashes() -> None:
    with pytest.raises(ValueError, match="path of this site"):
        slip(link="https://evil.example/")
    with pytest.raises(ValueError, match="no such channel: fax"):
        slip(Address(channels=("fax",)))
    with pytest.raises(ValueError, match="needs day"):
        services.send_text(
            to=HOUSEHOLD, message_id=SLIP, actor=None, area_code="", about="", once="x", kg="1"
        )
    with pytest.raises(DomainError) as refusal:
        slip(once="")
    assert refusal.value.code == "outgoing_key_missing"


def test_the_same_key_gives_the_first_message() -> None:
    first = slip(kg="700")
    again = slip(kg="900")
    assert again.pk == first.pk and "700" in again.text and Outgoing.objects.count() == 1


def test_what_it_says_is_frozen_in_the_database() -> None:
    row = slip()
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        Outgoing.objects.filter(pk=row.pk).update(text="khác")
    assert Outgoing.objects.filter(pk=row.pk).update(note="được") == 1


def test_a_state_without_its_facts_is_refused_by_the_database() -> None:
    row = slip()
    for wrong in ({"state": "sent"}, {"state": "sending"}, {"state": "by_hand", "sent_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Outgoing.objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_outside_a_transaction_or_of_a_deed_undone() -> None:
    with pytest.raises(DomainError) as refusal:
        services.send_text(
            to=HOUSEHOLD, message_id=SLIP, actor=None, area_code="", about="", once="x", kg="1", day="2"
        )
    assert refusal.value.code == "notice_outside_transaction"
    with pytest.raises(RuntimeError), transaction.atomic():
        slip()
        raise RuntimeError
    assert not Outgoing.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_asked_for_by_eight_at_once_it_is_one_message(together: Together) -> None:
    rows = together([lambda: slip(once="slip:9:asked")] * 8)
    assert len({row.pk for row in rows if isinstance(row, Outgoing)}) == 1
    assert all(isinstance(row, Outgoing) for row in rows)
    assert Outgoing.objects.count() == 1


VIETNAM = timezone.get_fixed_timezone(7 * 60)


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        ("21:00-06:00", (2, 22, 0), (3, 6, 0)),
        ("21:00-06:00", (2, 21, 0), (3, 6, 0)),
        ("21:00-06:00", (3, 5, 59), (3, 6, 0)),
        ("21:00-06:00", (3, 6, 0), (3, 6, 0)),
        ("21:00-06:00", (2, 20, 59), (2, 20, 59)),
        ("11:30 – 13:30", (2, 12, 0), (2, 13, 30)),
        ("0", (2, 23, 0), (2, 23, 0)),
        ("nonsense", (2, 23, 0), (3, 6, 0)),
    ],
)
def test_quiet_hours_end_in_the_morning(
    hours: str, at: tuple[int, int, int], until: tuple[int, int, int], settings: Any
) -> None:
    settings.QUIET_HOURS = hours
    moment = datetime(2026, 9, *at, tzinfo=VIETNAM)
    assert quiet.over(moment) == datetime(2026, 9, *until, tzinfo=VIETNAM)


@pytest.mark.usefixtures("sms")
def test_a_message_of_the_night_waits_for_the_morning_unless_urgent(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.QUIET_HOURS = "21:00-06:00"
    night = datetime(2026, 9, 2, 15, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: night)
    row, urgent = slip(once="a"), slip(once="b", urgent=True)
    assert row.next_try_at == datetime(2026, 9, 2, 23, 0, tzinfo=UTC)
    assert urgent.next_try_at == night


def test_a_thing_that_changed_takes_its_messages_back(user: Any) -> None:
    first, second = slip(once="slip:1:asked"), slip(once="slip:1:again")
    other = slip(once="slip:2:asked")
    Outgoing.objects.filter(pk=first.pk).update(state="sent", sent_at=timezone.now())
    with transaction.atomic():
        assert services.withdraw(about="slip:1", actor=user) == 1
    states_now = dict(Outgoing.objects.values_list("pk", "state"))
    assert states_now == {first.pk: "sent", second.pk: "cancelled", other.pk: "held"}


def test_the_latest_message_about_each_thing_in_one_query(django_assert_num_queries: Any) -> None:
    slip(once="slip:1:a")
    last = slip(once="slip:1:b")
    other = slip(once="slip:2:a")
    with django_assert_num_queries(1):
        found = selectors.about(["slip:1", "slip:2", "slip:3", ""])
    assert {name: row.pk for name, row in found.items()} == {"slip:1": last.pk, "slip:2": other.pk}


def test_every_state_has_its_words_and_the_table_its_verbs() -> None:
    assert set(states.LABELS) == set(states.TONES) == set(states.OUTGOING.states)
    assert set(states.OPEN) == {
        s for s in states.OUTGOING.states if "cancel" in states.OUTGOING.verbs_from(s)
    }
    assert timedelta(hours=10) < sum(services.carrying.PAUSES, timedelta()) < timedelta(hours=11)
