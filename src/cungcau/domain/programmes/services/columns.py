"""Facts put into a row's columns and checked there, every fault told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, TextField

from cungcau.reference.recording import Faults


def put(row: Model, names: Collection[str], facts: Mapping[str, object]) -> None:
    """Set the attributes named, a foreign key by its object or its ``_id``; another name is a ``ValueError``."""
    odd = [key for key in facts if key not in names and f"{key}_id" not in names]
    if odd:
        raise ValueError(f"{type(row).__name__} takes no {', '.join(odd)}")
    for key, value in facts.items():
        setattr(row, key, value.replace("\x00", "").strip() if isinstance(value, str) else value)


def check(row: Model, names: Iterable[str], what: str) -> Faults:
    """Look through the columns (by attribute name) and keep them in their own types; the faults found so far."""
    faults = Faults(what)
    columns = {column.attname: column for column in row._meta.concrete_fields}
    for name in names:
        column = columns[name]
        try:
            value = column.clean(getattr(row, name), row)
        except ValidationError as error:
            faults.unless(False, 1, column.name, getattr(row, name), " ".join(error.messages))
            continue
        setattr(row, name, value)
        faults.unless(_fits(column, value), 1, column.name, "…", f"dài nhất {column.max_length} ký tự")
    return faults


def _fits(column: Field[object, object], value: object) -> bool:
    """A text column's own bound, which Django leaves to forms."""
    most = column.max_length
    return not isinstance(column, TextField) or most is None or len(str(value or "")) <= most
