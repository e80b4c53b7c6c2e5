"""Reading what tables of the catalogue say in words: temperatures, ranges, kinds of quantity, confidence."""

from __future__ import annotations

import re
from decimal import Decimal

from cungcau.reference.catalogue.models import Confidence, UnitFactor
from cungcau.reference.search import words

_NUMBER = r"[-−–]?\s*\d+(?:[.,]\d+)?"
_RANGE = re.compile(
    rf"\s*({_NUMBER})\s*(?:(?:[-–—]|đến|tới|~|\.\.)\s*({_NUMBER})\s*)?(?:°\s*[cC]|độ|do|%)?\s*"
)
_AMBIENT = {"thuong", "nhiet do thuong", "moi truong", "phong", "nhiet do phong", "ambient", "khong lanh", ""}
_CONFIDENCE = {
    "cao": Confidence.HIGH, "high": Confidence.HIGH, "c": Confidence.HIGH,
    "trung binh": Confidence.MEDIUM, "medium": Confidence.MEDIUM, "vua": Confidence.MEDIUM,
    "thap": Confidence.LOW, "low": Confidence.LOW,
}  # fmt: skip
_QUANTITY = {
    "dien tich": UnitFactor.Quantity.AREA, "area": UnitFactor.Quantity.AREA,
    "khoi luong": UnitFactor.Quantity.MASS, "trong luong": UnitFactor.Quantity.MASS,
    "mass": UnitFactor.Quantity.MASS, "the tich": UnitFactor.Quantity.VOLUME,
    "khoi luong the tich": UnitFactor.Quantity.VOLUME, "volume": UnitFactor.Quantity.VOLUME,
}  # fmt: skip


def span_of(text: str) -> tuple[Decimal, Decimal] | None:
    """``-1 - 1``, ``0-2``, ``12`` or ``90–95 %`` as its ends, the lower first; None for anything else."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first = _decimal(match.group(1))
    last = _decimal(match.group(2)) if match.group(2) else first
    return (first, last) if first <= last else None


def is_ambient(text: str) -> bool:
    """``thường``, or nothing: without cooling."""
    return words(text) in _AMBIENT and not any(sign.isdigit() for sign in text)


def confidence_named(text: str) -> str | None:
    """The confidence a word means: cao, trung bình, thấp."""
    return _CONFIDENCE.get(words(text))


def quantity_named(text: str) -> str | None:
    """What a unit measures, by its word."""
    return _QUANTITY.get(words(text))


def _decimal(text: str) -> Decimal:
    plain = re.sub(r"\s", "", text).replace("−", "-").replace("–", "-").replace(",", ".")
    return Decimal(plain)
