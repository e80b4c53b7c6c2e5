"""Messages on their way to a provider: every answer it may give, two workers, a worker that dies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from django.utils import timezone
from gateway_office import Provider, Reply, open_provider
from people import MakeUser, Together
from slips import slip

from cungcau.kernel.errors import DomainError
from cungcau.platform.notify import gateway, services
from cungcau.platform.notify.models import Attempt, Outgoing
from cungcau.platform.notify.outcome import Outcome, Verdict
from cungcau.platform.notify.services import Address, carrying, waking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with open_provider() as provider:
        settings.SMS_URL = provider.url
        settings.SMS_TOKEN = "bí-mật"
        settings.SMS_HEADERS = '{"X-Token": "t-{token}"}'.replace("{token}", "7")
        settings.SMS_ANSWER = '{"id": "data.message_id"}'
        settings.SITE_URL = "https://cungcau.example.vn"
        yield provider


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is carried until the test says so."""
    monkeypatch.setattr(waking, "_wakers", [])


def test_an_accepted_message_is_sent_with_the_providers_number(provider: Provider) -> None:
    row = slip()
    row.refresh_from_db()
    assert (row.state, row.provider_id, row.tries, row.reason) == ("sent", "m-1", 1, "")
    assert row.sent_at is not None and row.lease_until is None and row.next_try_at is None
    ((headers, body),) = provider.calls
    assert headers["X-Token"] == "t-7"
    assert body == {"to": "+84912345678", "text": row.sms, "id": str(row.reference)}
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.channel) == ("accepted", "sms") and attempt.ended_at is not None


def test_a_body_of_ones_own(provider: Provider, settings: Any) -> None:
    settings.SMS_HEADERS = '{"content-type": "application/x-www-form-urlencoded"}'
    settings.SMS_BODY = (
        '{"SoDT": "{to_0}", "Msisdn": "{to_84}", "Noi_dung": "{text}", "Khoa": "{token}", "Loai": "2"}'
    )
    row = slip(kg="{token}")
    assert parse_qs(provider.calls[0][1]) == {
        "SoDT": ["0912345678"],
        "Msisdn": ["84912345678"],
        "Noi_dung": [row.sms],
        "Khoa": ["bí-mật"],
        "Loai": ["2"],
    }
    assert "{token}" in row.sms


def test_zalo_has_its_marks_and_its_own_way_of_refusing(provider: Provider, settings: Any) -> None:
    settings.ZALO_URL, settings.ZALO_TOKEN = provider.url, "abc"
    to = Address(name="Hộ A", zalo="9001", phone="0912345678")
    row = slip(to)
    row.refresh_from_db()
    ((headers, body),) = provider.calls
    assert headers["access_token"] == "abc"
    assert body == {"recipient": {"user_id": "9001"}, "message": {"text": row.text}}
    assert (row.state, row.channel, row.provider_id) == ("sent", "zalo", "m-1")
    provider.replies = [Reply(body={"error": -213, "message": "9001 has not followed"})]
    other = slip(to, once="slip:2:asked")
    other.refresh_from_db()
    assert (other.state, other.channel, other.tries) == ("sent", "sms", 1)
    first = Attempt.objects.filter(outgoing=other).order_by("pk")[0]
    assert (first.channel, first.outcome, first.reason) == ("zalo", "refused", "refused")
    assert "9001" not in first.detail and "has not followed" in first.detail


@pytest.mark.parametrize(
    ("reply", "state", "reason"),
    [
        (Reply(400, {"error": "bad number"}), "given_up", "refused"),
        (Reply(401, "no"), "given_up", "refused"),
        (Reply(302, "", {"Location": "http://127.0.0.1:1/"}), "given_up", "refused"),
        (Reply(429, "slowly", {"Retry-After": "600"}), "failed", "later"),
        (Reply(500, "down"), "failed", "later"),
        (Reply(503, "down", {"Retry-After": "soon"}), "failed", "later"),
        (Reply(502, "who knows"), "unsure", "no_answer"),
        (Reply(504, "who knows"), "unsure", "no_answer"),
        (Reply(hang_up=True), "unsure", "no_answer"),
        (Reply(200, "<html>not json</html>"), "sent", ""),
    ],
)
def test_what_an_answer_means(provider: Provider, reply: Reply, state: str, reason: str) -> None:
    provider.replies = [reply]
    before = timezone.now()
    row = slip()
    row.refresh_from_db()
    assert (row.state, row.reason) == (state, reason)
    assert len(provider.calls) == 1
    if state == "failed":
        pause = 600 if reply.status == 429 else 60
        assert row.next_try_at is not None
        assert 0 <= (row.next_try_at - before).total_seconds() - pause < 30
    if state in ("unsure", "given_up"):
        services.carry()
        assert len(provider.calls) == 1, "it waits for a person"


