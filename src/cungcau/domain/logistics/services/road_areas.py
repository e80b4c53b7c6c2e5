"""The areas papers, events, arrivals and claims copy of others, brought up to date."""

from __future__ import annotations

from django.db import connection

_STATEMENTS = (
    "UPDATE logistics_transitpaper AS one SET area_code = season.area_code FROM catalogue_season AS season"
    " WHERE season.id = one.season_id AND season.area_code <> one.area_code",
    "UPDATE logistics_routeevent AS one SET area_code = season.area_code FROM catalogue_season AS season"
    " WHERE season.id = one.season_id AND season.area_code <> one.area_code",
    "UPDATE logistics_arrival AS one SET area_code = line.area_code FROM orders_orderline AS line"
    " WHERE line.id = one.line_id AND line.area_code <> one.area_code",
    "UPDATE logistics_claim AS one SET area_code = arrival.area_code FROM logistics_arrival AS arrival"
    " WHERE arrival.id = one.arrival_id AND arrival.area_code <> one.area_code",
)


def refresh_road_areas() -> int:
    """Copy today's areas anew, after units changed; returns how many rows changed."""
    changed = 0
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement)
            changed += int(cursor.rowcount)
    return changed
