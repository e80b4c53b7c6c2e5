"""Keeping what somebody types until it is saved."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.models import Draft

MOST_BYTES = 200_000
MOST_DRAFTS = 200
KEPT_DAYS = 90
"""How long a draft nobody touched, and the emptied row of a finished one, stay."""

KEY = re.compile(r"[a-z0-9_.:-]{1,120}")
Fields = Mapping[str, list[str]]
"""What a form held: for each field name the values it would send; an unticked box has none."""


@transaction.atomic
def keep_draft(
    *, actor: User, key: str, client: UUID, fields: Fields, page: str = "", title: str = ""
) -> Draft | None:
    """Keep a draft of the actor's as it stands now; None when it was finished or discarded meanwhile.

    ``client`` is the number the browser gave the draft: two forms with the same ``key`` are two drafts.
    Raises ``draft_invalid``, ``draft_too_large`` (200 kB as JSON), ``drafts_full`` (200 unfinished).
    """
    data = {"fields": _checked(key, fields)}
    now = timezone.now()
    User.objects.select_for_update(no_key=True).only("pk").get(pk=actor.pk)
    draft = Draft.objects.filter(owner=actor, client=client).first()
    if draft is None:
        if Draft.objects.filter(owner=actor, finished_at=None).count() >= MOST_DRAFTS:
            raise DomainError("drafts_full", most=MOST_DRAFTS)
        draft = Draft(owner=actor, key=key, client=client)
    elif draft.finished_at is not None:
        return None
    draft.data, draft.updated_at = data, now
    draft.page, draft.title = _page(page), _plain(title)[:200]
    draft.save()
    return draft


@transaction.atomic
def finish_draft(actor: User, key: str, draft_id: UUID | str | None = None) -> None:
    """What was typed has been saved: the draft goes, and every browser that holds a copy is told.

    ``draft_id`` is what the form sent under that name; without it the draft of this key last typed in is
    meant. Anything else in its place is taken for none.
    """
    now = timezone.now()
    User.objects.select_for_update(no_key=True).only("pk").get(pk=actor.pk)
    client = draft_id if isinstance(draft_id, UUID) else uuid_or_none(draft_id)
    mine = Draft.objects.filter(owner=actor, key=key)
    draft = (mine.filter(client=client) if client else mine.filter(finished_at=None)).first()
    if draft is None:
        foreign = client is not None and Draft.objects.filter(owner=actor, client=client).exists()
        draft = Draft(owner=actor, key=key, client=None if foreign else client)
    _finish(draft, now)


@transaction.atomic
def discard_draft(*, actor: User, client: UUID) -> bool:
    """Throw a draft of the actor's away for good; False when there was none to throw."""
    draft = Draft.objects.select_for_update().filter(owner=actor, client=client, finished_at=None).first()
    if draft is not None:
        _finish(draft, timezone.now())
    return draft is not None


def drop_old_drafts(now: datetime) -> int:
    """Delete what nobody touched for 90 days; returns how many rows went."""
    gone, _ = Draft.objects.filter(updated_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    return gone


def uuid_or_none(text: object) -> UUID | None:
    """The UUID a text spells, None for anything else."""
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None


def _finish(draft: Draft, now: datetime) -> None:
    draft.data, draft.title = {}, ""
    draft.updated_at = draft.finished_at = now
    draft.save()


def _checked(key: str, fields: object) -> dict[str, list[str]]:
    """The fields as they may be kept; refuses another shape, and more than fits."""
    if not KEY.fullmatch(key):
        raise DomainError("draft_invalid", what="key")
    if not isinstance(fields, Mapping) or len(fields) > 5000:
        raise DomainError("draft_invalid", what="fields")
    kept: dict[str, list[str]] = {}
    for name, values in fields.items():
        if not isinstance(name, str) or not isinstance(values, list):
            raise DomainError("draft_invalid", what="fields")
        if not all(isinstance(value, str) for value in values):
            raise DomainError("draft_invalid", what="fields")
        kept[_plain(name)] = [_plain(value) for value in values]
    if len(json.dumps(kept, ensure_ascii=False).encode()) > MOST_BYTES:
        raise DomainError("draft_too_large", most=MOST_BYTES // 1000)
    return kept


def _plain(text: str) -> str:
    """Text the database can hold: NUL and lone surrogates become the replacement character."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _page(page: str) -> str:
    """The address when it is a path of this site and short enough, else nothing."""
    ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, None)
    return page if ours and len(page) <= 300 and "\x00" not in page else ""
