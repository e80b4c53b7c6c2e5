"""How states, days and figures of plans are said on pages and in files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import Direction, Indicator, Task
from cungcau.domain.programmes.selectors.measured import NO, UNKNOWN, YES
from cungcau.platform.ui import figures

REACHED_TONES = {YES: "good", NO: "warn", UNKNOWN: ""}


def reached(how: str) -> str:
    """Whether a target is reached, in words."""
    return {YES: _("Đạt"), NO: _("Chưa đạt"), UNKNOWN: _("Chưa rõ")}[how]


def number(value: Decimal | None) -> str:
    """A figure as printed, a dash for none."""
    return "–" if value is None else figures.number(value, 3)


def target(indicator: Indicator) -> str:
    """A target as a plan says it: "≥ 50", "60–70", "≤ 3"."""
    if indicator.target is None:
        return "–"
    low = number(indicator.target)
    if indicator.target_high is not None:
        return f"{low}–{number(indicator.target_high)}"
    return {Direction.AT_LEAST: f"≥ {low}", Direction.AT_MOST: f"≤ {low}"}.get(
        Direction(indicator.direction), low
    )


def task_state(task: Task, today: date) -> tuple[str, str]:
    """A task's state with its tone; one that is late says by how much."""
    if task.state in (states.OPEN, states.DOING) and task.due_on is not None and task.due_on < today:
        return _("Quá hạn %(days)s ngày") % {"days": (today - task.due_on).days}, "bad"
    return str(states.TASK_LABELS[task.state]), states.TASK_TONES[task.state]


def period(first: date, last: date) -> str:
    """From a day to a day; whole years as years."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{figures.date(first)} – {figures.date(last)}"
