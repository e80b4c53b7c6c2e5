"""Supply against need, week by week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from django.db.models import Sum

from cungcau.domain.demand import selectors as demand
from cungcau.domain.matching.models import Line, Plan
from cungcau.domain.supply import selectors as supply

if TYPE_CHECKING:
    from cungcau.reference.catalogue.models import Season


@dataclass(frozen=True, slots=True)
class Week:
    """One week, Monday ``start``: kg offered, asked, planned to be picked and planned to arrive.

    A lot's kg are spread evenly over its harvest window and a need's over its delivery window, as nobody
    states them by day; ``short_kg`` is what is asked beyond what the plan delivers, never below zero.
    """

    start: date
    offered_kg: int
    asked_kg: int
    picked_kg: int
    delivered_kg: int

    @property
    def end(self) -> date:
        """The week's Sunday."""
        return self.start + timedelta(days=6)

    @property
    def short_kg(self) -> int:
        """Asked and not planned."""
        return max(0, self.asked_kg - self.delivered_kg)

    def to_json(self) -> dict[str, object]:
        """The week as the pictures of a plan keep it."""
        return {**asdict(self), "start": self.start.isoformat(), "short_kg": self.short_kg}


_WEEK = timedelta(days=7)
Planned = dict[date, tuple[int, int]]
"""Monday → kg picked and kg delivered in its week."""


def season_weeks(season: Season, plan: Plan | None) -> list[Week]:
    """Every week of the season as offered and asked today; planned kg are zero without a plan.

    What a kept plan picks and delivers never changes, so it is read from the plan's pictures.
    """
    return _weeks(season, _drawn(plan) if plan else {})


def weeks_of_lines(plan: Plan) -> list[Week]:
    """The same with the planned kg summed from the plan's lines, as they are when the plan is kept."""
    picked: Counter[date] = Counter()
    delivered: Counter[date] = Counter()
    rows = Line.objects.filter(plan=plan).order_by().values_list("harvest_date", "delivery_date")
    for harvest, delivery, kg in rows.annotate(total=Sum("kg")):
        picked[_monday(harvest)] += int(kg)
        delivered[_monday(delivery)] += int(kg)
    return _weeks(plan.season, {day: (picked[day], delivered[day]) for day in picked | delivered})


def _drawn(plan: Plan) -> Planned:
    return {
        date.fromisoformat(week["start"]): (week["picked_kg"], week["delivered_kg"])
        for week in plan.pictures.get("weeks", [])
    }


def _weeks(season: Season, planned: Planned) -> list[Week]:
    first, last = _monday(season.start), _monday(season.end)
    mondays = [first + _WEEK * step for step in range((last - first).days // 7 + 1)]
    offered = _spread(supply.offered_by_window(season), first, last)
    asked = _spread(demand.asked_by_window(season), first, last)
    return [Week(day, offered.get(day, 0), asked.get(day, 0), *planned.get(day, (0, 0))) for day in mondays]


def _spread(windows: Iterable[tuple[date, date, int]], first: date, last: date) -> dict[date, int]:
    """Kg of windows spread evenly over their days, summed by the weeks from Monday ``first`` to ``last``."""
    parts: Counter[tuple[date, int]] = Counter()
    for start, end, kg in windows:
        monday = max(_monday(start), first)
        while monday <= min(end, last):
            days = (min(end, monday + _WEEK - timedelta(days=1)) - max(start, monday)).days + 1
            parts[monday, (end - start).days + 1] += kg * days
            monday += _WEEK
    sums: defaultdict[date, Fraction] = defaultdict(Fraction)
    for (monday, length), kg_days in parts.items():
        sums[monday] += Fraction(kg_days, length)
    return {monday: floor(kg + Fraction(1, 2)) for monday, kg in sums.items()}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
