"""Forecasts summed by week: household → group → commune → province, and nothing counted twice.

A commune's harvest may be told three times: by its households, by groups for their members, by the commune
itself. All three are shown; the view's :class:`Rule` says which of them counts. A group's own figure counts with the
households only where none of its members has reported those goods; figures for a whole province (or for a former
district) stand beside the sum and are never added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db import connection

from cungcau.domain.forecast.models import Level
from cungcau.domain.forecast.spreading import mondays
from cungcau.platform.access import areas
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Season

COMMUNE_DOTS = 1
"""Dots in the area code of a commune, ``20.06172``; what has fewer is wider."""


class Rule(StrEnum):
    """Which figure counts where a commune and its households both have one."""

    HOUSEHOLDS = "ho"
    COMMUNE = "xa"


@dataclass(frozen=True, slots=True)
class Kg:
    """Low, likely and high kg, and how many subjects said so."""

    low_kg: int = 0
    likely_kg: int = 0
    high_kg: int = 0
    subjects: int = 0

    def __add__(self, other: Kg) -> Kg:
        return Kg(
            self.low_kg + other.low_kg,
            self.likely_kg + other.likely_kg,
            self.high_kg + other.high_kg,
            self.subjects + other.subjects,
        )


NONE = Kg()


@dataclass(slots=True)
class Told:
    """What was told of one area, goods and week, by whom: None where nobody of that level did.

    ``groups`` are those that count with the households, ``groups_within`` those whose members reported
    themselves. ``harvested`` is what was reported as harvested, None where nothing was.
    """

    own: Kg | None = None
    groups: Kg | None = None
    groups_within: Kg | None = None
    place: Kg | None = None
    harvested_kg: int | None = None
    reports: int = 0

    @property
    def households(self) -> Kg | None:
        """The households' sum with the groups that stand for theirs; None where nobody told."""
        if self.own is None and self.groups is None:
            return None
        return (self.own or NONE) + (self.groups or NONE)


@dataclass(slots=True)
class AreaWeek:
    """One area and week over all goods chosen: what counts, and what stands beside it.

    ``missing`` is true where nobody forecast the week at all: that is not zero.
    """

    start: date
    counted: Kg | None = None
    households: Kg | None = None
    place: Kg | None = None
    groups_within: Kg | None = None
    harvested_kg: int | None = None
    reports: int = 0

    @property
    def missing(self) -> bool:
        """Whether the week has no forecast."""
        return self.counted is None

    @property
    def difference_kg(self) -> int | None:
        """How much more the commune's own estimate says than its households together; None without both."""
        if self.place is None or self.households is None:
            return None
        return self.place.likely_kg - self.households.likely_kg

    @property
    def over(self) -> bool:
        """Whether the week has ended, so that a report is due."""
        return (today() - self.start).days >= 7

    def add(self, told: Told, counted: Kg | None) -> None:
        """Take in one area's goods."""
        self.counted = _plus(self.counted, counted)
        self.households = _plus(self.households, told.households)
        self.place = _plus(self.place, told.place)
        self.groups_within = _plus(self.groups_within, told.groups_within)
        if told.harvested_kg is not None:
            self.harvested_kg = (self.harvested_kg or 0) + told.harvested_kg
            self.reports += told.reports


@dataclass(slots=True)
class Area:
    """A commune (or what has no commune) with its weeks in the season's order; ``uses`` says which figure counts."""

    area_code: str
    uses: set[Rule]
    weeks: dict[date, AreaWeek]

    @property
    def total(self) -> Kg | None:
        """What counts over all weeks; None without any forecast."""
        return _sum(week.counted for week in self.weeks.values())

    @property
    def place_total(self) -> Kg | None:
        """The commune's own estimate over all weeks."""
        return _sum(week.place for week in self.weeks.values())

    @property
    def households_total(self) -> Kg | None:
        """The households' sum over all weeks."""
        return _sum(week.households for week in self.weeks.values())

    @property
    def difference_kg(self) -> int | None:
        """The commune's estimate beyond its households' sum over the whole season; None without both."""
        own, wide = self.households_total, self.place_total
        return None if own is None or wide is None else wide.likely_kg - own.likely_kg

    @property
    def harvested_kg(self) -> int | None:
        """What was reported as harvested so far; None where nothing was."""
        known = [w.harvested_kg for w in self.weeks.values() if w.harvested_kg is not None]
        return sum(known) if known else None


@dataclass(slots=True)
class RollUp:
    """A season by week: all of it, its areas by code, and figures wider than a commune beside it."""

    weeks: list[AreaWeek]
    areas: dict[str, Area] = field(default_factory=dict)
    wider: list[tuple[str, Kg]] = field(default_factory=list)

    @property
    def total(self) -> Kg | None:
        """What counts over all weeks."""
        return _sum(week.counted for week in self.weeks)


