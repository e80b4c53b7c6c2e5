"""E-mail over a real SMTP server: with the deed, after the commit, once each, with its state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from people import MakeUser, Together, client_of
from post_office import PostOffice, open_office

from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import deactivate
from cungcau.platform.notify import catalogue, post, services
from cungcau.platform.notify.models import Attempt, Notification, Outgoing
from cungcau.platform.notify.services import waking

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = catalogue.register(
    catalogue.Message(
        "orchard.letter",
        "Cần {kg} kg hồng",
        "Ngày {day}, đem ra điểm {point}.",
        "{kg} kg of persimmons wanted",
        "Bring them to {point} on {day}.",
    )
)
FACTS: dict[str, object] = {"kg": 700, "day": "27/9/2021", "point": "Na Sầm"}


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    with open_office() as office:
        settings.EMAIL_URL = office.url
        settings.SITE_URL = "https://cungcau.example.vn/"
        settings.EMAIL_FROM = "Cung Cầu <so@example.vn>"
        yield office


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is carried until the test says so."""
    monkeypatch.setattr(waking, "_wakers", [])


def tell(people: list[User], link: str = "", **facts: object) -> list[Notification]:
    with transaction.atomic():
        return services.tell(people, ASKED, link, **{**FACTS, **facts})


def test_the_letter_leaves_after_the_commit(user: User, office: PostOffice) -> None:
    with transaction.atomic():
        services.tell([user], ASKED, "/viec/7/", **FACTS)
        assert office.letters == []
    ((recipients, letter),) = office.letters
    assert recipients == ["an@example.vn"]
    assert letter["Subject"] == "Cần 700 kg hồng"
    assert letter["From"] == "Cung Cầu <so@example.vn>"
    assert letter.get_content().split() == (
        ["Ngày", "27/9/2021,", "đem", "ra", "điểm", "Na", "Sầm.", "https://cungcau.example.vn/viec/7/"]
    )
    row = Outgoing.objects.get()
    assert letter["Message-ID"] == f"<{row.reference}@example.vn>"
    assert (row.state, row.channel, row.shown, row.tries) == ("sent", "email", "a•••@example.vn", 1)
    assert Notification.objects.get().emailed_at == row.sent_at


def test_a_rollback_sends_nothing(user: User, office: PostOffice) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        services.tell([user], ASKED, **FACTS)
        raise RuntimeError
    assert (office.letters, office.connections, Notification.objects.count()) == ([], 0, 0)


def test_people_without_an_address_and_sites_without_a_server_send_nothing(
    make_user: MakeUser, user: User, office: PostOffice, settings: Any
) -> None:
    tell([make_user()])
    settings.EMAIL_URL = ""
    tell([user])
    assert office.connections == 0 and not Outgoing.objects.exists()


def test_many_letters_use_one_connection_and_their_own_language(
    make_user: MakeUser, office: PostOffice
) -> None:
    people = [
        make_user(f"nhan{i}", email=f"n{i}@example.vn", language="en" if i % 2 else "vi") for i in range(6)
    ]
    tell(people)
    assert office.connections == 1
    assert [letter["Subject"] for _, letter in office.letters] == [
        "Cần 700 kg hồng",
        "700 kg of persimmons wanted",
    ] * 3


def test_a_refused_address_is_given_up_and_holds_up_nobody(make_user: MakeUser, office: PostOffice) -> None:
    office.refuse = "n1@"
    tell([make_user(f"nhan{i}", email=f"n{i}@example.vn") for i in range(3)])
    assert [to for to, _ in office.letters] == [["n0@example.vn"], ["n2@example.vn"]]
    row = Outgoing.objects.get(state="given_up")
    assert (row.email, row.reason, row.detail) == ("n1@example.vn", "refused", "550 unknown here")
    office.refuse = ""
    officer = make_user(role="administrator")
    services.retry(outgoing=row, actor=officer)
    assert [to for to, _ in office.letters][-1] == ["n1@example.vn"]
    row.refresh_from_db()
    assert (row.state, row.reason) == ("sent", "")


