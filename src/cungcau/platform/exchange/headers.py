"""Finding the header of a page and telling which of its columns is which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from cungcau.kernel.vntext import fold
from cungcau.platform.exchange.cells import ONE, shown
from cungcau.platform.exchange.columns import Column, Kind
from cungcau.platform.exchange.grids import Page
from cungcau.platform.exchange.merged import GridRow, spread
from cungcau.platform.exchange.units import key, said, size

LINES_BEFORE_HEADER = 20
"""How far down the header may stand: official tables carry titles above it."""

NEAR = 0.72
"""Two names this alike (0–1, on folded keys) are proposed as the same column."""

REASON = "Lý do"
"""The column of reasons in a sheet of rows sent back; it is never read."""


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a page: its last line, the texts of its columns ("nhóm / cột" of two rows), and of what parts.

    ``parts`` holds each column's own text in the lower row where there are two rows, else the text itself.
    """

    line: int
    texts: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The texts, an equal one that comes again numbered, so that each names one column ("Loại (2)")."""
        seen: Counter[str] = Counter()
        labels = []
        for text in self.texts:
            seen[key(text)] += 1
            labels.append(f"{text} ({seen[key(text)]})" if text and seen[key(text)] > 1 else text)
        return tuple(labels)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands in the header, and the size of the header's unit in the column's own."""

    index: int
    unit: str = ""
    factor: Fraction = ONE


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for a column: the header's label ("" for none) and its unit ("" as the header says)."""

    header: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """How a header fits the columns wanted, by column key.

    ``places`` are sure; ``proposed`` are alike and need a person's word; ``twice`` stand in several places;
    ``asked`` have a unit that differs by region; ``unknown`` are places nobody asked for.
    """

    places: Mapping[str, Place]
    proposed: Mapping[str, int]
    twice: Mapping[str, tuple[int, ...]]
    asked: Mapping[str, str]
    unknown: tuple[int, ...]

    def missing(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """The required columns that have no sure place."""
        return tuple(column for column in columns if column.required and column.key not in self.places)


def find_head(page: Page, columns: Sequence[Column]) -> Head | None:
    """The header of a page: the line, or pair of lines, that names most of the columns; None for an empty page."""
    lines = list(islice(page.rows(), LINES_BEFORE_HEADER))
    best, most = None, (-1, 0)
    for place in range(len(lines)):
        for head in _heads_at(page, lines, place, columns):
            found = match(head, columns, alike=False)
            known = len(found.places) + len(found.twice) + len(found.asked)
            fit = (known, 0 if known else sum(map(bool, head.texts)))
            if fit > most:
                best, most = head, fit
    return best


def match(
    head: Head, columns: Sequence[Column], chosen: Mapping[str, Choice] | None = None, *, alike: bool = True
) -> Matching:
    """Which column stands where: first what a person chose, then equal names, then names equal but for a unit.

    ``alike`` False leaves out the proposals, which take the longest to find.
    """
    keys = [key(text) for text in head.texts]
    labels = [key(label) for label in head.labels]
    parts = [key(part) for part in head.parts]
    places: dict[str, Place] = {}
    twice: dict[str, tuple[int, ...]] = {}
    asked: dict[str, str] = {}
    taken: set[int] = {index for index, one in enumerate(keys) if one == key(REASON)}
    done = set()
    for column in columns:
        choice = (chosen or {}).get(column.key)
        if choice is None or (choice.unit and not choice.header):
            continue
        here = [i for i, one in enumerate(labels) if one and one == key(choice.header)]
        if here or not choice.header:
            done.add(column.key)
        _take(column, here, choice.unit, head, places, asked, taken)
    for level in (_same, _same_but_unit):
        for column in columns:
            if column.key in done or column.key in places or column.key in asked or column.key in twice:
                continue
            free = [i for i in range(len(keys)) if i not in taken]
            here = [i for i in free if level(column, head.texts[i], keys[i])]
            here = here or [i for i in free if level(column, head.parts[i], parts[i])]
            if len(here) > 1:
                twice[column.key] = tuple(here)
                taken.update(here)
            unit = (chosen or {}).get(column.key, Choice()).unit
            _take(column, here if len(here) == 1 else [], unit, head, places, asked, taken)
    rest = [i for i, one in enumerate(keys) if one and i not in taken]
    wanted = [c for c in columns if c.key not in {*places, *twice, *asked, *done}]
    proposed = _alike(wanted, head.texts, rest) if alike else {}
    return Matching(places, proposed, twice, asked, tuple(rest))


def _take(
    column: Column, here: Sequence[int], unit: str, head: Head,
    places: dict[str, Place], asked: dict[str, str], taken: set[int],
) -> None:  # fmt: skip
    """Put a column in its one place, with the unit chosen, said by the header, or its own."""
    if not here:
        return
    index = here[0]
    taken.add(index)
    own = said(head.parts[index], column.kind)
    heard = own if own.unit else said(head.texts[index], column.kind)
    if not own.unit and " / " in head.texts[index]:
        group = said(head.texts[index].rpartition(" / ")[0], column.kind)
        heard = group if group.unit else heard
    factor = size(unit, column.kind) if unit else heard.factor
    if factor is None:
        asked[column.key] = head.texts[index]
        return
    places[column.key] = Place(index, unit or heard.unit, factor)


def _names(column: Column) -> tuple[str, ...]:
    return (column.header, column.key, *column.also)


def _same(column: Column, text: str, one: str) -> bool:
    return bool(one) and any(one == key(name) for name in _names(column))


def _same_but_unit(column: Column, text: str, one: str) -> bool:
    base = said(text, column.kind).base
    return bool(base) and any(base == said(name, column.kind).base for name in _names(column))


def _alike(columns: Sequence[Column], texts: Sequence[str], free: Sequence[int]) -> dict[str, int]:
    """The best pairs of a column without a place and a header nobody claimed."""
    pairs = []
    for column in columns:
        for index in free:
            near = max(_nearness(name, texts[index], column.kind) for name in _names(column))
            if near >= NEAR:
                pairs.append((-near, index, column.key))
    proposed: dict[str, int] = {}
    for _near, index, name in sorted(pairs):
        if name not in proposed and index not in proposed.values():
            proposed[name] = index
    return proposed


@lru_cache(maxsize=16_384)
def _nearness(name: str, text: str, kind: Kind) -> float:
    one, other = said(name, kind).base, said(text, kind).base
    if not one or not other:
        return 0.0
    words, others = set(re.findall(r"\w+", fold(name))), set(re.findall(r"\w+", fold(text)))
    inside = 0.8 if len(min(one, other, key=len)) > 3 and (words <= others or others <= words) else 0.0
    return max(inside, SequenceMatcher(None, one, other).ratio())


def _heads_at(page: Page, lines: Sequence[GridRow], place: int, columns: Sequence[Column]) -> list[Head]:
    """The header that begins at a line: of two rows where merged cells or the names under it say so, else of one."""
    line, cells = lines[place]
    wide = spread(line, cells, page.spans)
    texts = tuple(" ".join(shown(cell).split()) for cell in wide)
    one = Head(line, texts, texts)
    below_line, below = lines[place + 1] if place + 1 < len(lines) else (0, ())
    if below_line != line + 1:
        return [one]
    lower = tuple(" ".join(shown(cell).split()) for cell in spread(below_line, below, page.spans))
    groups = {text for text in texts if text}
    if len(groups) < 2 or any(isinstance(cell, int | float) for cell in below) or not any(lower):
        return [one]
    two = _joined(below_line, texts, lower)
    merged = any(s.top <= line <= s.bottom and s.right > s.left for s in page.spans)
    if merged:
        return [two]
    gaps = any(lower[i] and not (texts[i] if i < len(texts) else "") for i in range(len(lower)))
    if not gaps:
        return [one]
    carried = _joined(below_line, _carried(texts, lower), lower)
    return [one, carried]


def _joined(line: int, upper: Sequence[str], lower: Sequence[str]) -> Head:
    texts, parts = [], []
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else ""
        own = lower[index] if index < len(lower) else ""
        both = above and own and above != own
        texts.append(f"{above} / {own}" if both else own or above)
        parts.append(own or above)
    return Head(line, tuple(texts), tuple(parts))


def _carried(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper row of a table without merged cells: a group's name goes on over the blanks that have a name below."""
    carried: list[str] = []
    for index, own in enumerate(lower):
        text = upper[index] if index < len(upper) else ""
        before = carried[-1] if carried and index and lower[index - 1] else ""
        carried.append(text or (before if own else ""))
    return carried + list(upper[len(lower) :])
