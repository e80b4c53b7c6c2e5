"""Questions about drafts and about who changed a record meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from cungcau.kernel.vntext import fold
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import selectors as audit
from cungcau.platform.editing.models import Draft, Submission

MOST_OFFERED = 5
"""How many drafts of one form its page looks at."""


def unfinished(owner: User, *, text: str = "") -> QuerySet[Draft]:
    """A person's drafts without what they hold, the one last typed in first.

    ``text`` is searched in their titles, with or without marks (a person has 200 drafts at most).
    """
    rows = Draft.objects.filter(owner=owner, finished_at=None).defer("data")
    if fold(text):
        found = [pk for pk, title in rows.values_list("pk", "title") if fold(text) in fold(title)]
        rows = rows.filter(pk__in=found)
    return rows


def offered(owner: User, key: str, client: UUID | None = None) -> list[Draft]:
    """The drafts one may go on with in this form: the newest first, five at most, or the one asked for."""
    rows = Draft.objects.filter(owner=owner, finished_at=None, key=key)
    return list(rows.filter(client=client) if client else rows[:MOST_OFFERED])


def ended(owner: User, copies: Iterable[tuple[UUID, str, datetime | None]]) -> set[UUID]:
    """Which of a browser's copies (number, key, when the page they were sent from was drawn) are finished.

    A form saved before any autosave of it arrived left a row without a number: it ends the copies of its key
    that were sent from a page drawn before.
    """
    wanted = list(copies)[:100]
    found = Q(client__in=[client for client, _, _ in wanted]) | Q(
        client=None, key__in={key for _, key, _ in wanted}
    )
    rows = list(Draft.objects.filter(found, owner=owner).exclude(finished_at=None)[:500])
    numbers = {row.client for row in rows}
    return {
        client
        for client, key, drawn in wanted
        if client in numbers
        or any(
            row.client is None and row.key == key and row.finished_at and drawn and row.finished_at >= drawn
            for row in rows
        )
    }


def was_sent(token: UUID) -> bool:
    """Whether a form with this token has been carried out."""
    return Submission.objects.filter(token=token).exists()


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed a record, and when; ``who`` is blank and ``actor_id`` None for the system."""

    who: str
    actor_id: int | None
    at: datetime


def changes_since(thing: Model, since: datetime | None, fields: Iterable[str]) -> dict[str, Change]:
    """The last change of each field as the trail tells it; a field the trail does not name gets the last one.

    For people who may edit the thing: the caller has judged that.
    """
    entries = audit.changes_of(thing, since)
    found: dict[str, Change] = {}
    for name in fields:
        naming = [entry for entry in entries if _names(entry.facts, name)]
        for entry in (naming or entries)[:1]:
            actor = entry.actor
            found[name] = Change(actor.full_name if actor else "", entry.actor_id, entry.at)
    return found


def _names(facts: object, field: str) -> bool:
    """Whether the facts of an entry speak of a field, as a key or in a list of names."""
    if isinstance(facts, dict):
        return field in facts or any(_names(value, field) for value in facts.values())
    return isinstance(facts, list) and field in facts