def roll_up(
    season: Season,
    *,
    rule: Rule = Rule.HOUSEHOLDS,
    commodity: int | None = None,
    held: frozenset[str] = frozenset({""}),
) -> RollUp:
    """The season's current forecasts by commune and week within the areas ``held`` (dotted prefixes)."""
    told = _told(season, commodity, held)
    starts = mondays(season.start, season.end)
    found = RollUp([AreaWeek(start) for start in starts])
    whole = {week.start: week for week in found.weeks}
    wider: dict[str, Kg] = {}
    for (area_code, _goods), weeks in sorted(told.items()):
        if area_code.count(".") < COMMUNE_DOTS:
            estimate = _sum(one.place for one in weeks.values())
            if estimate is not None:
                wider[area_code] = wider.get(area_code, NONE) + estimate
        uses = _used(weeks, rule)
        area = found.areas.setdefault(
            area_code, Area(area_code, set(), {start: AreaWeek(start) for start in starts})
        )
        for start, one in weeks.items():
            if start not in whole:
                continue
            if area_code.count(".") < COMMUNE_DOTS:
                one = Told(one.own, one.groups, one.groups_within, None, one.harvested_kg, one.reports)
            counted = one.place if uses is Rule.COMMUNE else one.households
            whole[start].add(one, counted)
            area.weeks[start].add(one, counted)
        if uses is not None:
            area.uses.add(uses)
    found.wider = sorted(wider.items())
    return found


_Told = dict[tuple[str, int], dict[date, Told]]


def _used(weeks: Mapping[date, Told], rule: Rule) -> Rule | None:
    """Which figure counts for one area and goods: the rule's where it is told at all, else the other."""
    own = any(one.households is not None for one in weeks.values())
    wide = any(one.place is not None for one in weeks.values())
    if own and (rule is Rule.HOUSEHOLDS or not wide):
        return Rule.HOUSEHOLDS
    return Rule.COMMUNE if wide else None


_WEEKS = """
SELECT area_code, commodity_id, start, sum(low_kg), sum(likely_kg), sum(high_kg), count(*)
FROM forecast_forecastweek WHERE season_id = %s AND is_current AND level = %s {narrow}
GROUP BY area_code, commodity_id, start
"""
_GROUPS = """
SELECT week.area_code, week.commodity_id, week.start, sum(week.low_kg), sum(week.likely_kg), sum(week.high_kg),
       count(*), EXISTS ({members}) AS within
FROM forecast_forecastweek AS week JOIN forecast_forecast AS said ON said.id = week.forecast_id
WHERE week.season_id = %s AND week.is_current AND week.level = %s {narrow}
GROUP BY week.area_code, week.commodity_id, week.start, said.id, within
"""
_MEMBERS = """
SELECT 1 FROM forecast_forecast AS other
WHERE other.season_id = said.season_id AND other.commodity_id = said.commodity_id AND other.is_current
  AND other.level = 0 AND (
    other.producer_id IN (SELECT id FROM registry_organisation WHERE representative_id = said.producer_id)
    OR other.producer_id IN (
      SELECT member_id FROM registry_membership WHERE of_id = said.producer_id
        AND (valid_from IS NULL OR valid_from <= said.as_of) AND (valid_to IS NULL OR valid_to >= said.as_of)))
"""
_HARVESTS = """
SELECT area_code, commodity_id, start, level, sum(kg), count(*)
FROM forecast_harvestreport WHERE season_id = %s AND is_current {narrow}
GROUP BY area_code, commodity_id, start, level
"""


def _told(season: Season, commodity: int | None, held: frozenset[str]) -> _Told:
    told: _Told = {}
    narrow, facts = _narrowed(commodity, held, "")
    groups, _ = _narrowed(commodity, held, "week.")
    with connection.cursor() as cursor:
        for level, name in ((Level.OWN, "own"), (Level.PLACE, "place")):
            cursor.execute(_WEEKS.format(narrow=narrow), [season.pk, level, *facts])
            for area, goods, start, low, likely, high, subjects in cursor.fetchall():
                one = told.setdefault((area, goods), {}).setdefault(start, Told())
                setattr(one, name, Kg(int(low), int(likely), int(high), subjects))
        cursor.execute(_GROUPS.format(narrow=groups, members=_MEMBERS), [season.pk, Level.MEMBERS, *facts])
        for area, goods, start, low, likely, high, subjects, within in cursor.fetchall():
            one = told.setdefault((area, goods), {}).setdefault(start, Told())
            name = "groups_within" if within else "groups"
            setattr(one, name, (getattr(one, name) or NONE) + Kg(int(low), int(likely), int(high), subjects))
        cursor.execute(_HARVESTS.format(narrow=narrow), [season.pk, *facts])
        _take_harvests(told, cursor.fetchall())
    return told


def _take_harvests(told: _Told, rows: Iterable[tuple[str, int, date, int, int, int]]) -> None:
    """Reports of the lowest level that has any count for an area, goods and week: no kg is counted twice."""
    lowest: dict[tuple[str, int, date], int] = {}
    for area, goods, start, level, kg, reports in sorted(rows, key=lambda row: row[3]):
        if lowest.setdefault((area, goods, start), level) == level:
            one = told.setdefault((area, goods), {}).setdefault(start, Told())
            one.harvested_kg, one.reports = int(kg), reports


def _narrowed(commodity: int | None, held: frozenset[str], table: str) -> tuple[str, list[object]]:
    """Conditions on goods and areas, with their values."""
    text, facts = "", []
    if commodity is not None:
        text, facts = f" AND {table}commodity_id = %s", [commodity]
    if areas.EVERYWHERE not in held:
        parts = [f"{table}area_code = %s OR {table}area_code LIKE %s" for _ in held]
        text += f" AND ({' OR '.join(parts) or 'FALSE'})"
        for area in sorted(held):
            facts += [area, f"{area}.%"]
    return text, facts


def _plus(one: Kg | None, other: Kg | None) -> Kg | None:
    return one if other is None else other if one is None else one + other


def _sum(parts: Iterable[Kg | None]) -> Kg | None:
    whole: Kg | None = None
    for part in parts:
        whole = _plus(whole, part)
    return whole
