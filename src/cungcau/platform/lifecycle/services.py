"""The one way to change a state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from cungcau.kernel.errors import DomainError
from cungcau.kernel.lifecycle import Lifecycle
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.audit import verbs as trail_verbs
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.lifecycle.selectors import area_of, table_of, verbs_for

__all__ = ["advance", "register_moves", "state_check", "trail_verb", "verbs_for"]

_M = TypeVar("_M", bound=Model)


@transaction.atomic
def advance(
    thing: _M,
    verb: str,
    *,
    actor: User | None,
    permission: str,
    area: str | None = None,
    fields: Mapping[str, object] | None = None,
    **facts: object,
) -> _M:
    """Move a record to its next state: lock → permission → table → save → trail, in one transaction.

    The permission is judged on the locked row, over ``area`` or the row's own ``area_code``; ``actor`` None
    is the system. ``fields`` are further columns of the row saved with the state; ``facts`` go to the trail.
    Returns the row as saved; ``thing`` itself follows. Of two people at once the second meets the new state.
    Raises ``not_found``, ``not_allowed``, ``verb_not_allowed``.
    """
    table = table_of(thing)
    row = type(thing)._default_manager.select_for_update(of=("self",)).filter(pk=thing.pk).first()
    if row is None:
        raise DomainError("not_found")
    where = area_of(row, area)
    if actor is not None:
        access.require(actor, permission, where)
    changed = {"state": table.move(str(row.__dict__["state"]), verb), **(fields or {})}
    before = row.__dict__["state"]
    for one in (row, thing):
        for name, value in changed.items():
            setattr(one, name, value)
    row.save(update_fields=list(changed))
    audit.record(
        actor=actor, verb=trail_verb(table, verb), thing=row, area=where,
        before=before, after=changed["state"], **facts,
    )  # fmt: skip
    return row


def trail_verb(table: Lifecycle, verb: str) -> str:
    """What a move is called in the audit trail: "plan.publish"."""
    return f"{table.name}.{verb}"


def register_moves(table: Lifecycle, sentences_vi: Mapping[str, str]) -> None:
    """Give every verb of a table its sentence in the trail; one too few or too many is a ``ValueError``."""
    odd = set(table.verbs) ^ set(sentences_vi)
    if odd:
        raise ValueError(f"{table.name}: sentences and verbs differ in {', '.join(sorted(odd))}")
    for verb, sentence in sentences_vi.items():
        trail_verbs.register(trail_verb(table, verb), sentence)
