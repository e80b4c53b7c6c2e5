"""What people write about figures, read: values with their hedge, periods, goods. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from cungcau.domain.survey.metrics import Metric
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import Kind, Reading, TextUnreadable, parse, say
from cungcau.reference.catalogue.selectors import CommodityNames
from cungcau.reference.search import words

LARGEST = 10**15
_YEAR = re.compile(r"(?:năm\s+)?((?:19|20)\d\d)", re.IGNORECASE)
_YEARS = re.compile(r"((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_UNIT_AT_END = re.compile(r"[^\d.,\s–-][^\d]*$")
_UNKNOWN = frozenset({"", "khong ro", "chua ro", "khong biet"})


@dataclass(frozen=True, slots=True)
class Value:
    """A value or range in a metric's unit, how it was hedged, what stood there and in which unit it was meant."""

    low: int | None
    high: int | None
    hedge: str
    written: str
    written_unit: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Days a figure is for, both included; without them ``text`` says what was written."""

    first: date | None = None
    last: date | None = None
    text: str = ""

    @property
    def known(self) -> bool:
        """Whether any end is known."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Goods:
    """A commodity by code where the catalogue has it, the name shown, the variety or form."""

    code: str
    text: str
    variety: str = ""

    @property
    def key(self) -> str:
        """What tells goods apart in figures."""
        return f"{self.code or '~' + words(self.text)}|{words(self.variety)}"


class ValueUnreadable(DomainError):
    """A text that is no value of the metric; ``sentence`` says why in Vietnamese."""

    def __init__(self, sentence: str, text: str) -> None:
        super().__init__("figure_value_unreadable", sentence=sentence, text=text)
        self.sentence = sentence


def read_value(text: str, metric: Metric) -> Value:
    """Read "gần 500 ha", "15-25.000", "trên 35.000 tấn" as a value of ``metric``, in its unit, rounded to whole ones.

    A bare number is in the unit people enter the metric in (ha, tấn, tấn/ha, đ/kg, tỷ đồng). Raises
    :class:`ValueUnreadable` for what cannot be read, is another kind of figure, or can be meant in two ways.
    """
    shown = " ".join(text.replace("\x00", "").split())[:200]
    try:
        reading = parse(shown)
        if reading.kind is Kind.COUNT and not reading.unit and metric.kind is not Kind.COUNT:
            reading = parse(f"{shown} {metric.entry}")
    except TextUnreadable as refused:
        raise ValueUnreadable(refused.sentence, shown) from None
    if reading.ambiguous:
        raise ValueUnreadable(f"«{shown}»: {say(reading)}.", shown)
    if not _fits(reading, metric):
        example = {
            "ha": "«1.350 ha»",
            "tấn/ha": "«10,5 tấn/ha»",
            "tấn": "«5.200 tấn»",
            "đ/kg": "«15-25.000 đ/kg»",
        }
        wanted = example.get(metric.entry, f"«72 {metric.entry}»")
        said = _("«%(text)s» không phải %(metric)s; hãy ghi như %(example)s.")
        raise ValueUnreadable(
            said % {"text": shown, "metric": str(metric.label).lower(), "example": wanted}, shown
        )
    low, high = _whole(reading.min), _whole(reading.max)
    if max(low or 0, high or 0) > LARGEST or min(low or 0, high or 0) < 0:
        raise ValueUnreadable(_("«%(text)s» quá lớn hoặc âm.") % {"text": shown}, shown)
    unit = _UNIT_AT_END.search(shown)
    return Value(
        low,
        high,
        reading.approx.value if reading.approx else "",
        shown,
        unit.group(0).strip()[:40] if unit else metric.entry,
    )


def _fits(reading: Reading, metric: Metric) -> bool:
    if metric.kind is Kind.PRICE:
        return reading.unit == "dong/kg" or reading.kind is Kind.MONEY
    if metric.kind is Kind.COUNT:
        return reading.kind is Kind.COUNT
    if metric.kind is Kind.YIELD:
        return reading.unit == "kg/ha"
    return reading.kind is metric.kind


def _whole(value: object) -> int | None:
    return int(value + Fraction(1, 2)) if isinstance(value, Fraction) else None


def read_period(text: str) -> Period:
    """Read "2021", "2019-2021", "8/2021", "(trước 2021)"; what tells no year is an unknown period with its text."""
    shown = " ".join(text.replace("\x00", "").split())[:120]
    bare = _BRACKETS.sub(lambda found: f" {found.group(1)} ", shown).strip()
    if words(bare) in _UNKNOWN:
        return Period(text=_("không rõ") if bare else "")
    if found := _YEAR.fullmatch(bare):
        year = int(found.group(1))
        return Period(date(year, 1, 1), date(year, 12, 31))
    if found := _YEARS.fullmatch(bare):
        first, last = sorted((int(found.group(1)), int(found.group(2))))
        return Period(date(first, 1, 1), date(last, 12, 31))
    try:
        reading = parse(bare)
    except TextUnreadable:
        return Period(text=bare)
    if reading.ambiguous or reading.kind not in {Kind.DATE_RANGE, Kind.DEADLINE}:
        return Period(text=bare)
    ends = [end if isinstance(end, date) else None for end in (reading.min, reading.max)]
    return Period(ends[0], ends[1], bare if None in ends else "")


def read_goods(text: str, names: CommodityNames, variety: str = "") -> Goods:
    """The commodity a name surely means; else the name as written. "Hồi (tươi)" is hồi in the form tươi."""
    shown = " ".join(text.replace("\x00", "").split())[:120]
    kind = " ".join(variety.replace("\x00", "").split())[:120]
    for name, form in ((shown, kind), _parted(shown, kind)):
        sure = next((one for one in names.named(name) if one.sure), None) if name else None
        if sure is not None:
            own = sure.variety.name if sure.variety is not None else ""
            return Goods(sure.commodity.code, sure.commodity.name_vi, form or own)
    return Goods("", shown, kind)


def _parted(text: str, variety: str) -> tuple[str, str]:
    found = _BRACKETS.search(text)
    if found is None:
        return "", ""
    return _BRACKETS.sub(" ", text).strip(), variety or found.group(1)
