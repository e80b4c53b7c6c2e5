"""Units in a header: "Sản lượng (tấn)", "dien_tich_ha", "Giá, nghìn đ/kg" → the column's own unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from cungcau.kernel.vntext import fold
from cungcau.platform.exchange.columns import Kind

_TOKEN = re.compile(r"[a-z0-9]+")
_PERIODS = frozenset({"moi", "ngay", "dem", "tuan", "thang", "vu", "nam", "lan", "chuyen", "luot"})
_LONGEST = 3

_NORTH, _CENTRE, _SOUTH = "bacbo", "trungbo", "nambo"

_WORDS: dict[Kind, dict[str, int | None]] = {
    "kg": {"kg": 1, "kilogam": 1, "tan": 1000, "t": 1000, "ta": 100, "yen": 10},
    "area": {
        "m2": 1, "metvuong": 1, "ha": 10_000, "hecta": 10_000, "km2": 1_000_000, "cong": 1000, "sao": None,
        "mau": None, f"sao{_NORTH}": 360, f"sao{_CENTRE}": 500, f"sao{_SOUTH}": 1000, f"mau{_NORTH}": 3600,
        f"mau{_CENTRE}": 5000, f"mau{_SOUTH}": 10_000,
    },
    "money": {
        "d": 1, "dong": 1, "vnd": 1, "nghindong": 1000, "ngandong": 1000, "nghind": 1000, "ngand": 1000,
        "1000d": 1000, "1000dong": 1000, "nghin": 1000, "ngan": 1000, "trieu": 10**6, "trieudong": 10**6,
        "trd": 10**6, "tr": 10**6, "ty": 10**9, "tydong": 10**9, "ti": 10**9, "tidong": 10**9,
    },
}  # fmt: skip
"""Folded unit words → size in the column's own unit (kg, m², đồng); None: it differs by region, so it is asked."""

CHOICES: dict[Kind, tuple[str, ...]] = {
    "kg": ("kg", "yến", "tạ", "tấn"),
    "area": (
        "m²", "ha", "công", "sào Bắc Bộ", "sào Trung Bộ", "sào Nam Bộ", "mẫu Bắc Bộ", "mẫu Trung Bộ", "mẫu Nam Bộ",
    ),
    "money": ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"),
}  # fmt: skip
"""Units a person may choose for a column, as they are written."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a header says: the key of its name without the unit, the unit's word and its size.

    ``factor`` None: the unit differs by region. Without a unit, ``unit`` is "" and the factor 1.
    """

    base: str
    unit: str
    factor: Fraction | None


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """A header as it is compared: folded, letters and digits only ("Sản lượng (kg)" → "sanluongkg")."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


@lru_cache(maxsize=4096)
def said(text: str, kind: Kind) -> Said:
    """The name and the unit of a header, for a column of this kind."""
    tokens = _TOKEN.findall(fold(text))
    words = _WORDS.get(kind)
    if words is None:
        return Said("".join(tokens), "", Fraction(1))
    end = len(tokens)
    if kind == "money" and end > 1 and tokens[-1] == "kg":
        end -= 1
    while end > 1 and tokens[end - 1] in _PERIODS:
        end -= 1
    for length in range(min(_LONGEST, end - 1), 0, -1):
        word = "".join(tokens[end - length : end])
        if word in words:
            size = words[word]
            base = "".join([*tokens[: end - length], *(t for t in tokens[end:] if t in _PERIODS)])
            return Said(base, word, None if size is None else Fraction(size))
    return Said("".join(tokens), "", Fraction(1))


def size(unit: str, kind: Kind) -> Fraction | None:
    """The size of a unit word ("tấn", "sào Bắc Bộ"); None when it is unknown or differs by region."""
    found = _WORDS.get(kind, {}).get(key(unit))
    return None if found is None else Fraction(found)
