"""Recording many rows at once: every fault reported together, then one upsert that says what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import AutoField, CharField, DateTimeField, Field, Model, QuerySet, TextField

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

    def facts(self) -> dict[str, object]:
        """For the audit trail."""
        kept = dict(list(self.changes.items())[:_CHANGES_KEPT])
        return {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "changes": {key: {name: list(pair) for name, pair in row.items()} for key, row in kept.items()},
        }


class Faults:
    """Collects what is wrong with a batch; a row is counted from 1 in the order it was handed in."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._found: list[Fault] = []

    def unless(self, fine: bool, row: int, column: str, value: object, expected: str) -> None:
        """Note a fault when the condition does not hold."""
        if not fine:
            self._found.append(Fault(self.name, row, column, "" if value is None else str(value), expected))

    def look_up(self, ids: Mapping[str, int], row: int, column: str, code: str | None) -> int | None:
        """The id behind a code; None for an absent or unknown code, the latter a fault."""
        if not code:
            return None
        found = ids.get(code)
        self.unless(found is not None, row, column, code, "cần một mã đã có")
        return found

    def refuse(self) -> None:
        """Raise ``InputInvalid`` with everything found, if anything was."""
        if self._found:
            raise InputInvalid(sorted(self._found))


def check(objects: Sequence[Model], *, key: Sequence[str], faults: Faults) -> None:
    """Note what the columns cannot hold: texts missing, too long or with a zero byte, a key given twice."""
    if not objects:
        return
    columns = [f for f in type(objects[0])._meta.concrete_fields if isinstance(f, CharField | TextField)]
    seen: dict[tuple[object, ...], int] = {}
    for row, one in enumerate(objects, 1):
        for column in columns:
            _check_text(column, getattr(one, column.attname), row, faults)
        mark = tuple(getattr(one, name) for name in key)
        first = seen.setdefault(mark, row)
        faults.unless(first == row, row, key[-1], mark[-1], f"trùng với dòng {first}")


def _check_text(column: Field[Any, Any], value: str | None, row: int, faults: Faults) -> None:
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


def upsert(
    objects: Sequence[_M], *, key: Sequence[str], among: QuerySet[_M, Any], derived: Sequence[str] = ()
) -> Recorded:
    """Write new rows and changed ones, leave equal ones; each object gets its primary key.

    ``key`` names the columns of a unique constraint (attribute names, such as ``season_id``), ``among`` the
    rows that could be met already; its last key column narrows the look-up. ``derived`` columns belong to
    somebody else: neither compared nor changed. Rows are written in key order, so that two batches at once
    wait for each other instead of blocking each other.
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
    return Recorded(len(new), len(write), len(objects) - len(new) - len(write), altered)


def _compared(column: Field[Any, Any], key: Sequence[str]) -> bool:
    stamped = isinstance(column, DateTimeField) and (column.auto_now or column.auto_now_add)
    return not (isinstance(column, AutoField) or column.primary_key or column.attname in key or stamped)


def _there(
    objects: Sequence[_M], key: Sequence[str], among: QuerySet[_M, Any]
) -> dict[tuple[object, ...], _M]:
    values = sorted({getattr(one, key[-1]) for one in objects}, key=str)
    found: dict[tuple[object, ...], _M] = {}
    for start in range(0, len(values), _BATCH):
        for old in among.filter(**{f"{key[-1]}__in": values[start : start + _BATCH]}):
            found[tuple(getattr(old, name) for name in key)] = old
    return found


def _write(objects: Sequence[_M], key: Sequence[str], derived: Sequence[str]) -> None:
    if not objects:
        return
    model = type(objects[0])
    rows = sorted(objects, key=lambda one: tuple(str(getattr(one, name)) for name in key))
    updated = [
        f.name
        for f in model._meta.concrete_fields
        if not (
            f.primary_key or f.attname in key or f.attname in derived or getattr(f, "auto_now_add", False)
        )
    ]
    model._default_manager.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, update_fields=updated, unique_fields=list(key)
    )
