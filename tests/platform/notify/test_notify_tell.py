"""Telling people: with the deed, once each, by e-mail only after the commit."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import override
from people import MakeUser, Together
from post_office import PostOffice, open_office

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import deactivate
from cungcau.platform.notify import catalogue, post, selectors, services
from cungcau.platform.notify.models import Notification

ASKED = catalogue.register(
    catalogue.Message(
        "orchard.asked",
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
        yield office


def test_a_notice_reads_in_the_language_of_its_reader(user: User) -> None:
    (notice,) = services.tell([user], ASKED, "/viec/7/", **FACTS)
    notice.refresh_from_db()
    assert notice.spoken == catalogue.Spoken("Cần 700 kg hồng", "Ngày 27/9/2021, đem ra điểm Na Sầm.")
    with override("en"):
        assert notice.spoken.subject == "700 kg of persimmons wanted"


def test_each_active_person_once(user: User, make_user: MakeUser) -> None:
    off = deactivate(user=make_user(), actor=None)
    other = make_user()
    services.tell([user, other, off, User.objects.get(pk=user.pk)], ASKED, **FACTS)
    assert sorted(Notification.objects.values_list("user_id", flat=True)) == [user.pk, other.pk]


@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_link_stays_within_the_site(user: User, link: str) -> None:
    with pytest.raises(ValueError, match="path of this site"):
        services.tell([user], ASKED, link, **FACTS)
    assert not Notification.objects.exists()


def test_unknown_messages_and_missing_facts_are_crashes(user: User) -> None:
    with pytest.raises(catalogue.UnknownMessage):
        services.tell([user], "orchard.aksed", **FACTS)
    with pytest.raises(ValueError, match="needs day, point"):
        services.tell([user], ASKED, kg=1)
    with pytest.raises(ValueError, match="registered twice"):
        catalogue.register(catalogue.Message(ASKED, "a", "b", "c", "d"))


def test_a_message_that_is_gone_from_the_catalogue_still_shows() -> None:
    assert catalogue.speak("orchard.gone", {}, "vi") == catalogue.Spoken("orchard.gone", "")
    assert catalogue.speak(ASKED, {}, "vi").subject == "Cần … kg hồng"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_outside_a_transaction(user: User) -> None:
    with pytest.raises(DomainError) as refusal:
        services.tell([user], ASKED, **FACTS)
    assert refusal.value.code == "notice_outside_transaction"


def test_facts_are_kept_as_plain_values(user: User) -> None:
    (notice,) = services.tell([user], ASKED, kg=Decimal("0.5"), day=date(2021, 9, 27), point=user)
    notice.refresh_from_db()
    assert notice.facts == {"kg": "0.5", "day": "2021-09-27", "point": "an.nguyen"}


@pytest.mark.django_db(transaction=True)
def test_the_letter_leaves_after_the_commit(user: User, office: PostOffice) -> None:
    with transaction.atomic():
        services.tell([user], ASKED, "/viec/7/", **FACTS)
        assert office.letters == []
    ((recipients, letter),) = office.letters
    assert recipients == ["an@example.vn"]
    assert letter["Subject"] == "Cần 700 kg hồng"
    assert letter.get_content().split() == (
        ["Ngày", "27/9/2021,", "đem", "ra", "điểm", "Na", "Sầm.", "https://cungcau.example.vn/viec/7/"]
    )
    assert Notification.objects.get().emailed_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_rollback_sends_nothing(user: User, office: PostOffice) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        services.tell([user], ASKED, **FACTS)
        raise RuntimeError
    assert (office.letters, office.connections, Notification.objects.count()) == ([], 0, 0)


@pytest.mark.django_db(transaction=True)
def test_people_without_an_address_and_sites_without_a_server_send_nothing(
    make_user: MakeUser, user: User, office: PostOffice, settings: Any
) -> None:
    with transaction.atomic():
        services.tell([make_user()], ASKED, **FACTS)
    settings.EMAIL_URL = ""
    with transaction.atomic():
        services.tell([user], ASKED, **FACTS)
    assert office.connections == 0
    assert services.deliver([notice.pk for notice in Notification.objects.all()]) == 0


@pytest.mark.django_db(transaction=True)
def test_many_letters_use_one_connection_and_their_own_language(
    make_user: MakeUser, office: PostOffice
) -> None:
    people = [
        make_user(f"nhan{i}", email=f"n{i}@example.vn", language="en" if i % 2 else "vi") for i in range(6)
    ]
    with transaction.atomic():
        services.tell(people, ASKED, **FACTS)
    assert office.connections == 1
    assert [letter["Subject"] for _, letter in office.letters] == [
        "Cần 700 kg hồng",
        "700 kg of persimmons wanted",
    ] * 3


@pytest.mark.django_db(transaction=True)
def test_the_queue_carries_letters_where_there_is_one(
    user: User, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[list[int], bool]] = []
    monkeypatch.setattr(services, "_deliverers", list(services._deliverers))
    services.set_deliverer(
        lambda ids: asked.append((list(ids), transaction.get_connection().in_atomic_block))
    )
    with transaction.atomic():
        (notice,) = services.tell([user], ASKED, **FACTS)
    assert asked == [([notice.pk], True)]
    assert office.letters == []
    assert services.deliver([notice.pk]) == 1
    assert services.deliver([notice.pk]) == 0
    assert len(office.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_a_refused_address_is_tried_again_and_holds_up_nobody(
    make_user: MakeUser, office: PostOffice
) -> None:
    office.refuse = "n1@"
    people = [make_user(f"nhan{i}", email=f"n{i}@example.vn") for i in range(3)]
    with transaction.atomic():
        services.tell(people, ASKED, **FACTS)
    ids = list(Notification.objects.order_by("pk").values_list("pk", flat=True))
    assert [to for to, _ in office.letters] == [["n0@example.vn"], ["n2@example.vn"]]
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        services.deliver(ids)
    office.refuse = ""
    assert services.deliver(ids) == 1
    assert [to for to, _ in office.letters] == [["n0@example.vn"], ["n2@example.vn"], ["n1@example.vn"]]


@pytest.mark.django_db(transaction=True)
def test_a_dead_mail_server_undoes_nothing(user: User, settings: Any) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    with transaction.atomic():
        services.tell([user], ASKED, **FACTS)
    assert Notification.objects.get().emailed_at is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_letter_once(make_user: MakeUser, office: PostOffice, together: Together) -> None:
    people = [make_user(f"nhan{i}", email=f"n{i}@example.vn") for i in range(8)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "_deliverers", [lambda ids: None])
        with transaction.atomic():
            ids = [notice.pk for notice in services.tell(people, ASKED, **FACTS)]
    sent = together([lambda: services.deliver(ids)] * 3)
    assert sum(int(str(one)) for one in sent) == 8
    assert sorted(to[0] for to, _ in office.letters) == sorted(person.email for person in people)


@pytest.mark.django_db(transaction=True)
def test_a_subject_stays_one_line(user: User, office: PostOffice) -> None:
    with transaction.atomic():
        services.tell([user], ASKED, kg="7\r\nBcc: evil@example.com", day="a", point="b")
    ((to, letter),) = office.letters
    assert to == ["an@example.vn"] and letter["Bcc"] is None
    assert letter["Subject"] == "Cần 7 Bcc: evil@example.com kg hồng"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://host", ("host", 25, "", "", False, False)),
        ("smtp://u%40x:p%3Aw@host:587?starttls=1", ("host", 587, "u@x", "p:w", True, False)),
        ("smtps://u:p@host", ("host", 465, "u", "p", False, True)),
    ],
)
def test_the_address_of_a_mail_server(url: str, expected: tuple[object, ...]) -> None:
    wire = post.connection_to(url)
    assert (wire.host, wire.port, wire.username, wire.password, wire.use_tls, wire.use_ssl) == expected


@pytest.mark.parametrize("url", ["http://host", "smtp://", "host:25"])
def test_what_is_no_mail_server(url: str) -> None:
    with pytest.raises(DomainError) as refusal:
        post.connection_to(url)
    assert refusal.value.code == "email_url_invalid"


def test_unread_notices_are_counted(user: User, make_user: MakeUser) -> None:
    services.tell([user, make_user()], ASKED, **FACTS)
    services.tell([user], ASKED, **FACTS)
    assert selectors.unread_count(user) == 2
    assert services.mark_all_read(user=user) == 2
    assert selectors.unread_count(user) == 0
