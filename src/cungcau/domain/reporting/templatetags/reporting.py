"""Figures of reports as pages show them."""

from __future__ import annotations

from decimal import Decimal

from django import template

from cungcau.domain.reporting.models import Line
from cungcau.platform.ui import figures

register = template.Library()
MISSING = "–"


@register.filter
def figure(value: Decimal | None) -> str:
    """A figure with at most three decimals; a dash for what is not known."""
    return MISSING if value is None else figures.number(value, 3)


@register.filter
def change(value: Decimal | None) -> str:
    """A difference with its sign."""
    if value is None:
        return MISSING
    return f"{'+' if value > 0 else ''}{figures.number(value, 3)}"


@register.filter
def part(value: Decimal | None) -> str:
    """A part of one as percent."""
    return MISSING if value is None else f"{figures.number(value * 100, 1)}%"


@register.filter
def target(line: Line) -> str:
    """A target, or its range."""
    if line.target is None or line.target_high is None:
        return figure(line.target)
    return f"{figure(line.target)}–{figure(line.target_high)}"
