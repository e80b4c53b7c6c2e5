"""The rows at fault, sent back as a workbook that can be mended and brought in again as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cungcau.platform.exchange.columns import Column
from cungcau.platform.exchange.headers import REASON, Head, Place, match
from cungcau.platform.exchange.services import write_cells
from cungcau.platform.exchange.units import CHOICES, key, size
from cungcau.platform.intake.reading import Mended, Seen, Table, Wrong, mender

_UNIT_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
_NOT_READ = "(không đọc)"


def faulty_rows(table: Table, wrong: Sequence[Wrong], columns: Sequence[Column], mended: Mended) -> bytes:
    """The workbook: each sheet's columns as they were, what was mended in place, and a column of reasons."""
    reasons: dict[tuple[str, int], list[str]] = {}
    for one in wrong:
        said = (
            f"{one.header}: “{one.value}” – {one.expected}" if one.value else f"{one.header}: {one.expected}"
        )
        reasons.setdefault((one.sheet, one.line), []).append(said)
    with_faults = {sheet for sheet, line in reasons if line}
    sheets = [
        (seen.name or "Dòng lỗi", _header(seen, columns), _rows(seen, table, reasons, mended))
        for seen in table.sheets
        if seen.name in with_faults
    ]
    with write_cells(sheets) as file:
        return file.read()


def _rows(
    seen: Seen, table: Table, reasons: Mapping[tuple[str, int], Sequence[str]], mended: Mended
) -> Iterator[list[object]]:
    kept = _kept(seen)
    at = {place.index: name for name, place in seen.matching.places.items()}
    mend = mender(mended, seen.name)
    for (sheet, line), cells in table.cells.items():
        if sheet != seen.name or (sheet, line) not in reasons:
            continue
        row = [cells[index] if index < len(cells) else None for index in kept]
        row = [
            mend(at[index], line, cell) if index in at else cell
            for index, cell in zip(kept, row, strict=True)
        ]
        yield [*row, "; ".join(reasons[(sheet, line)])]


def _kept(seen: Seen) -> list[int]:
    """The places of the columns sent back: all that have a name, but for reasons of an earlier time."""
    texts = seen.head.texts if seen.head else ()
    return [index for index, text in enumerate(texts) if text and key(text) != key(REASON)]


def _header(seen: Seen, columns: Sequence[Column]) -> list[str]:
    """The header as it stood; a name that would not be known again by itself is replaced by the column's own."""
    assert seen.head is not None
    by_place = {place.index: name for name, place in seen.matching.places.items()}
    known = {column.key: column for column in columns}
    texts = []
    for index in _kept(seen):
        label = seen.head.labels[index]
        found = match(Head(1, (label,), (label,)), columns).places
        name = by_place.get(index)
        if name is None:
            texts.append(f"{label} {_NOT_READ}" if found else label)
            continue
        place = seen.matching.places[name]
        fits = name in found and len(found) == 1 and found[name].factor == place.factor
        texts.append(label if fits else _own_name(known[name], place))
    return [*texts, REASON]


def _own_name(column: Column, place: Place) -> str:
    """The column's own header, with the unit the file uses."""
    unit = next((u for u in CHOICES.get(column.kind, ()) if size(u, column.kind) == place.factor), "")
    if place.factor == 1 or not unit:
        return column.header
    return f"{_UNIT_AT_END.sub('', column.header)} ({unit})"
