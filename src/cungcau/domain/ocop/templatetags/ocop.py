"""``{% load ocop %}``: stars and exact points as pages print them."""

from __future__ import annotations

from fractions import Fraction

from django import template

from cungcau.domain.ocop import paper_kinds
from cungcau.kernel.vntext import show_number
from cungcau.platform.ui import figures

register = template.Library()


@register.filter
def stars(star: int | None) -> str:
    """So many star signs, for the eye; words must stand beside them."""
    return "★" * (star or 0)


@register.filter
def fraction(value: Fraction | int) -> str:
    """Points exactly where decimals end, else two of them."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return figures.number(int(exact))
    return show_number(exact, 2)


@register.filter
def paper(kind: str) -> str:
    """What a kind of paper is called."""
    return paper_kinds.label(kind)
