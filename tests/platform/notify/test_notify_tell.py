"""Telling people: with the deed, once each, by e-mail only after the commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from people import MakeUser
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
    assert (notice.spoken.subject, notice.spoken.body) == (
        "Cần 700 kg hồng",
        "Ngày 27/9/2021, đem ra điểm Na Sầm.",
    )
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
