"""Forecasts held against what was harvested.

A week is judged by what was said before it began: the newest revision whose ``as_of`` lies before its Monday. Who
improves a figure afterwards does not improve the score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from cungcau.domain.forecast.accuracy import ENOUGH_WEEKS, Score
from cungcau.domain.forecast.models import Forecast
from cungcau.platform.access import areas
from cungcau.platform.accounts.models import User
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

_JUDGED = """
SELECT said.reported_by_id, said.entered_by_id,
       CASE WHEN said.reported_by_id IS NULL AND said.entered_by_id IS NULL THEN said.producer_id END, said.area_code,
       count(report.kg), coalesce(sum(report.kg), 0),
       coalesce(sum(week.likely_kg) FILTER (WHERE report.kg IS NOT NULL), 0),
       coalesce(sum(abs(week.likely_kg::bigint - report.kg)), 0),
       count(*) FILTER (WHERE report.kg BETWEEN week.low_kg AND week.high_kg),
       count(*) FILTER (WHERE report.kg IS NULL)
FROM forecast_forecast AS said
JOIN forecast_forecastweek AS week ON week.forecast_id = said.id
LEFT JOIN forecast_harvestreport AS report
  ON report.season_id = said.season_id AND report.commodity_id = said.commodity_id
  AND report.variety = said.variety AND report.start = week.start AND report.is_current
  AND coalesce(report.producer_id, 0) = coalesce(said.producer_id, 0)
  AND coalesce(report.place_id, 0) = coalesce(said.place_id, 0)
LEFT JOIN forecast_forecast AS next ON next.replaces_id = said.id
WHERE said.season_id = %s AND week.season_id = %s AND said.as_of < week.start AND week.start <= %s
  AND (next.id IS NULL OR next.as_of >= week.start) {narrow}
GROUP BY 1, 2, 3, 4
"""
_SUMS = "sum(weeks), sum(harvested), sum(likely), sum(off), sum(inside), sum(missing)"
_LIST = """
WITH each (reported, entered, producer, area, weeks, harvested, likely, off, inside, missing) AS MATERIALIZED (
{judged}), reporters (id, weeks, harvested, likely, off, inside, missing) AS (
  SELECT coalesce(reported, producer, 0), {sums} FROM each WHERE reported IS NOT NULL OR entered IS NULL GROUP BY 1
), officers AS (
  SELECT entered AS id, weeks, harvested, likely, off, inside, missing FROM (
    SELECT entered, {sums} FROM each WHERE reported IS NULL AND entered IS NOT NULL GROUP BY 1
  ) AS summed (entered, weeks, harvested, likely, off, inside, missing)
), places AS (
  SELECT area, weeks, harvested, likely, off, inside, missing FROM (SELECT area, {sums} FROM each GROUP BY 1)
  AS summed (area, weeks, harvested, likely, off, inside, missing)
), listed AS (
  SELECT 'reporter' AS kind, coalesce(one.name, '') AS name, coalesce(one.folded_name, '') AS folded,
         weeks, harvested, likely, off, inside, missing
  FROM reporters LEFT JOIN registry_organisation AS one ON one.id = reporters.id
  UNION ALL
  SELECT 'officer', one.name, one.folded, weeks, harvested, likely, off, inside, missing
  FROM officers JOIN unnest(%s::bigint[], %s::text[], %s::text[]) AS one (id, name, folded) ON one.id = officers.id
  UNION ALL
  SELECT 'area', coalesce(one.name, area), coalesce(one.folded, area), weeks, harvested, likely, off, inside, missing
  FROM places LEFT JOIN unnest(%s::text[], %s::text[], %s::text[]) AS one (code, name, folded) ON one.code = area
), found AS (SELECT * FROM listed {search})
(SELECT '', '', '', {sums}, (SELECT count(*) FROM found) FROM each)
UNION ALL
(SELECT kind, name, folded, weeks, harvested, likely, off, inside, missing, 0 FROM found ORDER BY {order} {page})
"""
_ENOUGH = f"weeks >= {ENOUGH_WEEKS} AND harvested > 0"
_ORDERS = {
    "name": "folded {way}, kind {way}",
    "weeks": "weeks {way}",
    "missing": "missing {way}",
    "wape": f"CASE WHEN {_ENOUGH} THEN off::numeric / harvested ELSE -1 END {{way}}",
    "bias": f"CASE WHEN {_ENOUGH} THEN (likely - harvested)::numeric / harvested ELSE -1000000 END {{way}}",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A reporter or an area, and how good its forecasts were; ``name`` as it is shown."""

    kind: str
    name: str
    score: Score


