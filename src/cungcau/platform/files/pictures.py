"""Pictures people send: drawn anew without what the camera wrote into them, kept under their hash."""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from cungcau.kernel.errors import DomainError

MOST_BYTES = 8 * 1024 * 1024
_MOST_PIXELS = 50_000_000
_SIDE = 1600
_FORMATS = ("JPEG", "PNG", "WEBP")


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


def keep(sha256: str, content: bytes) -> None:
    """Keep a file under its hash, whole or not at all: written beside its place, then put there."""
    path = path_of(sha256)
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
