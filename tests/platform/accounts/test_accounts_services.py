"""Making and changing accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from people import PASSWORD, MakeUser, Together

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import selectors, services, trail
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry


@pytest.mark.parametrize(
    "name",
    [
        "an.nguyen",
        "AN.Nguyen ",
        "0912345678",
        "+84 912 345 678",
        "0912.345.678",
        "an@example.vn",
        "AN@EXAMPLE.VN",
    ],
)
def test_one_person_under_every_name(user: User, name: str) -> None:
    assert authenticate(None, username=name, password=PASSWORD) == user
    assert authenticate(None, username=name, password=PASSWORD + " ") is None
    assert selectors.find(name) == user


def test_a_switched_off_account_is_nobody(user: User) -> None:
    services.deactivate(user=user, actor=None)
    assert authenticate(None, username="an.nguyen", password=PASSWORD) is None
    services.deactivate(user=user, actor=None)
    assert Entry.objects.filter(verb="accounts.deactivated").count() == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"username": "an nguyen"}, "username_invalid"),
        ({"full_name": "  "}, "full_name_missing"),
        ({"full_name": "x" * 121}, "full_name_missing"),
        ({"phone": "12"}, "phone_invalid"),
        ({"email": "an@"}, "email_invalid"),
        ({"language": "fr"}, "language_unknown"),
        ({"password": "12345678"}, "password_weak"),
        ({"password": "ngắn"}, "password_weak"),
        ({"username": "AN.nguyen"}, "username_taken"),
        ({"phone": "84912345678"}, "phone_taken"),
        ({"email": "AN@example.vn"}, "email_taken"),
    ],
)
def test_a_refused_account_leaves_nothing(user: User, facts: dict[str, str], code: str) -> None:
    wanted = {"username": "binh", "full_name": "Trần Thị Bình", "password": PASSWORD, **facts}
    with pytest.raises(DomainError) as refusal:
        services.create_user(**wanted)
    assert refusal.value.code == code
    assert list(User.objects.all()) == [user]
    assert Entry.objects.filter(verb="accounts.created").count() == 1


def test_many_people_without_phone_or_mail(make_user: MakeUser) -> None:
    assert {make_user().phone for _ in range(3)} == {""}


def test_two_at_once_never_share_a_phone(transactional_db: None, together: Together) -> None:
    def make(name: str) -> Callable[[], object]:
        return lambda: services.create_user(
            username=name, full_name=name, password=PASSWORD, phone="0912345678"
        )

    results = together([make(f"nguoi-{number}") for number in range(4)])
    refused = [one.code for one in results if isinstance(one, DomainError)]
    assert refused == ["phone_taken"] * 3
    assert User.objects.count() == 1


def test_a_new_password_is_checked_against_the_person(user: User) -> None:
    with pytest.raises(DomainError) as refusal:
        services.set_password(user=user, password="an.nguyen", actor=None)
    assert refusal.value.code == "password_weak"
    assert "tên đăng nhập" in str(refusal.value.facts["reasons"])
    services.set_password(user=user, password="na chi lăng 3200 ha", actor=None)
    assert authenticate(None, username="an.nguyen", password="na chi lăng 3200 ha") == user
    assert Entry.objects.get(verb="accounts.password_changed").facts == {}


def test_no_password_reaches_the_trail(user: User) -> None:
    services.set_password(user=user, password="một mật khẩu rất dài", actor=user)
    kept = " ".join(f"{entry.facts} {entry.object_label} {entry.folded}" for entry in Entry.objects.all())
    assert "mật khẩu rất" not in kept and PASSWORD not in kept and "argon" not in kept


def test_without_a_trail_nothing_is_written(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "_recorders", [])
    with pytest.raises(RuntimeError):
        services.change_profile(user=user, full_name="Khác", language="vi", actor=user)
    user.refresh_from_db()
    assert user.full_name == "Nguyễn Văn An"
