"""The file of an intake into typed rows and named faults; no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.cells import shown
from cungcau.platform.exchange.columns import Column
from cungcau.platform.exchange.grids import Page, pages
from cungcau.platform.exchange.headers import Choice, Head, Matching, find_head, match
from cungcau.platform.exchange.reading import ReadRow, read_rows
from cungcau.platform.intake.doors import Row
from cungcau.platform.intake.limits import LIMITS, MOST_FAULTS_A_ROW
from cungcau.platform.intake.models import MOST_VALUE

Mended = Mapping[tuple[str, str, str, int], str]
"""(column key, value as it stands, sheet, line) → replacement; sheet "" and line 0: wherever the value stands."""

Tell = Callable[[int, int], None]
"""Is told, every thousand rows, how many rows were read of about how many; may raise to stop."""

_TELL_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault as it is kept: see :class:`cungcau.platform.intake.models.CellFault`."""

    sheet: str
    line: int
    column: str
    header: str
    value: str
    expected: str
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One sheet as it was first looked at: its header and how it fits; ``head`` None: an empty sheet."""

    page: Page
    head: Head | None
    matching: Matching

    @property
    def name(self) -> str:
        """The sheet's name; "" in a CSV."""
        return self.page.name

    def ready(self, columns: Sequence[Column]) -> bool:
        """Whether every required column has its place."""
        return self.head is not None and bool(self.matching.places) and not self.matching.missing(columns)

    def sure(self, columns: Sequence[Column]) -> bool:
        """Ready, and nothing is left that a person should decide."""
        open_ones = self.matching.proposed or self.matching.twice or self.matching.asked
        return self.ready(columns) and not open_ones


@dataclass(slots=True)
class Table:
    """A whole file, read: good rows, faults, and the raw cells behind each row of ``(sheet, line)``."""

    sheets: tuple[Seen, ...]
    skipped: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    cells: dict[tuple[str, int], Sequence[object]] = field(default_factory=dict)

    @property
    def unread(self) -> list[str]:
        """Headers nobody asked for, each once, and the sheets that were left."""
        texts = (seen.head.labels[i] for seen in self.sheets if seen.head for i in seen.matching.unknown)
        return [*dict.fromkeys(texts), *(f"trang “{name}”" for name in self.skipped)]


def choices(mapping: Mapping[str, Mapping[str, str]]) -> dict[str, Choice]:
    """A kept mapping as the reader takes it."""
    return {key: Choice(one.get("header", ""), one.get("unit", "")) for key, one in mapping.items()}


def look(
    data: bytes, name: str, columns: Sequence[Column], mapping: Mapping[str, Mapping[str, str]]
) -> tuple[Seen, ...]:
    """Every visible sheet with its header; raises ``file_unreadable``, ``file_too_large``."""
    chosen = choices(mapping)
    return tuple(_seen(page, columns, chosen) for page in pages(data, name, LIMITS))


def _seen(page: Page, columns: Sequence[Column], chosen: Mapping[str, Choice]) -> Seen:
    head = find_head(page, columns)
    if head is None:
        return Seen(page, None, Matching({}, {}, {}, {}, ()))
    return Seen(page, head, match(head, columns, chosen))


def to_read(seen: Sequence[Seen], wanted: Sequence[str], columns: Sequence[Column]) -> tuple[Seen, ...]:
    """The sheets to read: those chosen, else all whose header has every required column."""
    if wanted:
        return tuple(one for one in seen if one.name in wanted)
    return tuple(one for one in seen if one.ready(columns))


def read_table(
    seen: Sequence[Seen],
    columns: Sequence[Column],
    *,
    name: str,
    mended: Mended,
    tell: Tell,
    skipped: Sequence[str] = (),
) -> Table:
    """Every row of these sheets (``skipped``: the names of those left).

    Raises ``too_many_rows``, ``file_unreadable``, ``columns_missing``, ``no_sheet_fits``.
    """
    table = Table(tuple(seen), tuple(skipped))
    about = sum(one.page.about_lines for one in seen)
    if not seen:
        raise DomainError("no_sheet_fits", file=name)
    for one in seen:
        lost = one.matching.missing(columns)
        if one.head is None or lost:
            raise DomainError(
                "columns_missing", columns=", ".join(c.header for c in lost), sheet=one.name or name
            )
        merged = _merged(one)
        for row in _rows(one, columns, name, LIMITS.most_rows - len(table.cells), mended):
            _keep(table, one, row, merged.get(row.line, {}))
            if len(table.cells) % _TELL_EVERY == 0:
                tell(len(table.cells), about)
    return table


def _rows(one: Seen, columns: Sequence[Column], name: str, most: int, mended: Mended) -> Iterator[ReadRow]:
    assert one.head is not None
    mend = mender(mended, one.name) if mended else None
    rows = read_rows(one.page, one.head, one.matching.places, columns, name=name, most_rows=most, mend=mend)
    try:
        yield from rows
    except DomainError as error:
        if error.code == "too_many_rows":
            raise DomainError("too_many_rows", file=name, most=LIMITS.most_rows) from error
        raise


def mender(mended: Mended, sheet: str) -> Callable[[str, int, object], object]:
    """Replaces the cells of one sheet that somebody mended; a fix of one cell goes before one of its value."""
    columns = {column for column, _, _, _ in mended}

    def mend(column: str, line: int, raw: object) -> object:
        if column not in columns:
            return raw
        value = short(raw)
        here = mended.get((column, value, sheet, line))
        return here if here is not None else mended.get((column, value, "", 0), raw)

    return mend


def short(raw: object) -> str:
    """A raw cell as faults and fixes name it."""
    return shown(raw)[:MOST_VALUE].replace("\x00", "\ufffd")


def _merged(one: Seen) -> Mapping[int, Mapping[str, int]]:
    """Line → column key → the line its merged block began at, for lines that only share such a cell."""
    at = {place.index: key for key, place in one.matching.places.items()}
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for span in one.page.spans:
        if span.left in at and span.bottom > span.top:
            for line in range(span.top + 1, span.bottom + 1):
                found[line][at[span.left]] = span.top
    return found


def _keep(table: Table, one: Seen, row: ReadRow, merged: Mapping[str, int]) -> None:
    table.cells[(one.name, row.line)] = row.cells
    if not row.faults:
        table.rows.append(Row(one.name, row.line, row.values, merged))
        return
    assert one.head is not None
    for fault in row.faults[:MOST_FAULTS_A_ROW]:
        header = one.head.labels[one.matching.places[fault.column.key].index]
        table.wrong.append(
            Wrong(
                one.name, row.line, fault.column.key, header[:300], fault.value[:MOST_VALUE], fault.expected,
                fault.proposals,
            )
        )  # fmt: skip
