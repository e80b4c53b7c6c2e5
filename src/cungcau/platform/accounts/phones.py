"""Phone numbers in one spelling, so that one person is found under any of the usual writings."""

from __future__ import annotations

import re
import unicodedata

from cungcau.kernel.errors import DomainError

_SEPARATORS = re.compile(r"[\s.\-()/]+")
_VIETNAMESE = re.compile(r"(?:[35789]\d{8}|2\d{9})")
"""What follows the leading 0: nine digits for a mobile number, ten for a landline with its area code."""

_ABROAD = re.compile(r"\+[1-9]\d{7,14}")


def normalise(text: str) -> str:
    """The number as ``+84…`` (or ``+<country>…`` from abroad); raises ``phone_invalid`` with the text given.

    Accepts spaces, dots, dashes and brackets, and the prefixes ``0``, ``84``, ``+84`` and ``0084``.
    """
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    for prefix in ("+84", "84", "0"):
        national = digits.removeprefix(prefix).removeprefix("0" if prefix != "0" else "")
        if digits.startswith(prefix) and _VIETNAMESE.fullmatch(national) and national.isascii():
            return "+84" + national
    if _ABROAD.fullmatch(digits) and digits.isascii() and not digits.startswith("+84"):
        return digits
    raise DomainError("phone_invalid", value=text)


def national(phone: str) -> str:
    """A stored number as people here read it: ``+84912345678`` → ``0912 345 678``; others unchanged."""
    if not phone.startswith("+84"):
        return phone
    digits = "0" + phone[3:]
    return f"{digits[:-6]} {digits[-6:-3]} {digits[-3:]}"
