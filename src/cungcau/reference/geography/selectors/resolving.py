"""Which unit a text means on a day: one, or the ones to choose from. Nothing is guessed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from cungcau.reference.geography.models import Level, Succession, Unit
from cungcau.reference.geography.selectors.finding import Found, spelled_out, without_kind
from cungcau.reference.geography.selectors.today import today_of_all
from cungcau.reference.geography.selectors.units import by_code, on_day, units
from cungcau.reference.search import matching, words

EVERY_LEVEL: tuple[str, ...] = tuple(Level.values)
MOST = 8
"""Candidates offered at once."""
_LONGEST = 200
_HITS = 400
_LIKENESS = 0.74
_CODE_AT_END = re.compile(r"\(\s*(\d{2,5})\s*\)\s*$")
_ONLY_CODE = re.compile(r"\s*(?:\d{2}\.)?(\d{2}|\d{3}|\d{5})\s*", re.ASCII)
_BREAKS = re.compile(r"[;/\n\r]|\s[-–—]\s|\s*,\s*")


def label_of(unit: Unit) -> str:
    """``Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn (06172)``: what a form shows; it resolves to that unit."""
    return f"{path_of(unit)} ({unit.code})"


def path_of(unit: Unit) -> str:
    """``Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn``."""
    titles, step = [], unit
    while True:
        titles.append(step.title)
        if step.parent is None:
            return ", ".join(titles)
        step = step.parent


def resolve(
    text: str, on: date, *, area: str = "", levels: Iterable[str] = EVERY_LEVEL
) -> Unit | list[Found]:
    """The unit meant, in force on ``on``; or up to eight candidates to ask about (none: nothing like it).

    Any spelling, names above in any form, the statistics office's code, or the label of a form will do. A
    name of another day is followed to ``on``: an ended unit to its only successor, a later one to its only
    origin; with several, they are the candidates. ``area`` (``20``) is where the asker works: a name in force
    there is meant before the same name elsewhere. Without it, a bare name that also stood for another place
    on another day is asked about.
    """
    text = " ".join(text.replace("\x00", " ").split())[:_LONGEST]
    wanted, then = frozenset(levels), units().filter(on_day(on), level__in=frozenset(levels))
    said, moved, hits = _told(text, on, area, wanted)
    if said is not None:
        return said
    return _found(moved or hits or _alike(then, text, area))


def _told(
    text: str, on: date, area: str, wanted: frozenset[str]
) -> tuple[Unit | list[Found] | None, list[Unit], list[Unit]]:
    """What the text names as it stands (None: nothing sure), where names of other days lead, what it begins."""
    coded = _by_code(text, on, wanted)
    if coded is not None:
        return coded, [], []
    then = units().filter(on_day(on), level__in=wanted)
    exact, hits = _meant(then, text, area)
    at_home = bool(area) and all(_within(unit, area) for unit in exact)
    if len(exact) == 1 and (len(_parts(text)) > 1 or at_home):
        return exact[0], [], []
    if exact and at_home:
        return _found(exact), [], []
    sure, moved = _from_other_days(text, on, area, wanted)
    if exact:
        rivals = [unit for unit in moved if unit not in exact and (not area or _within(unit, area))]
        asked = sorted([*exact, *rivals], key=lambda unit: bool(area) and not _within(unit, area))
        return (exact[0] if asked == exact[:1] else _found(asked)), [], []
    return sure, moved, hits


def suggestions(text: str, on: date, *, area: str = "", levels: Iterable[str] = EVERY_LEVEL) -> list[Found]:
    """At most eight places a text being typed may mean, those of the asker's area first among equals."""
    answer = resolve(text, on, area=area, levels=levels)
    if isinstance(answer, list):
        return answer
    then = units().filter(on_day(on), level__in=frozenset(levels))
    _, hits = _meant(then, text[:_LONGEST].replace("\x00", " "), area)
    return _found([answer, *(unit for unit in hits if unit.pk != answer.pk)])


