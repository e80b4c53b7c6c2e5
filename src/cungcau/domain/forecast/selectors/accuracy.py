"""Forecasts held against what was harvested.

A week is judged by what was said before it began: the newest revision whose ``as_of`` lies before its Monday. Who
improves a figure afterwards does not improve the score.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from cungcau.domain.forecast.accuracy import Score
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access import areas
from cungcau.platform.accounts.models import User
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Season

_JUDGED = """
SELECT said.reported_by_id, said.entered_by_id,
       CASE WHEN said.reported_by_id IS NULL AND said.entered_by_id IS NULL THEN said.producer_id END, said.area_code,
       count(report.kg), sum(report.kg), sum(week.likely_kg) FILTER (WHERE report.kg IS NOT NULL),
       sum(abs(week.likely_kg::bigint - report.kg)),
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A reporter or an area, and how good its forecasts were; ``name`` as it is shown."""

    kind: str
    name: str
    score: Score


REPORTER, OFFICER, AREA = "reporter", "officer", "area"


def judged(season: Season, held: frozenset[str]) -> tuple[Score, list[Judged], list[Judged]]:
    """The whole season's score, each reporter's, each area's (named by its code), within the areas held.

    The reporter is who gave the figures; where only who typed them is known, that officer; else the subject.
    """
    by_reporter: dict[tuple[str, int], Score] = defaultdict(Score)
    by_area: dict[str, Score] = defaultdict(Score)
    for reported_by, entered_by, producer, area, *sums in _rows(season, held):
        score = Score(*(int(value or 0) for value in sums))
        by_area[area] += score
        if reported_by is not None:
            by_reporter[REPORTER, reported_by] += score
        elif entered_by is not None:
            by_reporter[OFFICER, entered_by] += score
        else:
            by_reporter[REPORTER, producer or 0] += score
    whole = sum(by_area.values(), Score())
    names = _names(by_reporter)
    reporters = [Judged(kind, names.get((kind, pk), ""), score) for (kind, pk), score in by_reporter.items()]
    placed = [Judged(AREA, area, score) for area, score in sorted(by_area.items())]
    return whole, sorted(reporters, key=lambda one: (one.kind, one.name)), placed


def _rows(season: Season, held: frozenset[str]) -> list[tuple[Any, ...]]:
    """Sums over the weeks that are over, by who reported and area, in the order of a score's fields."""
    narrow, facts = "", []
    if areas.EVERYWHERE not in held:
        parts = ["said.area_code = %s OR said.area_code LIKE %s" for _ in held]
        narrow = f" AND ({' OR '.join(parts) or 'FALSE'})"
        facts = [value for area in sorted(held) for value in (area, f"{area}.%")]
    with connection.cursor() as cursor:
        cursor.execute(
            _JUDGED.format(narrow=narrow), [season.pk, season.pk, today() - timedelta(days=7), *facts]
        )
        return list(cursor.fetchall())


def _names(keys: dict[tuple[str, int], Score]) -> dict[tuple[str, int], str]:
    organisations = [pk for kind, pk in keys if kind == REPORTER]
    people = [pk for kind, pk in keys if kind == OFFICER]
    found = {
        (REPORTER, pk): name
        for pk, name in Organisation.objects.filter(pk__in=organisations).values_list("pk", "name")
    }
    return found | {(OFFICER, user.pk): str(user) for user in User.objects.filter(pk__in=people)}
