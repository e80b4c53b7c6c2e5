"""What the page of columns shows: each column wanted, the headers it may be, its unit, a few of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from cungcau.platform.exchange.cells import shown
from cungcau.platform.exchange.columns import Column
from cungcau.platform.exchange.units import CHOICES, key
from cungcau.platform.intake.reading import Seen, to_read

_SAMPLES = 3
SURE, ALIKE, TWICE, ASKED, MISSING, NONE = "sure", "alike", "twice", "asked", "missing", "none"


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """A sheet one may read: its name, the header's line, whether it is read unless one says otherwise."""

    name: str
    line: int
    chosen: bool
    known: int


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column wanted: the headers it may be, the one it is taken for, how sure that is, its units, some cells."""

    column: Column
    headers: tuple[str, ...]
    header: str
    state: str
    units: tuple[str, ...]
    unit: str
    samples: tuple[str, ...]


def sheets_to_choose(
    seen: Sequence[Seen], wanted: Sequence[str], columns: Sequence[Column]
) -> list[SheetChoice]:
    """The sheets that are not empty."""
    chosen = _shown(seen, wanted, columns)
    return [
        SheetChoice(one.name, one.head.line, one in chosen, len(one.matching.places))
        for one in seen
        if one.head
    ]


def columns_to_match(
    seen: Sequence[Seen], wanted: Sequence[str], columns: Sequence[Column]
) -> list[ColumnChoice]:
    """Every column of the door against the headers of the sheets that are to be read."""
    chosen = _shown(seen, wanted, columns)
    labels = {key(text): text for one in chosen if one.head for text in one.head.labels if text}
    samples = _samples(chosen)
    return [_choice(column, chosen, tuple(labels.values()), samples) for column in columns]


def _shown(seen: Sequence[Seen], wanted: Sequence[str], columns: Sequence[Column]) -> list[Seen]:
    """The sheets to read, or while none fits the one that fits best."""
    chosen = to_read(seen, wanted, columns)
    full = [one for one in seen if one.head]
    return list(chosen) or sorted(full, key=lambda one: -len(one.matching.places))[:1]


def _choice(
    column: Column, seen: Sequence[Seen], headers: tuple[str, ...], samples: dict[str, tuple[str, ...]]
) -> ColumnChoice:
    header, state, unit = "", MISSING if column.required else NONE, ""
    for one in seen:
        if one.head is None:
            continue
        found = one.matching
        if column.key in found.places:
            place = found.places[column.key]
            header, state, unit = one.head.labels[place.index], SURE, place.unit
        elif column.key in found.proposed:
            header, state = one.head.labels[found.proposed[column.key]], ALIKE
        elif column.key in found.twice:
            header, state = one.head.labels[found.twice[column.key][0]], TWICE
        elif column.key in found.asked:
            header, state = found.asked[column.key], ASKED
        if header:
            break
    units = CHOICES.get(column.kind, ())
    known = next((one for one in units if key(one) == key(unit)), "")
    return ColumnChoice(column, headers, header, state, units, known, samples.get(key(header), ()))


def _samples(seen: Sequence[Seen]) -> dict[str, tuple[str, ...]]:
    """A few cells under each header, by the header's key."""
    found: dict[str, tuple[str, ...]] = {}
    for one in seen:
        if one.head is None:
            continue
        below = (cells for line, cells in one.page.rows() if one.head and line > one.head.line and any(cells))
        rows = list(islice(below, _SAMPLES))
        for index, label in enumerate(one.head.labels):
            texts = (shown(row[index])[:40] for row in rows if index < len(row))
            found.setdefault(key(label), tuple(text for text in texts if text))
    return found
