"""``{% load plans %}``: a plan's words and compared figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from cungcau.domain.matching import states, wording
from cungcau.domain.matching.selectors.plans import Difference
from cungcau.platform.ui import figures

register = template.Library()
register.filter("reason_label", wording.reason_label)
register.filter("reason_remedy", wording.reason_remedy)

_TONES = {
    states.COMPUTING: "info",
    states.COMPUTED: "accent",
    states.PUBLISHED: "good",
    states.SUPERSEDED: "done",
    states.FAILED: "bad",
    states.DISCARDED: "",
}


@register.filter
def plan_state(code: str) -> str:
    """The state of a plan in words."""
    return str(states.LABELS[code])


@register.filter
def day_of(text: str) -> str:
    """A day kept as text ("2021-09-15") as people write it."""
    return figures.date(date.fromisoformat(text))


@register.filter
def plan_tone(code: str) -> str:
    """The tone of its badge."""
    return _TONES[code]


@register.filter
def figure(value: Any, kind: str) -> str:
    """A figure of a comparison in its kind: kg, share, ratio, count or money."""
    if value is None:
        return "–"
    if kind == "kg":
        return figures.kg(int(value))
    if kind == "share":
        return figures.percent(value)
    if kind == "money":
        return figures.money(int(value))
    if kind == "ratio":
        return f"{float(value):.3f}".replace(".", ",")
    return figures.number(value)


@register.filter
def change(row: Difference) -> str:
    """How a figure of a comparison changed, with its sign; empty where it did not."""
    if row.before is None or row.after is None or row.after == row.before:
        return ""
    step = row.after - row.before
    if row.kind == "share":
        return f"{'+' if step > 0 else '−'}{abs(float(step)) * 100:.1f}".replace(".", ",") + " " + _("điểm %")
    return ("+" if step > 0 else "−") + figure(abs(step), row.kind)
