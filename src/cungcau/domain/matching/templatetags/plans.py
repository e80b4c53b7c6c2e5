"""``{% load plans %}``: a plan's pictures and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.domain.matching import states, wording
from cungcau.domain.matching.selectors.plans import Difference
from cungcau.domain.matching.selectors.weeks import Week
from cungcau.kernel.vntext import show_kg, show_money, show_number, show_percent
from cungcau.platform.ui import charts
from cungcau.platform.ui.clock import today

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
    return states.LABELS[code]


@register.filter
def plan_tone(code: str) -> str:
    """The tone of its badge."""
    return _TONES[code]


@register.simple_tag
def weeks_chart(weeks: Sequence[Week] | Sequence[Mapping[str, Any]], title: str = "") -> SafeString | str:
    """Supply against need by week, from :class:`Week` values or as a plan's pictures keep them."""
    if not weeks:
        return ""
    return charts.bars_supply_need([_week(week) for week in weeks], title=title)


def _week(week: Week | Mapping[str, Any]) -> charts.Week:
    if not isinstance(week, Week):
        week = Week(
            date.fromisoformat(week["start"]), week["offered_kg"], week["asked_kg"], week["picked_kg"], week["delivered_kg"]
        )
    days = f"{week.start.day}/{week.start.month}–{week.end.day}/{week.end.month}"
    return charts.Week(
        label=_("Tuần %(number)s") % {"number": week.start.isocalendar().week},
        days=days,
        asked_kg=week.asked_kg,
        offered_kg=week.offered_kg,
        planned_kg=week.delivered_kg,
    )


@register.simple_tag
def days_calendar(days: Iterable[Mapping[str, Any]], first: date, last: date, title: str = "") -> SafeString | str:
    """What arrives each day of the season; a day without deliveries is an honest zero."""
    kg = {date.fromisoformat(day["date"]): int(day["kg"]) for day in days}
    span = (last - first).days + 1
    return charts.calendar_heat(
        [charts.Day(first + timedelta(days=n), kg.get(first + timedelta(days=n), 0)) for n in range(span)],
        title=title,
        today=today() if first <= today() <= last else None,
    )


@register.simple_tag
def lorenz_chart(sample: Sequence[float], title: str = "") -> SafeString | str:
    """The picture of fairness; nothing where nobody offered anything."""
    if not sample or not any(sample):
        return ""
    return charts.lorenz(sample, title=title)


@register.filter
def figure(value: Any, kind: str) -> str:
    """A figure of a comparison in its kind: kg, share, ratio, count or money."""
    if value is None:
        return "–"
    if kind == "kg":
        return show_kg(int(value))
    if kind == "share":
        return show_percent(value)
    if kind == "money":
        return show_money(int(value))
    if kind == "ratio":
        return f"{float(value):.3f}".replace(".", ",")
    return show_number(value)


@register.filter
def change(row: Difference) -> str:
    """How a figure of a comparison changed, with its sign; empty where it did not."""
    if row.before is None or row.after is None or row.after == row.before:
        return ""
    step = row.after - row.before
    if row.kind == "share":
        return f"{'+' if step > 0 else '−'}{abs(float(step)) * 100:.1f}".replace(".", ",") + " " + _("điểm %")
    return ("+" if step > 0 else "−") + figure(abs(step), row.kind)
