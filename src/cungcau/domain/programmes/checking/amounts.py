"""Quantities that stand in a sentence, each with its place in it. Read by ``kernel.vntext``, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cungcau.kernel.vntext import Kind, TextUnreadable, fold, parse

_NUMBER = r"\d+(?:[.,]\d+)*"
_UNIT = (
    r"(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)(?:\s+(?:đồng|đ))?|đồng|tấn|tạ|kg|ha|sản phẩm|chủ thể|hợp tác xã|HTX|tổ hợp tác"
    r"|THT|doanh nghiệp|tổ chức kinh tế|tổ chức|hộ|điểm|mô hình|thành viên|đoàn viên|cán bộ|người|lớp|hội nghị"
    r"|hội chợ|gian hàng|xã|làng|điểm cầu|chuyến|đơn vị|%"
)
_AMOUNT = re.compile(
    rf"(?<![\w/.,-])(?P<low>{_NUMBER})(?:\s*[-–]\s*(?P<high>{_NUMBER}))?\s*(?P<unit>{_UNIT})(?!\w)",
    re.IGNORECASE,
)
_STARS = re.compile(r"^\s*(?:đạt\s+)?(?:từ\s+)?0?\d\s+sao", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as printed: from – to (equal where one figure stands) in ``unit``.

    Money in đồng, weight in kg, area in m², else in the printed unit, folded. ``factor`` is the printed unit's size.
    """

    start: int
    end: int
    printed: str
    low: Decimal
    high: Decimal
    unit: str
    factor: Decimal = Decimal(1)


def amounts(text: str) -> Iterator[Amount]:
    """The quantities of a sentence from left to right; one that can be read in two ways is left out."""
    for match in _AMOUNT.finditer(text):
        unit = " ".join(match["unit"].split())
        try:
            low = _read(match["low"], unit)
            high = _read(match["high"], unit) if match["high"] else low
        except (TextUnreadable, ValueError):
            continue
        if low is None or high is None or high[0] < low[0]:
            continue
        number = _plain(match["low"])
        factor = low[0] / number if number else Decimal(1)
        yield Amount(match.start(), match.end(), match[0], low[0], high[0], low[1], factor)


def _read(number: str, unit: str) -> tuple[Decimal, str] | None:
    """The quantity in its standard unit, or None where it is not sure."""
    reading = parse(f"{number} {unit if unit != 'tr' else 'triệu'}")
    if reading.ambiguous or not isinstance(reading.min, Fraction | int) or reading.min != reading.max:
        return None
    value = Fraction(reading.min)
    if reading.kind in (Kind.MASS, Kind.MONEY, Kind.AREA):
        return Decimal(value.numerator) / Decimal(value.denominator), reading.unit
    if reading.kind == Kind.COUNT:
        return Decimal(value.numerator) / Decimal(value.denominator), fold(unit)
    return None


def _plain(number: str) -> Decimal:
    reading = parse(number)
    value = Fraction(reading.min) if isinstance(reading.min, Fraction | int) else Fraction(0)
    return Decimal(value.numerator) / Decimal(value.denominator)
