"""Signing in, and what happens to those who guess."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from people import PASSWORD, MakeUser, Together, client_of

from cungcau.platform.accounts import lockout
from cungcau.platform.accounts.models import SignInFailures, User
from cungcau.platform.audit.models import Entry


def attempt(name: str, password: str, *, client: Client | None = None, **extra: str) -> HttpResponse:
    page = reverse("accounts:sign-in")
    return (client or Client()).post(page, {"name": name, "password": password, **extra})  # type: ignore[return-value]


def test_the_page_is_vietnamese_and_names_its_fields(db: None) -> None:
    page = Client().get(reverse("accounts:sign-in"))
    text = page.content.decode()
    assert page.status_code == 200
    assert '<html lang="vi"' in text
    assert "Tên đăng nhập, số điện thoại hoặc thư điện tử" in text
    assert 'autocomplete="current-password"' in text


@pytest.mark.parametrize("name", ["an.nguyen", "0912 345 678", "an@example.vn"])
def test_signing_in_goes_on_to_the_wanted_page(user: User, name: str) -> None:
    client = Client()
    answer = attempt(name, PASSWORD, client=client, next="/thong-bao/?chua-doc=1")
    assert (answer.status_code, answer["Location"]) == (302, "/thong-bao/?chua-doc=1")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert answer.cookies["django_language"].value == "vi"
    assert Entry.objects.get(verb="accounts.signed_in").actor == user


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example", "http:///x"],
)
def test_next_never_leads_elsewhere(user: User, elsewhere: str) -> None:
    assert attempt("an.nguyen", PASSWORD, next=elsewhere)["Location"] == reverse("home")
    page = client_of(user).get(reverse("accounts:sign-in"), {"next": elsewhere})
    assert page["Location"] == reverse("home")


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(user: User) -> None:
    page = attempt("an.nguyen", "sai")
    text = page.content.decode()
    assert page.status_code == 400
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in text and "còn 4 lần thử" in text
    assert 'value="an.nguyen"' in text and 'value="sai"' not in text


def test_unknown_and_known_names_are_told_the_same(user: User) -> None:
    known, unknown = attempt("an.nguyen", "sai"), attempt("ai.do", "sai")
    same = known.content.decode().replace("an.nguyen", "ai.do")
    assert strip_token(same) == strip_token(unknown.content.decode())


def strip_token(text: str) -> list[str]:
    return [line for line in text.splitlines() if "csrf" not in line.lower()]


def test_unknown_and_known_names_cost_the_same_hashing(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        calls.append(password)
        return str(real(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    attempt("an.nguyen", "sai")
    known = len(calls)
    attempt("ai.do", "sai")
    assert known == len(calls) - known == 1


def test_after_five_failures_even_the_right_password_waits(user: User) -> None:
    for left in (4, 3, 2, 1, 0):
        assert f"còn {left} lần thử" in attempt("an.nguyen", "sai").content.decode()
    page = attempt("an.nguyen", PASSWORD)
    assert page.status_code == 429
    assert "tạm khoá. Hãy thử lại sau 15 phút" in page.content.decode()
    assert Entry.objects.get(verb="accounts.locked").object_id == str(user.pk)
    with time_machine.travel(timezone.now() + timedelta(minutes=14), tick=False):
        assert "sau 1 phút" in attempt("an.nguyen", PASSWORD).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1), tick=False):
        assert attempt("an.nguyen", PASSWORD).status_code == 302


def test_every_writing_of_a_phone_counts_as_one_name(user: User) -> None:
    for written in ("0912345678", "0912 345 678", "+84912345678", "84912345678", "0912.345.678"):
        attempt(written, "sai")
    assert attempt("0912-345-678", PASSWORD).status_code == 429


def test_unknown_names_are_closed_too_and_leave_no_trail(db: None) -> None:
    for _ in range(6):
        page = attempt("ai.do", "sai")
    assert page.status_code == 429
    assert not Entry.objects.exists()


def test_another_address_and_another_name_are_free(user: User, make_user: MakeUser) -> None:
    make_user("binh")
    for _ in range(6):
        attempt("an.nguyen", "sai")
    elsewhere = Client(REMOTE_ADDR="203.0.113.7")
    assert attempt("an.nguyen", PASSWORD, client=elsewhere).status_code == 302
    assert attempt("binh", PASSWORD).status_code == 302


def test_a_right_password_forgives(user: User) -> None:
    for _ in range(4):
        attempt("an.nguyen", "sai")
    assert attempt("an.nguyen", PASSWORD).status_code == 302
    assert not SignInFailures.objects.exists()


def test_old_failures_are_dropped(user: User) -> None:
    for number in range(3):
        attempt(f"rac-{number}", "sai")
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        attempt("an.nguyen", "sai")
    assert [row.name for row in SignInFailures.objects.all()] == ["an.nguyen"]


def test_guesses_sent_at_once_are_all_counted(
    transactional_db: None,
    make_user: MakeUser,
    together: Together,
) -> None:
    make_user("an.nguyen")
    answers = together([lambda: attempt("an.nguyen", "sai").status_code] * 12)
    assert sorted(answers, key=str) == [400] * lockout.MOST_FAILURES + [429] * (12 - lockout.MOST_FAILURES)


def test_signing_out_needs_a_post(user: User) -> None:
    client = client_of(user)
    assert client.get(reverse("accounts:sign-out")).status_code == 405
    assert "_auth_user_id" in client.session
    assert client.post(reverse("accounts:sign-out"))["Location"] == reverse("home")
    assert "_auth_user_id" not in client.session


def test_posts_without_a_token_are_refused(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert attempt("an.nguyen", PASSWORD, client=strict).status_code == 403
    assert "_auth_user_id" not in strict.session
