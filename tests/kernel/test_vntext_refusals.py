"""Texts that cannot be read are refused with one clear Vietnamese line."""

from __future__ import annotations

import pytest

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import TextUnreadable, Trouble, parse

REFUSED = [
    ("", Trouble.EMPTY, ""),
    ("  \t ", Trouble.EMPTY, ""),
    ("...", Trouble.EMPTY, ""),
    ("xyz", Trouble.NO_NUMBER, ""),
    ("vài tấn", Trouble.VAGUE, "vài"),
    ("mấy chục tấn", Trouble.VAGUE, "mấy"),
    ("5 tấn na rải vụ", Trouble.NOT_UNDERSTOOD, "na rải vụ"),
    ("5 con trâu", Trouble.NOT_UNDERSTOOD, "trâu"),
    ("5 tán", Trouble.NOT_UNDERSTOOD, "tán"),
    ("-5 tấn", Trouble.NOT_UNDERSTOOD, "-5 tấn"),
    ("1.000.5 kg", Trouble.NOT_UNDERSTOOD, "1.000.5 kg"),
    ("10² tấn", Trouble.NOT_UNDERSTOOD, "² tấn"),
    ("từ nay đến 31/12/2021", Trouble.NOT_UNDERSTOOD, "nay đến 31/12/2021"),
    ("5 tấn -", Trouble.INCOMPLETE, ""),
    ("kg", Trouble.INCOMPLETE, ""),
    ("5 hộ - 7 xe", Trouble.INCOMPLETE, ""),
    ("31/9/2021", Trouble.NO_SUCH_DATE, "31/9/2021"),
    ("29/2/2023", Trouble.NO_SUCH_DATE, "29/2/2023"),
    ("32/9/2021", Trouble.NO_SUCH_DATE, "32/9/2021"),
    ("15/13/2021", Trouble.NO_SUCH_DATE, "15/13/2021"),
    ("tháng 13/2021", Trouble.NO_SUCH_DATE, "tháng 13"),
    ("tuần 53/2021", Trouble.NO_SUCH_DATE, "tuần 53/2021"),
    ("tuần 5 tháng 2/2023", Trouble.NO_SUCH_DATE, "tuần 5 tháng 2/2023"),
    ("1 " * 100, Trouble.TOO_LONG, ""),
]


@pytest.mark.parametrize(("text", "trouble", "part"), REFUSED)
def test_refusals_name_what_was_not_understood(text: str, trouble: Trouble, part: str) -> None:
    with pytest.raises(TextUnreadable) as caught:
        parse(text)
    refusal = caught.value
    assert (refusal.trouble, refusal.part, refusal.text) == (trouble, part, text)
    assert isinstance(refusal, DomainError)
    assert refusal.code == "text_unreadable"
    assert "\n" not in refusal.sentence
    assert part in refusal.sentence


def test_29_february_depends_on_the_year_given() -> None:
    assert not parse("29/2", year=2024).ambiguous
    with pytest.raises(TextUnreadable, match="text_unreadable") as caught:
        parse("29/2", year=2023)
    assert caught.value.part == "29/2 (2023)"


@pytest.mark.parametrize(
    "words", ["trên", "giá", "năm", "trăm", "nghìn trăm", "từ khoảng", "1/", "hai mươi", "5 tấn"]
)
def test_a_word_said_over_and_over_is_answered_at_once(words: str) -> None:
    with pytest.raises(TextUnreadable):
        parse((words + " ") * (150 // (len(words) + 1)))


@pytest.mark.parametrize("setting", [{"year": 1899}, {"year": 2101}, {"kg_per_gia": 0}, {"kg_per_gia": -1}])
def test_settings_out_of_range_are_refused(setting: dict[str, int]) -> None:
    with pytest.raises(DomainError, match="reading_setting_invalid"):
        parse("5 giạ", **setting)  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [1900, 2100])
@pytest.mark.parametrize("text", ["trước 1/1", "sau 31/12", "1/12 - 31/1", "tuần 1/1900", "31/12/2100 - 1/1"])
def test_the_edges_of_the_calendar_hold(text: str, year: int) -> None:
    assert parse(text, year=year).unit == "date"
