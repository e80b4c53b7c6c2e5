"""What a plain telephone gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cungcau.platform.notify import catalogue, sms_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mời hái 700 kg hồng vành khuyên, ĐIỂM Na Sầm", "Moi hai 700 kg hong vanh khuyen, DIEM Na Sam"),
        ("đường Điện Biên Phủ", "duong Dien Bien Phu"),
        ("15–25.000 đ/kg… “chín” ≥ 3 m²", '15-25.000 d/kg... "chin" >= 3 m2'),
        ("hoà\u0309 hòa", "hoa hoa"),
        ("  một \t hai  \n ba ", "mot hai\nba"),
        ("giá 1.000₫ 🍊 柿", "gia 1.000d ? ?"),
        ("a_b~[c]{d}|e^", "a_b~[c]{d}|e^"),
    ],
)
def test_marks_go_and_case_stays(text: str, expected: str) -> None:
    assert sms_text.without_marks(text) == expected


@given(st.text(max_size=300))
def test_every_text_ends_in_letters_of_one_sms_alphabet(text: str) -> None:
    plain = sms_text.without_marks(text)
    assert all(sms_text.length(letter) in (1, 2) and ord(letter) < 0x2A00 for letter in plain)
    assert sms_text.without_marks(plain) == plain
    encodable = set(plain) - sms_text._PLAIN - sms_text._DOUBLE
    assert not encodable


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
    ],
)
def test_how_many_sms_a_text_is(text: str, count: int) -> None:
    assert sms_text.parts(text) == count


def test_a_text_for_telephones_that_does_not_fit_is_refused_when_registered() -> None:
    long = "Mời hái {kg} kg. " + "x" * 150
    with pytest.raises(ValueError, match=r"sms_vi: 169 letters, sent as 2 SMS; at most 160 in one: Moi hai"):
        catalogue.register(
            catalogue.Message("test.long", "a", "b", "c", "d", sms_vi=long, longest={"kg": "99.999"})
        )
    with pytest.raises(ValueError, match="longest lacks kg"):
        catalogue.register(catalogue.Message("test.long", "a", "b", "c", "d", sms_vi="{kg}"))
    with pytest.raises(ValueError, match="letter no SMS can hold"):
        catalogue.register(catalogue.Message("test.long", "a", "b", "c", "d", sms_vi="quả 🍊 này?"))
    with pytest.raises(catalogue.UnknownMessage):
        catalogue.message("test.long")


def test_a_message_without_a_text_for_telephones_sends_its_body() -> None:
    catalogue.register(catalogue.Message("test.body", "Giá", "Giá {price} đồng", "Price", "{price} dong"))
    assert catalogue.speak("test.body", {"price": "25.000"}, "vi").sms == "Gia 25.000 dong"
    assert catalogue.speak("test.body", {"price": "25.000"}, "en").sms == "25.000 dong"
