"""A file somebody sent into typed rows, with every fault named by row, column and value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import fold
from cungcau.platform.exchange.cells import CellRefused, shown, typed
from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.exchange.grids import GridRow, Limits, grid, whole

_LINES_BEFORE_HEADER = 20
"""How far down the header may stand: official tables carry titles above it."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its line in the file and its values by column key (missing optional columns are None)."""

    line: int
    values: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file held.

    ``faults`` must be mended before anything is kept; ``unknown`` are the columns nobody asked for.
    """

    name: str
    rows: tuple[SheetRow, ...]
    faults: tuple[Fault, ...]
    unknown: tuple[Fault, ...]

    def checked(self) -> tuple[SheetRow, ...]:
        """The rows, or ``InputInvalid`` with all the faults at once."""
        if self.faults:
            raise InputInvalid(self.faults)
        return self.rows


def read_sheet(file: BinaryIO, name: str, columns: Sequence[Column], limits: Limits | None = None) -> Sheet:
    """Read an .xlsx (first visible sheet) or CSV file against the columns wanted.

    The header may stand below a title; its names are compared without marks, case and punctuation. Rows with
    a fault are left out of ``rows``. Raises ``file_too_large``, ``too_many_rows``, ``file_unreadable``.
    """
    chosen = limits or Limits()
    lines = grid(whole(file, name, chosen), name, chosen)
    head = list(islice(lines, _LINES_BEFORE_HEADER))
    header_at = max(range(len(head)), key=lambda place: len(_matches(head[place][1], columns)), default=None)
    if header_at is None:
        raise DomainError("file_unreadable", file=name, why="tệp trống.")
    header_line, header = head[header_at]
    places = _matches(header, columns)
    faults = _header_faults(name, header_line, header, columns, places)
    if not places:
        return Sheet(name, (), tuple(faults), ())
    rows: list[SheetRow] = []
    body = (row for row in chain(head[header_at + 1 :], lines) if any(shown(cell) for cell in row[1]))
    for row in _counted(body, name, chosen.most_rows):
        values, wrong = _row(name, row, columns, places, header)
        faults.extend(wrong)
        if not wrong:
            rows.append(SheetRow(row[0], values))
    return Sheet(name, tuple(rows), tuple(faults), _unknown(name, header_line, header, columns))


def _key(header: object) -> str:
    """A header as it is compared: folded, letters and digits only ("Sản lượng (kg)" → "sanluongkg")."""
    return "".join(letter for letter in fold(shown(header)) if letter.isalnum())


def _names(column: Column) -> set[str]:
    return {_key(name) for name in (column.header, column.key, *column.also)}


def _matches(header: Sequence[object], columns: Sequence[Column]) -> dict[str, int]:
    """Column key → its place in the header; the first of several equal headers counts."""
    keys = [_key(cell) for cell in header]
    places = {}
    for column in columns:
        wanted = _names(column)
        found = next((place for place, key in enumerate(keys) if key and key in wanted), None)
        if found is not None:
            places[column.key] = found
    return places


def _header_faults(
    name: str, line: int, header: Sequence[object], columns: Sequence[Column], places: Mapping[str, int]
) -> list[Fault]:
    faults = []
    keys = [_key(cell) for cell in header]
    for column in columns:
        here = [place for place, key in enumerate(keys) if key and key in _names(column)]
        if len(here) > 1:
            value = shown(header[here[1]])
            faults.append(Fault(name, line, column.header, value, "mỗi cột chỉ đứng một lần; cột này bị lặp"))
        elif not here and (column.required or not places):
            faults.append(Fault(name, line, column.header, "", "cột này phải có trong dòng tiêu đề"))
    return faults


def _unknown(name: str, line: int, header: Sequence[object], columns: Sequence[Column]) -> tuple[Fault, ...]:
    known = set().union(*map(_names, columns))
    strange = [shown(cell) for cell in header if _key(cell) and _key(cell) not in known]
    return tuple(Fault(name, line, text, text, "cột lạ, không được đọc") for text in strange)


def _row(
    name: str, row: GridRow, columns: Sequence[Column], places: Mapping[str, int], header: Sequence[object]
) -> tuple[dict[str, Cell], list[Fault]]:
    line, cells = row
    values: dict[str, Cell] = dict.fromkeys((column.key for column in columns), None)
    faults = []
    for column in columns:
        place = places.get(column.key)
        if place is None:
            continue
        raw = cells[place] if place < len(cells) else None
        try:
            value = typed(raw, column.kind)
            if value is None and column.required:
                raise CellRefused("ô này không được bỏ trống")
            values[column.key] = value
        except CellRefused as refusal:
            faults.append(Fault(name, line, shown(header[place]), shown(raw), str(refusal)))
    return values, faults


def _counted(rows: Iterator[GridRow], name: str, most: int) -> Iterator[GridRow]:
    for count, row in enumerate(rows, start=1):
        if count > most:
            raise DomainError("too_many_rows", file=name, most=most)
        yield row
