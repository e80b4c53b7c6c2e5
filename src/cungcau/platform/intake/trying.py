"""Trying a door: rows at fault are set aside and the rest tried again, so that what is counted is true."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.exchange.headers import Place
from cungcau.platform.intake.doors import Context, Door, Outcome
from cungcau.platform.intake.limits import MOST_FAULTS_A_ROW, MOST_PROPOSED, MOST_ROUNDS
from cungcau.platform.intake.models import MOST_VALUE
from cungcau.platform.intake.reading import Mended, Table, Wrong, raw_of

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

    A fault that belongs to no row stops everything: nothing is written then.
    """
    if not table.rows:
        return Tried(Outcome(), _proposed(door, table.wrong, context), len(table.cells))
    good = list(table.rows)
    wrong: list[Wrong] = list(table.wrong)
    places = {one.name: one.matching.places for one in table.sheets}
    for _round in range(MOST_ROUNDS):
        try:
            with transaction.atomic():
                outcome = door.record(good, context) if good else Outcome()
        except InputInvalid as refusal:
            found = [_named(fault, door, table, places, mended) for fault in refusal.faults]
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


def _named(
    fault: Fault, door: Door, table: Table, places: Mapping[str, Mapping[str, Place]], mended: Mended
) -> Wrong:
    """A door's fault at its cell: the sheet it meant, the header and the text as they stand in the file."""
    sheet = fault.file if fault.file in places or len(places) != 1 else next(iter(places))
    known = {column.key: column for column in door.columns}
    key = fault.column if fault.column in known else ""
    place = places.get(sheet, {}).get(key)
    head = next((one.head for one in table.sheets if one.name == sheet), None)
    header = head.labels[place.index] if head and place else (known[key].header if key else fault.column)
    there = (sheet, fault.line) in table.cells
    value = raw_of(table, sheet, fault.line, place, key, mended) if there else fault.value
    return Wrong(
        sheet[:200], fault.line if there else 0, key if place else "", header[:300],
        (value or fault.value if not place else value)[:MOST_VALUE], fault.expected,
    )  # fmt: skip


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
