"""The cells of one sheet of a workbook, read straight from its XML: several times as fast as cell by cell objects.

Strings, dates and styles are what openpyxl made of the workbook; only the sheet itself is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from cungcau.platform.exchange.merged import GridRow

_PIECE = 1 << 16
MOST_LINES = 1_048_576


@dataclass(frozen=True, slots=True)
class Styles:
    """What the workbook says of its cells: shared strings, which style numbers are dates, day 0."""

    strings: Sequence[str]
    dates: frozenset[int]
    spans: frozenset[int]
    epoch: datetime


def sheet_rows(stream: IO[bytes], styles: Styles, most_columns: int) -> Iterator[GridRow]:
    """The rows that stand in the sheet; lines without a cell are left out.

    Raises ``ValueError``, ``LookupError`` or ``ExpatError`` where the XML is damaged or declares entities.
    """
    reader = _Reader(styles, most_columns)
    while piece := stream.read(_PIECE):
        reader.parser.Parse(piece, False)
        yield from reader.taken()
    reader.parser.Parse(b"", True)
    yield from reader.taken()


class _Reader:
    """Collects cells as the parser meets them; names are compared without their prefix."""

    def __init__(self, styles: Styles, most_columns: int) -> None:
        self._styles = styles
        self._most = most_columns
        self._rows: list[GridRow] = []
        self._line = 0
        self._cells: list[object] = []
        self._column = -1
        self._kind = "n"
        self._style = 0
        self._value: list[str] = []
        self._text: list[str] = []
        self._into: list[str] | None = None
        self._aside = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = _no_entities

    def taken(self) -> list[GridRow]:
        """The rows complete so far."""
        rows, self._rows = self._rows, []
        return rows

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            place = attributes.get("r")
            self._column = _column_of(place.rstrip("0123456789")) if place else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", 0))
            self._value, self._text = [], []
        elif local == "v":
            self._into = self._value
        elif local == "t":
            self._into = None if self._aside else self._text
        elif local == "row":
            self._line = int(attributes.get("r", self._line + 1))
            if not 0 < self._line <= MOST_LINES:
                raise ValueError(f"line {self._line}")
            self._cells, self._column = [], -1
        elif local == "rPh":
            self._aside = True

    def _characters(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local in ("v", "t"):
            self._into = None
        elif local == "c":
            if 0 <= self._column < self._most:
                self._cells.extend([None] * (self._column + 1 - len(self._cells)))
                self._cells[self._column] = self._cell()
        elif local == "row":
            self._rows.append((self._line, self._cells))
        elif local == "rPh":
            self._aside = False

    def _cell(self) -> object:
        value = "".join(self._value)
        if self._kind == "inlineStr":
            return "".join(self._text) or None
        if not value:
            return None
        if self._kind == "s":
            return self._styles.strings[int(value)]
        if self._kind == "n":
            return self._number(value)
        if self._kind == "b":
            return bool(int(value))
        return from_ISO8601(value) if self._kind == "d" else value

    def _number(self, value: str) -> object:
        number: Any = float(value) if "." in value or "e" in value.lower() else int(value)
        if self._style not in self._styles.dates:
            return number
        try:
            return from_excel(number, self._styles.epoch, timedelta=self._style in self._styles.spans)
        except (OverflowError, ValueError):
            return "#VALUE!"


@lru_cache(maxsize=1024)
def _column_of(letters: str) -> int:
    return int(column_index_from_string(letters)) - 1


def _no_entities(*declared: object) -> None:
    raise ValueError("a sheet declares no entities")
