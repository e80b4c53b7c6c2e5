"""What one row of a table of needs says, in plain values; nothing is guessed without saying so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from fractions import Fraction

from cungcau.domain.demand.models.choices import Frequency, NeedKind
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import Kind, TextUnreadable, fold, parse, show_date

_ORDERS = re.compile(r"don\s*\((\d+(?:[.,]\d+)?)\s*[-–]\s*(\d+(?:[.,]\d+)?)\s*kg\s*/\s*don\)")
_PER_DAY = re.compile(r"^(?P<unit>.+?)\s*/\s*(?:1\s*)?(?P<per>ngay|tuan)$")
_BEFORE = re.compile(r"truoc\s+(\d{1,2})(?:\s*[h:g]\s*(\d{2})?|\s*gio)")
_FOR_DAYS = re.compile(r"(\d{1,3})\s*ngay\s*(?:tu|ke tu)\s*(?:ngay\s*)?(\d{1,2}/\d{1,2}(?:/\d{4})?)")
_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?")
_PRICE = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:d|dong)\s*/\s*kg")
_TEST = re.compile(r"kiểm nghiệm\s+([^;,+.()]+)", re.IGNORECASE)
_WHOLE_SEASON = ("ca vu", "ca mua", "ca vu thu hoach", "toan vu")
_KINDS = (
    ("cam ket", NeedKind.COMMITMENT), ("bao tieu", NeedKind.COMMITMENT), ("hop dong", NeedKind.CONTRACT),
    ("don hang", NeedKind.ORDER), ("don phan phoi", NeedKind.ORDER), ("don ho tro", NeedKind.ORDER),
)  # fmt: skip


class RowUnreadable(Exception):
    """One cell that cannot be read: its column, what was expected of it."""

    def __init__(self, column: str, expected: str) -> None:
        super().__init__(column, expected)
        self.column = column
        self.expected = expected


@dataclass(slots=True)
class Quantity:
    """Whole kg, low and high alike unless a range; ``per`` is "" for a total, "day" or "week" for a delivery."""

    low: int
    high: int
    per: str = ""
    text: str = ""
    assumed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Period:
    """From when to when, None where nobody said; ``whole_season`` for "cả vụ"; hours of delivery."""

    first: date | None = None
    last: date | None = None
    whole_season: bool = False
    hours_to: time | None = None
    assumed: list[str] = field(default_factory=list)

    @property
    def stated(self) -> bool:
        """Whether the days are known."""
        return self.whole_season or self.first is not None


def read_quantity(amount: str, unit: str) -> Quantity:
    """ "400-600" + "tấn", "2" + "tấn/ngày", "2000" + "đơn (5-20 kg/đơn)", "5 tấn" + "".

    Raises :class:`RowUnreadable` naming the column ``quantity`` or ``unit``.
    """
    text = f"{amount.strip()} {unit.strip()}".strip()
    orders = _ORDERS.search(fold(unit))
    if orders:
        low, high = (Fraction(part.replace(",", ".")) for part in orders.groups())
        count = _number(amount)
        return Quantity(
            _whole(count[0] * low), _whole(count[1] * high), text=text,
            assumed=["khối lượng = số đơn × kg mỗi đơn"],
        )  # fmt: skip
    per = _PER_DAY.match(fold(unit).strip())
    if per:
        bare = unit[: unit.rindex("/")]
        low_kg, high_kg = _mass(f"{amount} {bare}".strip())
        return Quantity(low_kg, high_kg, "day" if per["per"] == "ngay" else "week", text)
    low_kg, high_kg = _mass(text)
    assumed = (
        []
        if unit.strip() or not amount.strip().replace(".", "").replace(",", "").isdigit()
        else ["đơn vị là kg"]
    )
    return Quantity(low_kg, high_kg, "", text if low_kg != high_kg else "", assumed)


def _number(text: str) -> tuple[Fraction, Fraction]:
    try:
        found = parse(text)
    except TextUnreadable:
        raise RowUnreadable("quantity", "cần một số hoặc một khoảng như 400-600") from None
    if found.ambiguous or found.kind is not Kind.COUNT or not isinstance(found.min, Fraction):
        raise RowUnreadable("quantity", "cần một số hoặc một khoảng như 400-600")
    return found.min, found.max if isinstance(found.max, Fraction) else found.min


def _mass(text: str) -> tuple[int, int]:
    try:
        found = parse(text)
    except TextUnreadable:
        raise RowUnreadable("quantity", "cần khối lượng như 5 tấn, 400-600 tấn, 1.200 kg") from None
    if found.ambiguous:
        raise RowUnreadable("quantity", f"có nhiều cách hiểu: {found.note}")
    low = found.min if isinstance(found.min, Fraction) else found.max
    high = found.max if isinstance(found.max, Fraction) else found.min
    fits = found.kind in (Kind.MASS, Kind.COUNT) and isinstance(low, Fraction) and isinstance(high, Fraction)
    if not fits:
        raise RowUnreadable("unit", "cần đơn vị khối lượng: kg, yến, tạ, tấn, tấn/ngày")
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    return _whole(low), _whole(high)


def _whole(kg: Fraction) -> int:
    if kg.denominator != 1 or not 0 < kg <= 10**12:
        raise RowUnreadable("quantity", "cần số kg tròn, lớn hơn 0")
    return int(kg)


def read_period(text: str, year: int | None) -> Period:
    """ "cả vụ", "lô đầu, 22/5", "3 ngày từ 24/5", "giao kho trước 6h", "tháng 6"; blank tells nothing.

    Words without a day in them are left to the note. Raises :class:`RowUnreadable` for a day that does not exist.
    """
    folded = fold(text).strip()
    period = Period()
    if not folded:
        return period
    before = _BEFORE.search(folded)
    if before and int(before[1]) <= 24 and int(before[2] or 0) < 60:
        period.hours_to = time(int(before[1]) % 24, int(before[2] or 0))
        folded = folded.replace(before[0], " ").strip(" ,;")
    if any(folded.startswith(word) for word in _WHOLE_SEASON):
        period.whole_season = True
        return period
    spell = _FOR_DAYS.search(folded)
    if spell:
        first = _day(spell[2], year)
        period.first, period.last = first, first + timedelta(days=int(spell[1]) - 1)
        return period
    try:
        found = parse(folded, year=year)
    except (TextUnreadable, DomainError):
        found = None
    if found is not None and not found.ambiguous and found.kind is Kind.DATE_RANGE:
        period.first = found.min if isinstance(found.min, date) else None
        period.last = found.max if isinstance(found.max, date) else period.first
        return period
    day = _DAY.search(folded)
    if day:
        period.first = period.last = _day(day[0], year)
        period.assumed.append(f"chỉ nhận ngày {show_date(period.first)} (“{text.strip()}”)")
    return period


def _day(text: str, year: int | None) -> date:
    parts = [int(part) for part in text.split("/")]
    when = parts[2] if len(parts) == 3 else year
    if when is None:
        raise RowUnreadable("year", "cần năm để hiểu ngày giao")
    try:
        return date(when, parts[1], parts[0])
    except ValueError:
        raise RowUnreadable("period", "ngày này không có trong lịch") from None


@dataclass(frozen=True, slots=True)
class Said:
    """What a note says beside the columns."""

    kind: str
    price_vnd_per_kg: int | None
    tests: tuple[str, ...]
    pack: str
    assumed: tuple[str, ...]


def read_note(note: str, buyer: str, buyer_kind: str) -> Said:
    """A price, a commitment, a test named in the words of a row; each thing understood is told."""
    folded = fold(f"{note} ; {buyer} ; {buyer_kind}")
    kind = next((found for words, found in _KINDS if words in folded), NeedKind.NEED)
    assumed = [] if kind is NeedKind.NEED else [f"mức chắc chắn: {kind.label}"]
    price = _PRICE.search(fold(note))
    vnd = int(re.sub(r"[.,]", "", price[1])) if price else None
    if price:
        assumed.append(f"giá {price[0]} lấy từ ghi chú, chưa rõ tính ở đâu")
    test = _TEST.search(note)
    tests: tuple[str, ...] = ()
    if test:
        tests = (test[1].strip()[:120],)
        assumed.append(f"kiểm nghiệm bắt buộc: {test[1].strip()}")
    pack = "theo quy cách của bên mua" if "quy cach dong goi" in fold(note) else ""
    if pack:
        assumed.append("có quy cách đóng gói, chưa nêu chi tiết")
    return Said(kind.value, vnd, tests, pack, tuple(assumed))


def rhythm_of(quantity: Quantity) -> str:
    """How often a quantity so stated is delivered."""
    return {"day": Frequency.DAILY, "week": Frequency.WEEKLY}.get(quantity.per, Frequency.ONCE).value
