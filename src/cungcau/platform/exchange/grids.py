"""The cells of a file that somebody sent, whatever program made it: pages of numbered rows of raw values."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers.expat import ExpatError

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException

from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.csv_in import csv_rows, decoded
from cungcau.platform.exchange.merged import GridRow, Span, filled, spans_of
from cungcau.platform.exchange.sheet_xml import Styles, sheet_rows

_MB = 2**20
MOST_COLUMNS = 200
_BYTES_A_LINE = 300
"""About how much of a sheet's XML one row takes; only to show how far reading is."""
_DAMAGED = "tệp Excel bị hỏng; hãy mở ra và lưu lại."
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    SyntaxError,
    ExpatError,
    LookupError,
    ValueError,
    TypeError,
    OSError,
    zlib.error,
    NotImplementedError,
)
"""What openpyxl and zipfile raise at a damaged file (XML faults are ``SyntaxError``; an unknown compression of a
zip is ``NotImplementedError``)."""

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold: bytes as sent, bytes unpacked (xlsx), rows below the header."""

    most_bytes: int = 20 * _MB
    most_unpacked: int = 300 * _MB
    most_rows: int = 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its name ("" in a CSV), its merged blocks, about how many lines it has, and its rows.

    ``rows()`` reads from the top each time it is called and raises ``file_unreadable`` where the file is damaged.
    """

    name: str
    spans: tuple[Span, ...]
    about_lines: int
    rows: Callable[[], Iterator[GridRow]]


def whole(file: BinaryIO, name: str, limits: Limits) -> bytes:
    """The file's content; raises ``file_too_large``."""
    data = file.read(limits.most_bytes + 1)
    if len(data) > limits.most_bytes:
        rest = file.seek(0, io.SEEK_END) if file.seekable() else len(data)
        raise DomainError(
            "file_too_large", file=name, size_mb=-(-rest // _MB), most_mb=limits.most_bytes // _MB
        )
    return data


def pages(data: bytes, name: str, limits: Limits) -> tuple[Page, ...]:
    """The visible sheets of a workbook, or the one page of a CSV; told apart by content, not by name.

    Raises ``file_unreadable`` with ``why`` for anything that is neither, ``file_too_large`` for a packed
    file that would unpack beyond all measure.
    """
    if data.startswith(_OLD_EXCEL):
        raise _unreadable(name, "đây là tệp Excel đời cũ (.xls); hãy mở ra và lưu lại dạng .xlsx.")
    if data.startswith(b"PK"):
        return _excel(data, name, limits)
    text = decoded(data, name)
    return (Page("", (), text.count("\n") + 1, lambda: csv_rows(text, name, MOST_COLUMNS)),)


def _excel(data: bytes, name: str, limits: Limits) -> tuple[Page, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            if unpacked > limits.most_unpacked:
                raise _too_large(name, unpacked, limits.most_unpacked)
            parts, styles = _opened(data)
            found = tuple(
                _page(data, title, part, styles, spans_of(packed, part), name) for title, part in parts
            )
    except _BROKEN as error:
        raise _unreadable(name, _DAMAGED) from error
    if not found:
        raise _unreadable(name, "không có trang tính nào.")
    return found


def _opened(data: bytes) -> tuple[list[tuple[str, str]], Styles]:
    """The visible sheets of a workbook as (title, part of the packed file), and its strings and styles."""
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with reader.archive:
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        parts = [
            (str(sheet.name), str(rel.target))
            for sheet, rel in reader.parser.find_sheets()
            if rel.target in reader.valid_files and "chartsheet" not in rel.Type and sheet.state == "visible"
        ]
    book = reader.wb
    styles = Styles(
        reader.shared_strings, frozenset(book._date_formats), frozenset(book._timedelta_formats), book.epoch
    )
    return parts, styles


def _page(data: bytes, title: str, part: str, styles: Styles, spans: tuple[Span, ...], name: str) -> Page:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = packed.getinfo(part).file_size
    return Page(title, spans, size // _BYTES_A_LINE, lambda: filled(_rows(data, part, styles, name), spans))


def _rows(data: bytes, part: str, styles: Styles, name: str) -> Iterator[GridRow]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(part) as stream:
            yield from sheet_rows(stream, styles, MOST_COLUMNS)
    except _BROKEN as error:
        raise _unreadable(name, _DAMAGED) from error


def _too_large(name: str, size: int, most: int) -> DomainError:
    return DomainError("file_too_large", file=name, size_mb=-(-size // _MB), most_mb=most // _MB)


def _unreadable(name: str, why: str) -> DomainError:
    return DomainError("file_unreadable", file=name, why=why)
