"""Taking a file in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import fold
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake import messages, selectors
from cungcau.platform.intake.limits import LIMITS
from cungcau.platform.intake.models import Intake, SentFile
from cungcau.platform.intake.reading import Seen, look, to_read
from cungcau.platform.intake.services.running import request_preview

_MOST_NAME, _MOST_SOURCE = 200, 300


def upload(
    *,
    door_kind: str,
    name: str,
    content: bytes,
    options: Mapping[str, Any],
    source: str,
    actor: User,
    intake_id: UUID | None = None,
    go_on: bool = True,
) -> Intake:
    """Keep a file; where its header leaves nothing to decide, ask for its preview at once (``go_on``).

    ``options`` are the door's cleaned answers. The same id with the same file again is the intake there is.
    Raises ``door_unknown``, ``not_allowed``, ``source_missing``, ``file_too_large``, ``file_unreadable``,
    ``intake_id_taken``; nothing is kept then.
    """
    door = selectors.door_for(actor, door_kind)
    said, called = _text(source, "nguồn", _MOST_SOURCE), _text(name, "tên tệp", _MOST_NAME) or "bảng"
    if not said:
        raise DomainError("source_missing")
    if len(content) > LIMITS.most_bytes:
        size, most = -(-len(content) // 2**20), LIMITS.most_bytes // 2**20
        raise DomainError("file_too_large", file=called, size_mb=size, most_mb=most)
    seen = look(content, called, door.columns, {})
    with transaction.atomic():
        intake, is_new = Intake.objects.get_or_create(
            pk=intake_id or uuid4(),
            defaults={
                "door": door.kind, "owner": actor, "area_code": _area(actor, door.permission), "file_name": called,
                "size_bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "options": dict(options),
                "source": said, "folded": fold(f"{called} {said} {door.title} {actor.full_name}")[:900],
            },
        )  # fmt: skip
        if not is_new:
            return _the_same(intake, actor, content)
        SentFile.objects.create(intake=intake, content=content)
        audit.record(
            actor=actor, verb=messages.UPLOADED, thing=intake, size=len(content), door=str(door.title),
            source=said, sha256=intake.sha256,
        )  # fmt: skip
        if go_on and _nothing_to_decide(seen, door.columns):
            request_preview(intake=intake, actor=actor)
    return intake


def _the_same(intake: Intake, actor: User, content: bytes) -> Intake:
    if intake.owner_id != actor.pk or intake.sha256 != hashlib.sha256(content).hexdigest():
        raise DomainError("intake_id_taken")
    return intake


def _nothing_to_decide(seen: tuple[Seen, ...], columns: tuple[Column, ...]) -> bool:
    """Every sheet that looks like the table is sure; one that knows a single column at most is another thing."""
    chosen = to_read(seen, (), columns)
    others = [one for one in seen if one not in chosen]
    alike = [one for one in others if len(one.matching.places) + len(one.matching.twice) > 1]
    return bool(chosen) and not alike and all(one.sure(columns) for one in chosen)


def _area(actor: User, permission: str) -> str:
    """The area under which the trail files the intake: the widest, else the first, over which the right is held."""
    access.require(actor, permission)
    return min(areas_with(actor, permission), key=lambda area: (len(area), area))


def _text(text: str, field: str, most: int) -> str:
    clean = " ".join(text.split())
    if "\x00" in clean or len(clean) > most:
        raise DomainError("text_not_storable", field=field, most=most)
    return clean
