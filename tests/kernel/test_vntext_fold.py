"""Folding for search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.kernel.vntext import fold


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đắk Lắk", "dak lak"),
        ("ĐẮK LẮK", "dak lak"),
        ("Đăk Lăk", "dak lak"),
        ("Hoà Bình", "hoa binh"),
        ("Hòa Bình", "hoa binh"),
        ("Thuỵ Hùng", "thuy hung"),
        ("Thụy Hùng", "thuy hung"),
        ("  Lạng \t Sơn\n", "lang son"),
        ("hồng vành khuyên", "hong vanh khuyen"),
        ("Ðồng Đăng", "dong dang"),
        ("xã Tân Mỹ, Hoàng Việt", "xa tan my, hoang viet"),
        ("10 m²", "10 m2"),
        ("ưỡn ỡ ặ ễ", "uon o a e"),
        ("", ""),
    ],
)
def test_search_keys(text: str, key: str) -> None:
    assert fold(text) == key


def test_every_vietnamese_letter_folds_to_a_plain_one() -> None:
    letters = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    for letter in letters:
        for tone in tones:
            composed = unicodedata.normalize("NFC", letter + tone)
            plain = unicodedata.normalize("NFD", letter)[0]
            assert fold(composed) == fold(composed.upper()) == plain


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_composed_and_decomposed_input_give_one_key(text: str) -> None:
    nfc, nfd = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(nfc) == fold(nfd) == fold(text)


@settings(deadline=None)
@given(st.text(), st.text())
def test_spaces_around_do_not_matter(one: str, other: str) -> None:
    assert fold(f" {one}\t\n{other} ") == fold(f"{one} {other}")
