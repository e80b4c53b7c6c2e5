"""Writing the trail."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import Model

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import fold
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import canonical, verbs
from cungcau.platform.audit.models import Entry
from cungcau.platform.ui import clock

_NOT_WORD = re.compile(r"[^0-9a-z]+")


def record(
    *, actor: User | None, verb: str, thing: Model | None, area: str | None = None, **facts: object
) -> Entry:
    """Write one entry, in the transaction of the deed itself: both stay or neither does.

    ``actor`` None is the system; ``area`` is the thing's own ``area_code`` unless given. Facts are small
    plain values (text, whole numbers, dates, records, lists of them). Raises ``audit_outside_transaction``
    when there is no transaction; an unregistered verb or an unspeakable fact is a crash.
    """
    if not connection.in_atomic_block:
        raise DomainError("audit_outside_transaction", verb=verb)
    entry = Entry(
        at=clock.now(),
        actor=actor,
        verb=verbs.known(verb),
        object_type=thing._meta.label_lower if thing is not None else "",
        object_id=str(thing.pk) if thing is not None else "",
        object_label=canonical.clean(str(thing))[:200] if thing is not None else "",
        area_code=str(getattr(thing, "area_code", "")) if area is None else area,
        facts=canonical.plain(facts),
    )
    entry.digest = entry.expected_digest()
    entry.folded = words(" ".join([str(actor or ""), entry.object_label, *_texts(entry.facts)]))
    entry.save(force_insert=True)
    return entry


def words(text: str) -> str:
    """Text as the search sees it: folded, one blank between words of plain letters and digits."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return [str(value)] if isinstance(value, str | int) and not isinstance(value, bool) else []
