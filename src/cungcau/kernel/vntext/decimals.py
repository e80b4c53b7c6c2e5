"""Exact decimal writing of fractions: no float is ever made."""

from __future__ import annotations

from fractions import Fraction


def places(value: Fraction) -> int | None:
    """Count the decimals ``value`` needs to be written exactly; ``None`` when they never end."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def split(value: Fraction, digits: int) -> tuple[str, str, str]:
    """Return sign ("-" or ""), whole digits and exactly ``digits`` decimals, rounded half away from zero."""
    scaled = abs(value) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, fraction = divmod(units, 10**digits)
    sign = "-" if value < 0 and units else ""
    return sign, str(whole), str(fraction).zfill(digits) if digits else ""


def plain(value: Fraction, longest: int = 3) -> str:
    """Write ``value`` with a decimal point: exactly when its decimals end, else to ``longest`` decimals."""
    needed = places(value)
    sign, whole, fraction = split(value, longest if needed is None else needed)
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"
