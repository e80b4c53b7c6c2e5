"""One raw cell into the type of its column, or what should have stood there."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from cungcau.kernel.vntext import Kind as Said
from cungcau.kernel.vntext import TextUnreadable, parse, show_number
from cungcau.platform.exchange.columns import WHOLE, Cell, Kind

_PLAIN_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_PLAIN_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}\.(?:[0-9]{1,2}|[0-9]{4,12})")
"""A decimal point nobody can take for a thousands mark: any number of digits behind it but three."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")

_MEANT: dict[Kind, frozenset[Said]] = {
    "int": frozenset({Said.COUNT}),
    "kg": frozenset({Said.COUNT, Said.MASS}),
    "money": frozenset({Said.COUNT, Said.MONEY, Said.PRICE}),
    "decimal": frozenset({Said.COUNT}),
}
_UNITS = frozenset({"", "kg", "dong", "dong/kg"})

_EXPECTED: dict[Kind, str] = {
    "text": "chữ",
    "int": "một số nguyên, ví dụ 1.250",
    "kg": "khối lượng theo kg, ví dụ 1.250 hoặc 1,25 tấn",
    "money": "số tiền theo đồng, ví dụ 18.500",
    "decimal": "một số, ví dụ 12,5",
    "date": "một ngày, ví dụ 15/9/2021",
    "datetime": "ngày và giờ, ví dụ 2021-09-15 07:30",
}


class CellRefused(ValueError):
    """The cell cannot be read; the text says, in Vietnamese, what was expected."""


def typed(raw: object, kind: Kind) -> Cell:
    """The cell's value: None when empty, else text, int, Decimal, date, datetime; raises ``CellRefused``.

    Numbers are read the Vietnamese way ("1.250" is 1250); text that may mean two numbers is refused.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if kind == "text":
        return _text(raw)
    if isinstance(raw, bool):
        raise CellRefused(_EXPECTED[kind])
    if kind in ("date", "datetime"):
        return _moment(raw, kind)
    number = _number(raw, kind)
    if kind in WHOLE:
        if number.denominator != 1:
            raise CellRefused(f"{_EXPECTED[kind]} (không có phần lẻ)")
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


def _number(raw: object, kind: Kind) -> Fraction:
    if isinstance(raw, int):
        return Fraction(raw)
    if isinstance(raw, float):
        try:
            return Fraction(repr(raw))
        except ValueError as error:
            raise CellRefused(_EXPECTED[kind]) from error
    if not isinstance(raw, str):
        raise CellRefused(_EXPECTED[kind])
    text = raw.strip()
    if _PLAIN_WHOLE.fullmatch(text) or _PLAIN_DECIMAL.fullmatch(text):
        return Fraction(text)
    return _said(text, kind)


def _said(text: str, kind: Kind) -> Fraction:
    """A number as people write it, with its unit or without."""
    try:
        reading = parse(text)
    except TextUnreadable as error:
        raise CellRefused(_EXPECTED[kind]) from error
    if reading.ambiguous:
        numbers = [one.min for one in reading.readings if isinstance(one.min, Fraction)]
        meant = " hoặc ".join(show_number(number) for number in numbers)
        raise CellRefused(f"{_EXPECTED[kind]}; ô này có thể hiểu là {meant}" if meant else _EXPECTED[kind])
    if reading.kind not in _MEANT[kind] or reading.unit not in _UNITS:
        raise CellRefused(_EXPECTED[kind])
    if reading.min != reading.max or reading.approx is not None or not isinstance(reading.min, Fraction):
        raise CellRefused(f"{_EXPECTED[kind]}, một con số chứ không phải một khoảng")
    return reading.min


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
    if reading.kind is not Said.DATE_RANGE or reading.min != reading.max or not isinstance(reading.min, date):
        raise CellRefused(_EXPECTED[kind])
    return reading.min
