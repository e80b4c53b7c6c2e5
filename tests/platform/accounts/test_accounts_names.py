"""The names people sign in under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import identity, phones


@pytest.mark.parametrize(
    "written",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(0912) 345678",
        "84912345678",
        "+84912345678",
        "+84 (0) 912 345 678",
        "0084912345678",
        " 0912345678 ",
        "０９１２３４５６７８",
    ],
)
def test_one_number_in_all_its_writings(written: str) -> None:
    assert phones.normalise(written) == "+84912345678"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("0205 3812 345", "+842053812345"),
        ("02438123456", "+842438123456"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("00856 20 5551 2345", "+8562055512345"),
    ],
)
def test_landlines_and_numbers_from_abroad(written: str, stored: str) -> None:
    assert phones.normalise(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "123",
        "0112345678",
        "091234567",
        "09123456789",
        "+84",
        "+0912345678",
        "an",
        "+841",
        "٠٩١٢٣٤٥٦٧٨",
    ],
)
def test_what_is_no_phone_number(written: str) -> None:
    with pytest.raises(DomainError) as refusal:
        phones.normalise(written)
    assert refusal.value.code == "phone_invalid"
    assert refusal.value.facts == {"value": written}


@given(st.text(max_size=30))
def test_any_text_is_either_refused_or_stable(text: str) -> None:
    try:
        stored = phones.normalise(text)
    except DomainError:
        return
    assert phones.normalise(stored) == stored
    assert stored.startswith("+") and stored[1:].isascii() and stored[1:].isdigit()


def test_a_stored_number_reads_as_people_write_it() -> None:
    assert phones.national("+84912345678") == "0912 345 678"
    assert phones.national("+8613800138000") == "+8613800138000"


@pytest.mark.parametrize(
    "name", ["an", "a" * 61, "an nguyen", "ân", "0912345678", "an@b.vn", ".an", "an-", "12345", ""]
)
def test_user_names_that_could_be_taken_for_something_else_are_refused(name: str) -> None:
    with pytest.raises(DomainError) as refusal:
        identity.username(name)
    assert refusal.value.code == "username_invalid"


def test_user_names_are_stored_in_lower_case() -> None:
    assert identity.username(" CanBo.TanMy_1 ") == "canbo.tanmy_1"


@given(st.text(max_size=40))
def test_a_valid_user_name_is_never_looked_up_as_phone_or_mail(text: str) -> None:
    try:
        name = identity.username(text)
    except DomainError:
        return
    assert identity.sign_in_name(name) == ("username", name)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("An@Example.vn ", ("email", "an@example.vn")),
        ("+84 912 345 678", ("phone", "+84912345678")),
        (" AN.nguyen", ("username", "an.nguyen")),
        ("khong\x00ai", ("username", "khongai")),
    ],
)
def test_what_a_typed_name_means(typed: str, meant: tuple[str, str]) -> None:
    assert identity.sign_in_name(typed) == meant
