"""E-mail: where the wire goes, and what a message looks like on it."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.catalogue import speak
from cungcau.platform.notify.models import Notification

Wire = EmailBackend
_PORTS = {"smtp": 25, "smtps": 465}


def server() -> str:
    """The mail server's address from ``settings.EMAIL_URL``; blank when messages stay in the site."""
    return str(getattr(settings, "EMAIL_URL", ""))


def connection_to(url: str) -> Wire:
    """The mail server named by ``smtp://user:password@host:port`` (``?starttls=1``) or ``smtps://…``.

    Opened as a context manager, it keeps one connection for many messages. Raises ``email_url_invalid``.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise DomainError("email_url_invalid", scheme=parts.scheme)
    return EmailBackend(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parse_qs(parts.query).get("starttls", ["0"])[-1] == "1",
        use_ssl=parts.scheme == "smtps",
        timeout=15,
    )


def send(notice: Notification, wire: Wire) -> None:
    """Send one notice in its reader's language; raises what the mail server answers."""
    spoken = speak(notice.message, notice.facts, notice.user.language)
    site = str(getattr(settings, "SITE_URL", "")).rstrip("/")
    lines = [spoken.body, *(["", site + notice.link] if notice.link and site else [])]
    subject = " ".join(spoken.subject.split())
    EmailMessage(subject, "\n".join(lines), settings.EMAIL_FROM, [notice.user.email], connection=wire).send()