def test_an_answer_that_does_not_come_leaves_it_unsure(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(gateway, "TIMEOUT", httpx.Timeout(0.3))
    provider.replies = [Reply(delay=1.0), Reply(delay=1.0)]
    row = slip()
    row.refresh_from_db()
    assert (row.state, row.reason, row.detail) == ("unsure", "no_answer", "ReadTimeout")
    settings.SMS_ANSWER = '{"repeatable": true}'
    other = slip(once="slip:2:asked")
    other.refresh_from_db()
    assert (other.state, other.reason) == ("failed", "no_answer")


def test_a_provider_that_is_not_there_is_tried_later(settings: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:1/"
    row = slip()
    row.refresh_from_db()
    assert (row.state, row.reason, row.detail) == ("failed", "unreachable", "ConnectError")


def test_words_in_the_answer_say_accepted_later_or_refused(provider: Provider, settings: Any) -> None:
    settings.SMS_ANSWER = '{"id": "SMSID", "ok": {"CodeResult": ["100"]}, "later": {"CodeResult": ["101"]}}'
    provider.replies = [
        Reply(body={"CodeResult": "100", "SMSID": "s-1"}),
        Reply(body={"CodeResult": "101"}),
        Reply(body={"CodeResult": "99", "to": "0912345678"}),
        Reply(body=[1]),
    ]
    rows = [slip(once=f"slip:{n}:asked") for n in range(4)]
    found = [Outgoing.objects.get(pk=row.pk) for row in rows]
    assert [row.state for row in found] == ["sent", "failed", "given_up", "given_up"]
    assert found[0].provider_id == "s-1"
    assert "912345678" not in found[2].detail and "+8491•••78" in found[2].detail


def test_it_is_tried_seven_times_then_by_the_next_way_then_given_up(
    provider: Provider, settings: Any
) -> None:
    settings.ZALO_URL = "http://127.0.0.1:1/"
    provider.usual = Reply(500, "down")
    slip(Address(phone="0912345678", zalo="9001"))
    pauses = []
    for _ in range(20):
        row = Outgoing.objects.get()
        if row.next_try is None:
            break
        ended = Attempt.objects.order_by("-pk")[0].ended_at
        assert ended is not None
        pauses.append(round((row.next_try - ended).total_seconds() / 60))
        Outgoing.objects.update(next_try_at=timezone.now())
        services.carry()
    assert (row.state, row.channel, row.reason) == ("given_up", "sms", "later")
    tried = list(Attempt.objects.order_by("pk").values_list("channel", flat=True))
    assert tried == ["zalo"] * 7 + ["sms"] * 7 and len(provider.calls) == 7
    assert pauses == [1, 5, 15, 60, 180, 360] * 2


@pytest.mark.usefixtures("later")
def test_four_workers_send_each_of_forty_once(provider: Provider, together: Together) -> None:
    rows = [slip(once=f"slip:{number}:asked") for number in range(40)]
    sent = together([services.carry] * 4)
    assert sum(int(str(one)) for one in sent) == 40
    called = [body["id"] for _headers, body in provider.calls]
    assert sorted(called) == sorted(str(row.reference) for row in rows)
    assert set(Outgoing.objects.values_list("state", "tries")) == {("sent", 1)}


class Killed(BaseException):
    """Ends a worker without a word."""


@pytest.mark.usefixtures("later")
def test_a_worker_killed_before_it_could_write_it_down(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    first, second = slip(once="slip:1:asked"), slip(once="slip:2:asked")
    with monkeypatch.context() as patch:
        patch.setattr(carrying, "settle", killed)
        with pytest.raises(Killed):
            services.carry()
    first.refresh_from_db()
    assert first.state == "sending" and len(provider.calls) == 1
    assert services.carry() == 1, "the other worker takes the next, not this one"
    second.refresh_from_db()
    assert second.state == "sent"
    carrying.tidy(timezone.now() + carrying.LEASE - timedelta(seconds=30))
    first.refresh_from_db()
    assert first.state == "sending"
    carrying.tidy(timezone.now() + carrying.LEASE + timedelta(seconds=1))
    services.carry()
    first.refresh_from_db()
    assert (first.state, first.reason) == ("unsure", "interrupted")
    assert len(provider.calls) == 2, "nothing is sent twice"
    assert Attempt.objects.get(outgoing=first).outcome == ""


@pytest.mark.usefixtures("later")
def test_where_the_provider_drops_repeats_a_dead_workers_message_goes_again(
    provider: Provider, settings: Any
) -> None:
    settings.SMS_ANSWER = '{"repeatable": true}'
    row = slip()
    assert carrying.claim(timezone.now()) is not None
    carrying.tidy(timezone.now() + carrying.LEASE + timedelta(seconds=1))
    Outgoing.objects.update(next_try_at=timezone.now())
    assert services.carry() == 1
    row.refresh_from_db()
    assert (row.state, row.tries) == ("sent", 2) and provider.calls[0][1]["id"] == str(row.reference)


@pytest.mark.usefixtures("later", "provider")
def test_a_slow_worker_that_ends_after_its_lease_still_says_sent() -> None:
    row = slip()
    now = timezone.now()
    claimed = carrying.claim(now)
    assert claimed is not None
    carrying.tidy(now + carrying.LEASE + timedelta(seconds=1))
    carrying.settle(claimed[1], Outcome(Verdict.ACCEPTED, provider_id="late"), now)
    row.refresh_from_db()
    assert (row.state, row.provider_id) == ("sent", "late")


@pytest.mark.usefixtures("later", "provider")
def test_what_a_person_decided_meanwhile_stands(make_user: MakeUser) -> None:
    officer = make_user(role="coordinator")
    row = slip()
    now = timezone.now()
    claimed = carrying.claim(now)
    assert claimed is not None
    carrying.tidy(now + carrying.LEASE + timedelta(seconds=1))
    services.mark_sent(outgoing=row, actor=officer, way="call")
    carrying.settle(claimed[1], Outcome(Verdict.ACCEPTED, provider_id="late"), now)
    row.refresh_from_db()
    assert (row.state, row.sent_by_id) == ("by_hand", officer.pk)
    assert Attempt.objects.get().outcome == "accepted"


@pytest.mark.usefixtures("later")
def test_at_night_only_the_urgent_goes(
    provider: Provider, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip(once="slip:1:asked")
    slip(once="slip:2:asked", urgent=True)
    settings.QUIET_HOURS = "21:00-06:00"
    Outgoing.objects.update(next_try_at=datetime(2026, 9, 2, tzinfo=UTC))
    clock = {"now": datetime(2026, 9, 2, 17, 0, tzinfo=UTC)}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    assert services.carry() == 1
    assert Outgoing.objects.get(state="sent").urgent
    clock["now"] = datetime(2026, 9, 2, 23, 1, tzinfo=UTC)
    assert services.carry() == 1 and len(provider.calls) == 2


@pytest.mark.usefixtures("later")
def test_what_has_lost_its_sense_is_not_sent(provider: Provider, settings: Any) -> None:
    settings.SHOWN_DAY = None
    row = slip(good_until=timezone.now() + timedelta(hours=1))
    Outgoing.objects.update(good_until=timezone.now() - timedelta(seconds=1))
    services.carry()
    row.refresh_from_db()
    assert (row.state, row.reason, provider.calls) == ("cancelled", "expired", [])


@pytest.mark.usefixtures("later")
def test_a_season_on_show_counts_in_its_own_days(provider: Provider, settings: Any) -> None:
    settings.SHOWN_DAY = date(2021, 9, 27)
    tomorrow = timezone.make_aware(datetime(2021, 9, 28, 23, 59))
    row = slip(good_until=tomorrow)
    past = slip(once="slip:2:asked", good_until=tomorrow - timedelta(days=2))
    sample = slip(once="slip:3:asked", good_until=tomorrow - timedelta(days=2), is_demo=True)
    assert services.carry() == 1
    found = {one.pk: one.state for one in Outgoing.objects.all()}
    assert found == {row.pk: "sent", past.pk: "cancelled", sample.pk: "held"}


@pytest.mark.usefixtures("later")
def test_a_provider_taken_out_of_the_settings_leaves_it_to_people(provider: Provider, settings: Any) -> None:
    row = slip()
    settings.SMS_URL = ""
    assert services.carry() == 0
    row.refresh_from_db()
    assert (row.state, row.reason, provider.calls) == ("held", "no_channel", [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SMS_BODY", "{to}"),
        ("SMS_BODY", "[1]"),
        ("SMS_HEADERS", "x"),
        ("SMS_ANSWER", '{"ok": {"a": 1}}'),
        ("SMS_ANSWER", '{"ok": [1]}'),
        ("SMS_URL", "ftp://x"),
    ],
)
def test_a_setting_that_makes_no_sense_says_so(
    provider: Provider, settings: Any, name: str, text: str
) -> None:
    setattr(settings, name, text)
    with pytest.raises(DomainError) as refusal:
        gateway.gateway("sms")
    assert (refusal.value.code, refusal.value.facts["name"]) == ("gateway_invalid", f"CUNGCAU_{name}")
    row = slip()
    row.refresh_from_db()
    assert (row.state, row.reason, row.detail) == ("failed", "setting", f"CUNGCAU_{name}")


def test_a_fault_of_our_own_leaves_it_unsure(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("+84912345678")

    monkeypatch.setattr(gateway, "send", broken)
    row = slip()
    row.refresh_from_db()
    assert (row.state, row.reason, row.detail) == ("unsure", "crash", "RuntimeError")
