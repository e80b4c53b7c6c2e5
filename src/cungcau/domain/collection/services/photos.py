"""Pictures of what happened at a point."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import IntegrityError, transaction

from cungcau.domain.collection import messages
from cungcau.domain.collection.models import Photo, Ticket
from cungcau.domain.collection.selectors.rights import may_keep
from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.files.pictures import MOST_BYTES, drawn_anew, keep
from cungcau.platform.ui import clock

MOST_A_THING = 8


def keep_photo(
    *,
    point: CollectionPoint,
    about: UUID,
    client_uuid: UUID,
    content: bytes,
    actor: User | None,
    is_demo: bool = False,
) -> Photo:
    """Keep a picture of what has (or will have) the client UUID ``about``; the same ``client_uuid`` again is the same.

    Raises ``point_photo_too_large``, ``point_photo_unreadable``, ``point_photo_too_many``, ``client_uuid_taken``, and
    ``collection_point_not_found`` for somebody who does not keep the point.
    """
    _require(point, about, actor)
    if len(content) > MOST_BYTES:
        raise DomainError("point_photo_too_large", most_mb=MOST_BYTES // 1024 // 1024)
    there = Photo.objects.filter(client_uuid=client_uuid).first()
    if there is not None:
        return _same(there, point, about)
    if Photo.objects.filter(about=about).count() >= MOST_A_THING:
        raise DomainError("point_photo_too_many", most=MOST_A_THING)
    drawn, width, height = drawn_anew(content)
    digest = hashlib.sha256(drawn).hexdigest()
    keep(digest, drawn)
    try:
        with transaction.atomic():
            photo = Photo.objects.create(
                about=about, client_uuid=client_uuid, point=point, sha256=digest,
                taken_sha256=hashlib.sha256(content).hexdigest(), bytes=len(drawn), width=width,
                height=height, uploaded_by=actor, area_code=point.area_code, is_demo=is_demo,
            )  # fmt: skip
            record(actor=actor, verb=messages.PHOTO_KEPT, thing=photo, point=point.name, sha256=digest)
    except IntegrityError:
        return _same(Photo.objects.get(client_uuid=client_uuid), point, about)
    return photo


def _require(point: CollectionPoint, about: UUID, actor: User | None) -> None:
    """The keeper of today, or of the day of the ticket it shows."""
    ticket = Ticket.objects.filter(client_uuid=about).first()
    if ticket is not None and ticket.point_id != point.pk:
        raise DomainError("collection_point_not_found")
    if ticket is not None and actor is not None and may_keep(actor, point, ticket.day):
        return
    require_keeping(actor, point, clock.today())


def _same(photo: Photo, point: CollectionPoint, about: UUID) -> Photo:
    if photo.point_id != point.pk or photo.about != about:
        raise DomainError("client_uuid_taken")
    return photo
