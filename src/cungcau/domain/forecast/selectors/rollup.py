"""Forecasts summed by week: household → group → commune → province, and nothing counted twice.

A commune's harvest may be told three times: by its households, by groups for their members, by the commune
itself. All three are shown; the view's :class:`Rule` says which of them counts. A group's own figure counts with the
households only where none of its members has reported those goods; figures for a whole province (or for a former
district) stand beside the sum and are never added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection

from cungcau.domain.forecast.models import Level
from cungcau.domain.forecast.selectors.sums import (
    NONE,
    Area,
    AreaWeek,
    Kg,
    RollUp,
    Rule,
    Told,
    total_of,
)
from cungcau.domain.forecast.spreading import mondays
from cungcau.platform.access import areas
from cungcau.reference.catalogue.models import Season

COMMUNE_DOTS = 1
"""Dots in the area code of a commune, ``20.06172``; what has fewer is wider."""


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
            estimate = total_of(one.place for one in weeks.values())
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


def _narrowed(commodity: int | None, held: frozenset[str], table: str) -> tuple[str, list[Any]]:
    """Conditions on goods and areas, with their values."""
    text = ""
    facts: list[Any] = []
    if commodity is not None:
        text, facts = f" AND {table}commodity_id = %s", [commodity]
    if areas.EVERYWHERE not in held:
        parts = [f"{table}area_code = %s OR {table}area_code LIKE %s" for _ in held]
        text += f" AND ({' OR '.join(parts) or 'FALSE'})"
        for area in sorted(held):
            facts += [area, f"{area}.%"]
    return text, facts
