"""Many rows at once: one ``INSERT … SELECT`` a table, columns not named get the model's defaults."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.fields import NOT_PROVIDED


def fill(table: type[Model], source: str, /, **columns: str) -> None:
    """Insert a row of ``table`` for every row of ``FROM source``; columns are SQL expressions over it.

    A column is named as the field is (a reference with ``_id``). Those left out take the model's default, now where
    the field stamps itself, NULL or nothing where it may be empty; raises ``KeyError`` for any other. Every rule of
    the database applies.
    """
    fields = {
        field.attname: field
        for field in table._meta.concrete_fields
        if not field.generated and (not field.primary_key or "id" in columns)
    }
    unknown = columns.keys() - fields.keys()
    if unknown:
        raise KeyError(f"{table.__name__}: {', '.join(sorted(unknown))}")
    values: list[Any] = []
    said = [columns.get(name) or _usual(field, values) for name, field in fields.items()]
    names = ", ".join(f'"{field.column}"' for field in fields.values())
    run(f'INSERT INTO "{table._meta.db_table}" ({names}) SELECT {", ".join(said)} FROM {source}', values)
    if "id" in columns:
        run(
            f"SELECT setval(pg_get_serial_sequence('{table._meta.db_table}', 'id'), "
            f"(SELECT coalesce(max(id), 1) FROM {table._meta.db_table}))"
        )


def run(statement: str, values: list[Any] | None = None) -> None:
    """One statement; a percent sign in it is written once where there are no values."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def one(statement: str) -> Any:
    """The single value of a question."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def _usual(field: Field[Any, Any], values: list[Any]) -> str:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return "now()"
    if field.default is not NOT_PROVIDED and not (callable(field.default) and field.unique):
        values.append(field.get_db_prep_save(field.get_default(), connection))
        return f"%s::{field.db_type(connection).split(' COLLATE')[0]}"
    if field.null:
        return "NULL"
    if field.blank and field.empty_strings_allowed:
        return "''"
    raise KeyError(f"{field.model.__name__}.{field.attname}")
