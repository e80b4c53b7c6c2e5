"""Verbs and people for the tests of the trail."""

from __future__ import annotations

from django.db import connection, transaction

from cungcau.platform.accounts.models import User
from cungcau.platform.audit import verbs
from cungcau.platform.audit.models import Entry
from cungcau.platform.audit.services import record

PICKED = verbs.register("orchard.picked", "hái {kg} kg ở {thing}")


def pick(user: User, *, times: int = 1, **facts: object) -> list[Entry]:
    """Each pick is a transaction of its own."""
    made = []
    for number in range(times):
        with transaction.atomic():
            made.append(record(actor=user, verb=PICKED, thing=user, **{"kg": number, **facts}))
    return made


def seal() -> None:
    """Let the entries written so far be sealed as at a commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS audit_entry_seal IMMEDIATE")
        cursor.execute("SET CONSTRAINTS audit_entry_seal DEFERRED")
