"""Trying a door: rows at fault are set aside and the rest tried again, so that what is counted is true."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.exchange.headers import Place
from cungcau.platform.intake.doors import Context, Door, Outcome
from cungcau.platform.intake.limits import MOST_FAULTS_A_ROW, MOST_PROPOSED, MOST_ROUNDS
from cungcau.platform.intake.models import MOST_VALUE
from cungcau.platform.intake.reading import Mended, Table, Wrong, mender, short

log = logging.getLogger(__name__)
_T = TypeVar("_T")
_TIMES = 4


@dataclass(frozen=True, slots=True)
class Tried:
    """How a table fares at a door: what its good rows do there, and every fault, those of reading among them."""

    outcome: Outcome
    wrong: tuple[Wrong, ...]
    rows: int

    @property
    def faulty(self) -> int:
        """Rows that have a fault."""
        return len({(one.sheet, one.line) for one in self.wrong if one.line})


def pass_through(door: Door, table: Table, context: Context, mended: Mended) -> Tried:
    """Write the good rows in the caller's transaction and name the faults of the others.

    A fault that belongs to no row stops everything, and any fault where only the whole table counts: nothing is
    written then.
    """
    if not table.rows:
        return Tried(Outcome(), _proposed(door, table.wrong, context), len(table.cells))
    good = list(table.rows)
    wrong: list[Wrong] = list(table.wrong)
    naming = _Naming(door, table, mended)
    for _round in range(MOST_ROUNDS):
        try:
            with transaction.atomic():
                outcome = door.record(good, context) if good else Outcome()
                if door.whole and wrong:
                    outcome = Outcome()
                    transaction.set_rollback(True)
        except InputInvalid as refusal:
            found = list(map(naming.named, refusal.faults))
            wrong.extend(_bounded(found))
            at_fault = {(one.sheet, one.line) for one in found}
            left = [row for row in good if (row.sheet, row.line) not in at_fault]
            if len(left) == len(good):
                return Tried(Outcome(), _proposed(door, wrong, context), len(table.cells))
            good = left
            continue
        return Tried(outcome, _proposed(door, wrong, context), len(table.cells))
    raise DomainError("faults_without_end", rows=len(table.cells), rounds=MOST_ROUNDS)


def again_after_deadlock(work: Callable[[], _T]) -> _T:
    """Do a transaction anew where the database ended it in favour of another one, a few times."""
    for attempt in range(1, _TIMES + 1):
        try:
            return work()
        except OperationalError as error:
            if attempt == _TIMES or not isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
                raise
            log.warning("an intake met another writer and begins again (%s)", attempt)
    raise AssertionError("unreachable")


class _Naming:
    """Leads a door's faults to their cells: the sheet meant, the header and the text as they stand in the file."""

    def __init__(self, door: Door, table: Table, mended: Mended) -> None:
        self._table = table
        self._known = {column.key: column for column in door.columns}
        self._sheets = {one.name: one for one in table.sheets}
        self._menders = {name: mender(mended, name) for name in self._sheets} if mended else {}

    def named(self, fault: Fault) -> Wrong:
        """The fault at its cell; line 0 where it names no row of the table."""
        only = next(iter(self._sheets)) if len(self._sheets) == 1 else ""
        sheet = fault.file if fault.file in self._sheets or not self._sheets else only or fault.file
        seen = self._sheets.get(sheet)
        key = fault.column if fault.column in self._known else ""
        place = seen.matching.places.get(key) if seen else None
        there = (sheet, fault.line) in self._table.cells
        header = self._known[key].header if key else fault.column
        value = fault.value
        if seen and seen.head and place:
            header = seen.head.labels[place.index]
            value = self._raw(sheet, fault.line, place, key) if there else value
        return Wrong(
            sheet[:200], fault.line if there else 0, key if place else "", header[:300], value[:MOST_VALUE],
            fault.expected,
        )  # fmt: skip

    def _raw(self, sheet: str, line: int, place: Place, column: str) -> str:
        cells = self._table.cells[(sheet, line)]
        raw = cells[place.index] if place.index < len(cells) else None
        mend = self._menders.get(sheet)
        return short(mend(column, line, raw) if mend else raw)


def _bounded(found: Sequence[Wrong]) -> list[Wrong]:
    """The first few faults of each row."""
    counts: dict[tuple[str, int], int] = {}
    kept = []
    for one in found:
        counts[(one.sheet, one.line)] = counts.get((one.sheet, one.line), 0) + 1
        if not one.line or counts[(one.sheet, one.line)] <= MOST_FAULTS_A_ROW:
            kept.append(one)
    return kept


def _proposed(door: Door, wrong: Sequence[Wrong], context: Context) -> tuple[Wrong, ...]:
    """The faults in the order of the file, each with what the door says was probably meant."""
    said: dict[tuple[str, str], str] = {}
    named = []
    for one in sorted(dict.fromkeys(wrong), key=lambda each: (each.sheet, each.line)):
        pair = (one.column, one.value)
        if one.column and pair not in said and len(said) < MOST_PROPOSED:
            said[pair] = door.propose(one.column, one.value, context)
        meant = said.get(pair, "")
        both = tuple(text for text in dict.fromkeys((meant, *one.proposals)) if text and text != one.value)
        named.append(Wrong(one.sheet, one.line, one.column, one.header, one.value, one.expected, both[:5]))
    return tuple(named)
