"""Number words: every number, spelled out by rule, is read back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.kernel.vntext import Kind, fold, parse

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", " nghìn", " triệu", " tỷ")


def below_thousand(number: int, full: bool) -> str:
    """Spell 1 to 999; ``full`` names the hundreds even when there are none."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0 and ones:
        words += ["linh", DIGITS[ones]] if words else [DIGITS[ones]]
    elif tens == 1:
        words += ["mười"] + ([] if ones == 0 else ["lăm" if ones == 5 else DIGITS[ones]])
    elif tens:
        words += [DIGITS[tens], "mươi"]
        words += [] if ones == 0 else [{1: "mốt", 4: "tư", 5: "lăm"}.get(ones, DIGITS[ones])]
    return " ".join(words)


def spell(number: int) -> str:
    """Spell a number from 1 to under 10¹² as schools teach it."""
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    words = ""
    for power in reversed(range(len(groups))):
        if not groups[power]:
            words += f" không{SCALES[power]}" if words and power and any(groups[:power]) else ""
        else:
            words += f" {below_thousand(groups[power], full=power < len(groups) - 1)}{SCALES[power]}"
    return words.strip()


def test_spelling_is_as_taught() -> None:
    assert spell(105) == "một trăm linh năm"
    assert spell(1_005) == "một nghìn không trăm linh năm"
    assert spell(21) == "hai mươi mốt"
    assert spell(85_000_120) == "tám mươi lăm triệu không nghìn một trăm hai mươi"
    assert spell(2_300_015) == "hai triệu ba trăm nghìn không trăm mười lăm"


numbers = st.integers(min_value=1, max_value=999) | st.integers(min_value=1, max_value=10**12 - 1)


@settings(deadline=None, max_examples=300)
@given(numbers)
def test_spelled_numbers_are_read_back(number: int) -> None:
    for text in (f"{spell(number)} đồng", f"{spell(number).upper()} ĐỒNG"):
        found = parse(text)
        assert not found.ambiguous, text
        assert (found.kind, found.min == number, found.max == number) == (Kind.MONEY, True, True), text


@settings(deadline=None, max_examples=300)
@given(numbers)
def test_without_marks_the_number_is_at_least_among_the_readings(number: int) -> None:
    """ "tam tram" may be tám trăm (800) or tầm trăm (about 100): then both are listed."""
    found = parse(fold(f"{spell(number)} đồng"))
    assert number in {each.min for each in found.readings or (found,)}


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=10**6))
def test_ruoi_adds_half_of_the_unit(number: int) -> None:
    assert parse(f"{number} tạ rưỡi").min == number * 100 + 50
