"""Entering and correcting events, display points and memoranda: one way for all three."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, transaction

from cungcau.domain.promotion import policies
from cungcau.domain.promotion.models import DisplayPoint, Event, Memorandum
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.ui import clock

_R = TypeVar("_R", Event, DisplayPoint, Memorandum)


class Found:
    """What is wrong with a row, gathered to be said at once."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def unless(self, fine: bool, column: str, value: object, expected: str) -> None:
        """Note a fault where the condition does not hold; ``expected`` is said beside the field."""
        if not fine:
            self._faults.append(Fault("row", 1, column, "" if value is None else str(value)[:60], expected))

    def refuse(self) -> None:
        """Raise ``InputInvalid`` with all of them, if there are any."""
        if self._faults:
            raise InputInvalid(self._faults)


@dataclass(frozen=True, slots=True)
class Noun(Generic[_R]):
    """One of the three: what people write of it, what must hold, what follows from it, what the trail says."""

    model: type[_R]
    fields: tuple[str, ...]
    needed: tuple[str, ...]
    longest: Mapping[str, int]
    faults: Callable[[_R, Found], None]
    derive: Callable[[_R], None]
    entered: str
    changed: str
    told: tuple[str, ...] = field(default=())
    twice: tuple[str, str] = ("", "")


def enter(noun: Noun[_R], *, facts: Mapping[str, Any], actor: User | None) -> _R:
    """Write a new one from values by attribute; raises ``InputInvalid`` by field, ``not_allowed``."""
    row = noun.model()
    _set(row, noun, facts)
    row.source = row.source or _source(actor)
    if isinstance(row, Event):
        row.entered_by = actor
    with transaction.atomic():
        _check(row, noun)
        _require(actor, row.area_code)
        _save(row, noun, new=True)
        record(actor=actor, verb=noun.entered, thing=row, **{name: getattr(row, name) for name in noun.told})
    return row


def change(
    noun: Noun[_R],
    row: _R,
    *,
    version: int,
    seen: Mapping[str, Any],
    mine: Mapping[str, Any],
    actor: User | None,
) -> _R:
    """Write what a person changed; raises ``EditedMeanwhile``, ``InputInvalid``, ``not_allowed``, ``not_found``."""
    with transaction.atomic():
        locked = locked_row(noun.model, row.pk)
        _require(actor, locked.area_code)
        wanted = take(locked, version=version, seen=seen, mine=mine)
        before = {name: str(getattr(locked, name)) for name in wanted if name in noun.fields}
        _set(locked, noun, wanted)
        locked.source = locked.source or _source(actor)
        _check(locked, noun)
        _require(actor, locked.area_code)
        after = {name: str(getattr(locked, name)) for name in before}
        if before == after:
            return locked
        locked.version += 1
        _save(locked, noun, new=False)
        told = {name: getattr(locked, name) for name in noun.told}
        record(actor=actor, verb=noun.changed, thing=locked, before=before, after=after, **told)
    return locked


def locked_row(model: type[_R], pk: int) -> _R:
    """A row locked until the transaction ends; raises ``not_found``."""
    found: _R | None = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise DomainError("not_found")
    return found


def require_reason(reason: str) -> str:
    """A reason in one line; raises ``promotion_reason_missing``."""
    text = one_line(reason)
    if not text:
        raise DomainError("promotion_reason_missing")
    return text[:300]


def one_line(text: str) -> str:
    """Text without line breaks, doubled spaces and characters no database keeps."""
    return " ".join(text.replace("\x00", "").split())


def _require(actor: User | None, area: str) -> None:
    if actor is not None:
        access.require(actor, policies.RECORD, area)


def _set(row: _R, noun: Noun[_R], facts: Mapping[str, Any]) -> None:
    for name in noun.fields:
        if name in facts:
            value = facts[name]
            if isinstance(value, str):
                long = noun.longest.get(name, 0) > 300
                value = value.replace("\x00", "").strip() if long else one_line(value)
            setattr(row, name, value)


def _check(row: _R, noun: Noun[_R]) -> None:
    found = Found()
    for name in noun.needed:
        found.unless(
            getattr(row, name) not in (None, ""), name.removesuffix("_id"), "", "không được để trống"
        )
    for name, most in noun.longest.items():
        found.unless(len(getattr(row, name)) <= most, name, getattr(row, name), f"dài nhất {most} ký tự")
    found.refuse()
    noun.faults(row, found)
    found.refuse()
    noun.derive(row)


def _save(row: _R, noun: Noun[_R], *, new: bool) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=new)
    except IntegrityError as error:
        column, expected = noun.twice
        if not column:
            raise
        raise InputInvalid([Fault("row", 1, column, str(getattr(row, column)), expected)]) from error


def _source(actor: User | None) -> str:
    return f"{actor.full_name}, {clock.today():%d/%m/%Y}"[:300] if actor else "hệ thống"
