"""A text for a plain telephone: Vietnamese without marks, in the 7-bit letters every phone shows.

One SMS holds 160 of these letters, and each part of a longer one 153; a letter outside them would cut that to 70.
Source: 3GPP TS 23.038 (the default alphabet and its extension table), 3GPP TS 23.040 (concatenation).
"""

from __future__ import annotations

import unicodedata

ONE_SMS = 160
PART = 153

_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("^{}\\[~]|€")
"""Letters of the extension table: they take the room of two."""

_SPELLED = str.maketrans(
    {
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "₫": "d", "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "•": "-", "·": "-",
        "×": "x", "→": "->", "≤": "<=", "≥": ">=", "\t": " ", "\r": "",
    }
)  # fmt: skip


def without_marks(text: str) -> str:
    """The text without Vietnamese marks, its case kept, in letters of one SMS alphabet.

    ``đ`` is ``d``, typographic signs are spelled out; what no plain telephone shows becomes ``?``. Runs of
    space are one space, lines stay.
    """
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_SPELLED))
    bare = "".join(c for c in spread if unicodedata.category(c) not in {"Mn", "Me", "Cf"}).translate(_SPELLED)
    lines = (" ".join(line.split()) for line in bare.split("\n"))
    return "".join(c if c in _PLAIN or c in _DOUBLE else "?" for c in "\n".join(lines)).strip()


def length(text: str) -> int:
    """How much of an SMS a text takes, in 7-bit letters."""
    return sum(2 if c in _DOUBLE else 1 for c in text)


def parts(text: str) -> int:
    """How many SMS a text is sent as, and paid as: 0 for an empty one, 1 up to 160 letters, then 153 each.

    A letter of two units is never split, so a part may hold 152.
    """
    if length(text) <= ONE_SMS:
        return 1 if text else 0
    count, room = 1, PART
    for c in text:
        size = 2 if c in _DOUBLE else 1
        if size > room:
            count, room = count + 1, PART
        room -= size
    return count
