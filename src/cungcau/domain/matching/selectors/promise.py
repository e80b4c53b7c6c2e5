"""Available to promise: what will be harvested in a week, less what the published plan has promised of it.

Commitments are the lines of the season's published plan by the week of their harvest; of lines that became
orders, and for all other orders, what households hold and what of the orders nobody holds yet. A forecast does not tell
grades: for one grade it is split as the lots offered there are, and the page says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncWeek

from cungcau.domain.forecast.models import ForecastWeek, Level
from cungcau.domain.forecast.selectors import Rule, roll_up
from cungcau.domain.matching import commitments
from cungcau.domain.matching.models import Line, Plan
from cungcau.domain.matching.models.plan import MAIN
from cungcau.domain.matching.states import PUBLISHED
from cungcau.domain.supply.models import Lot
from cungcau.platform.access.areas import covers, within
from cungcau.reference.catalogue.models import Commodity, Season


@dataclass(frozen=True, slots=True)
class Promise:
    """One area and week: kg forecast low and likely (None: nobody forecast it), kg promised."""

    area_code: str
    start: date
    low_kg: int | None
    likely_kg: int | None
    promised_kg: int
    name: str = ""

    @property
    def left_low_kg(self) -> int | None:
        """What is surely left; None without a forecast."""
        return None if self.low_kg is None else self.low_kg - self.promised_kg

    @property
    def left_likely_kg(self) -> int | None:
        """What is probably left; None without a forecast."""
        return None if self.likely_kg is None else self.likely_kg - self.promised_kg

    @property
    def over(self) -> bool:
        """More was promised than is likely to be harvested (or than anybody forecast)."""
        return self.promised_kg > (self.likely_kg or 0)

    @property
    def risky(self) -> bool:
        """Promised within what is likely, but beyond what is sure."""
        return not self.over and self.promised_kg > (self.low_kg or 0)

    def __add__(self, other: Promise) -> Promise:
        return Promise(
            self.area_code, self.start, _plus(self.low_kg, other.low_kg), _plus(self.likely_kg, other.likely_kg),
            self.promised_kg + other.promised_kg, self.name,
        )  # fmt: skip


def published_plan(season: Season) -> Plan | None:
    """The plan whose lines are commitments, or None."""
    plans = Plan.objects.filter(season=season, kind=MAIN, state=PUBLISHED)
    return plans.defer("pictures").order_by("-number").first()


def available(
    season: Season,
    plan: Plan | None,
    *,
    commodity: Commodity,
    grade: int | None = None,
    rule: Rule = Rule.HOUSEHOLDS,
    held: frozenset[str] = frozenset({""}),
) -> list[Promise]:
    """Every area and week that has a forecast or a promise of these goods, by area, then week."""
    told = roll_up(season, rule=rule, commodity=commodity.pk, held=held)
    shares = _shares_of_grade(season, commodity, grade) if grade is not None else None
    forecast: dict[tuple[str, date], tuple[int, int]] = {}
    for code, area in told.areas.items():
        for start, week in area.weeks.items():
            if week.counted is not None:
                low, likely = week.counted.low_kg, week.counted.likely_kg
                if shares is not None:
                    part, whole = shares.get(code, (0, 1))
                    low, likely = low * part // whole, likely * part // whole
                forecast[code, start] = (low, likely)
    promised = _promised(season, plan, commodity, grade, held)
    found = []
    for code, start in sorted({*forecast, *promised}):
        kg = forecast.get((code, start))
        found.append(
            Promise(code, start, kg[0] if kg else None, kg[1] if kg else None, promised.get((code, start), 0))
        )
    return found


def by_week(rows: Iterable[Promise]) -> list[Promise]:
    """All areas together, by week."""
    sums: dict[date, Promise] = {}
    for row in rows:
        sums[row.start] = sums[row.start] + row if row.start in sums else row
    return [sums[start] for start in sorted(sums)]


def by_producer(
    season: Season,
    plan: Plan | None,
    *,
    commodity: Commodity,
    area: str,
    start: date,
    grade: int | None = None,
) -> list[Promise]:
    """The producers of an area in one week, those promised beyond their forecast first; ``area_code`` is a code.

    A producer's own forecast is not split by grade: with one, only what is promised is narrowed to it.
    """
    mine = within("area_code", frozenset({area}))
    weeks = ForecastWeek.objects.filter(
        mine, season=season, commodity=commodity, level=Level.OWN, is_current=True, start=start
    )
    told = {
        code: (name, low, likely)
        for code, name, low, likely in weeks.values_list(
            "forecast__producer__code", "forecast__producer__name", "low_kg", "likely_kg"
        )
    }
    names: dict[str, str] = {}
    promised: dict[str, int] = defaultdict(int)
    here, week = frozenset({area}), (start, date.fromordinal(start.toordinal() + 6))
    for rows, column in _sold(season, plan, commodity, grade):
        lines = rows.filter(within("lot__area_code", here), harvest_date__range=week).order_by()
        for code, name, kg in lines.values_list("producer__code", "producer__name").annotate(s=Sum(column)):
            names[str(code)] = str(name)
            promised[str(code)] += int(kg)
    for one in _unsplit(season, commodity, grade, here):
        if week[0] <= one.harvest_date <= week[1]:
            names[one.seller_code] = one.seller_name
            promised[one.seller_code] += one.kg
    found = []
    for code in {*told, *promised}:
        name, low, likely = told.get(code, (names.get(code, ""), None, None))
        found.append(Promise(code, start, low, likely, promised.get(code, 0), name))
    return sorted(found, key=lambda one: ((one.likely_kg or 0) - one.promised_kg, one.name))


def grades_promised(
    season: Season, plan: Plan | None, *, commodity: Commodity, held: frozenset[str]
) -> list[tuple[int | None, int]]:
    """(grade, kg promised) of the season, the best grade first."""
    sums: dict[int | None, int] = defaultdict(int)
    for rows, column in _sold(season, plan, commodity, None):
        lines = rows.filter(within("lot__area_code", held)).order_by()
        for grade, kg in lines.values_list("lot__grade").annotate(s=Sum(column)):
            sums[grade] += int(kg)
    return sorted(sums.items(), key=lambda one: -(one[0] or 0))


def _lines(plan: Plan | None, commodity: Commodity, grade: int | None) -> QuerySet[Line]:
    rows = Line.objects.filter(plan=plan, lot__commodity=commodity) if plan else Line.objects.none()
    return rows if grade is None else rows.filter(lot__grade=grade)


def _sold(
    season: Season, plan: Plan | None, commodity: Commodity, grade: int | None
) -> list[tuple[QuerySet[Any], str]]:
    """Rows that promise kg of lots, with the column that says how many: plan lines not ordered, households' slips."""
    lines, told = _lines(plan, commodity, grade), commitments.provider()
    if told is None:
        return [(lines, "kg")]
    held = told.held(season).filter(lot__commodity=commodity)
    if grade is not None:
        held = held.filter(lot__grade=grade)
    return [(told.unordered(lines), "kg"), (held, "held_kg")]


