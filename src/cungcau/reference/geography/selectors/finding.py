"""Units found by any spelling, best first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Length

from cungcau.reference.geography.models import KINDS, Level, Unit
from cungcau.reference.geography.selectors.today import Today, today_of_all
from cungcau.reference.geography.selectors.units import on_day, units
from cungcau.reference.search import matching, words

_CANDIDATES = 300
_SHORT = {
    "p": "phuong",
    "q": "quan",
    "h": "huyen",
    "x": "xa",
    "t": "tinh",
    "hcm": "ho chi minh",
    "tphcm": "thanh pho ho chi minh",
    "tp": "thanh pho",
    "tt": "thi tran",
    "tx": "thi xa",
}
_KIND_WORDS = sorted({words(kind) for kinds in KINDS.values() for kind in kinds}, key=len, reverse=True)
_LEVELS = {Level.COMMUNE: 0, Level.DISTRICT: 1, Level.PROVINCE: 2}


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that answers a search, with what it is today (itself when it is in force)."""

    unit: Unit
    today: tuple[Today, ...]

    @property
    def ended(self) -> bool:
        """True when the unit is no more."""
        return self.unit.valid_to is not None


def find(text: str, on_date: date | None = None, *, limit: int = 20) -> list[Found]:
    """Units answering a text such as ``Tân Mỹ, Văn Lãng``, best first.

    Marks, case, i / y, the place of a tone and short forms (TP, TT) do not matter; names above may follow in
    any form. With ``on_date`` only units in force on that day are meant; without it, ended ones come after
    those in force that fit as well. When nothing fits the whole text, what is before the first comma does.
    """
    rows = units() if on_date is None else units().filter(on_day(on_date))
    hits = _ranked(rows, text, limit) or ("," in text and _ranked(rows, text.split(",")[0], limit)) or []
    today = today_of_all(hits)
    return [Found(unit, today[unit.pk]) for unit in hits]


def searched(rows: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """The rows answering a text, for a list: those with all its words, else with those before the first comma.

    Units named so come first, then those in force, the shorter path before the longer.
    """
    wanted = spelled_out(text)
    if not wanted:
        return rows.none()
    hits = matching(rows, wanted)
    if "," in text and not hits.exists():
        hits = matching(rows, spelled_out(text.split(",")[0]))
    name = without_kind(spelled_out(text.split(",")[0]))
    own = Case(When(folded=name, then=0), default=1)
    return hits.order_by(own, F("valid_to").desc(nulls_first=True), Length("folded_path"), "code")


def _ranked(rows: QuerySet[Unit], text: str, limit: int) -> list[Unit]:
    wanted = spelled_out(text)
    if not wanted:
        return []
    first = without_kind(spelled_out(text.split(",")[0]))
    hits = matching(rows, wanted).order_by(Length("folded_path"), "code")[:_CANDIDATES]
    return sorted(hits, key=lambda unit: _rank(unit, first, wanted))[:limit]


def spelled_out(text: str) -> str:
    """The search words of a text, short forms (TP, TT) written out."""
    return " ".join(_SHORT.get(word, word) for word in words(text).split())


def without_kind(wanted: str) -> str:
    """Search words without the kind of unit they begin with."""
    for kind in _KIND_WORDS:
        if wanted.startswith(f"{kind} "):
            return wanted.removeprefix(f"{kind} ")
    return wanted


def _rank(unit: Unit, first: str, wanted: str) -> tuple[object, ...]:
    """Smaller is better: the name itself, then a longer part of the text named, then in force, then lower."""
    opens = f"{first} ".startswith(f"{unit.folded} ")
    begun = unit.folded.startswith(first)
    kind_named = wanted.startswith(words(unit.kind))
    return (
        unit.folded != first,
        not (opens or begun),
        -len(unit.folded) if opens else 0,
        not kind_named,
        unit.valid_to is not None,
        _LEVELS[Level(unit.level)],
        unit.folded,
        unit.code,
    )
