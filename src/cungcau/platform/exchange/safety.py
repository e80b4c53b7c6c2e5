"""Text that spreadsheet programs would run as a formula is written so that they show it instead."""

from __future__ import annotations

import re

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER_LIKE = re.compile(r"[+-]?[0-9][0-9 .,]*")
_GUARD = "'"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def guarded(text: str) -> str:
    """The text with a leading apostrophe when a spreadsheet would take it for a formula.

    Plain numbers (a phone such as +84912345678 among them) are harmless and stay as they are; text that
    already begins with apostrophes before such a sign gets one more, so that :func:`unguarded` is exact.
    """
    return _GUARD + text if _dangerous(text) else text


def unguarded(text: str) -> str:
    """The text as it was before :func:`guarded`."""
    return text[1:] if text.startswith(_GUARD) and _dangerous(text[1:]) else text


def printable(text: str) -> str:
    """The text without the control characters that no spreadsheet file may hold."""
    return _CONTROL.sub("\ufffd", text)


def _dangerous(text: str) -> bool:
    bare = text.lstrip(_GUARD)
    return bare.startswith(_STARTS_FORMULA) and not (bare == text and _NUMBER_LIKE.fullmatch(bare))
