"""Recording many rows at once: every fault reported together, then one upsert that says what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from django.db import connection
from django.db.models import (
    CharField,
    DateTimeField,
    Field,
    IntegerField,
    Model,
    QuerySet,
    TextField,
)
from psycopg import sql

from cungcau.kernel.errors import Fault, InputInvalid

_M = TypeVar("_M", bound=Model)
_BATCH = 5_000
_CHANGES_KEPT = 500
"""Rows whose old and new values go to the audit trail; of a larger correction these and the count."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How a batch ended, in rows; ``changes`` maps a row's key to its changed columns as [old, new] texts."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)

    def __add__(self, other: Recorded) -> Recorded:
        return Recorded(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            {**self.changes, **other.changes},
        )

    def facts(self) -> dict[str, Any]:
        """For the audit trail."""
        kept = dict(list(self.changes.items())[:_CHANGES_KEPT])
        return {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "changes": {key: {name: list(pair) for name, pair in row.items()} for key, row in kept.items()},
        }


class Faults:
    """Collects what is wrong with a batch; its first row bears the number ``first`` (2 under a header)."""

    def __init__(self, name: str, first: int = 1) -> None:
        self.name = name
        self.first = first
        self._found: list[Fault] = []

    def unless(self, fine: bool, row: int, column: str, value: object, expected: str) -> None:
        """Note a fault when the condition does not hold."""
        if not fine:
            self._found.append(Fault(self.name, row, column, "" if value is None else str(value), expected))

    def look_up(self, ids: Mapping[str, int], row: int, column: str, code: str) -> int:
        """The id behind a code; 0, which is nobody's, and a fault when there is none."""
        found = ids.get(code, 0)
        self.unless(found != 0, row, column, code, "cần một mã đã có")
        return found

    def refuse(self) -> None:
        """Raise ``InputInvalid`` with everything found, if anything was."""
        if self._found:
            raise InputInvalid(sorted(self._found))


def placed(error: InputInvalid, places: Sequence[tuple[str, int]]) -> InputInvalid:
    """The same faults where the rows of a table stand: the first row, number 1, at ``places[0]`` (sheet, line)."""
    return InputInvalid(
        Fault(*places[fault.line - 1], fault.column, fault.value, fault.expected)
        if 0 < fault.line <= len(places)
        else fault
        for fault in error.faults
    )


def check(
    objects: Sequence[Model], *, key: Sequence[str], faults: Faults, numbers: Sequence[int] | None = None
) -> None:
    """Note what the columns cannot hold: texts missing, too long or with a zero byte, a key given twice.

    ``numbers`` are the objects' row numbers where they are not simply counted from the first.
    """
    if not objects:
        return
    columns = type(objects[0])._meta.concrete_fields
    texts = [f for f in columns if isinstance(f, CharField | TextField)]
    ranges = [(f, connection.ops.integer_field_range(f.get_internal_type())) for f in columns if _counts(f)]
    seen: dict[tuple[object, ...], int] = {}
    for row, one in zip(numbers or range(faults.first, faults.first + len(objects)), objects, strict=True):
        for text in texts:
            _check_text(text, getattr(one, text.attname), row, faults)
        for count, (least, most) in ranges:
            value = getattr(one, count.attname)
            fits = value is None or (least or 0) <= value <= (most or 0)
            faults.unless(fits, row, count.name, value, f"cần số nguyên từ {least} đến {most}")
        mark = tuple(getattr(one, name) for name in key)
        first = seen.setdefault(mark, row)
        faults.unless(first == row, row, key[-1], mark[-1], f"trùng với dòng {first}")


def _counts(column: Field[Any, Any]) -> bool:
    return isinstance(column, IntegerField) and not column.primary_key


def _check_text(
    column: CharField[Any, Any] | TextField[Any, Any], value: str | None, row: int, faults: Faults
) -> None:
    if value is None:
        faults.unless(column.null, row, column.name, value, "không được để trống")
        return
    faults.unless(
        bool(value) or column.blank or not column.editable, row, column.name, value, "không được để trống"
    )
    longest = column.max_length
    faults.unless(
        longest is None or len(value) <= longest, row, column.name, value, f"dài nhất {longest} ký tự"
    )
    faults.unless("\x00" not in value, row, column.name, value, "không được chứa ký tự rỗng")


MANY = 2000
"""New rows from which on PostgreSQL is told at once what a table looks like now."""


