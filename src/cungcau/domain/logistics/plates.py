"""Vietnamese number plates: reading what people type, one spelling for all, hiding the middle.

Forms: cars, lorries and trailers "29C-123.45" (two digits of the province, one or two letters, four or five
digits), motorbikes "12B1-234.56", vehicles of the armed forces "TM-12-34", boats "AG-12345".
Source: Circular 79/2024/TT-BCA (plates of road vehicles); boats by their registration letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_JUNK = re.compile(r"[\s.\-_/·–—]+")
_MOTORBIKE = re.compile(r"([1-9]\d)([A-Z]{2}|[A-Z]\d)(\d{4,5})")
_CAR = re.compile(r"([1-9]\d)([A-Z]{1,2})(\d{4,5})")
_ARMED = re.compile(r"([A-Z]{2})(\d{2})(\d{2})")
_BOAT = re.compile(r"([A-Z]{2,3})(\d{4,6})(H|TS)?")
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate in its one spelling, and which form it has ("car", "motorbike", "armed", "boat")."""

    text: str
    form: str


def read(text: str) -> Plate | None:
    """The plate a text means; None for a form nobody issues. Đ is taken for D."""
    bare = _JUNK.sub("", text.upper().replace("Đ", "D"))
    if found := _CAR.fullmatch(bare):
        return Plate(f"{found[1]}{found[2]}-{_dotted(found[3])}", "car")
    if found := _MOTORBIKE.fullmatch(bare):
        return Plate(f"{found[1]}{found[2]}-{_dotted(found[3])}", "motorbike")
    if found := _ARMED.fullmatch(bare):
        return Plate(f"{found[1]}-{found[2]}-{found[3]}", "armed")
    if found := _BOAT.fullmatch(bare):
        return Plate(f"{found[1]}-{found[2]}{found[3] or ''}", "boat")
    return None


def kept(text: str) -> str:
    """How a plate is kept: in its one spelling, or as typed where no form fits (the check-list says so)."""
    plate = read(text)
    return plate.text if plate else " ".join(text.upper().split())[:LONGEST]


def masked(plate: str) -> str:
    """A plate with its last digits hidden but two, "29C-•••45"; for eyes that need not compare it."""
    head, _dash, tail = plate.partition("-")
    return f"{head}-•••{tail[-2:]}" if tail else f"{plate[:2]}•••"


def _dotted(digits: str) -> str:
    return f"{digits[:3]}.{digits[3:]}" if len(digits) == 5 else digits
