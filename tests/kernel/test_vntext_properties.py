"""What is printed is read back; nothing anybody types brings the reader down."""

from __future__ import annotations

import unicodedata
from datetime import date
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cungcau.kernel.vntext import (
    Kind,
    Reading,
    Region,
    TextUnreadable,
    parse,
    show_area,
    show_date,
    show_date_range,
    show_kg,
    show_long_date,
    show_money,
    show_number,
    show_price,
    show_yield,
)

amounts = st.integers(min_value=0, max_value=10**13)
thousands = amounts.map(lambda number: number - number % 1000)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
WORDS = (
    *("5", "7", "1.500", "5,550", "2021", "15/9", "31/10/2021", "1", "½", "-", "/", "(", ")", "%", "~"),
    *(
        "đến",
        "từ",
        "khoảng",
        "trên",
        "trước",
        "hết",
        "hạn",
        "ngày",
        "tháng",
        "quý",
        "tuần",
        "đầu",
        "giữa",
        "cuối",
    ),
    *("một", "hai", "ba", "năm", "mươi", "mười", "rưỡi", "nửa", "linh", "lăm", "mốt", "chục", "vạn", "trăm"),
    *("nghìn", "triệu", "tỷ", "k", "tr", "đồng", "giá", "tấn", "tạ", "cân", "kg", "giạ", "ta", "nam"),
    *("sào", "công", "mẫu", "ha", "m²", "hộ", "và", "âm", "lịch", "rằm"),
)
phrases = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def read_back(text: str) -> tuple[object, ...]:
    found = parse(text)
    assert not found.ambiguous, text
    return found.kind, found.min, found.max


@settings(deadline=None)
@given(amounts | thousands)
def test_weights_come_back(kg: int) -> None:
    assert read_back(show_kg(kg)) == (Kind.MASS, kg, kg)
    assert read_back(show_kg(kg, unit="tạ")) == (Kind.MASS, kg, kg)


@settings(deadline=None)
@given(amounts | thousands, st.sampled_from(Region))
def test_areas_come_back(m2: int, region: Region) -> None:
    assert read_back(show_area(m2)) == (Kind.AREA, m2, m2)
    if Fraction(m2, 1000).denominator in {1, 2, 4, 5, 10}:
        shown = parse(show_area(m2, unit="công"), region=region)
        ends: tuple[object, object] = (shown.min, shown.max)
        assert ends == (m2, m2)


@settings(deadline=None)
@given(amounts | thousands)
def test_money_comes_back(dong: int) -> None:
    assert read_back(show_money(dong)) == (Kind.MONEY, dong, dong)
    assert read_back(show_money(dong, short=True)) == (Kind.MONEY, dong, dong)


@settings(deadline=None)
@given(amounts, amounts)
def test_prices_come_back(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert read_back(show_price(low)) == (Kind.PRICE, low, low)
    if low >= 1000:  # below, "5–7.000 đ/kg" is the short way of writing 5.000–7.000
        assert read_back(show_price(low, high)) == (Kind.PRICE, low, high)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_yields_come_back(kg_per_ha: int) -> None:
    assert read_back(show_yield(kg_per_ha)) == (Kind.YIELD, kg_per_ha, kg_per_ha)


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=10**9, max_denominator=10**4))
def test_numbers_with_up_to_two_decimals_come_back(number: Fraction) -> None:
    rounded = Fraction(round(number * 100), 100)
    assert read_back(show_number(rounded)) == (Kind.COUNT, rounded, rounded)


@settings(deadline=None)
@given(days)
def test_dates_come_back(day: date) -> None:
    assert read_back(show_date(day)) == (Kind.DATE_RANGE, day, day)
    assert read_back(show_long_date(day)) == (Kind.DATE_RANGE, day, day)


@settings(deadline=None)
@given(days, days)
def test_date_ranges_come_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert read_back(show_date_range(first, last)) == (Kind.DATE_RANGE, first, last)


def outcome(text: str) -> Reading | str:
    try:
        return parse(text, year=2021)
    except TextUnreadable as refusal:
        assert refusal.sentence
        return refusal.trouble


def sound(found: Reading) -> bool:
    """Whether the reading keeps the promises of its shape."""
    if found.ambiguous:
        return (
            found.min is None and found.max is None and bool(found.note) and all(map(sound, found.readings))
        )
    known = [end for end in (found.min, found.max) if end is not None]
    ordered = found.min is None or found.max is None or found.min <= found.max  # type: ignore[operator]
    return bool(known) and ordered and found.readings == ()


@settings(deadline=None)
@given(st.text(max_size=60))
@example("١٢ tấn")
@example("5\u0300 tấn")
@example("\ud800")
@example("9" * 159)
@example("0" * 150 + " tấn/0 kg")
@example("1 tấn/0 ha")
def test_any_text_is_read_or_refused(text: str) -> None:
    found = outcome(text)
    if isinstance(found, Reading):
        assert sound(found)
        assert found.as_json()


@settings(max_examples=300, deadline=None)
@given(phrases)
def test_any_words_of_the_trade_are_read_or_refused(text: str) -> None:
    found = outcome(text)
    if isinstance(found, Reading):
        assert sound(found)


@settings(max_examples=200, deadline=None)
@given(phrases)
def test_composed_and_decomposed_texts_read_alike(text: str) -> None:
    assert outcome(text) == outcome(unicodedata.normalize("NFD", text))


@settings(max_examples=200, deadline=None)
@given(phrases)
def test_case_does_not_matter(text: str) -> None:
    assert outcome(text) == outcome(text.upper())
