"""One CSV file as rows of values, with every fault named by line and column."""

from __future__ import annotations

import codecs
import csv
from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar
from unicodedata import normalize

from cungcau.engines.allocation.read.cells import Parser, Refused
from cungcau.kernel.errors import Fault

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class TableSpec(Generic[R]):
    """What one file holds: columns with their parsers, how a row is built, what identifies it.

    ``build`` takes the parsed values in the order of ``columns`` and may raise ``Refused`` with the
    column at fault. ``unique`` is false where two rows with the same key are fine.
    """

    file: str
    columns: Sequence[tuple[str, Parser[Any]]]
    build: Callable[..., R]
    key: Callable[[R], Any]
    key_columns: tuple[str, ...]
    required: bool = True
    unique: bool = True


@dataclass(slots=True)
class Findings:
    """What reading has turned up so far, over all files."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fault(self, file: str, line: int, column: str, value: str, expected: str) -> None:
        """Note one fault."""
        self.faults.append(Fault(file, line, column, value, expected))


@dataclass(slots=True)
class Table(Generic[R]):
    """Rows in file order and where each stands (its first line, 1-based).

    ``broken`` holds the keys of rows left out, so that whoever refers to one is not blamed as well;
    ``nameless`` says that a row was left out whose key could not be made out.
    """

    file: str
    rows: list[R] = field(default_factory=list)
    lines: array[int] = field(default_factory=lambda: array("q"))
    broken: set[Hashable] = field(default_factory=set)
    nameless: bool = False
    others: dict[int, str] = field(default_factory=dict)

    def file_of(self, index: int) -> str:
        """The file that row ``index`` stands in: ``file`` unless it came from another one."""
        return self.others.get(index, self.file)


class _Unreadable(Exception):
    def __init__(self, line: int, expected: str) -> None:
        super().__init__(expected)
        self.line = line
        self.expected = expected


def read_table(folder: Path, spec: TableSpec[R], findings: Findings, shown_as: str = "") -> Table[R] | None:
    """The rows of ``folder / spec.file``; None when the file cannot be used at all.

    A missing optional file is an empty table. Faults go to ``findings`` under the name ``shown_as``
    (default: the file's own); rows at fault are left out.
    """
    name = shown_as or spec.file
    path = folder / spec.file
    if not path.exists():
        if not spec.required:
            return Table(name)
        findings.fault(name, 0, "", "", "thiếu tệp này trong thư mục")
        return None
    table: Table[R] = Table(name)
    try:
        with path.open("rb") as handle:
            return table if _fill(table, spec, _records(handle), findings) else None
    except _Unreadable as stop:
        findings.fault(name, stop.line, "", "", stop.expected)
    except OSError as error:
        findings.fault(name, 0, "", "", f"không đọc được tệp: {error.strerror}")
    return None


def _lines(handle: BinaryIO) -> Iterator[str]:
    for number, raw in enumerate(handle, 1):
        if number == 1 and raw.startswith(codecs.BOM_UTF8):
            raw = raw[len(codecs.BOM_UTF8) :]
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise _Unreadable(number, "cần văn bản mã hoá UTF-8") from None
        if "\0" in line:
            raise _Unreadable(number, "cần văn bản mã hoá UTF-8, không có ký tự rỗng")
        yield line if line.isascii() else normalize("NFC", line)


def _records(handle: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, stripped, with the line it starts on."""
    reader = csv.reader(_lines(handle), strict=True)
    first = 1
    try:
        for record in reader:
            cells = [cell.strip() for cell in record]
            if any(cells):
                yield first, cells
            first = reader.line_num + 1
    except csv.Error as error:
        raise _Unreadable(
            reader.line_num, f"cần dòng CSV đúng cách viết dấu phẩy và dấu nháy ({error})"
        ) from None


def _fill(
    table: Table[R], spec: TableSpec[R], records: Iterator[tuple[int, list[str]]], findings: Findings
) -> bool:
    """Read header and rows into ``table``; False when the header makes the file unusable."""
    header = next(records, None)
    if header is None:
        findings.fault(
            table.file, 1, "", "", "cần dòng tiêu đề: " + ",".join(name for name, _ in spec.columns)
        )
        return False
    if not _header_fits(table.file, spec, *header, findings):
        return False
    width = len(header[1])
    places = [header[1].index(name) for name, _ in spec.columns]
    in_order = places == list(range(width))
    seen: dict[Hashable, int] = {}
    for line, cells in records:
        if len(cells) != width:
            findings.fault(table.file, line, "", f"{len(cells)} ô", f"cần đúng {width} ô như dòng tiêu đề")
            table.nameless = True
            continue
        add_record(table, spec, line, cells if in_order else [cells[i] for i in places], seen, findings)
    return True


def add_record(
    table: Table[R],
    spec: TableSpec[R],
    line: int,
    cells: list[str],
    seen: dict[Hashable, int],
    findings: Findings,
) -> None:
    """Add one row, its cells in the order of ``spec.columns``, or note what is wrong with it.

    ``seen`` maps the keys met so far to their lines.
    """
    try:
        row = spec.build(*[parse(text) for text, (_, parse) in zip(cells, spec.columns, strict=True)])
    except Refused:
        _explain(table.file, line, cells, spec, findings)
        named = tuple(
            text for text, (name, _) in zip(cells, spec.columns, strict=True) if name in spec.key_columns
        )
        table.broken.add(named if len(named) > 1 else named[0])
        table.nameless = table.nameless or not all(named)
        return
    if spec.unique:
        key = spec.key(row)
        if key in seen:
            _repeated(table.file, line, seen[key], key, spec, findings)
            return
        seen[key] = line
    table.rows.append(row)
    table.lines.append(line)


def _header_fits(file: str, spec: TableSpec[R], line: int, header: list[str], findings: Findings) -> bool:
    wanted = [name for name, _ in spec.columns]
    if len(header) == 1 and header[0] not in wanted and any(mark in header[0] for mark in ";\t"):
        findings.fault(file, line, "", header[0], "cần ngăn các cột bằng dấu phẩy")
        return False
    missing = [name for name in wanted if name not in header]
    for name in missing:
        findings.fault(file, line, name, "", "thiếu cột này")
    repeated = sorted({name for name in wanted if header.count(name) > 1})
    for name in repeated:
        findings.fault(file, line, name, name, "cột này chỉ được có một lần")
    for name in header:
        if name not in wanted:
            findings.warnings.append(f"{file}: cột lạ “{name}” được để sang một bên, không dùng đến")
    return not missing and not repeated


def _explain(file: str, line: int, cells: list[str], spec: TableSpec[R], findings: Findings) -> None:
    """Note every cell at fault in a refused row or, when each cell is fine alone, what the row breaks."""
    values: list[Any] = []
    for text, (column, parse) in zip(cells, spec.columns, strict=True):
        try:
            values.append(parse(text))
        except Refused as refused:
            findings.fault(file, line, column, text, refused.expected)
    if len(values) < len(cells):
        return
    try:
        spec.build(*values)
    except Refused as refused:
        findings.fault(file, line, refused.column, refused.value, refused.expected)


def _repeated(
    file: str, line: int, first: int, key: Hashable, spec: TableSpec[R], findings: Findings
) -> None:
    shown = ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
    findings.fault(file, line, ", ".join(spec.key_columns), shown, f"mã lặp lại, đã có ở dòng {first}")
