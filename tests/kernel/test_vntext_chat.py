"""Chat messages become proposals that show where each word came from, and ask where two readings fit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from chat_messages import MESSAGES
from chat_words import said
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import fold
from cungcau.kernel.vntext.chat import (
    Grade,
    Lexicon,
    Mass,
    Person,
    Price,
    Proposal,
    Slot,
    Window,
    read_message,
)

TODAY = date(2021, 9, 12)
KNOWN = Lexicon(
    commodity=lambda words: fold(words) in {"hong", "hong vanh khuyen", "na", "na bo", "xoai"},
    place=lambda words: fold(words) in {"tan my", "hoang viet", "van lang"},
)


def read(text: str, known: Lexicon | None = None, today: date = TODAY) -> tuple[Proposal, ...]:
    return read_message(text, today=today, known=known)


def slots(proposal: Proposal) -> list[Slot[Any]]:
    names = ("who", "place", "commodity", "quantity", "grade", "size", "window", "price")
    own = [getattr(proposal, name) for name in names]
    return [slot for slot in (*own, *proposal.leftover) if slot is not None]


@pytest.mark.parametrize("message", MESSAGES)
def test_what_people_write(message: str) -> None:
    assert [said(proposal) for proposal in read(message)] == MESSAGES[message]


@pytest.mark.parametrize("message", [text for text, lots in MESSAGES.items() if lots])
def test_the_same_without_marks_finds_the_same_quantities(message: str) -> None:
    bare = "".join(_bare(char) for char in message)
    assert [_amounts(p) for p in read(bare)] == [_amounts(p) for p in read(message)] or _homographs(message)


def _bare(char: str) -> str:
    return fold(char) if fold(char) != char.lower() and fold(char) else char


def _amounts(proposal: Proposal) -> tuple[object, object]:
    return proposal.quantity and proposal.quantity.value, proposal.price and proposal.price.value


def _homographs(message: str) -> bool:
    """Words that are two words without their marks: Năm and năm, chín and Chín."""
    return any(word in message for word in ("Năm", "Chín"))


def test_with_known_names_the_question_is_settled() -> None:
    (lot,) = read("anh Hùng Tân Mỹ 2 tấn na bở, 25k/kg, cắt 10-15/9", KNOWN)
    assert lot.who and lot.who.value == Person("anh", "Hùng") and lot.who.text == "anh Hùng"
    assert lot.place and lot.place.value == "Tân Mỹ"
    assert lot.commodity and lot.commodity.value == "na bở"
    assert lot.quantity and lot.quantity.value == Mass(2000, 2000)
    assert lot.price and lot.price.value == Price(25000, 25000)
    assert lot.window and lot.window.value == Window(date(2021, 9, 10), date(2021, 9, 15))
    assert lot.questions == () and lot.leftover == ()
    assert lot.assumptions == ("«10-15/9» hiểu là 10–15/9/2021",)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("nha anh hung tan my 2 tan na bo", "who anh hung · place tan my · what na bo · kg 2000"),
        ("nha chi lan hong 5 ta", "who chị lan · what hong · kg 500"),
        ("Hoàng Việt 5 tạ na", "place Hoàng Việt · what na · kg 500"),
        ("Bán 7 tạ hồng vành khuyên Văn Lãng", "place Văn Lãng · what hồng vành khuyên · kg 700"),
        ("chị Lan Hồng vành khuyên 5 tạ", "who chị Lan · what Hồng vành khuyên · kg 500"),
    ],
)
def test_known_names_of_places_and_commodities(message: str, expected: str) -> None:
    assert [said(proposal) for proposal in read(message, KNOWN)] == [expected]


def test_an_export_gives_the_sender_and_the_day_it_was_sent() -> None:
    text = (
        "[20:15, 12/9/2021] Chị Lan: nhà em còn 5 tạ hồng loại 1, mai cắt 😊\n"
        "[20:16, 12/9/2021] Anh Hùng: ok chị\n"
        "[20:20, 12/9/2021] Anh Hùng: na bở 2 tấn\nloại 1, 25k\n"
        "13/09/2021, 6:05 SA - Bác Tư Nà Mò: 3 tạ hồng chín rồi\n"
    )
    lan, hung, tu = read(text, today=date(2021, 9, 27))
    assert said(lan) == "who *Chị Lan · what hồng · kg 500 · grade 1 · when 13/09"
    assert (lan.sender, lan.sent_at) == ("Chị Lan", datetime(2021, 9, 12, 20, 15))
    assert said(hung) == "who *Anh Hùng · what na bở · kg 2000 · grade 1 · price 25000"
    assert hung.who and hung.who.assumed == "hiểu là lô của người gửi tin" and hung.who.text == "Anh Hùng"
    assert hung.text == "na bở 2 tấn\nloại 1, 25k"
    assert said(tu) == "who *Bác Tư Nà Mò · what hồng · kg 300 · when 13/09-"
    assert tu.sent_at == datetime(2021, 9, 13, 6, 5)


def test_other_forms_of_headers() -> None:
    for header in (
        "[12/9/2021, 20:15:33] Chị Lan: ", "12/9/2021 20:15 - Chị Lan: ", "20:15 12/9/2021 Chị Lan: ",
        "Chị Lan [12/9/2021 20:15]\n", "[08:15 CH, 12/9/21] Chị Lan: ", "\u200e[20:15, 12/9/2021] Chị Lan:\n",
    ):  # fmt: skip
        (lot,) = read(header + "5 tạ hồng", today=date(2021, 9, 27))
        assert (lot.sender, lot.sent_at) == ("Chị Lan", datetime(2021, 9, 12, 20, 15)), header
        assert said(lot) == "who *Chị Lan · what hồng · kg 500", header


def test_a_heading_speaks_for_the_lines_below_it() -> None:
    text = "Nhà bác Tư ở thôn Nà Mò:\n- 2 tấn hồng loại 1, giá 25\n- 5 tạ hồng xô 12 nghìn\nNhà chị Lan:\n- 1 tấn na"
    first, second, third = read(text)
    tail = "kg 2000 · grade 1 · price 25000"
    assert said(first) == f"who bác Tư · place thôn Nà Mò · what hồng · {tail}"
    assert said(second) == "who bác Tư · place thôn Nà Mò · what hồng · kg 500 · grade xo · price 12000"
    assert said(third) == "who chị Lan · what na · kg 1000"
    assert second.who and second.who.assumed == "lấy từ «Nhà bác Tư» ở dòng trên"


def test_lines_of_a_table_like_message() -> None:
    text = "1. chị Lan - 5 tạ hồng loại 1\n2. anh Hùng - 3 tạ hồng loại 2\n3. bác Tư - 1 tấn na\n\nTổng hợp thôn Nà Mò"
    assert [said(lot) for lot in read(text)] == [
        "who chị Lan · what hồng · kg 500 · grade 1",
        "who anh Hùng · what hồng · kg 300 · grade 2",
        "who bác Tư · what na · kg 1000",
    ]


def test_a_following_line_adds_to_the_lot_before_it() -> None:
    (lot,) = read("nhà em 5 tạ hồng loại 1\nchín giữa tháng 9 nhé\n25k")
    assert said(lot) == "who *em · what hồng · kg 500 · grade 1 · when 11/09-20/09 · price 25000"


def test_phones_are_reported_apart_and_nowhere_else() -> None:
    text = "chị Lan 0912 345 678 hoặc +84 987.654.321 bán 5 tạ hồng, bàn 0205 3812 345"
    (lot,) = read(text)
    assert [phone.value for phone in lot.phones] == ["0912345678", "0987654321", "02053812345"]
    assert [text[phone.start : phone.end] for phone in lot.phones] == [phone.text for phone in lot.phones]
    assert "345" not in lot.text and not any("•" in slot.text for slot in slots(lot))
    assert len(lot.text) == len(text)


def test_a_price_said_of_one_lot_is_asked_for_the_others() -> None:
    first, second = read("chị Lan 5 tạ hồng loại 1, 3 tạ loại 2 giá 25k")
    assert second.price and second.price.value == Price(25000, 25000)
    assert first.price and first.price.value is None and first.price.readings == (Price(25000, 25000),)
    assert first.questions == ("Giá «giá 25k» có dùng cho lô này không?",)


def test_what_is_missing_is_asked() -> None:
    (lot,) = read("nhà chị Lan hồng loại 1 chín rồi")
    assert lot.questions == ("Bao nhiêu kg?",)
    (lot,) = read("nhà chị Lan 5 tạ loại 1")
    assert lot.questions == ("Mặt hàng gì?",)


@pytest.mark.parametrize(
    ("today", "message", "window"),
    [
        (date(2021, 12, 28), "chị Lan 5 tạ hồng đầu tháng 1", Window(date(2022, 1, 1), date(2022, 1, 10))),
        (date(2022, 1, 3), "chị Lan 5 tạ hồng 28/12", Window(date(2021, 12, 28), date(2021, 12, 28))),
        (date(2024, 2, 20), "chị Lan 5 tạ hồng 29/2", Window(date(2024, 2, 29), date(2024, 2, 29))),
        (date(2021, 9, 15), "chị Lan 5 tạ hồng cuối tuần này", Window(date(2021, 9, 18), date(2021, 9, 19))),
        (date(2021, 9, 15), "chị Lan 5 tạ hồng cuối tuần sau", Window(date(2021, 9, 25), date(2021, 9, 26))),
        (date(2021, 9, 25), "chị Lan 5 tạ hồng giữa tháng", Window(date(2021, 10, 11), date(2021, 10, 20))),
        (date(2021, 12, 25), "chị Lan 5 tạ hồng đầu tháng sau", Window(date(2022, 1, 1), date(2022, 1, 10))),
        (date(2021, 9, 15), "chị Lan 5 tạ hồng chủ nhật", Window(date(2021, 9, 19), date(2021, 9, 19))),
        (date(2021, 9, 15), "chị Lan 5 tạ hồng thứ hai tuần sau", Window(date(2021, 9, 20), date(2021, 9, 20))),
        (date(2021, 9, 15), "chị Lan 5 tạ hồng ngày kia", Window(date(2021, 9, 17), date(2021, 9, 17))),
        (date(2021, 9, 28), "chị Lan 5 tạ hồng ngày 5-8", Window(date(2021, 10, 5), date(2021, 10, 8))),
        (date(2021, 9, 15), "chị Lan 5 tạ hồng 10-12 ngày nữa", Window(date(2021, 9, 25), date(2021, 9, 27))),
    ],
)  # fmt: skip
def test_days_are_told_from_today(today: date, message: str, window: Window) -> None:
    (lot,) = read(message, today=today)
    assert lot.window is not None and lot.window.value == window
    assert lot.questions == ()
    if "ngày kia" not in message and "tuần sau" not in message:
        assert str(window.first.year if window.first else "") in lot.window.assumed


def test_grades_as_they_are_called() -> None:
    for words, code in (
        ("loại 1", "1"), ("loại I", "1"), ("loại nhất", "1"), ("loại nhì", "2"), ("L3", "3"), ("loại B", "B"),
        ("hàng xô", "xo"), ("đặc biệt", "dac biet"), ("loại đặc biệt", "dac biet"), ("hàng vip", "vip"),
    ):  # fmt: skip
        (lot,) = read(f"chị Lan 5 tạ hồng {words} chín rồi")
        assert lot.grade and lot.grade.value == Grade(words, code)


def test_too_long_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        read("a" * 20_001)
    assert refused.value.code == "message_too_long"


def sound(text: str, proposals: tuple[Proposal, ...]) -> None:
    """What holds of any proposal: spans show the text, nothing ambiguous has a value, no phone is left."""
    for lot in proposals:
        assert 0 <= lot.start < lot.end <= len(text)
        for slot in slots(lot):
            assert slot.text == text[slot.start : slot.end] and slot.start < slot.end
            assert (slot.value is None) == bool(slot.question)
        for phone in lot.phones:
            assert phone.text == text[phone.start : phone.end] and phone.text not in lot.text
        if lot.quantity and lot.quantity.value:
            mass = lot.quantity.value
            assert mass.low is None or mass.high is None or mass.low <= mass.high
        if lot.price and lot.price.value:
            assert 0 < lot.price.value.low <= lot.price.value.high
        if lot.window and lot.window.value and lot.window.value.first and lot.window.value.last:
            assert lot.window.value.first <= lot.window.value.last


@given(st.text(max_size=200), st.dates(date(1, 1, 1), date(9999, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_no_text_and_no_day_is_a_crash(text: str, today: date) -> None:
    sound(text, read(text, today=today))


WORDS = st.sampled_from(
    [
        "nhà",
        "chị",
        "anh",
        "bác",
        "Lan",
        "Hùng",
        "Tân",
        "Mỹ",
        "em",
        "có",
        "5",
        "7",
        "-",
        "5-7",
        "tạ",
        "tấn",
        "kg",
        "300kg",
        "hồng",
        "na",
        "bở",
        "loại",
        "1",
        "2",
        "L1",
        "L2",
        "xô",
        "chín",
        "rồi",
        "giữa",
        "cuối",
        "đầu",
        "tháng",
        "tuần",
        "này",
        "sau",
        "9",
        "10",
        "15/9",
        "10-15/9",
        "30/2",
        "T7",
        "T10",
        "thứ",
        "ngày",
        "mai",
        "mốt",
        "25k",
        "25k/kg",
        "giá",
        "nghìn",
        "hai",
        "lăm",
        "trăm",
        "một",
        "rưỡi",
        "nửa",
        "vài",
        "gần",
        "hơn",
        "mỗi",
        "thùng",
        "x",
        "20kg",
        ",",
        ".",
        ":",
        ";",
        "+",
        "và",
        "\n",
        "từ",
        "đến",
        "hết",
        "rằm",
        "âm",
        "lịch",
        "0912345678",
        "😊",
        "co",
        "ta",
        "tan",
        "chin",
        "nam",
        "[20:15,",
        "12/9/2021]",
        "Chị",
        "Lan:",
        "ở",
        "thôn",
        "xã",
        "3/4",
        "1/2",
        "2tr5",
        "/tạ",
        "/ngày",
        "quả/kg",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=24).map(" ".join), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
@settings(max_examples=120, deadline=None)
def test_any_jumble_of_such_words_is_read_soundly(text: str, today: date) -> None:
    found = read(text, today=today)
    sound(text, found)
    assert found == read(text, today=today)


@given(
    st.sampled_from(["chị Lan", "anh Hùng", "bác Tư", "ông Nông Văn Páo"]),
    st.integers(1, 99),
    st.sampled_from([("tạ", 100), ("tấn", 1000), ("kg", 1), ("yến", 10)]),
    st.sampled_from(["hồng", "na bở", "xoài"]),
    st.integers(1, 3),
    st.dates(date(2021, 9, 1), date(2021, 12, 31)),
    st.integers(5, 90),
)
@settings(max_examples=60, deadline=None)
def test_what_was_said_plainly_is_read_exactly(
    who: str, count: int, measure: tuple[str, int], what: str, grade: int, day: date, price: int
) -> None:
    unit, kg = measure
    for text in (
        f"nhà {who} {count} {unit} {what} loại {grade} cắt {day.day}/{day.month}, {price}k/kg",
        f"{count}{unit} {what} L{grade} nhà {who} giá {price} nghìn chín {day.day}/{day.month}",
    ):
        (lot,) = read(text, KNOWN, today=date(2021, 10, 15))
        assert lot.who and lot.who.value == Person(*who.split(" ", 1))
        assert lot.commodity and lot.commodity.value == what
        assert lot.quantity and lot.quantity.value == Mass(count * kg, count * kg)
        assert lot.grade and lot.grade.value and lot.grade.value.code == str(grade)
        assert lot.window and lot.window.value == Window(day, day)
        assert lot.price and lot.price.value == Price(price * 1000, price * 1000)
        assert lot.leftover == () and lot.questions == ()