REPORTER, OFFICER, AREA = "reporter", "officer", "area"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the scores are asked for: by words of the name, in what order (``-`` first: descending), from where."""

    text: str = ""
    order: str = "name"
    offset: int = 0
    limit: int | None = 50


FIRST_PAGE = Wanted()


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The whole season's score, the reporters and areas asked for, and how many of those there are in all."""

    whole: Score
    rows: tuple[Judged, ...]
    count: int


def judged(season: Season, held: frozenset[str], wanted: Wanted = FIRST_PAGE) -> Accuracy:
    """The scores of a season within the areas held: each reporter's and each area's, a page of them.

    The reporter is who gave the figures; where only who typed them is known, that officer; else the subject. One
    question sums, searches, sorts and cuts.
    """
    rows = _asked(season, held, wanted)
    whole = next(rows)
    return Accuracy(_score(whole), tuple(_judged(row) for row in rows), int(whole[9]))


def judged_all(season: Season, held: frozenset[str], wanted: Wanted) -> Iterator[Judged]:
    """Every one of them, whatever the page asked for."""
    rows = _asked(season, held, Wanted(wanted.text, wanted.order, 0, None))
    next(rows)
    return map(_judged, rows)


def _judged(row: tuple[Any, ...]) -> Judged:
    return Judged(row[0], row[1], _score(row))


def _score(row: tuple[Any, ...]) -> Score:
    return Score(*(int(value or 0) for value in row[3:9]))


def _asked(season: Season, held: frozenset[str], wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    """The whole season's row, then those asked for: kind, name, folded name, six sums, how many there are."""
    narrow, facts = "", []
    if areas.EVERYWHERE not in held:
        parts = ["said.area_code = %s OR said.area_code LIKE %s" for _ in held]
        narrow = f" AND ({' OR '.join(parts) or 'FALSE'})"
        facts = [value for area in sorted(held) for value in (area, f"{area}.%")]
    sought = words(wanted.text).split()
    search = " AND ".join("' ' || folded LIKE %s" for _ in sought)
    way = "DESC" if wanted.order.startswith("-") else "ASC"
    order = _ORDERS.get(wanted.order.removeprefix("-"), _ORDERS["name"]).format(way=way)
    page = "" if wanted.limit is None else "LIMIT %s OFFSET %s"
    question = _LIST.format(
        judged=_JUDGED.format(narrow=narrow), sums=_SUMS, search=f"WHERE {search}" if search else "",
        order=f"{order}, folded, kind, name", page=page,
    )  # fmt: skip
    values: list[Any] = [
        season.pk,
        season.pk,
        today() - timedelta(days=7),
        *facts,
        *_officers(season),
        *_places(season),
    ]
    values += [f"% {word}%" for word in sought]
    values += [] if wanted.limit is None else [wanted.limit, wanted.offset]
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return iter(cursor.fetchall())


def _officers(season: Season) -> tuple[list[int], list[str], list[str]]:
    """Those who typed forecasts of the season: ids, names, folded names."""
    typed = Forecast.objects.filter(season=season, entered_by__isnull=False).order_by()
    users = User.objects.filter(pk__in=typed.values("entered_by")).values_list("pk", "full_name")
    found = [(pk, name, words(name)) for pk, name in users]
    return [one[0] for one in found], [one[1] for one in found], [one[2] for one in found]


def _places(season: Season) -> tuple[list[str], list[str], list[str]]:
    """Today's units of the season's area: area codes, titles, folded titles."""
    units = Unit.objects.filter(areas.within("area_code", frozenset({season.area_code})), valid_to=None)
    rows = [(unit.area_code, unit.title) for unit in units.only("area_code", "kind", "name")]
    return [code for code, _ in rows], [name for _, name in rows], [words(name) for _, name in rows]