class Resolver:
    """:func:`resolve` for many texts, as in a table: each text is looked up once."""

    def __init__(self, on: date, *, area: str = "", levels: Iterable[str] = EVERY_LEVEL) -> None:
        self.on, self.area, self.levels = on, area, tuple(levels)
        self._known: dict[str, Unit | list[Found]] = {}
        self._names: frozenset[str] | None = None
        self._sure: dict[str, Unit | None] = {}
        self.asked = 0
        """How many texts :meth:`sure` had to look up."""

    def resolve(self, text: str) -> Unit | list[Found]:
        """The unit, or the candidates."""
        if text not in self._known:
            self._known[text] = resolve(text, self.on, area=self.area, levels=self.levels)
        return self._known[text]

    def sure(self, text: str, *, most: int) -> Unit | None:
        """The unit :func:`resolve` would be sure of, without looking for what is written nearly so.

        Texts that neither are nor begin with the name of a unit are known for none at once; past ``most``
        look-ups so is everything not looked up before.
        """
        if text not in self._sure:
            if not self._may_name(text) or self.asked >= most:
                return None
            self.asked += 1
            plain = " ".join(text.replace("\x00", " ").split())[:_LONGEST]
            told = _told(plain, self.on, self.area, frozenset(self.levels))[0]
            self._sure[text] = told if isinstance(told, Unit) else None
        return self._sure[text]

    def _may_name(self, text: str) -> bool:
        if self._names is None:
            self._names = frozenset(Unit.objects.values_list("folded", flat=True).distinct().order_by())
        parts = _parts(text[:_LONGEST])
        if not parts:
            return False
        if _ONLY_CODE.fullmatch(text) or _CODE_AT_END.search(text):
            return True
        bare = [without_kind(part) for part in (parts[0], parts[-1])]
        if any(name in self._names for name in (*bare, parts[0], parts[-1])):
            return True
        steps = [*_beginnings(parts[0]), *_beginnings(bare[0])] if len(parts) == 1 else []
        return any(name in self._names for name in steps)


def _beginnings(part: str) -> list[str]:
    names = part.split()
    return [" ".join(names[:count]) for count in range(1, len(names))]


def as_of(unit: Unit, on: date) -> tuple[list[Unit], bool]:
    """The units of a day that a unit of another day became or came from, the main one first; and whether wholly.

    A unit in force on that day is itself.
    """
    if _lasts(unit, on):
        return [unit], True
    forward = unit.valid_to is not None and unit.valid_to < on
    frontier, seen, whole = {unit.pk}, {unit.pk}, True
    reached: dict[int, Unit] = {}
    while frontier:
        side = Q(old__in=frontier) if forward else Q(new__in=frontier)
        links = Succession.objects.filter(side).select_related("new__parent__parent", "old__parent__parent")
        frontier = set()
        for link in links.order_by("-is_main", "new__code", "old__code"):
            other = link.new if forward else link.old
            whole = whole and (not forward or link.extent == Succession.Extent.WHOLE)
            if _lasts(other, on):
                reached.setdefault(other.pk, other)
            elif other.pk not in seen:
                seen.add(other.pk)
                frontier.add(other.pk)
    return list(reached.values()), whole


def _lasts(unit: Unit, on: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= on) and (
        unit.valid_to is None or on <= unit.valid_to
    )


def _by_code(text: str, on: date, levels: frozenset[str]) -> Unit | None:
    """The unit of a bare code, or of a label whose name is that unit's on the day."""
    bare, labelled = _ONLY_CODE.fullmatch(text), _CODE_AT_END.search(text)
    match = bare or labelled
    if match is None:
        return None
    unit = by_code(match.group(1), on)
    if unit is None or unit.level not in levels:
        return None
    if bare is None:
        name = spelled_out(text[: match.start()])
        if unit.folded not in name:
            return None
    return unit


