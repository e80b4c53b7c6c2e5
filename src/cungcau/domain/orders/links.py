"""The link a household answers by: short enough for a text, useless to whoever changes a letter of it."""

from __future__ import annotations

import base64
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

_SALT = "cungcau.orders.slip"
_SIGNED_BYTES = 9
"""72 bits, 12 letters: all the signature that fits a text of 160 letters, and not to be guessed over a network."""


def token_of(pk: int, key: UUID) -> str:
    """The slip's number and a signature over it and its key, so that a new key ends old links."""
    return f"{int_to_base36(pk)}-{_signature(pk, key, settings.SECRET_KEY)}"


def number_in(token: str) -> int | None:
    """The slip's number a token speaks of, signed or not; None for what is no token."""
    number, _, signature = token.partition("-")
    if not signature or len(number) > 12:
        return None
    try:
        found = base36_to_int(number)
    except ValueError:
        return None
    return found if 0 < found < 2**63 else None


def is_signed(token: str, pk: int, key: UUID) -> bool:
    """Whether the token was made for this slip and key, by this site's key or one it had before."""
    given = token.partition("-")[2]
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(given, _signature(pk, key, secret)) for secret in secrets)


def path_of(pk: int, key: UUID) -> str:
    """The path of this site the token opens."""
    return reverse("orders:slip-link", args=[token_of(pk, key)])


def whole(path: str) -> str:
    """The path as a household can open it; blank where the site's public address is not set."""
    site = str(settings.SITE_URL).rstrip("/")
    return f"{site}{path}" if site else ""


def _signature(pk: int, key: UUID, secret: str | bytes) -> str:
    digest = salted_hmac(_SALT, f"{pk}:{key}", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:_SIGNED_BYTES]).decode()
