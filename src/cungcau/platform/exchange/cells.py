"""One raw cell into the type of its column, or what should have stood there."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from cungcau.kernel.vntext import Kind as Said
from cungcau.kernel.vntext import TextUnreadable, parse, show_date, show_number
from cungcau.platform.exchange.columns import WHOLE, Cell, Kind

_PLAIN_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_PLAIN_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}\.(?:[0-9]{1,2}|[0-9]{4,12})")
"""A decimal point nobody can take for a thousands mark: any number of digits behind it but three."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")

_MEANT: dict[Kind, frozenset[Said]] = {
    "int": frozenset({Said.COUNT}),
    "kg": frozenset({Said.COUNT, Said.MASS}),
    "area": frozenset({Said.COUNT, Said.AREA}),
    "money": frozenset({Said.COUNT, Said.MONEY, Said.PRICE}),
    "decimal": frozenset({Said.COUNT}),
}
_UNITS = frozenset({"", "kg", "m2", "dong", "dong/kg"})

ONE = Fraction(1)
"""The column's own unit."""

_OWN_UNIT: dict[Kind, str] = {"kg": " kg", "area": " m²", "money": " đồng"}

_EXPECTED: dict[Kind, str] = {
    "text": "chữ",
    "int": "một số nguyên, ví dụ 1.250",
    "kg": "khối lượng theo kg, ví dụ 1.250 hoặc 1,25 tấn",
    "area": "diện tích theo m², ví dụ 3.600 hoặc 0,36 ha",
    "money": "số tiền theo đồng, ví dụ 18.500",
    "decimal": "một số, ví dụ 12,5",
    "date": "một ngày, ví dụ 15/9/2021",
    "datetime": "ngày và giờ, ví dụ 2021-09-15 07:30",
}


class CellRefused(ValueError):
    """The cell cannot be read; the text says, in Vietnamese, what was expected.

    ``proposals`` are texts that can be read and may be meant: both readings of "5,550", the ends of a range.
    """

    def __init__(self, expected: str, proposals: tuple[str, ...] = ()) -> None:
        super().__init__(expected)
        self.proposals = proposals


def typed(raw: object, kind: Kind, factor: Fraction = ONE) -> Cell:
    """The cell's value: None when empty, else text, int, Decimal, date, datetime; raises ``CellRefused``.

    Numbers are read the Vietnamese way ("1.250" is 1250); text that may mean two numbers is refused.
    ``factor`` is the size of the header's unit: it scales bare numbers, not those that bring their own unit.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if kind == "text":
        return _text(raw)
    if isinstance(raw, bool):
        raise CellRefused(_EXPECTED[kind])
    if kind in ("date", "datetime"):
        return _moment(raw, kind)
    number = _number(raw, kind, factor)
    if kind in WHOLE:
        if number.denominator != 1:
            nearest = f"{round(number)}{_OWN_UNIT.get(kind, '')}"
            raise CellRefused(f"{_EXPECTED[kind]} (không có phần lẻ)", (nearest,))
        return int(number)
    try:
        return Decimal(number.numerator) / Decimal(number.denominator)
    except InvalidOperation as error:
        raise CellRefused(_EXPECTED[kind]) from error


def shown(raw: object) -> str:
    """The raw cell as text for an error message."""
    return "" if raw is None else _text(raw)


def _text(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.isoformat(sep=" ") if raw.time() != time() else raw.date().isoformat()
    return str(raw).strip()


def _number(raw: object, kind: Kind, factor: Fraction) -> Fraction:
    if isinstance(raw, int):
        return raw * factor
    if isinstance(raw, float):
        try:
            return Fraction(repr(raw)) * factor
        except ValueError as error:
            raise CellRefused(_EXPECTED[kind]) from error
    if not isinstance(raw, str):
        raise CellRefused(_EXPECTED[kind])
    text = raw.strip()
    if _PLAIN_WHOLE.fullmatch(text) or _PLAIN_DECIMAL.fullmatch(text):
        return Fraction(text) * factor
    number, bare = _said(text, kind)
    return number * factor if bare else number


@lru_cache(maxsize=16_384)
def _said(text: str, kind: Kind) -> tuple[Fraction, bool]:
    """A number as people write it, and whether it stands without a unit."""
    try:
        reading = parse(text)
    except TextUnreadable as error:
        raise CellRefused(_EXPECTED[kind]) from error
    if reading.ambiguous:
        readings = [one for one in reading.readings if isinstance(one.min, Fraction)]
        numbers = [one.min for one in readings if isinstance(one.min, Fraction)]
        meant = " hoặc ".join(show_number(number) for number in numbers)
        fits = [one.min for one in readings if _fits(one.kind, one.unit, kind) and one.min == one.max]
        unit = _OWN_UNIT.get(kind, "") if reading.kind is not Said.COUNT else ""
        raise CellRefused(
            f"{_EXPECTED[kind]}; ô này có thể hiểu là {meant}" if meant else _EXPECTED[kind],
            tuple(_written(one) + unit for one in fits if isinstance(one, Fraction)),
        )
    if not _fits(reading.kind, reading.unit, kind):
        raise CellRefused(_EXPECTED[kind])
    bare = reading.kind is Said.COUNT
    if reading.min != reading.max or reading.approx is not None or not isinstance(reading.min, Fraction):
        unit = "" if bare else _OWN_UNIT.get(kind, "")
        ends = dict.fromkeys(end for end in (reading.min, reading.max) if isinstance(end, Fraction))
        raise CellRefused(
            f"{_EXPECTED[kind]}, một con số chứ không phải một khoảng",
            tuple(_written(end) + unit for end in ends),
        )
    return reading.min, bare


def _fits(said: Said, unit: str, kind: Kind) -> bool:
    return said in _MEANT[kind] and unit in _UNITS


def _written(number: Fraction) -> str:
    """Digits that are read in one way only: no thousands marks, and never three decimals."""
    if number.denominator == 1:
        return str(number.numerator)
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    text += "0" if len(text.partition(".")[2]) == 3 else ""
    return text.replace(".", ",")


def _moment(raw: object, kind: Kind) -> date | datetime:
    found = raw
    if isinstance(raw, str):
        found = _moment_of_text(raw.strip(), kind)
    if isinstance(found, datetime):
        if kind == "datetime":
            return found
        if found.time() == time():
            return found.date()
    elif isinstance(found, date):
        return datetime.combine(found, time.min) if kind == "datetime" else found
    raise CellRefused(_EXPECTED[kind])


@lru_cache(maxsize=16_384)
def _moment_of_text(text: str, kind: Kind) -> date | datetime:
    if _ISO.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError as error:
            raise CellRefused(_EXPECTED[kind]) from error
    try:
        reading = parse(text)
    except TextUnreadable as error:
        raise CellRefused(_EXPECTED[kind]) from error
    if reading.kind is not Said.DATE_RANGE or not isinstance(reading.min, date):
        raise CellRefused(_EXPECTED[kind])
    if reading.min != reading.max:
        ends = [end for end in (reading.min, reading.max) if isinstance(end, date)]
        raise CellRefused(_EXPECTED[kind], tuple(show_date(end) for end in ends))
    return reading.min