def _parts(text: str) -> list[str]:
    """The names in a text, each as search words: ``tan mi``, ``huyen van lang``."""
    return [part for part in map(spelled_out, _BREAKS.split(_CODE_AT_END.sub("", text))) if part]


def _meant(rows: QuerySet[Unit], text: str, area: str) -> tuple[list[Unit], list[Unit]]:
    """The units the text names (in the asker's area, where it names any there), and those it may begin."""
    parts = _parts(text)
    if not parts:
        return [], []
    found = list(matching(rows, " ".join(parts)).order_by(Length("folded_path"), "code")[:_HITS])
    exact = [unit for unit in found if _names(parts, unit)]
    if not exact and len(parts) == 1:
        exact = _longest([unit for unit in found if _opens(parts[0], unit)])
    near = [unit for unit in exact if _within(unit, area)] if area else []
    begun = sorted(found, key=lambda unit: _nearness(unit, parts, area))
    return near or exact, begun[:MOST]


def _names(parts: Sequence[str], unit: Unit) -> bool:
    path = set(unit.folded_path.split())
    if not all(word in path for part in parts for word in part.split()):
        return False
    return any(_is_name(part, unit) for part in (parts[0], parts[-1]))


def _is_name(part: str, unit: Unit) -> bool:
    return part in (unit.folded, f"{words(unit.kind)} {unit.folded}")


def _opens(part: str, unit: Unit) -> bool:
    """``tan mi van lang``: the name first, then names above it, without a comma."""
    path = set(unit.folded_path.split())
    starts = (f"{unit.folded} ", f"{words(unit.kind)} {unit.folded} ")
    return f"{part} ".startswith(starts) and all(word in path for word in part.split())


def _longest(found: list[Unit]) -> list[Unit]:
    most = max((len(unit.folded) for unit in found), default=0)
    return [unit for unit in found if len(unit.folded) == most]


def _within(unit: Unit, area: str) -> bool:
    return unit.area_code == area or unit.area_code.startswith(f"{area}.")


def _nearness(unit: Unit, parts: Sequence[str], area: str) -> tuple[object, ...]:
    name = without_kind(parts[0])
    return (
        unit.folded != name,
        not unit.folded.startswith(name),
        not _within(unit, area),
        unit.folded,
        unit.code,
    )


def _from_other_days(
    text: str, on: date, area: str, levels: frozenset[str]
) -> tuple[Unit | None, list[Unit]]:
    """What a name of another day leads to on this one: the unit when there is no doubt, and all of them."""
    others, _ = _meant(units().filter(~on_day(on), level__in=levels), text, area)
    reached: dict[int, Unit] = {}
    certain = len(others) == 1
    for unit in others[:MOST]:
        these, whole = as_of(unit, on)
        certain = certain and whole and len(these) == 1
        reached |= {one.pk: one for one in these if one.level in levels}
    found = list(reached.values())
    return (found[0] if certain and len(found) == 1 else None), found[:MOST]


def _alike(rows: QuerySet[Unit], text: str, area: str) -> list[Unit]:
    """Units whose name is written nearly so, among those under the names above that the text gives."""
    parts = _parts(text)
    if not parts:
        return []
    name = without_kind(parts[0])
    pool = matching(rows, " ".join(parts[1:])) if len(parts) > 1 else rows
    if area and not pool.exists():
        pool = rows
    near = pool.annotate(size=Length("folded")).filter(size__gte=len(name) - 2, size__lte=len(name) + 2)
    names = set(near.values_list("folded", flat=True))
    close = difflib.get_close_matches(name, sorted(names), n=MOST, cutoff=_LIKENESS)
    found = near.filter(folded__in=close)[:_HITS]
    order = {one: number for number, one in enumerate(close)}
    return sorted(found, key=lambda unit: (not _within(unit, area), order[unit.folded], unit.code))[:MOST]


def _found(candidates: Sequence[Unit]) -> list[Found]:
    today = today_of_all(candidates[:MOST])
    return [Found(unit, today[unit.pk]) for unit in candidates[:MOST]]
