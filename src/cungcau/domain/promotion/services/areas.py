"""The areas events, display points and memoranda copy, brought up to date."""

from __future__ import annotations

from django.db import connection

_STATEMENTS = (
    "UPDATE promotion_event AS row SET area_code = unit.area_code FROM geography_unit AS unit"
    " WHERE unit.id = row.unit_id AND unit.area_code <> row.area_code",
    "UPDATE promotion_displaypoint AS row SET area_code = unit.area_code FROM geography_unit AS unit"
    " WHERE unit.id = row.unit_id AND unit.area_code <> row.area_code",
    "UPDATE promotion_memorandum AS row SET area_code = seller.area_code FROM registry_organisation AS seller"
    " WHERE seller.id = row.seller_id AND seller.area_code <> row.area_code",
)


def refresh_promotion_areas() -> int:
    """Copy today's areas anew, after units changed; returns how many rows changed."""
    changed = 0
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement)
            changed += int(cursor.rowcount)
    return changed
