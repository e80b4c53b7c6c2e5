"""Folding for search: letters without marks or case, so that «Đắk Lắk» is found by "dak lak"."""

from __future__ import annotations

import unicodedata

# đ has no canonical decomposition; ð and ɖ share its capital Đ in old fonts and keyboards.
_DE = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"})


def fold(text: str) -> str:
    """Return ``text`` as a search key: no marks, no case, đ as d, runs of space as one space.

    Composed and decomposed input, and both tone placements (hoà, hòa), give the same key. Folding
    a key again changes nothing. Compatibility letters are spelled out ("m²" becomes "m2").
    """
    once = _unmark(text.translate(_DE))
    return " ".join(_unmark(once.translate(_DE)).split())


def _unmark(text: str) -> str:
    """Decompose, fold case and drop marks and invisible characters."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in lowered if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
