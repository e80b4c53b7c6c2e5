"""Where a figure is for: a unit, several, or a place that is no unit; and whose area it is kept under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.geography.selectors import find, resolve
from cungcau.reference.search import words

_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_SEVERAL = re.compile(r"\s*(?:&|;|\bvà\b)\s*")
_NAMED = re.compile(r"\s*(?:&|;|,|\bvà\b)\s*")
_KINDS = ("huyện", "xã", "tỉnh", "thị xã", "thành phố", "phường", "thị trấn")
_ORDER = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written; its ``unit`` where it is one; ``parts`` are units it names within or beside.

    ``area_code`` is where it counts today, the common area of its parts for several, "" for what has none.
    """

    text: str
    unit: Unit | None = None
    area_code: str = ""
    parts: tuple[Unit, ...] = field(default=())

    @property
    def key(self) -> str:
        """What tells places apart in figures."""
        return f"u{self.unit.pk}" if self.unit is not None else f"~{words(self.text)}"

    @property
    def title(self) -> str:
        """What lists call it: the unit's name with what is above it, else the text."""
        if self.unit is None:
            return self.text
        above = self.unit.parent
        return f"{self.unit.title}, {above.title}" if above is not None else self.unit.title


class Places:
    """Reads the places of a table, each text once; ``area`` is where the people who wrote it work."""

    def __init__(self, area: str = "") -> None:
        self.area = area
        self._known: dict[tuple[str, date], Place] = {}

    def read(self, text: str, on: date) -> Place:
        """The place a text means among the units of a day; what cannot be told apart stays a text."""
        shown = " ".join(text.replace("\x00", "").split())[:200]
        if (shown, on) not in self._known:
            self._known[shown, on] = self._read(shown, on)
        return self._known[shown, on]

    def _read(self, text: str, on: date) -> Place:
        bare = _BRACKETS.sub(" ", text).strip()
        several = [each for each in _SEVERAL.split(bare) if each]
        if len(several) > 1:
            kind = next((each for each in _KINDS if several[0].lower().startswith(each)), "")
            units = [
                unit
                for name in several
                if (unit := self._one(name, on) or self._one(f"{kind} {name}".strip(), on)) is not None
            ]
            complete = len(units) == len(several)
            return Place(text, None, common_area(units) if complete else "", tuple(units) if complete else ())
        unit = self._one(bare, on)
        if unit is None:
            return Place(text)
        named = [name for inside in _BRACKETS.findall(text) for name in _NAMED.split(inside) if name]
        inner = [self._one(f"{name}, {unit.name}", on) or self._one(name, on) for name in named]
        parts = [each for each in inner if each is not None and within(each, unit)]
        return Place(text, unit, unit.area_code, tuple(parts) if len(parts) == len(named) else ())

    def _one(self, text: str, on: date) -> Unit | None:
        """The unit a name surely means: the only one, or the one that holds all others of that name."""
        if not words(text):
            return None
        answer = resolve(text, on, area=self.area)
        if isinstance(answer, Unit) and _bears(answer, text):
            return answer
        named = set(words(text).split())
        on_day = [one.unit for one in find(text, on)]
        ever = [one.unit for one in find(text)]
        for candidates in (on_day, ever):
            exact = [
                unit for unit in candidates if _bears(unit, text) and named <= set(unit.folded_path.split())
            ]
            if exact:
                top = min(exact, key=lambda unit: _ORDER[Level(unit.level)])
                if all(unit.pk == top.pk or within(unit, top) for unit in exact):
                    return top
        return None


def _bears(unit: Unit, text: str) -> bool:
    """Whether the text names this unit itself: its name, perhaps with its kind, perhaps with those above it."""
    whole, first = words(text), words(text.split(",")[0])
    return any(name in (unit.folded, f"{words(unit.kind)} {unit.folded}") for name in (whole, first))


def within(inner: Unit, outer: Unit) -> bool:
    """Whether one unit lies in another (or is it)."""
    step: Unit | None = inner
    while step is not None:
        if step.pk == outer.pk:
            return True
        step = step.parent
    return False


def common_area(units: Sequence[Unit]) -> str:
    """The smallest area that holds all of them: "20" of two districts of Lạng Sơn."""
    paths = [unit.area_code.split(".") for unit in units if unit.area_code]
    if not paths or len(paths) != len(units):
        return ""
    shared = takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False))
    return ".".join(steps[0] for steps in shared)
