"""An average as people see it: rounded for display alone, with a note where that would mislead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from cungcau.engines.scoring import Band
from cungcau.kernel.vntext import show_number
from cungcau.platform.ui import figures


@dataclass(frozen=True, slots=True)
class Shown:
    """``text`` the rounded average, ``exact`` its fraction where rounding lost something, ``note`` a warning."""

    text: str
    exact: str = ""
    note: str = ""


def shown(average: Fraction, decimals: int, bands: Sequence[Band]) -> Shown:
    """The average with ``decimals`` places, halves upward; comparing is done with the fraction alone."""
    step = 10**decimals
    rounded = Fraction((2 * average * step + 1) // 2, step)
    text = figures.decimal(rounded, decimals)
    if rounded == average:
        return Shown(text)
    crossed = next((one for one in bands if average < one.lower <= rounded), None)
    if crossed is None:
        return Shown(text, fraction(average))
    note = gettext(
        "Điểm trung bình %(exact)s chưa đến %(lower)s nên chưa vào khung %(star)s sao, dù hiện là %(text)s."
    )
    said = note % {
        "exact": exact(average), "lower": figures.number(crossed.lower), "star": crossed.star, "text": text
    }  # fmt: skip
    return Shown(text, fraction(average), said)


def fraction(value: Fraction) -> str:
    """A fraction in figures: 625/9."""
    return f"{show_number(value.numerator)}/{show_number(value.denominator)}"


def exact(value: Fraction) -> str:
    """Its decimals where they end within six places, else the fraction."""
    scaled = value * 10**6
    if scaled.denominator == 1:
        return figures.number(value, 6)
    return fraction(value)
