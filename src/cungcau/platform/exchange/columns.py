"""Columns of a table that leaves or enters as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.utils import timezone

Kind = Literal["text", "int", "kg", "area", "money", "decimal", "date", "datetime"]
"""What a column holds: free text, a count, whole kg, whole m², whole đồng, a decimal number, a day, a moment."""

Cell = str | int | Decimal | date | datetime | None

WHOLE: frozenset[Kind] = frozenset({"int", "kg", "area", "money"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key (or attribute) of its value in a row, its Vietnamese header, its kind.

    For reading: ``required`` columns must be there and filled (``may_be_blank``: there, though a cell may be empty);
    ``also`` are other headers people use for it. ``width`` is in characters; None takes one that suits the kind.
    """

    key: str
    header: str
    kind: Kind = "text"
    required: bool = False
    also: tuple[str, ...] = ()
    width: int | None = None
    may_be_blank: bool = False

    def value(self, row: object) -> Cell:
        """The row's cell in the type of the column: key of a mapping, else attribute of an object.

        A value that does not fit the kind (text in a number column, a fraction of a kg) is a ``TypeError``.
        """
        found = row[self.key] if isinstance(row, Mapping) else getattr(row, self.key)
        return self._typed(found)

    def _typed(self, value: object) -> Cell:
        if value is None or value == "":
            return None
        if self.kind == "text":
            return str(value)
        if self.kind in WHOLE and isinstance(value, int) and not isinstance(value, bool):
            return value
        if self.kind == "decimal" and isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        if self.kind == "datetime" and isinstance(value, datetime):
            return timezone.make_naive(value) if timezone.is_aware(value) else value
        if self.kind == "date" and isinstance(value, date):
            return timezone.localdate(value) if isinstance(value, datetime) else value
        raise TypeError(f"column {self.key} ({self.kind}) cannot hold {value!r}")
