"""Calls of the SMS provider to this site: proving who calls, and reading what they say as the environment describes.

A call is signed: header ``X-Timestamp`` (seconds since 1970, at most five minutes off) and ``X-Signature``, the
hexadecimal HMAC-SHA256 of ``timestamp.body`` with ``CUNGCAU_SMS_SECRET``; ``sha256=`` before it is allowed. A provider
that cannot sign sends the secret itself as ``Authorization: Bearer …`` where ``CUNGCAU_SMS_INCOMING`` says
``"auth": "token"``. Bodies are JSON or forms; where the parts stand is in ``CUNGCAU_SMS_INCOMING`` (a message) and
``CUNGCAU_SMS_RECEIPT`` (what became of one).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import phones

MOST_BYTES = 20_000
_SKEW_S = 300
_FORM = "application/x-www-form-urlencoded"
_INCOMING = {"id": "id", "from": "from", "text": "text", "auth": "hmac"}
_RECEIPT: dict[str, Any] = {
    "id": "id",
    "reference": "reference",
    "status": "status",
    "reason": "reason",
    "delivered": ["delivered", "DELIVRD", "DELIVERED"],
    "undelivered": [
        "undelivered", "failed", "expired", "rejected", "UNDELIV", "UNDELIVERED", "EXPIRED", "REJECTD", "FAILED",
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sms:
    """A message somebody sent: the provider's number for it, the sender (``+84…`` or as given), the text."""

    number: str
    phone: str
    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an SMS: the provider's number and ours ("" for none), whether it arrived, why not."""

    number: str
    reference: str
    delivered: bool
    reason: str = ""


def is_open() -> bool:
    """Whether the provider may call: a secret is set."""
    return bool(_secret())


def answer_number() -> str:
    """The number people answer SMS to, "" where none is taken."""
    return str(getattr(settings, "SMS_NUMBER", "")) if is_open() else ""


def incoming(request: HttpRequest) -> Sms:
    """The message of a call; raises ``sms_port_closed``, ``sms_call_unsigned``, ``sms_call_unreadable``."""
    said = _body(request)
    paths = _setting("SMS_INCOMING", _INCOMING)
    number, phone, text = (_part(said, str(paths[name]), name) for name in ("id", "from", "text"))
    if not number or len(number) > 120 or not phone or len(phone) > 40:
        raise DomainError("sms_call_unreadable", part="id, from")
    try:
        phone = phones.normalise(phone)
    except DomainError:
        phone = phone[:20]
    return Sms(number, phone, " ".join(text.split())[:1000])


def receipt(request: HttpRequest) -> Receipt | None:
    """What a call tells of a message; None while it tells neither that it arrived nor that it did not.

    Raises as :func:`incoming` does.
    """
    said = _body(request)
    paths = _setting("SMS_RECEIPT", _RECEIPT)
    number, reference, reason = (
        _part(said, str(paths[name]), name)[:200] for name in ("id", "reference", "reason")
    )
    status = _part(said, str(paths["status"]), "status")
    if not (number or reference) or not status:
        raise DomainError("sms_call_unreadable", part="id, status")
    if status in map(str, paths["delivered"]):
        return Receipt(number[:120], reference, delivered=True)
    if status in map(str, paths["undelivered"]):
        return Receipt(number[:120], reference, delivered=False, reason=reason or status)
    return None


def check() -> None:
    """Raise ``gateway_invalid`` with the name of a setting of the port that cannot be read."""
    paths = _setting("SMS_INCOMING", _INCOMING)
    if paths["auth"] not in ("hmac", "token"):
        raise DomainError("gateway_invalid", name="CUNGCAU_SMS_INCOMING")
    told = _setting("SMS_RECEIPT", _RECEIPT)
    if not all(isinstance(told[name], list) for name in ("delivered", "undelivered")):
        raise DomainError("gateway_invalid", name="CUNGCAU_SMS_RECEIPT")


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a call."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _body(request: HttpRequest) -> Mapping[str, Any]:
    """What a call says, once it is proven whose it is."""
    if not is_open():
        raise DomainError("sms_port_closed")
    if len(request.body) > MOST_BYTES:
        raise DomainError("sms_call_unreadable", part="body")
    if not _proven(request):
        raise DomainError("sms_call_unsigned")
    try:
        text = request.body.decode()
        said = (
            {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}
            if request.content_type == _FORM
            else json.loads(text)
        )
    except (ValueError, RecursionError) as error:
        raise DomainError("sms_call_unreadable", part="body") from error
    if not isinstance(said, dict):
        raise DomainError("sms_call_unreadable", part="body")
    return said


def _proven(request: HttpRequest) -> bool:
    if _setting("SMS_INCOMING", _INCOMING)["auth"] == "token":
        given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        return hmac.compare_digest(given.encode(), _secret().encode())
    stamp = request.headers.get("X-Timestamp", "")
    if (
        not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12)
        or abs(time.time() - int(stamp)) > _SKEW_S
    ):
        return False
    given = request.headers.get("X-Signature", "").removeprefix("sha256=").strip().lower()
    return hmac.compare_digest(given.encode(), signature(_secret(), stamp, request.body).encode())


def _secret() -> str:
    return str(getattr(settings, "SMS_SECRET", ""))


def _setting(name: str, usual: Mapping[str, Any]) -> dict[str, Any]:
    text = str(getattr(settings, name, ""))
    if not text:
        return dict(usual)
    try:
        found = json.loads(text)
    except ValueError as error:
        raise DomainError("gateway_invalid", name=f"CUNGCAU_{name}") from error
    if not isinstance(found, dict):
        raise DomainError("gateway_invalid", name=f"CUNGCAU_{name}")
    return {**usual, **found}


def _part(said: Mapping[str, Any], path: str, name: str) -> str:
    """The text at "data.id"; "" where there is none; raises ``sms_call_unreadable`` for a list or an object there."""
    found: Any = said
    for word in path.split("."):
        found = found.get(word) if isinstance(found, dict) else None
    if found is None:
        return ""
    if isinstance(found, dict | list):
        raise DomainError("sms_call_unreadable", part=name)
    return str(found).replace("\x00", "").strip()
