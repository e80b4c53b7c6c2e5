"""The text of a VietQR code for a transfer to a bank account.

Source: NAPAS, VietQR specification 1.5 (QR code of the NAPAS FastFund 24/7 service), on EMVCo Merchant-Presented QR
1.1: tag-length-value fields, CRC-16/CCITT-FALSE over all that stands before it.
"""

from __future__ import annotations

import binascii
import re

from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.sms_text import without_marks

_GUID = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_DONG = "704"
_LONGEST_PURPOSE = 25


def payload(*, bank_bin: str, account: str, amount_vnd: int, purpose: str) -> str:
    """The code's text for ``amount_vnd`` to an account; ``purpose`` is sent without marks, cut to 25 characters.

    Raises ``bank_bin_invalid`` (six digits), ``bank_account_invalid`` (1–19 letters and digits),
    ``amount_not_positive``.
    """
    if not re.fullmatch(r"\d{6}", bank_bin, re.ASCII):
        raise DomainError("bank_bin_invalid", value=bank_bin)
    if not re.fullmatch(r"[0-9A-Za-z]{1,19}", account, re.ASCII):
        raise DomainError("bank_account_invalid")
    if amount_vnd <= 0:
        raise DomainError("amount_not_positive")
    beneficiary = _field("00", bank_bin) + _field("01", account)
    merchant = _field("00", _GUID) + _field("01", beneficiary) + _field("02", _TO_ACCOUNT)
    said = plain(purpose)[:_LONGEST_PURPOSE].strip()
    text = (
        _field("00", "01") + _field("01", "12") + _field("38", merchant) + _field("53", _DONG)
        + _field("54", str(amount_vnd)) + _field("58", "VN")
        + (_field("62", _field("08", said)) if said else "") + "6304"
    )  # fmt: skip
    return f"{text}{checksum(text):04X}"


def plain(text: str) -> str:
    """Text banks pass on: letters, digits, spaces; no marks."""
    return " ".join(re.sub(r"[^0-9A-Za-z ]+", " ", without_marks(text)).split())


def checksum(text: str) -> int:
    """CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) of ASCII text."""
    return binascii.crc_hqx(text.encode("ascii"), 0xFFFF)


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"
