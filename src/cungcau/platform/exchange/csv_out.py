"""CSV as it comes: UTF-8 with a byte-order mark (Excel needs it), one piece of text after the other."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.exchange.safety import guarded, printable

_ROWS_A_PIECE = 200


def csv_pieces(columns: Sequence[Column], rows: Iterable[object]) -> Iterator[bytes]:
    """The file in pieces of a few hundred rows, so that any number of rows needs no memory.

    Numbers have no thousands marks and a decimal point, days are ISO 8601: the form programs read.
    """
    buffer = StringIO()
    write = csv.writer(buffer, lineterminator="\r\n").writerow
    write([guarded(column.header) for column in columns])
    yield b"\xef\xbb\xbf" + _take(buffer)
    for number, row in enumerate(rows, start=1):
        write([_text(column.value(row)) for column in columns])
        if number % _ROWS_A_PIECE == 0:
            yield _take(buffer)
    yield _take(buffer)


def _take(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(printable(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, Decimal):
        return _decimal(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _decimal(value: Decimal) -> str:
    """Plain digits with a point; three decimals become four, for "1.355" is read as a thousand here."""
    text = f"{value:f}"
    return text + "0" if len(text.partition(".")[2]) == 3 else text
