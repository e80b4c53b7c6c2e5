"""The pages of one's own account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from people import PASSWORD, client_of

from cungcau.platform.accounts.models import User

NEW = {"old": PASSWORD, "new": "na chi lăng 3200 ha", "again": "na chi lăng 3200 ha"}


@pytest.mark.parametrize("page", ["accounts:me", "accounts:password"])
def test_strangers_are_asked_to_sign_in_and_come_back(db: None, page: str) -> None:
    answer = Client().get(reverse(page), {"a": "1"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:sign-in") + "?next=%2F")


def test_changing_the_password_ends_the_other_sessions_only(user: User) -> None:
    here, there = client_of(user), client_of(user)
    assert here.post(reverse("accounts:password"), NEW)["Location"] == reverse("accounts:me")
    page = here.get(reverse("accounts:me"))
    assert page.status_code == 200 and "Đã đổi mật khẩu" in page.content.decode()
    assert there.get(reverse("accounts:me")).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old": "sai"}, "Mật khẩu đang dùng chưa đúng."),
        ({"again": "khác"}, "Hai lần nhập mật khẩu mới không giống nhau"),
        ({"new": "12345678", "again": "12345678"}, "Mật khẩu mới chưa đủ mạnh."),
        ({"new": ""}, "Trường này là bắt buộc."),
    ],
)
def test_a_refused_password_change_changes_nothing(
    as_user: Client, user: User, given: dict[str, str], said: str
) -> None:
    page = as_user.post(reverse("accounts:password"), {**NEW, **given})
    assert page.status_code == 400
    assert said in page.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_name_and_language_are_kept_and_spoken_at_once(as_user: Client, user: User) -> None:
    answer = as_user.post(
        reverse("accounts:me"), {"full_name": " Nguyễn  Văn  An ", "language": "en"}, follow=True
    )
    user.refresh_from_db()
    assert (user.full_name, user.language) == ("Nguyễn Văn An", "en")
    assert '<html lang="en"' in answer.content.decode()


@pytest.mark.parametrize(
    "given", [{"full_name": "", "language": "vi"}, {"full_name": "An", "language": "fr"}]
)
def test_a_refused_profile_changes_nothing(as_user: Client, user: User, given: dict[str, str]) -> None:
    assert as_user.post(reverse("accounts:me"), given).status_code == 400
    user.refresh_from_db()
    assert (user.full_name, user.language) == ("Nguyễn Văn An", "vi")


def test_what_people_type_is_shown_as_text(as_user: Client, user: User) -> None:
    as_user.post(reverse("accounts:me"), {"full_name": "<script>alert(1)</script>", "language": "vi"})
    text = as_user.get(reverse("accounts:me")).content.decode()
    assert "<script>alert(1)" not in text and "&lt;script&gt;alert(1)" in text


def test_the_page_shows_the_phone_as_people_write_it(as_user: Client) -> None:
    assert "0912 345 678" in as_user.get(reverse("accounts:me")).content.decode()


def test_queries_of_my_page(as_user: Client, django_assert_num_queries: object) -> None:
    """Session, person, and the grants for the menu."""
    with django_assert_num_queries(3):  # type: ignore[operator]
        as_user.get(reverse("accounts:me"))
