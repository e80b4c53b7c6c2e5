"""A quantity as people say it ("5-7 tạ", "nửa tấn", "20 sọt x 25 kg"), in whole kg; the unclear is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from cungcau.kernel.vntext import Approx, Kind, Reading, TextUnreadable, parse, unit_words
from cungcau.platform.ui import figures

MOST_KG = 100_000_000
"""Kg of one lot: a hundred thousand tonnes is a province's crop, not a household's."""
_LONGEST = 100
_EACH = re.compile(
    r"^(?P<count>.+?)(?:\s*[x×*@]\s*|\s*,?\s*(?:mỗi|moi)\s+\S+\s+)(?P<each>\d.*)$", re.IGNORECASE
)
_SIDE_BY_SIDE = re.compile(
    r"^(?P<count>\d+\s+[^\d\s]+)\s+(?P<each>\d+(?:[.,]\d+)?\s*(?:kg|ký|kí|cân))$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: ``kg`` where that is one figure, else ``choices`` and the ``question`` to ask.

    ``range`` tells that the words were no plain figure, so they are worth keeping beside it.
    """

    text: str
    kg: int | None = None
    choices: tuple[int, ...] = ()
    question: str = ""
    range: bool = False


def read_kg(text: str, packs: Mapping[str, int] | None = None) -> Said:
    """Read a quantity; ``packs`` gives the kg in a unit that is counted (``{"sot": 25}``).

    Bare numbers are kg. A range, an open end and what can be read two ways are asked about, never guessed.
    """
    said = " ".join(text.replace("\x00", " ").split())[:_LONGEST]
    if not said:
        return Said(said, question=_("Hãy ghi khối lượng."))
    counted = _counted(said, packs or {})
    if counted is not None:
        return counted
    try:
        reading = parse(said)
    except TextUnreadable as error:
        return Said(
            said, question=_("%(why)s Hãy ghi như “5 tạ”, “1,2 tấn” hoặc “500”.") % {"why": error.sentence}
        )
    return _asked(said, reading, packs or {})


def shown(kg: int) -> str:
    """Kg, with tạ or tấn beside: "600 kg (6 tạ)"."""
    if kg >= 1000:
        return f"{figures.kg(kg)} ({figures.tonnes(kg)})"
    return f"{figures.kg(kg)} ({figures.number(Fraction(kg, 100))} tạ)" if kg >= 100 else figures.kg(kg)


def _counted(text: str, packs: Mapping[str, int]) -> Said | None:
    """ "20 sọt x 25 kg", "20 sọt 25 kg", "20 sọt, mỗi sọt 25": so many times so much."""
    found = _EACH.match(text) or _SIDE_BY_SIDE.match(text)
    if found is None:
        return None
    try:
        count, each = parse(found["count"]), parse(found["each"])
    except TextUnreadable:
        return None
    if count.kind is not Kind.COUNT or each.kind not in (Kind.COUNT, Kind.MASS):
        return None
    if not isinstance(count.min, Fraction) or not isinstance(each.min, Fraction):
        return None
    if count.min != count.max or each.min != each.max:
        return None
    return _one(text, count.min * each.min, plain=False)


def _asked(text: str, reading: Reading, packs: Mapping[str, int]) -> Said:
    if reading.ambiguous:
        return _choose(
            text, [_kg(each.min, each, packs) for each in reading.readings], _("Có hai cách hiểu số này.")
        )
    if reading.kind not in (Kind.MASS, Kind.COUNT):
        return Said(text, question=_("Đây không phải khối lượng. Hãy ghi như “5 tạ” hoặc “1,2 tấn”."))
    low, high = _kg(reading.min, reading, packs), _kg(reading.max, reading, packs)
    if reading.kind is Kind.COUNT and reading.unit and low is None and high is None:
        unit = unit_words(reading.unit)
        return Said(
            text, question=_("Mỗi %(unit)s bao nhiêu kg? Hãy ghi như “20 %(unit)s x 25 kg”.") % {"unit": unit}
        )
    if low is not None and low == high and reading.approx in (None, Approx.ABOUT):
        return _one(text, low, plain=reading.approx is None)
    if low is not None and high is not None:
        middle = Fraction(round((low + high) / 2))
        return _choose(text, [low, middle, high], _("Nhiều khả năng nhất là bao nhiêu?"))
    return _choose(text, [low, high], _("Ghi bao nhiêu vào lô hàng?"))


def _kg(value: object, reading: Reading, packs: Mapping[str, int]) -> Fraction | None:
    if not isinstance(value, Fraction):
        return None
    if reading.kind is Kind.MASS or not reading.unit:
        return value
    each = packs.get(reading.unit)
    return value * each if each else None


def _one(text: str, kg: Fraction, *, plain: bool) -> Said:
    if kg.denominator != 1:
        return _choose(text, [Fraction(round(kg))], _("Khối lượng tính bằng kg, không có phần lẻ."))
    if not 0 < kg <= MOST_KG:
        return Said(
            text,
            question=_("Khối lượng phải lớn hơn 0 và không quá %(most)s.")
            % {"most": figures.tonnes(MOST_KG)},
        )
    return Said(text, int(kg), range=not plain)


def _choose(text: str, kgs: Iterable[Fraction | None], question: str) -> Said:
    whole = (int(kg) for kg in kgs if kg is not None and kg.denominator == 1 and 0 < kg <= MOST_KG)
    return Said(text, choices=tuple(dict.fromkeys(whole)), question=question, range=True)
