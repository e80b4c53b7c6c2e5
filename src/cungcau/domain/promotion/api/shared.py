"""What the operations of this room share: filters by the same names as the pages, codes to records."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.reference.filters import ListFilter
from cungcau.reference.geography.selectors import counted_at


def narrowed(wanted: Schema) -> dict[str, Any]:
    """What was asked, as the page's address has it."""
    given = wanted.dict(exclude={"offset", "limit"})
    return {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in given.items()
        if value
    }


def chosen(found: ListFilter) -> Any:
    """The rows a filter leaves; raises ``InputInvalid`` for a senseless one."""
    if not found.form.is_valid():
        raise InputInvalid(
            Fault("query", 0, name, "", str(text))
            for name, errors in found.form.errors.items()
            for text in errors
        )
    return found.qs


def unit_id(area: str) -> int:
    """The id of the unit in force with this area code; raises ``InputInvalid``."""
    unit = counted_at(area)
    if unit is None:
        raise wrong("area", area, "cần mã một tỉnh hoặc xã đang có, như 20 hoặc 20.06172")
    return int(unit.pk)


def id_of(rows: Any, column: str, code: str, expected: str) -> int:
    """The id behind a code; raises ``InputInvalid``."""
    found = rows.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise wrong(column, code, expected)
    return int(found)


def wrong(column: str, value: str, expected: str) -> InputInvalid:
    """One fault of the body."""
    return InputInvalid([Fault("body", 0, column, value, expected)])