def _unsplit(
    season: Season, commodity: Commodity, grade: int | None, held: frozenset[str]
) -> list[commitments.Unsplit]:
    """Kg agreed that no household holds yet, where the seller sits; of no known grade."""
    told = commitments.provider()
    if told is None or grade is not None:
        return []
    found = told.unsplit(season, commodity.pk)
    return [one for one in found if any(covers(area, one.area_code) for area in held)]


def _promised(
    season: Season, plan: Plan | None, commodity: Commodity, grade: int | None, held: frozenset[str]
) -> dict[tuple[str, date], int]:
    sums: dict[tuple[str, date], int] = defaultdict(int)
    for rows, column in _sold(season, plan, commodity, grade):
        lines = rows.filter(within("lot__area_code", held)).order_by()
        weeks = lines.annotate(week=TruncWeek("harvest_date")).values_list("lot__area_code", "week")
        for area, week, kg in weeks.annotate(s=Sum(column)):
            sums[area, week] += int(kg)
    for one in _unsplit(season, commodity, grade, held):
        sums[one.area_code, one.harvest_date - timedelta(one.harvest_date.weekday())] += one.kg
    return dict(sums)


def _shares_of_grade(season: Season, commodity: Commodity, grade: int) -> dict[str, tuple[int, int]]:
    """By area: kg of the lots offered in this grade, and of all lots."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rows = Lot.objects.filter(season=season, commodity=commodity).order_by()
    for area, rank, kg in rows.values_list("area_code", "grade").annotate(s=Sum("quantity_kg")):
        sums[area][1] += int(kg)
        if rank == grade:
            sums[area][0] += int(kg)
    return {area: (part, whole or 1) for area, (part, whole) in sums.items()}


def _plus(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other
