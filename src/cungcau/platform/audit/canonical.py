"""The one spelling of an entry, from which its digest is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

FIRST_LINK = "0" * 64
"""What stands before the first entry of the chain."""


def plain(value: object) -> object:
    """A fact as JSON that reads back exactly as it was written.

    Fractions are kept as text (databases respell them), dates as ISO, records as ``model:id``. Raises
    ``TypeError`` for anything whose spelling is not settled here.
    """
    if value is None or isinstance(value, bool | int):
        return int(value) if isinstance(value, Enum) else value
    if isinstance(value, str | Promise):
        return clean(str(value.value if isinstance(value, Enum) else value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal | UUID):
        return str(value)
    if isinstance(value, Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, Mapping):
        return {clean(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    raise TypeError(f"a fact of the audit trail cannot be a {type(value).__name__}")


def clean(text: str) -> str:
    """Text PostgreSQL can hold: NUL and lone surrogates become the replacement character."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def digest(
    *,
    at: datetime,
    actor: int | None,
    verb: str,
    thing: tuple[str, str, str],
    area: str,
    facts: Mapping[str, object],
) -> str:
    """SHA-256 (hex) of the canonical JSON of an entry: sorted keys, no blanks, UTF-8, UTC times."""
    content = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "verb": verb,
        "thing": list(thing),
        "area": area,
        "facts": facts,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def link(sequence: int, previous: str, entry_digest: str) -> str:
    """The hash that ties an entry to its place and to the one before (the database computes the same)."""
    return hashlib.sha256(f"{sequence} {previous} {entry_digest}".encode()).hexdigest()
