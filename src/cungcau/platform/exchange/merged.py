"""Merged cells of a workbook: found by a light pass over the sheet's XML, given to every row they cover."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

_PIECE = 1 << 20
_OVERLAP = 200
_REFERENCE = re.compile(rb'mergeCell\s[^<>]{0,80}?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
MOST_SPANS = 200_000
"""More merged blocks than this in one sheet are not looked at: no table of people has them."""

GridRow = tuple[int, Sequence[object]]
"""A row's number as an editor shows it (1 = first), and its raw cells."""


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A merged block: rows as an editor counts them, columns from 0, both ends inside."""

    top: int
    bottom: int
    left: int
    right: int


def spans_of(packed: zipfile.ZipFile, part: str) -> tuple[Span, ...]:
    """The merged blocks of a sheet, from the top; read in pieces, for the sheet may be large."""
    found: list[Span] = []
    rest = b""
    with packed.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            end = 0
            for match in _REFERENCE.finditer(text):
                left, top, right, bottom = (word.decode() for word in match.groups())
                first, last = column_index_from_string(left) - 1, column_index_from_string(right) - 1
                found.append(Span(int(top), int(bottom), first, last))
                end = match.end()
            if len(found) > MOST_SPANS:
                return ()
            rest = text[max(end, len(text) - _OVERLAP) :]
    return tuple(sorted(found))


def filled(rows: Iterator[GridRow], spans: Sequence[Span]) -> Iterator[GridRow]:
    """The rows, the value of a merged block repeated in its first column down to its last row.

    A row that holds nothing of its own stays empty. Each span is looked at only while its rows pass.
    """
    tall = [span for span in spans if span.bottom > span.top]
    if not tall:
        yield from rows
        return
    coming, open_ones = 0, list[tuple[Span, object]]()
    for line, cells in rows:
        open_ones = [pair for pair in open_ones if pair[0].bottom >= line]
        if open_ones and any(cell is not None for cell in cells):
            cells = _with(cells, open_ones)
        while coming < len(tall) and tall[coming].top <= line:
            span = tall[coming]
            coming += 1
            if span.top == line and span.left < len(cells) and cells[span.left] is not None:
                open_ones.append((span, cells[span.left]))
        yield line, cells


def spread(line: int, cells: Sequence[object], spans: Sequence[Span]) -> list[object]:
    """A header row with the name of a group repeated over every column it stands above."""
    wide = list(cells)
    for span in spans:
        if span.top <= line <= span.bottom and span.right > span.left and span.left < len(wide):
            wide[span.left : span.right + 1] = [wide[span.left]] * (
                min(span.right + 1, len(wide)) - span.left
            )
    return wide


def _with(cells: Sequence[object], open_ones: Sequence[tuple[Span, object]]) -> list[object]:
    row = list(cells)
    for span, value in open_ones:
        row.extend([None] * (span.left + 1 - len(row)))
        if row[span.left] is None:
            row[span.left] = value
    return row
