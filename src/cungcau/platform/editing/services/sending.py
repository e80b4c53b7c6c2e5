"""A form tapped twice, a call retried on a bad line: done once, answered alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import QueryDict

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.canonical import plain
from cungcau.platform.editing.models import Submission

KEPT_DAYS = 30
"""How long a sender may come back for the result."""

NOT_CONTENT = frozenset({"csrfmiddlewaretoken", "once_token", "draft_id"})
"""Names in a form that say nothing of what was meant."""

Work = Callable[[], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Done:
    """What the work gave (JSON values), and whether it had been done ``again``: that is, before this call."""

    result: Mapping[str, object]
    again: bool = False


@transaction.atomic
def once(
    token: UUID | None,
    actor: User | None,
    purpose: str,
    work: Work,
    *,
    content: Mapping[str, object] | None = None,
) -> Done:
    """Do ``work`` once for this token; whoever sends the token again waits and gets the first result.

    The note that it was done commits with the work: when the work raises, nothing stands and the same token may be
    sent again. ``purpose`` names the door ("supply.lot.new"), ``content`` is what was sent, compared so that
    the same token with another content is not taken for a repetition. ``work`` returns small JSON values (keys
    of what it made); without a ``token`` it is simply done.
    Raises ``already_sent`` for other content, ``submission_token_invalid`` for a token of somebody else
    or of another door.
    """
    if token is None:
        return Done(dict(work()))
    row = Submission(token=token, actor=actor, purpose=purpose, content=fingerprint(content))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _before(Submission.objects.get(token=token), row)
    result = _small(work())
    row.result = result
    row.save(update_fields=["result"])
    return Done(result)


def fingerprint(content: Mapping[str, object] | None) -> str:
    """SHA-256 (hex) of what was sent, blank for None; tokens and the number of the draft do not count."""
    if content is None:
        return ""
    pairs = content.lists() if isinstance(content, QueryDict) else content.items()
    said = {str(name): plain(value) for name, value in pairs if name not in NOT_CONTENT}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def drop_old_submissions(now: datetime) -> int:
    """Delete what was sent more than 30 days ago; returns how many rows went."""
    gone, _ = Submission.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    return gone


def _small(result: Mapping[str, object]) -> dict[str, object]:
    return {str(name): plain(value) for name, value in result.items()}


def _before(kept: Submission, now: Submission) -> Done:
    """The first result, if it is the same person sending the same thing."""
    if kept.actor_id != now.actor_id or kept.purpose != now.purpose:
        raise DomainError("submission_token_invalid")
    if kept.content and now.content and kept.content != now.content:
        raise DomainError("already_sent", result=dict(kept.result))
    return Done(kept.result, again=True)
