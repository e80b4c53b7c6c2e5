"""The page of one's notices."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from people import MakeUser, client_of

from cungcau.platform.accounts.models import User
from cungcau.platform.notify import catalogue, services
from cungcau.platform.notify.models import Notification

NEWS = catalogue.register(
    catalogue.Message("orchard.news", "Tin {number}", "Nội dung {number}", "News {number}", "Body {number}")
)


def tell(user: User, numbers: range, link: str = "") -> list[Notification]:
    return [services.tell([user], NEWS, link, number=number)[0] for number in numbers]


def test_newest_first_with_the_unread_marked(as_user: Client, user: User) -> None:
    old, _ = tell(user, range(2))
    services.mark_read(user=user, notification_id=old.pk)
    text = as_user.get(reverse("notify:index")).content.decode()
    assert text.index("Tin 1") < text.index("Tin 0")
    assert "1 thông báo chưa đọc" in text
    assert "Tin 0" not in as_user.get(reverse("notify:index"), {"chua-doc": "1"}).content.decode()


def test_an_empty_page_says_so(as_user: Client) -> None:
    assert "Chưa có thông báo nào" in as_user.get(reverse("notify:index")).content.decode()
    page = as_user.get(reverse("notify:index"), {"chua-doc": "1"})
    assert "Bạn đã đọc hết thông báo" in page.content.decode()


def test_reading_marks_and_leads_on(as_user: Client, user: User) -> None:
    plain, linked = tell(user, range(1))[0], tell(user, range(1), "/viec/7/")[0]
    assert as_user.post(reverse("notify:read", args=[plain.pk]))["Location"] == reverse("notify:index")
    assert as_user.post(reverse("notify:read", args=[linked.pk]))["Location"] == "/viec/7/"
    assert not Notification.objects.filter(read_at=None).exists()


def test_reading_again_keeps_the_first_time(as_user: Client, user: User) -> None:
    (notice,) = tell(user, range(1))
    as_user.post(reverse("notify:read", args=[notice.pk]))
    notice.refresh_from_db()
    first = notice.read_at
    as_user.post(reverse("notify:read", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == first


def test_all_at_once(as_user: Client, user: User) -> None:
    tell(user, range(3))
    as_user.post(reverse("notify:read-all"))
    assert "thông báo chưa đọc" not in as_user.get(reverse("notify:index")).content.decode()
    assert not Notification.objects.filter(read_at=None).exists()


def test_reading_needs_a_post(as_user: Client, user: User) -> None:
    (notice,) = tell(user, range(1))
    assert as_user.get(reverse("notify:read", args=[notice.pk])).status_code == 405
    assert as_user.get(reverse("notify:read-all")).status_code == 405
    assert Notification.objects.filter(read_at=None).count() == 1


def test_other_peoples_notices_are_not_found(as_user: Client, make_user: MakeUser) -> None:
    (theirs,) = tell(make_user(), range(1))
    page = as_user.post(reverse("notify:read", args=[theirs.pk]))
    assert page.status_code == 404
    assert "Tin 0" not in as_user.get(reverse("notify:index")).content.decode()
    assert Notification.objects.filter(read_at=None).count() == 1


@pytest.mark.parametrize("name", ["notify:index", "notify:read-all"])
def test_strangers_are_asked_to_sign_in(db: None, name: str) -> None:
    client = Client()
    answer = client.get(reverse(name)) if name == "notify:index" else client.post(reverse(name))
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("accounts:sign-in"))


def test_pages_and_queries_do_not_grow(user: User, django_assert_num_queries: Any) -> None:
    """Session, person, count of unread, count of rows, rows, grants for the menu."""
    client = client_of(user)
    tell(user, range(70))
    with django_assert_num_queries(6):
        page = client.get(reverse("notify:index"), {"page": "2"})
    assert [notice.facts["number"] for notice in page.context["page"]] == list(range(39, 9, -1))
    tell(user, range(70))
    with django_assert_num_queries(6):
        client.get(reverse("notify:index"))


def test_facts_are_shown_as_text(as_user: Client, user: User) -> None:
    services.tell([user], NEWS, number="<script>alert(1)</script>")
    text = as_user.get(reverse("notify:index")).content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text
