"""Reading the cells of tables about points and ways."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import Kind, TextUnreadable, fold, parse
from cungcau.platform.intake.doors import Row

_RANGE = re.compile(r"^(?:tren|gan|khoang|duoi)?\s*(\d+(?:[.,]\d+)*)\s*(?:[-–]\s*(\d+(?:[.,]\d+)*))?\s*(.*)$")
_YES = frozenset(
    {"co", "da", "roi", "x", "yes", "1", "dung", "da thong nhat", "da duyet", "dong y", "dang dung"}
)
_NO = frozenset({"khong", "chua", "no", "0", "chua thong nhat", "ngung", "thoi"})
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")


def text(row: Row, key: str) -> str:
    """A cell as text, blank for none."""
    value = row.values.get(key)
    return "" if value is None else str(value).strip()


@dataclass(slots=True)
class Cells:
    """Reads a table's rows cell by cell, noting what cannot be read."""

    faults: list[Fault] = field(default_factory=list)

    def refuse(self, row: Row, column: str, expected: str) -> None:
        """Note a fault of a cell."""
        self.faults.append(Fault(row.sheet, row.line, column, text(row, column), expected))

    def stop(self) -> None:
        """Raise ``InputInvalid`` with everything noted, if anything was."""
        if self.faults:
            raise InputInvalid(sorted(self.faults))

    def whole(self, row: Row, column: str) -> int | None:
        """A whole number from 0, None for an empty cell."""
        value = row.values.get(column)
        if isinstance(value, int):
            if value < 0:
                self.refuse(row, column, "cần số nguyên từ 0")
            return value
        found = self.spread(row, column)
        return found[0] if found else None

    def spread(self, row: Row, column: str, scale: int = 1) -> tuple[int, int, str] | None:
        """ "1500-2000", "20-30 thêm", "250": both ends × ``scale`` and the words behind; None for an empty cell."""
        told = text(row, column)
        if not told:
            return None
        if isinstance(row.values.get(column), int | Decimal):
            low = high = Fraction(str(row.values[column]))
            behind = ""
        else:
            match = _RANGE.match(fold(told).strip())
            if match is None:
                self.refuse(row, column, "cần một số hoặc một khoảng như 1500-2000")
                return None
            low = _number(match[1])
            high = _number(match[2]) if match[2] else low
            behind = match[3]
        ends = (low * scale, high * scale)
        if any(end.denominator != 1 or end < 0 for end in ends) or ends[0] > ends[1] or ends[1] > 10**12:
            self.refuse(row, column, "cần số từ 0, đầu thấp trước đầu cao")
            return None
        return int(ends[0]), int(ends[1]), behind

    def kg(self, row: Row, column: str) -> tuple[int, int] | None:
        """A weight in words ("30 tấn", "1.500-2.000 kg", a bare number of kg) as its two ends in kg."""
        value = row.values.get(column)
        if isinstance(value, int):
            return value, value
        told = text(row, column)
        if not told:
            return None
        try:
            found = parse(told)
        except TextUnreadable:
            found = None
        ends = (found.min, found.max) if found is not None and not found.ambiguous else (None, None)
        low, high = ends[0] or ends[1], ends[1] or ends[0]
        if (
            found is None
            or found.kind not in (Kind.MASS, Kind.COUNT)
            or not (isinstance(low, Fraction) and isinstance(high, Fraction))
            or low.denominator != 1
            or high.denominator != 1
        ):
            self.refuse(row, column, "cần khối lượng như 30 tấn, 1.500-2.000 kg")
            return None
        return int(low), int(high)

    def day(self, row: Row, column: str) -> tuple[date | None, str]:
        """A day, or the first of a month told alone ("2021-08") with its text kept."""
        value = row.values.get(column)
        if isinstance(value, date):
            return value, ""
        told = text(row, column)
        if not told:
            return None, ""
        try:
            month = _ISO_MONTH.match(told)
            if month:
                return date(int(month[1]), int(month[2]), 1), told
            return date.fromisoformat(told), ""
        except ValueError:
            pass
        try:
            found = parse(told)
        except (TextUnreadable, DomainError):
            found = None
        if found is not None and not found.ambiguous and isinstance(found.min, date):
            return found.min, told if found.max != found.min else ""
        self.refuse(row, column, "cần một ngày như 11/7/2021, hoặc một tháng như 2021-08")
        return None, ""

    def yes(self, row: Row, column: str, default: bool | None = None) -> bool | None:
        """ "có", "không", "x"; ``default`` for an empty cell."""
        told = fold(text(row, column)).strip()
        if not told:
            return default
        if told in _YES or told in _NO:
            return told in _YES
        self.refuse(row, column, "cần có hoặc không")
        return default


def _number(told: str) -> Fraction:
    """Digits grouped by dots or commas in threes, or a comma before decimals."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", told):
        return Fraction(re.sub(r"[.,]", "", told))
    return Fraction(told.replace(",", ".")) if told.count(",") + told.count(".") <= 1 else Fraction(-1)
