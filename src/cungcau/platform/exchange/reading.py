"""A file somebody sent into typed rows, with every fault named by row, column and value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.exchange.cells import CellRefused, shown, typed
from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.exchange.grids import Limits, Page, pages, whole
from cungcau.platform.exchange.headers import Head, Matching, Place, find_head, match

_NUMBERING = re.compile(r"\(?(?:[0-9]{1,2}|[A-Z])\)?")

Mend = Callable[[str, int, object], object]
"""(column key, line, raw cell) → the cell to read instead, or the same."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its line in the file and its values by column key (missing optional columns are None)."""

    line: int
    values: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell that cannot be read: its column, what stood there, what was expected, what may be meant."""

    column: Column
    value: str
    expected: str
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as it was read: raw cells, values by column key, faults (a row with faults has values missing)."""

    line: int
    cells: Sequence[object]
    values: Mapping[str, Cell]
    faults: tuple[CellFault, ...]


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

    The header may stand below a title and have two rows; its names are compared without marks, case and
    punctuation, and a unit in them scales kg, m² and đồng. Rows with a fault are left out of ``rows``.
    Raises ``file_too_large``, ``too_many_rows``, ``file_unreadable``.
    """
    chosen = limits or Limits()
    page = pages(whole(file, name, chosen), name, chosen)[0]
    head = find_head(page, columns)
    if head is None:
        raise DomainError("file_unreadable", file=name, why="tệp trống.")
    found = match(head, columns)
    faults = _header_faults(name, head, columns, found)
    if not found.places and not found.twice:
        return Sheet(name, (), tuple(faults), ())
    places = {**{key: Place(here[0]) for key, here in found.twice.items()}, **found.places}
    rows: list[SheetRow] = []
    for row in read_rows(page, head, places, columns, name=name, most_rows=chosen.most_rows):
        faults.extend(
            Fault(name, row.line, head.texts[places[one.column.key].index], one.value, one.expected)
            for one in row.faults
        )
        if not row.faults:
            rows.append(SheetRow(row.line, row.values))
    unknown = (head.texts[index] for index in found.unknown)
    strange = tuple(Fault(name, head.line, text, text, "cột lạ, không được đọc") for text in unknown)
    return Sheet(name, tuple(rows), tuple(faults), strange)


def read_rows(
    page: Page,
    head: Head,
    places: Mapping[str, Place],
    columns: Sequence[Column],
    *,
    name: str,
    most_rows: int,
    mend: Mend | None = None,
) -> Iterator[ReadRow]:
    """The rows below a header, blank ones passed over, one at a time; raises ``too_many_rows`` beyond the bound.

    A line right under the header that only numbers the columns, "(1) (2) (3)", is part of the header.
    """
    wanted = [(column, places[column.key]) for column in columns if column.key in places]
    blank: dict[str, Cell] = dict.fromkeys(column.key for column in columns)
    count = 0
    for line, cells in page.rows():
        if line <= head.line or not any(cell is not None and shown(cell) for cell in cells):
            continue
        if count == 0 and _only_numbers_columns(cells):
            continue
        count += 1
        if count > most_rows:
            raise DomainError("too_many_rows", file=name, most=most_rows)
        yield _row(line, cells, wanted, blank, mend)


def _row(
    line: int,
    cells: Sequence[object],
    wanted: Sequence[tuple[Column, Place]],
    blank: Mapping[str, Cell],
    mend: Mend | None,
) -> ReadRow:
    values = dict(blank)
    faults = []
    for column, place in wanted:
        raw = cells[place.index] if place.index < len(cells) else None
        if mend is not None:
            raw = mend(column.key, line, raw)
        try:
            value = typed(raw, column.kind, place.factor)
            if value is None and column.required and not column.may_be_blank:
                raise CellRefused("ô này không được bỏ trống")
            values[column.key] = value
        except CellRefused as refusal:
            faults.append(CellFault(column, shown(raw), str(refusal), refusal.proposals))
    return ReadRow(line, cells, values, tuple(faults))


def _only_numbers_columns(cells: Sequence[object]) -> bool:
    """Whether a line is "(1) (2) (3) …" or "A B 1 2 …": marks of columns, the numbers rising by one.

    Bare numbers count only from five on, standing in their own columns: a row of figures must never be lost.
    """
    marks = [shown(cell) for cell in cells if cell is not None and shown(cell)]
    if len(marks) < 3 or len(set(marks)) < len(marks) or not all(map(_NUMBERING.fullmatch, marks)):
        return False
    numbers = [int(mark.strip("()")) for mark in marks if mark.strip("()").isdigit()]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] > 2:
        return False
    bare = len(numbers) == len(marks) and all(mark.isdigit() for mark in marks)
    return not bare or (len(marks) >= 5 and [shown(cell) for cell in cells[: len(marks)]] == marks)


def _header_faults(name: str, head: Head, columns: Sequence[Column], found: Matching) -> list[Fault]:
    faults = []
    for column in columns:
        here = found.twice.get(column.key)
        if here:
            value = head.texts[here[1]]
            faults.append(
                Fault(name, head.line, column.header, value, "mỗi cột chỉ đứng một lần; cột này bị lặp")
            )
        elif column.key in found.asked:
            value = found.asked[column.key]
            faults.append(
                Fault(
                    name,
                    head.line,
                    column.header,
                    value,
                    "đơn vị này mỗi vùng một khác; hãy ghi rõ, ví dụ (m²)",
                )
            )
        elif column.key not in found.places and (column.required or not found.places):
            faults.append(Fault(name, head.line, column.header, "", "cột này phải có trong dòng tiêu đề"))
    return faults