def test_a_busy_server_is_tried_again(user: User, office: PostOffice) -> None:
    office.refuse, office.refusal = "an@", "451 an@example.vn try later"
    tell([user])
    row = Outgoing.objects.get()
    assert (row.state, row.detail) == ("failed", "451 a•••@example.vn try later")
    office.refuse = ""
    Outgoing.objects.update(next_try_at=timezone.now())
    assert services.carry() == 1 and len(office.letters) == 1


def test_a_line_that_dies_before_the_text_is_tried_again_and_after_it_is_unsure(
    user: User, office: PostOffice
) -> None:
    office.dies_at = "RCPT"
    tell([user])
    assert Outgoing.objects.get().state == "failed"
    office.dies_at = "DATA"
    Outgoing.objects.update(next_try_at=timezone.now())
    services.carry()
    row = Outgoing.objects.get()
    assert (row.state, row.reason) == ("unsure", "no_answer")
    assert list(Attempt.objects.order_by("pk").values_list("outcome", flat=True)) == ["later", "unsure"]


def test_a_dead_mail_server_undoes_nothing(user: User, settings: Any) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    tell([user])
    assert Notification.objects.get().emailed_at is None
    row = Outgoing.objects.get()
    assert (row.state, row.reason, row.tries) == ("failed", "unreachable", 1)


@pytest.mark.usefixtures("later")
def test_workers_send_each_letter_once(make_user: MakeUser, office: PostOffice, together: Together) -> None:
    people = [make_user(f"nhan{i}", email=f"n{i}@example.vn") for i in range(8)]
    tell(people)
    sent = together([services.carry] * 3)
    assert sum(int(str(one)) for one in sent) == 8
    assert sorted(to[0] for to, _ in office.letters) == sorted(person.email for person in people)


@pytest.mark.usefixtures("later")
def test_somebody_whose_account_ended_meanwhile_gets_none(user: User, office: PostOffice) -> None:
    tell([user])
    deactivate(user=user, actor=None)
    assert services.carry() == 0
    row = Outgoing.objects.get()
    assert (row.state, row.reason, office.letters) == ("cancelled", "inactive", [])


def test_a_subject_stays_one_line(user: User, office: PostOffice) -> None:
    tell([user], kg="7\r\nBcc: evil@example.com", day="a", point="b")
    ((to, letter),) = office.letters
    assert to == ["an@example.vn"] and letter["Bcc"] is None
    assert letter["Subject"] == "Cần 7 Bcc: evil@example.com kg hồng"


@pytest.mark.usefixtures("later", "office")
def test_a_letter_stands_in_the_outbox_of_its_readers_area(make_user: MakeUser) -> None:
    reader = make_user(email="x@example.vn", role="commune_officer", area="20.06172")
    tell([reader, make_user(email="y@example.vn")])
    areas = Outgoing.objects.order_by("pk").values_list("area_code", flat=True)
    assert list(areas) == ["20.06172", ""]
    own = Outgoing.objects.get(area_code="20.06172")
    assert str(own) == f"Thư thông báo → {reader.full_name}"
    browser = client_of(reader)
    for address in ("/thong-bao/gui-di/", "/thong-bao/gui-di/?xuat=csv", f"/thong-bao/gui-di/{own.pk}/"):
        answer = browser.get(address)
        text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        assert "Thư thông báo" in text and "x•••@example.vn" in text
        assert "Cần 700 kg" not in text and "Na Sầm" not in text, "what it says is its reader's"
    assert "Na Sầm" not in browser.post(f"/thong-bao/gui-di/{own.pk}/lien-he").content.decode()
    assert "Không có tin nào khớp" in browser.get("/thong-bao/gui-di/?q=Na+Sầm").content.decode()


def test_a_mail_address_that_makes_no_sense_is_said(user: User, settings: Any) -> None:
    settings.EMAIL_URL = "mail.example.vn"
    tell([user])
    row = Outgoing.objects.get()
    assert (row.state, row.reason, row.detail) == ("failed", "setting", "email_url_invalid")
    assert post.server() == "mail.example.vn"
