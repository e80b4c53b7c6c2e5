"""Where subjects count today, copied anew after units changed."""

from __future__ import annotations

from django.db import connection, transaction

_OF_PRODUCERS = (
    "UPDATE {table} AS one SET area_code = unit.area_code"
    " FROM registry_organisation AS subject JOIN geography_unit AS unit ON unit.id = subject.unit_id"
    " WHERE subject.id = one.producer_id AND unit.area_code <> one.area_code"
)
_OF_PLACES = (
    "UPDATE {table} AS one SET area_code = subject.area_code FROM geography_unit AS subject"
    " WHERE subject.id = one.place_id AND subject.area_code <> one.area_code"
)
_OF_WEEKS = (
    "UPDATE forecast_forecastweek AS one SET area_code = forecast.area_code FROM forecast_forecast AS forecast"
    " WHERE forecast.id = one.forecast_id AND forecast.area_code <> one.area_code"
)
_TABLES = ("forecast_forecast", "forecast_harvestwindow", "forecast_harvestreport")


@transaction.atomic
def refresh_areas() -> int:
    """Copy today's areas of the subjects' units. Returns how many statements changed."""
    changed = 0
    with connection.cursor() as cursor:
        for table in _TABLES:
            for update in (_OF_PRODUCERS, _OF_PLACES):
                cursor.execute(update.format(table=table))
                changed += int(cursor.rowcount)
        cursor.execute(_OF_WEEKS)
    return changed
