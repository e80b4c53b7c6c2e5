"""Where somebody without an account can be told something, and what others see of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import phones

EMAIL, SMS, ZALO, HAND = "email", "sms", "zalo", "hand"
CHANNELS = {EMAIL: _("Thư điện tử"), SMS: "SMS", ZALO: "Zalo", HAND: _("Gửi tay (gọi, in)")}
"""Every channel by what people call it; ``hand`` is a call, a printed sheet, a word at the gate."""

_LANDLINE = "+842"
_ZALO_ID = re.compile(r"[0-9A-Za-z_.-]{1,80}")
_HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Address:
    """Whom to tell, and by which ways.

    ``phone`` in any usual spelling (kept as ``+84…``), ``email``, ``zalo`` (the user id a Zalo official account
    knows this person by). ``channels`` is the order this recipient wishes ("zalo", "sms", "email", "hand"),
    empty for the site's order; a wish for "hand" ends the list: nothing is sent beyond it. ``name`` is shown in the
    outbox, ``language`` is "vi" or "en".
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    zalo: str = ""
    channels: Sequence[str] = ()
    language: str = "vi"

    def checked(self) -> Address:
        """The same with every part in its stored form.

        Raises ``phone_invalid``, ``email_invalid``, ``zalo_invalid``; an unknown channel is a crash.
        """
        unknown = set(self.channels) - set(CHANNELS)
        if unknown:
            raise ValueError(f"no such channel: {', '.join(sorted(unknown))}")
        email, zalo = self.email.strip().lower(), self.zalo.strip()
        try:
            if email:
                validate_email(email)
        except ValidationError as error:
            raise DomainError("email_invalid", value=self.email) from error
        if zalo and not _ZALO_ID.fullmatch(zalo):
            raise DomainError("zalo_invalid", value=self.zalo)
        return Address(
            name=" ".join(self.name.replace("\x00", "").split())[:200],
            phone=phones.normalise(self.phone) if self.phone.strip() else "",
            email=email,
            zalo=zalo,
            channels=tuple(dict.fromkeys(self.channels)),
            language="en" if self.language.startswith("en") else "vi",
        )


def ways(address: Address) -> list[str]:
    """The channels this person can be reached by, in the order wished; an SMS needs no landline."""
    there = {
        EMAIL: address.email,
        ZALO: address.zalo,
        SMS: "" if address.phone.startswith(_LANDLINE) else address.phone,
    }
    found = []
    for channel in address.channels or site_order():
        if channel == HAND:
            break
        if there[channel]:
            found.append(channel)
    return found


def site_order() -> list[str]:
    """The site's order of channels, ``settings.CHANNELS`` ("zalo,sms,email"); names that are none are left out."""
    named = str(getattr(settings, "CHANNELS", "zalo,sms,email")).split(",")
    return [name.strip() for name in named if name.strip() in CHANNELS]


def masked_phone(phone: str) -> str:
    """A number with its middle hidden, ``+8491•••78``; blank for none."""
    return f"{phone[:5]}{_HIDDEN}{phone[-2:]}" if phone else ""


def masked_email(email: str) -> str:
    """An address with its name hidden but for the first letter, ``a•••@example.vn``; blank for none."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}{_HIDDEN}@{host}" if email else ""


def masked_zalo(zalo: str) -> str:
    """A Zalo id with all but its end hidden; blank for none."""
    return f"{_HIDDEN}{zalo[-3:]}" if zalo else ""
