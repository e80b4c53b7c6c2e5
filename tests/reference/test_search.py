"""Words as people write them: one key for every usual spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tân Mỹ", "tan mi"),
        ("Đắk Lắk", "Đắc Lắc"),
        ("Bắc Kạn", "bac can"),
        ("Hoà Bình", "Hòa Bình"),
        ("Quý Hoà", "qui hoa"),
        ("Ea H'Leo", "ea hleo"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("TM-0001", "tm 0001"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Thuý", "Thúi"), ("Khánh", "Chánh"), ("Mỹ", "Mẫy"), ("Lan", "Lân 1")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert words(one) != words(other)


@given(st.text(max_size=80))
def test_a_key_is_a_key_of_itself_and_of_any_composition(text: str) -> None:
    key = words(text)
    assert words(key) == key
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))
    assert key.replace(" ", "").isalnum() or key == ""
    assert words(text, text) == f"{key} {key}".strip()


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_searched_for(text: str) -> None:
    assert list(matching(Unit.objects.all(), text)) == []


@pytest.mark.django_db
def test_all_words_the_last_perhaps_only_begun() -> None:
    unit = Unit.objects.create(
        code="20", kind="tỉnh", name="Lạng Sơn", level="province", folded="lang son",
        folded_path="tinh lang son", source="x",
    )  # fmt: skip
    for text in ("lạng sơn", "son lang", "lang s", "Tỉnh Lạng", "  ", "LANG SON"):
        assert list(matching(Unit.objects.all(), text)) == [unit], text
    for text in ("lan son", "lạng sơn a", "!!", "'"):
        assert list(matching(Unit.objects.all(), text)) == [], text
    assert not hasattr(Commodity, "words")
