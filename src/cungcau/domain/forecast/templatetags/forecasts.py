"""``{% load forecasts %}``: a week's name, low to high, so many of so many, which figure counts."""

from __future__ import annotations

from datetime import date

from django import template

from cungcau.domain.forecast import tables
from cungcau.domain.forecast.accuracy import Score
from cungcau.domain.forecast.pictures import week_name
from cungcau.domain.forecast.selectors import Area, Kg
from cungcau.platform.ui import figures

register = template.Library()


@register.filter
def week(start: date) -> str:
    """``13/9–19/9/2021``."""
    return week_name(start)


@register.filter
def low_high(kg: Kg) -> str:
    """``4.200 – 6.000 tấn`` each with its unit."""
    return f"{figures.mass(kg.low_kg)} – {figures.mass(kg.high_kg)}"


@register.filter
def of(part: int, whole: int) -> str:
    """``12 / 40``."""
    return f"{figures.number(part)} / {figures.number(whole)}"


@register.filter
def uses(area: Area | None) -> str:
    """Which figure counts."""
    return tables.uses(area)


@register.filter
def bias(score: Score) -> str:
    """The bias with its sign."""
    part = score.bias
    return "" if part is None else f"{'+' if part > 0 else ''}{figures.percent(part)}"


@register.filter
def said(value: object) -> str:
    """What a revision says of a week (low, likely, high) or of how sure it is."""
    if isinstance(value, tuple):
        return " / ".join(figures.number(kg) for kg in value)
    return "–" if value is None else str(value)


@register.filter
def day_or_text(value: str) -> str:
    """A week's name where the text is its Monday, else the text."""
    try:
        return week_name(date.fromisoformat(value))
    except ValueError:
        return value


@register.filter
def scored(kind: str) -> str:
    """What is scored, in words."""
    return tables.kind_name(kind)
