"""One cell of a file as a value, or the reason why it is none.

Every parser takes the stripped text of a cell and returns a value; it raises ``Refused`` with what was
expected, in Vietnamese. Parsers of small value sets remember what they have seen, which makes tables of
millions of rows bearable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

T = TypeVar("T")
Parser = Callable[[str], T]

MAX_KG = 10**12
MAX_VND_PER_KG = 10**9
MAX_DAYS = 36_500
FIRST_YEAR, LAST_YEAR = 1900, 2199

_DECIMAL = re.compile(r"\d{1,12}(?:\.\d{1,9})?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUE = frozenset({"true", "1", "yes", "có"})
_FALSE = frozenset({"false", "0", "no", "không"})


class Refused(ValueError):
    """A cell or a row is not what its column asks for.

    ``column`` and ``value`` are given only when a whole row is at fault; for a cell the caller knows them.
    """

    def __init__(self, expected: str, column: str = "", value: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.column = column
        self.value = value


class Remembered(dict[str, T], Generic[T]):
    """A parser's answers by text, computed once each; forgets all when it grows past ``LIMIT``."""

    LIMIT = 100_000

    def __init__(self, parse: Parser[T]) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, text: str) -> T:
        if len(self) >= self.LIMIT:
            self.clear()
        value = self[text] = self._parse(text)
        return value


def remembered(parse: Parser[T]) -> Parser[T]:
    """``parse`` with its answers kept; for columns whose texts repeat."""
    return Remembered(parse).__getitem__


def text(cell: str) -> str:
    """A text that must stand there."""
    if not cell:
        raise Refused("không được để trống")
    return cell


def optional_text(cell: str) -> str:
    """A text that may be absent (empty)."""
    return cell


def node(cell: str) -> str:
    """The name of a place, point or market: a text without ``>``, which joins the two ends of a lane."""
    if ">" in text(cell):
        raise Refused("tên không chứa dấu “>” (dấu này nối hai đầu một tuyến)")
    return cell


def whole(cell: str, *, least: int = 0, most: int = MAX_KG) -> int:
    """An integer in plain digits between ``least`` and ``most``."""
    digits = cell[1:] if cell.startswith("-") else cell
    if not digits:
        raise Refused("cần một số nguyên, không được để trống")
    if not (digits.isascii() and digits.isdigit()):
        raise Refused("cần số nguyên viết liền bằng chữ số, không dấu ngăn nghìn, không phần lẻ (ví dụ 1000)")
    if len(digits) > 18:
        raise Refused(f"cần số không quá {most}")
    value = int(cell)
    if value < least:
        raise Refused("không được là số âm" if least == 0 else f"cần số nguyên từ {least} trở lên")
    if value > most:
        raise Refused(f"cần số không quá {most}")
    return value


def bounded(least: int, most: int) -> Parser[int]:
    """A required integer between two bounds."""
    return remembered(lambda cell: whole(cell, least=least, most=most))


def blank_or(parse: Parser[T]) -> Parser[T | None]:
    """``parse``, with None for an empty cell."""
    return remembered(lambda cell: parse(cell) if cell else None)


def blank_as(value: T, parse: Parser[T]) -> Parser[T]:
    """``parse``, with ``value`` for an empty cell."""
    return remembered(lambda cell: parse(cell) if cell else value)


def day(cell: str) -> date:
    """A day written YYYY-MM-DD."""
    wanted = "cần ngày viết theo mẫu NĂM-THÁNG-NGÀY có thật (ví dụ 2021-09-15)"
    if not (cell.isascii() and _ISO_DATE.fullmatch(cell)):
        raise Refused(wanted)
    try:
        value = date.fromisoformat(cell)
    except ValueError:
        raise Refused(wanted) from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Refused(f"cần ngày trong khoảng năm {FIRST_YEAR} đến {LAST_YEAR}")
    return value


def decimal(cell: str) -> Fraction:
    """A number ≥ 0 with a decimal point, exactly."""
    if not (cell.isascii() and _DECIMAL.fullmatch(cell)):
        raise Refused("cần số không âm, phần lẻ sau dấu chấm, nhiều nhất 9 chữ số lẻ (ví dụ 1.5)")
    return Fraction(cell)


def weight(cell: str) -> Fraction:
    """A producer's weight: a decimal above 0."""
    value = decimal(cell)
    if value == 0:
        raise Refused("cần số lớn hơn 0")
    return value


def factor(cell: str) -> Fraction:
    """A closure's factor: a decimal from 0 to 1."""
    if not cell:
        raise Refused("cần số từ 0 (đóng hẳn) đến 1, không được để trống")
    value = decimal(cell)
    if value > 1:
        raise Refused("cần số từ 0 (đóng hẳn) đến 1")
    return value


def truth(cell: str) -> bool:
    """Yes or no: true/false, 1/0, yes/no, có/không."""
    word = cell.lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise Refused("cần true hoặc false (cũng nhận 1/0, yes/no, có/không)")


def labels(cell: str) -> frozenset[str]:
    """Certificates joined by ``;``."""
    return frozenset(part for part in (piece.strip() for piece in cell.split(";")) if part)


def one_of(*words: str) -> Parser[str]:
    """One of a closed list of words."""

    def parse(cell: str) -> str:
        if cell not in words:
            raise Refused("cần một trong: " + ", ".join(words))
        return cell

    return remembered(parse)


NAME = remembered(text)
NODE = remembered(node)
KG = bounded(0, MAX_KG)
KG_OR_NONE = blank_or(KG)
KG_OR_ZERO = blank_as(0, KG)
POSITIVE_KG = bounded(1, MAX_KG)
VND_OR_NONE = blank_or(bounded(0, MAX_VND_PER_KG))
VND_OR_ZERO = blank_as(0, bounded(0, MAX_VND_PER_KG))
DAYS = bounded(0, MAX_DAYS)
DAYS_OR_NONE = blank_or(DAYS)
DAYS_OR_ZERO = blank_as(0, DAYS)
GRADE_OR_NONE = blank_or(bounded(0, MAX_DAYS))
DAY = remembered(day)
DAY_OR_NONE = blank_or(day)
LABELS = remembered(labels)
TRUTH = remembered(truth)
WEIGHT_OR_ONE = blank_as(Fraction(1), weight)
FACTOR = remembered(factor)
