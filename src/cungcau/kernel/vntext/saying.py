"""A reading said back in one Vietnamese line, for people to confirm."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cungcau.kernel.vntext.reading import Approx, Kind, Reading
from cungcau.kernel.vntext.show import show_area, show_kg, show_number
from cungcau.kernel.vntext.show_dates import show_date, show_date_range
from cungcau.kernel.vntext.units import BY_CODE

_NAMES = {
    Kind.MASS: "khối lượng",
    Kind.AREA: "diện tích",
    Kind.MONEY: "số tiền",
    Kind.PRICE: "giá",
    Kind.YIELD: "năng suất",
    Kind.COUNT: "số lượng",
    Kind.DURATION: "thời lượng",
    Kind.DATE_RANGE: "thời gian",
    Kind.DEADLINE: "hạn",
}


def say(reading: Reading) -> str:
    """Say ``reading`` in one line: "khối lượng: 500–700 kg"; an ambiguous one lists what may be meant."""
    name = _NAMES[reading.kind]
    if not reading.ambiguous:
        return f"{name}: {_value(reading)}" + (f" [{reading.note}]" if reading.note else "")
    kinds = {each.kind for each in reading.readings}
    said = [say(each).removeprefix(f"{name}: " if len(kinds) == 1 else "") for each in reading.readings]
    choices = "; ".join(f"({i}) {choice}" for i, choice in enumerate(said, start=1))
    return f"{name}: chưa rõ ({reading.note})" + (f": {choices}" if choices else "")


def unit_words(code: str) -> str:
    """Return a unit code as people write it: "dong/kg" is "đ/kg", "m2" is "m²"."""
    return "/".join(BY_CODE[part].words[0] if part in BY_CODE else part for part in code.split("/"))


def _value(reading: Reading) -> str:
    low, high = reading.min, reading.max
    if isinstance(low, date) or isinstance(high, date):
        return _days(reading, low, high)
    words = unit_words(reading.unit)
    if low is None or high is None:
        known = low if high is None else high
        text = _one(known or Fraction(0), reading.unit, words)
        return f"từ {text} trở lên" if high is None else f"đến {text}"
    hedge = {Approx.ABOUT: "khoảng ", Approx.OVER: "trên ", Approx.UNDER: "gần ", None: ""}[reading.approx]
    if low == high:
        return hedge + _one(low, reading.unit, words)
    return f"{hedge}{show_number(low)}–{show_number(high)} {words}".rstrip()


def _one(value: Fraction, unit: str, words: str) -> str:
    if unit == "kg":
        return show_kg(value)
    if unit == "m2":
        return show_area(value)
    return f"{show_number(value)} {words}".rstrip()


def _days(reading: Reading, low: object, high: object) -> str:
    first = low if isinstance(low, date) else None
    last = high if isinstance(high, date) else None
    if reading.kind is Kind.DEADLINE and last is not None:
        return f"chậm nhất {show_date(last)}"
    return ("khoảng " if reading.approx is Approx.ABOUT else "") + show_date_range(first, last)
