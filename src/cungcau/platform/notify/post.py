"""E-mail: where the wire goes, what a message looks like on it, and what the server's answers mean."""

from __future__ import annotations

import smtplib
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.addresses import masked_email
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.outcome import Outcome, Verdict

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


def send(outgoing: Outgoing, wire: Wire) -> Outcome:
    """Hand one letter over an open wire and say what came of it.

    Up to the moment its text goes out nothing can have been delivered: a fault before is tried later (4xx, a
    dead line) or refused for good (5xx); a line that dies after it leaves the matter unsure. After a fault the wire
    is closed, to be opened anew. The letter's ``Message-ID`` is the same on every try.
    """
    line = wire.connection
    assert isinstance(line, smtplib.SMTP)
    letter = _letter(outgoing)
    message: Any = letter.message()
    written: bytes = message.as_bytes(linesep="\r\n")
    try:
        line.ehlo_or_helo_if_needed()
        _expect(line.mail(letter.from_email))
        _expect(line.rcpt(outgoing.email), (250, 251))
    except smtplib.SMTPResponseException as error:
        wire.close()
        return _answered(error, outgoing)
    except (smtplib.SMTPException, OSError) as error:
        wire.close()
        return Outcome(Verdict.LATER, "unreachable", type(error).__name__)
    try:
        code, said = line.data(written)
        _expect((code, said))
    except smtplib.SMTPResponseException as error:
        wire.close()
        return _answered(error, outgoing)
    except (smtplib.SMTPException, OSError) as error:
        wire.close()
        return Outcome(Verdict.UNSURE, "no_answer", type(error).__name__)
    return Outcome(Verdict.ACCEPTED, provider_id=_plain(said, outgoing)[:120])


def _letter(outgoing: Outgoing) -> EmailMessage:
    sender = str(settings.EMAIL_FROM)
    host = sender.rpartition("@")[2].strip(" >") or "localhost"
    return EmailMessage(
        " ".join(outgoing.subject.split()),
        outgoing.text,
        sender,
        [outgoing.email],
        headers={"Message-ID": f"<{outgoing.reference}@{host}>"},
    )


def _expect(answer: tuple[int, bytes], good: tuple[int, ...] = (250,)) -> None:
    if answer[0] not in good:
        raise smtplib.SMTPResponseException(*answer)


def _answered(error: smtplib.SMTPResponseException, outgoing: Outgoing) -> Outcome:
    detail = f"{error.smtp_code} {_plain(error.smtp_error, outgoing)}".strip()
    if error.smtp_code >= 500:
        return Outcome(Verdict.REFUSED, "refused", detail)
    return Outcome(Verdict.LATER, "later", detail)


def _plain(said: bytes | str, outgoing: Outgoing) -> str:
    """The server's words, short, without the whole address."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    text = " ".join(text.replace("\x00", "").split())
    return text.replace(outgoing.email, masked_email(outgoing.email))[:280]
