"""Whole kg, m² and đồng: the only quantities the product stores, and exact ways in and out of them.

Everything here is integer or :class:`~fractions.Fraction` arithmetic; a float is refused because it
cannot say what was meant.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NewType

from cungcau.kernel.errors import DomainError

Kg = NewType("Kg", int)
M2 = NewType("M2", int)
Dong = NewType("Dong", int)

Exact = int | Fraction | Decimal

KG_PER_TONNE = 1000
M2_PER_HA = 10_000


def kg(value: Exact) -> Kg:
    """Take ``value`` as a weight in whole kg.

    Raises ``DomainError("not_whole")`` for a part of a kg, ``("negative")`` below zero,
    ``("not_exact")`` for a float.
    """
    return Kg(_whole(value, "kg"))


def m2(value: Exact) -> M2:
    """Take ``value`` as an area in whole m²; raises as :func:`kg` does."""
    return M2(_whole(value, "m2"))


def dong(value: Exact) -> Dong:
    """Take ``value`` as money in whole đồng, debts too; otherwise raises as :func:`kg` does."""
    return Dong(_whole(value, "dong", signed=True))


def kg_from_tonnes(tonnes: Exact) -> Kg:
    """Convert tonnes exactly; raises as :func:`kg` does ("1,2345 tấn" is no whole kg)."""
    return kg(_exact(tonnes, "t") * KG_PER_TONNE)


def m2_from_hectares(hectares: Exact) -> M2:
    """Convert hectares exactly; raises as :func:`kg` does."""
    return m2(_exact(hectares, "ha") * M2_PER_HA)


def tonnes(weight: Kg) -> Fraction:
    """Return a weight in tonnes, exactly."""
    return Fraction(weight, KG_PER_TONNE)


def hectares(area: M2) -> Fraction:
    """Return an area in hectares, exactly."""
    return Fraction(area, M2_PER_HA)


def value_of(weight: Kg, dong_per_kg: int) -> Dong:
    """Return what a weight is worth at a whole price per kg, in đồng."""
    return Dong(weight * dong_per_kg)


def output_of(area: M2, kg_per_ha: Exact) -> Fraction:
    """Return the kg an area bears at a yield in kg a hectare, exactly (it need not be whole)."""
    return hectares(area) * _exact(kg_per_ha, "kg/ha")


def _exact(value: Exact, unit: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
        raise DomainError("not_exact", value=value, unit=unit)
    try:
        return Fraction(value)
    except (ValueError, OverflowError):  # a Decimal that is no number
        raise DomainError("not_exact", value=value, unit=unit) from None


def _whole(value: Exact, unit: str, signed: bool = False) -> int:
    exact = _exact(value, unit)
    if exact.denominator != 1:
        raise DomainError("not_whole", value=value, unit=unit)
    if exact < 0 and not signed:
        raise DomainError("negative", value=value, unit=unit)
    return int(exact)
