"""The cells of a file that somebody sent, whatever program made it: numbered rows of raw values."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.safety import unguarded

GridRow = tuple[int, Sequence[object]]
"""A row's number as an editor shows it (1 = first), and its raw cells."""

_MB = 2**20
_MOST_COLUMNS = 200
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    OSError,
    zlib.error,
    NotImplementedError,
)
"""What openpyxl and zipfile raise at a damaged file (XML faults are ``SyntaxError``)."""

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold: bytes as sent, bytes unpacked (xlsx), rows below the header."""

    most_bytes: int = 20 * _MB
    most_unpacked: int = 300 * _MB
    most_rows: int = 100_000


def whole(file: BinaryIO, name: str, limits: Limits) -> bytes:
    """The file's content; raises ``file_too_large``."""
    data = file.read(limits.most_bytes + 1)
    if len(data) > limits.most_bytes:
        rest = file.seek(0, io.SEEK_END) if file.seekable() else len(data)
        raise DomainError(
            "file_too_large", file=name, size_mb=-(-rest // _MB), most_mb=limits.most_bytes // _MB
        )
    return data


def grid(data: bytes, name: str, limits: Limits) -> Iterator[GridRow]:
    """The rows of the first visible sheet, or of a CSV; told apart by content, not by name.

    Raises ``file_unreadable`` with ``why`` for anything that is neither, ``file_too_large`` for a packed
    file that would unpack beyond all measure.
    """
    if data.startswith(_OLD_EXCEL):
        raise _unreadable(name, "đây là tệp Excel đời cũ (.xls); hãy mở ra và lưu lại dạng .xlsx.")
    if data.startswith(b"PK"):
        return _excel(data, name, limits)
    return _csv(_decoded(data, name), name)


def _excel(data: bytes, name: str, limits: Limits) -> Iterator[GridRow]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > limits.most_unpacked:
            raise _too_large(name, unpacked, limits.most_unpacked)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise _unreadable(name, "không có trang tính nào.")
        sheet.reset_dimensions()
        yield from enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), start=1)
        book.close()
    except _BROKEN as error:
        raise _unreadable(name, "tệp Excel bị hỏng; hãy mở ra và lưu lại.") from error


def _csv(text: str, name: str) -> Iterator[GridRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _unreadable(name, f"dòng {line} có dấu ngoặc kép không khép kín hoặc ô quá dài.") from error
        if cells is None:
            return
        yield line, [unguarded(cell) for cell in cells[:_MOST_COLUMNS]]
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The separator most often seen in the first lines; a comma when there is none."""
    head = text[:20_000]
    return max((",", ";", "\t"), key=head.count)


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        why = "không phải tệp Excel, cũng không phải văn bản UTF-8; hãy lưu lại dạng .xlsx hoặc “CSV UTF-8”."
        raise _unreadable(name, why) from error
    if "\x00" in text:
        raise _unreadable(name, "đây không phải tệp bảng tính; hãy gửi tệp .xlsx hoặc .csv.")
    if not text.strip():
        raise _unreadable(name, "tệp trống.")
    return text


def _too_large(name: str, size: int, most: int) -> DomainError:
    return DomainError("file_too_large", file=name, size_mb=-(-size // _MB), most_mb=most // _MB)


def _unreadable(name: str, why: str) -> DomainError:
    return DomainError("file_unreadable", file=name, why=why)
