"""Cells of rows as texts and numbers, and faults that say where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.kernel.vntext import fold
from cungcau.platform.intake.doors import Outcome, Row
from cungcau.reference.recording import Recorded, placed

_NOT_CODE = re.compile(r"[^a-z0-9]+")


class Cells:
    """One row's cells; what cannot be read is noted in ``faults``."""

    def __init__(self, row: Row, faults: list[Fault]) -> None:
        self.row, self._faults = row, faults

    def text(self, key: str) -> str:
        """A text, spaces put right; blank where the cell is empty."""
        value = self.row.values.get(key)
        return "" if value is None else " ".join(str(value).split())

    def whole(self, key: str) -> int | None:
        """A whole number of a typed column."""
        value = self.row.values.get(key)
        return value if isinstance(value, int) else None

    def day(self, key: str) -> date | None:
        """A day of a typed column."""
        value = self.row.values.get(key)
        return value if isinstance(value, date) else None

    def refuse(self, key: str, expected: str) -> None:
        """Note that a cell cannot be what it says."""
        self._faults.append(Fault(self.row.sheet, self.row.line, key, self.text(key), expected))


def listed(text: str) -> tuple[str, ...]:
    """The names in a cell, by comma, semicolon or stroke."""
    return tuple(part for part in (piece.strip() for piece in re.split(r"[,;/\n]", text)) if part)


def code_from(name: str) -> str:
    """A code made of a name: ``hong-vanh-khuyen``."""
    return _NOT_CODE.sub("-", fold(name)).strip("-")[:60]


def finish(rows: Sequence[Row], faults: list[Fault], write: Callable[[], Recorded]) -> Outcome:
    """Refuse with the faults found, else write; faults of the writing are put where the rows stand."""
    if faults:
        raise InputInvalid(faults)
    try:
        done = write()
    except InputInvalid as error:
        raise placed(error, [(row.sheet, row.line) for row in rows]) from error
    return Outcome(done.created, done.changed, done.unchanged)