def measure(*models: type[Model]) -> None:
    """Renew the statistics that queries are planned by; the server itself gets to it only a minute later."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))


def upsert(
    objects: Sequence[_M], *, key: Sequence[str], among: QuerySet[_M, Any], derived: Sequence[str] = ()
) -> Recorded:
    """Write new rows and changed ones, leave equal ones; each object gets its primary key.

    ``key`` names the columns of a unique constraint (attribute names, such as ``season_id``), ``among`` the
    rows that could be met already; its last key column narrows the look-up. ``derived`` columns belong to
    somebody else: neither compared nor changed. Rows are written in key order, so that two batches at once
    wait for each other instead of blocking each other. Runs inside the caller's transaction.
    """
    if not objects:
        return Recorded()
    model = type(objects[0])
    columns = [f.attname for f in model._meta.concrete_fields if _compared(f, (*key, *derived))]
    there = _there(objects, key, among)
    new: list[_M] = []
    altered: dict[str, dict[str, tuple[str, str]]] = {}
    write: list[_M] = []
    for one in objects:
        mark = tuple(getattr(one, name) for name in key)
        old = there.get(mark)
        if old is None:
            new.append(one)
            continue
        diff = {
            c: (str(getattr(old, c)), str(getattr(one, c)))
            for c in columns
            if getattr(old, c) != getattr(one, c)
        }
        if diff:
            altered[" ".join(map(str, mark))] = diff
            write.append(one)
        else:
            one.pk = old.pk
    _write([*new, *write], key, derived)
    if len(new) >= MANY:
        measure(model)
    return Recorded(len(new), len(write), len(objects) - len(new) - len(write), altered)


def _compared(column: Field[Any, Any], key: Sequence[str]) -> bool:
    stamped = isinstance(column, DateTimeField) and (column.auto_now or column.auto_now_add)
    return not (column.primary_key or column.generated or column.attname in key or stamped)


def _there(
    objects: Sequence[_M], key: Sequence[str], among: QuerySet[_M, Any]
) -> dict[tuple[object, ...], _M]:
    values = sorted({getattr(one, key[-1]) for one in objects}, key=str)
    generated = [f.name for f in type(objects[0])._meta.concrete_fields if f.generated]
    found: dict[tuple[object, ...], _M] = {}
    for start in range(0, len(values), _BATCH):
        for old in among.defer(*generated).filter(**{f"{key[-1]}__in": values[start : start + _BATCH]}):
            found[tuple(getattr(old, name) for name in key)] = old
    return found


def _write(objects: Sequence[_M], key: Sequence[str], derived: Sequence[str]) -> None:
    """Copy the rows beside their table, then merge them in one statement: fast, and safe against races."""
    if not objects:
        return
    model = type(objects[0])
    columns = [f for f in model._meta.concrete_fields if not (f.primary_key or f.generated)]
    fixed = {*key, *derived}
    updated = [f for f in columns if f.attname not in fixed and not getattr(f, "auto_now_add", False)]
    table, beside = sql.Identifier(model._meta.db_table), sql.Identifier(f"new_{model._meta.db_table}")
    names = sql.SQL(", ").join(_name(f) for f in columns)
    keys = sql.SQL(", ").join(_name(f) for f in columns if f.attname in key)
    sets = sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(_name(f)) for f in updated)
    merge = sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {names} FROM {beside} ORDER BY {keys}"
        " ON CONFLICT ({keys}) DO UPDATE SET {sets} RETURNING id, {keys}"
    ).format(table=table, names=names, beside=beside, keys=keys, sets=sets)
    empty = sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA")
    with connection.cursor() as cursor:
        cursor.execute(empty.format(beside, names, table))
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(beside, names)) as copy:
            for one in objects:
                copy.write_row([_plain(f, one) for f in columns])
        cursor.execute(merge)
        ids = {tuple(marks): pk for pk, *marks in cursor.fetchall()}
        cursor.execute(sql.SQL("DROP TABLE {}").format(beside))
    in_order = [f.attname for f in columns if f.attname in key]
    for one in objects:
        one.pk = ids[tuple(getattr(one, name) for name in in_order)]


def _name(column: Field[Any, Any]) -> sql.Identifier:
    return sql.Identifier(str(column.column))


def _plain(column: Field[Any, Any], one: Model) -> object:
    """The value as the database takes it; stamps are set at this moment."""
    value = column.pre_save(one, True) if isinstance(column, DateTimeField) else getattr(one, column.attname)
    return value.value if isinstance(value, Enum) else value
