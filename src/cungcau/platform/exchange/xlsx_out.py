"""Excel workbooks written row by row, so that memory does not grow with the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.exchange.safety import printable

MOST_ROWS = 1_048_576
"""Rows Excel takes on one sheet, header included; longer tables go on over further sheets."""

_MOST_TEXT = 32_767
_CUT = " […ô dài quá mức của Excel; bản CSV có đủ]"
_EXACT = 10**15
"""Excel keeps 15 digits; larger numbers are written as text rather than changed."""

_FORMATS = {
    "text": "@",
    "int": "#,##0",
    "kg": "#,##0",
    "area": "#,##0",
    "money": "#,##0",
    "decimal": "#,##0.###",
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm:ss",
}
_WIDTHS = {
    "text": 24,
    "int": 10,
    "kg": 14,
    "area": 14,
    "money": 18,
    "decimal": 14,
    "date": 12,
    "datetime": 20,
}
_BAD_IN_TITLE = re.compile(r"[\\/*?:\[\]']")


def write_xlsx(
    title: str, columns: Sequence[Column], rows: Iterable[object], *, rows_a_sheet: int = MOST_ROWS
) -> IO[bytes]:
    """The workbook as an open temporary file, at its beginning; the caller closes it.

    Header bold and frozen, filters on, widths and number formats by kind. ``rows_a_sheet`` counts the header.
    """
    book = Workbook(write_only=True)
    sheet, used, number = _new_sheet(book, title, 1, columns), 1, 1
    for row in rows:
        if used == rows_a_sheet:
            _close(sheet, columns, used)
            number += 1
            sheet, used = _new_sheet(book, title, number, columns), 1
        sheet.append([_cell(sheet, column, column.value(row)) for column in columns])
        used += 1
    _close(sheet, columns, used)
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - handed to the caller, open
    book.save(file)
    file.seek(0)
    return file


def write_cells(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]) -> IO[bytes]:
    """A workbook of (title, header, rows of raw cells), as an open temporary file; the caller closes it.

    Numbers and dates stay what they are, everything else is text; a longer table than a sheet holds goes on over
    further sheets.
    """
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        columns = [Column(str(place), text) for place, text in enumerate(header)]
        sheet, used, number = _new_sheet(book, title, 1, columns), 1, 1
        for row in rows:
            if used == MOST_ROWS:
                _close(sheet, columns, used)
                number += 1
                sheet, used = _new_sheet(book, title, number, columns), 1
            sheet.append([_raw_cell(sheet, value) for value in row])
            used += 1
        _close(sheet, columns, used)
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - handed to the caller, open
    book.save(file)
    file.seek(0)
    return file


def _raw_cell(sheet: Any, value: object) -> Any:
    """A cell as it was read: only plain numbers and days keep their type."""
    if value is None or value == "":
        return None
    if isinstance(value, date | time) or (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _EXACT
    ):
        return WriteOnlyCell(sheet, value=value)
    return _as_text(sheet, str(value))


def _new_sheet(book: Any, title: str, number: int, columns: Sequence[Column]) -> Any:
    tail = f" ({number})" if number > 1 else ""
    plain = _BAD_IN_TITLE.sub(" ", printable(title)).strip() or "Bảng"
    sheet = book.create_sheet(plain[: 31 - len(tail)] + tail)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        width = column.width or max(_WIDTHS[column.kind], min(len(column.header) + 4, 40))
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_header(sheet, column.header) for column in columns])
    return sheet


def _close(sheet: Any, columns: Sequence[Column], used: int) -> None:
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{used}"


def _header(sheet: Any, text: str) -> Any:
    cell = _as_text(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet: Any, column: Column, value: Cell) -> Any:
    if value is None:
        return None
    if isinstance(value, str) or (isinstance(value, int | Decimal) and not -_EXACT < value < _EXACT):
        return _as_text(sheet, str(value))
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = _FORMATS[column.kind]
    return cell


def _as_text(sheet: Any, text: str) -> Any:
    """A cell that holds text whatever it looks like: never a formula, an error or a link."""
    shown = printable(text)
    if len(shown) > _MOST_TEXT:
        shown = shown[: _MOST_TEXT - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, value=shown)
    cell.data_type = "s"
    cell.number_format = _FORMATS["text"]
    return cell
