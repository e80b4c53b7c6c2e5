"""Papers people send: known by what they are, not by their name; nothing in them may act; kept under their hash."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.http import FileResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from cungcau.kernel.errors import DomainError
from cungcau.platform.files import pdf_check, pictures

PDF, JPEG = "application/pdf", "image/jpeg"
_MEGABYTE = 1024 * 1024
_REFUSALS = {
    pdf_check.SCRIPT: "paper_has_script",
    pdf_check.LAUNCH: "paper_starts_programs",
    pdf_check.EMBEDDED: "paper_has_files_inside",
    pdf_check.SENDING: "paper_sends_itself",
    pdf_check.LOCKED: "paper_locked",
    pdf_check.BROKEN: "paper_unreadable",
}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept: its content's SHA-256, type, size in bytes; pages of a PDF (None for a picture)."""

    sha256: str
    mime: str
    bytes: int
    pages: int | None


def most_bytes() -> int:
    """The largest file taken, ``settings.PAPER_MOST_MB`` megabytes (20 unless set)."""
    return int(getattr(settings, "PAPER_MOST_MB", 20)) * _MEGABYTE


def keep(content: bytes, name: str) -> Kept:
    """Keep a PDF as it is, or a picture drawn anew (which leaves behind whatever else its file held).

    Raises ``paper_too_large``, ``paper_of_unknown_type`` for anything else whatever its name says, and for a PDF
    that acts or cannot be looked through ``paper_has_script``, ``paper_starts_programs``, ``paper_has_files_inside``,
    ``paper_sends_itself``, ``paper_locked``, ``paper_unreadable``, ``paper_too_long``; all with ``name``.
    """
    shown = name[:80]
    if len(content) > most_bytes():
        raise DomainError("paper_too_large", name=shown, most_mb=most_bytes() // _MEGABYTE)
    if content.startswith(b"%PDF-"):
        found = pdf_check.check(content)
        if found.found == pdf_check.TOO_MANY:
            raise DomainError("paper_too_long", name=shown, most=pdf_check.MOST_PAGES)
        if found.found:
            raise DomainError(_REFUSALS[found.found], name=shown)
        return _put(content, PDF, found.pages)
    if content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        try:
            drawn, _width, _height = pictures.drawn_anew(content)
        except DomainError as error:
            raise DomainError("paper_picture_unreadable", name=shown) from error
        return _put(drawn, JPEG, None)
    raise DomainError("paper_of_unknown_type", name=shown)


def path_of(sha256: str, mime: str) -> Path:
    """Where a kept file lies."""
    if mime == JPEG:
        return pictures.path_of(sha256)
    return Path(settings.VAR) / "files" / sha256[:2] / f"{sha256}.pdf"


def shown(sha256: str, mime: str, name: str, *, download: bool = False) -> HttpResponseBase:
    """A kept file as an answer: of its own type and no other, unable to act on this site.

    Who may see it is the caller's business. Raises ``paper_missing`` where the file is not there any more.
    """
    path = path_of(sha256, mime)
    if mime not in (PDF, JPEG) or not path.is_file():
        raise DomainError("paper_missing", name=name)
    ending = "jpg" if mime == JPEG else "pdf"
    response = FileResponse(path.open("rb"), content_type=mime)
    response["Content-Disposition"] = (
        content_disposition_header(download, f"{name[:100]}.{ending}") or "inline"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"
    )
    return response


def _put(content: bytes, mime: str, pages: int | None) -> Kept:
    """Whole or not at all: written beside its place, then put there."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256, mime)
    if not (path.is_file() and path.stat().st_size == len(content)):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    return Kept(sha256, mime, len(content), pages)
