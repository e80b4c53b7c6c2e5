"""CSV and pasted cells in: UTF-8 or UTF-16, whatever separates the cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.merged import GridRow
from cungcau.platform.exchange.safety import unguarded

_SEPARATORS = (",", ";", "\t", "|")
_LINES_TRIED = 30


def decoded(data: bytes, name: str) -> str:
    """The file's text; raises ``file_unreadable`` for what is no text or empty."""
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


def csv_rows(text: str, name: str, most_columns: int) -> Iterator[GridRow]:
    """The rows; a cell over several lines is one, and the next row's number counts them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _unreadable(name, f"dòng {line} có dấu ngoặc kép không khép kín hoặc ô quá dài.") from error
        if cells is None:
            return
        yield line, [unguarded(cell) for cell in cells[:most_columns]]
        line = reader.line_num + 1


def separator(text: str) -> str:
    """What separates the cells: the sign that cuts most of the first lines into equally many; else a comma."""
    return max(_SEPARATORS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, sign: str) -> tuple[int, int]:
    """(lines cut into the usual number of cells, that number), for one sign; (0, 0) where it cuts nothing."""
    counts: Counter[int] = Counter()
    try:
        reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=sign)
        counts.update(len(cells) for cells in islice(reader, _LINES_TRIED) if any(cells))
    except csv.Error:
        pass
    cut = {cells: lines for cells, lines in counts.items() if cells > 1}
    if not cut:
        return (0, 0)
    cells = max(cut, key=lambda one: (cut[one], one))
    return (cut[cells], cells)


def _unreadable(name: str, why: str) -> DomainError:
    return DomainError("file_unreadable", file=name, why=why)
