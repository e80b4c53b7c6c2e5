"""Pictures: read, drawn anew without what the camera wrote into them, kept under their hash."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from cungcau.domain.collection import messages
from cungcau.domain.collection.models import Photo, Ticket
from cungcau.domain.collection.selectors.rights import may_keep
from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock

MOST_BYTES = 8 * 1024 * 1024
MOST_A_THING = 8
_MOST_PIXELS = 50_000_000
_SIDE = 1600
_FORMATS = ("JPEG", "PNG", "WEBP")


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
    _write(path_of(digest), drawn)
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


def drawn_anew(content: bytes) -> tuple[bytes, int, int]:
    """The picture as a JPEG of at most 1,600 points a side, upright, without metadata; its width and height.

    Raises ``point_photo_unreadable`` for what is no picture, ``point_photo_too_large`` over 50 million points.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise DomainError("point_photo_too_large", most_mb=MOST_BYTES // 1024 // 1024)
                opened.draft("RGB", (_SIDE, _SIDE))
                upright = ImageOps.exif_transpose(opened) or opened
                picture = upright.convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Warning,
        Image.DecompressionBombError,
    ) as error:
        raise DomainError("point_photo_unreadable") from error
    picture.thumbnail((_SIDE, _SIDE))
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue(), bare.width, bare.height


def path_of(sha256: str) -> Path:
    """Where a picture's file lies."""
    return Path(settings.VAR) / "files" / sha256[:2] / f"{sha256}.jpg"


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


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: written beside its place, then put there."""
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
