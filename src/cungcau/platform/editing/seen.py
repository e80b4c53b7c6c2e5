"""What a form began with, as signed text that gives back values of the same types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.core import signing

from cungcau.kernel.errors import DomainError

SALT = "cungcau.editing.seen"
_SPELLED = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "Decimal": Decimal,
    "Fraction": Fraction,
    "UUID": UUID,
    "float": float.fromhex,
}


def pack(values: Mapping[str, object]) -> str:
    """Values as signed text; raises ``TypeError`` for a value whose spelling is not settled here."""
    return signing.dumps({name: _spell(value) for name, value in values.items()}, salt=SALT, compress=True)


def unpack(text: str) -> dict[str, object]:
    """The values again, of the types they had; raises ``form_token_invalid`` for anything we did not sign."""
    try:
        held = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise DomainError("form_token_invalid") from error
    return {name: _read(value) for name, value in held.items()}


def _spell(value: object) -> object:
    if value is None or isinstance(value, bool | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, list | tuple):
        return [_spell(item) for item in value]
    kind = type(value).__name__
    if kind not in _SPELLED:
        raise TypeError(f"a value of a form cannot be a {kind}")
    return {kind: _spelling(value)}


def _spelling(value: object) -> str:
    if isinstance(value, float):
        return value.hex()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _read(value: object) -> object:
    if isinstance(value, list):
        return [_read(item) for item in value]
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return _SPELLED[kind](text)
    return value
