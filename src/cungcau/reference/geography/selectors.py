"""Questions about places: found by any spelling, old or new, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Length

from cungcau.reference.geography.models import KINDS, Level, Succession, Unit
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
class Today:
    """A unit in force that took over a place: all of it or a part; ``is_main`` is where records count."""

    unit: Unit
    whole: bool
    is_main: bool
    decree: str


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that answers a search, with what it is today (itself when it is in force)."""

    unit: Unit
    today: tuple[Today, ...]

    @property
    def ended(self) -> bool:
        """True when the unit is no more."""
        return self.unit.valid_to is not None


def units() -> QuerySet[Unit]:
    """All units with those above them, in two levels, read along."""
    return Unit.objects.select_related("parent__parent")


def in_force(on: date) -> QuerySet[Unit]:
    """The units as they stood on a day."""
    return Unit.objects.filter(_in_force(on))


def units_by_code(codes: Iterable[str], on: date) -> dict[str, Unit]:
    """Units by their code on a day; unknown codes are absent."""
    return {unit.code: unit for unit in units().filter(_in_force(on), code__in=set(codes))}


def by_code(code: str, on: date) -> Unit | None:
    """The unit that bore a code on a day."""
    return units().filter(_in_force(on), code=code).first()


def find(text: str, on_date: date | None = None, *, limit: int = 20) -> list[Found]:
    """Units answering a text such as ``Tân Mỹ, Văn Lãng``, best first.

    Marks, case, i / y, the place of a tone and short forms (TP, TT) do not matter; names above may follow in
    any form. With ``on_date`` only units in force on that day are meant; without it, ended ones come after
    those in force that fit as well. When nothing fits the whole text, what is before the first comma does.
    """
    rows = units() if on_date is None else units().filter(_in_force(on_date))
    hits = _ranked(rows, text, limit) or ("," in text and _ranked(rows, text.split(",")[0], limit)) or []
    today = today_of_all(hits)
    return [Found(unit, today[unit.pk]) for unit in hits]


def today_of(unit: Unit) -> tuple[Today, ...]:
    """The units in force that took over a place, the main one first; itself when it never ended."""
    return today_of_all([unit])[unit.pk]


def today_of_all(asked: Sequence[Unit]) -> dict[int, tuple[Today, ...]]:
    """:func:`today_of` for many units, in a few questions however many there are.

    A district ended without a successor of its own: its communes' successors stand for it.
    """
    stands = _stand_ins(asked)
    led = _led_to({unit.pk: unit for members in stands.values() for unit in members})
    answers: dict[int, tuple[Today, ...]] = {}
    for unit in asked:
        merged: dict[int, Today] = {}
        for member in stands[unit.pk]:
            for now in led[member.pk]:
                merged.setdefault(now.unit.pk, now)
        answers[unit.pk] = tuple(sorted(merged.values(), key=lambda now: (not now.is_main, now.unit.code)))
    return answers


def origins_of(unit: Unit) -> QuerySet[Succession]:
    """What a unit was made of."""
    return unit.origins.select_related("old__parent__parent").order_by("-is_main", "old__code")


def tree(on: date, province_code: str) -> QuerySet[Unit]:
    """A province's communes on a day, by name, for choosing one."""
    province = Q(parent__code=province_code) | Q(parent__parent__code=province_code)
    return units().filter(_in_force(on), province, level=Level.COMMUNE).order_by("folded", "code")


def provinces(on: date) -> QuerySet[Unit]:
    """The provinces on a day, by name."""
    return in_force(on).filter(level=Level.PROVINCE).order_by("folded")


def _in_force(on: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gte=on))


def _ranked(rows: QuerySet[Unit], text: str, limit: int) -> list[Unit]:
    wanted = " ".join(_SHORT.get(word, word) for word in words(text).split())
    if not wanted:
        return []
    first = _without_kind(" ".join(_SHORT.get(word, word) for word in words(text.split(",")[0]).split()))
    hits = matching(rows, wanted).order_by(Length("folded_path"), "code")[:_CANDIDATES]
    return sorted(hits, key=lambda unit: _rank(unit, first, wanted))[:limit]


def _without_kind(wanted: str) -> str:
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


def _stand_ins(asked: Sequence[Unit]) -> dict[int, list[Unit]]:
    districts = [unit.pk for unit in asked if unit.level == Level.DISTRICT and unit.valid_to is not None]
    stands = {unit.pk: [unit] for unit in asked}
    if districts:
        own = set(Succession.objects.filter(old__in=districts).values_list("old_id", flat=True))
        communes: dict[int, list[Unit]] = defaultdict(list)
        for child in Unit.objects.filter(parent__in=districts).order_by("code"):
            communes[child.parent_id or 0].append(child)
        stands |= {pk: communes[pk] for pk in districts if pk not in own}
    return stands


def _led_to(start: Mapping[int, Unit]) -> dict[int, list[Today]]:
    """Follow successions to units in force; one question per link of the longest chain."""
    answers: dict[int, list[Today]] = {pk: [] for pk in start}
    frontier: dict[int, list[tuple[int, bool, bool]]] = defaultdict(list)
    for pk, unit in start.items():
        if unit.valid_to is None:
            answers[pk].append(Today(unit, True, True, unit.decree))
        else:
            frontier[pk].append((pk, True, True))
    seen: set[int] = set()
    while frontier:
        seen |= set(frontier)
        onward: dict[int, list[tuple[int, bool, bool]]] = defaultdict(list)
        links = Succession.objects.filter(old__in=frontier).select_related("new__parent__parent")
        for link in links:
            for pk, whole, main in frontier[link.old_id]:
                reached = (pk, whole and link.extent == Succession.Extent.WHOLE, main and link.is_main)
                if link.new.valid_to is None:
                    answers[pk].append(Today(link.new, reached[1], reached[2], link.decree))
                elif link.new_id not in seen:
                    onward[link.new_id].append(reached)
        frontier = onward
    return answers


def with_successions(rows: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with their successors read along, for pages that list both."""
    links = Succession.objects.select_related("new__parent").order_by("-is_main", "new__code")
    return rows.prefetch_related(Prefetch("successions", queryset=links))
