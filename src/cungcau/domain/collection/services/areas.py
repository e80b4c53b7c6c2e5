"""Copied areas kept in step with the units."""

from __future__ import annotations

from django.db import connection, transaction

_TABLES = ("pointapproval", "pointkeeper", "booking", "photo", "ticket", "dayclosing")


@transaction.atomic
def refresh_areas() -> int:
    """Copy the points' areas anew, after units changed; returns how many rows changed."""
    changed = 0
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(
                f"UPDATE collection_{table} AS own SET area_code = point.area_code"  # noqa: S608 - names from above
                " FROM network_collectionpoint AS point"
                " WHERE point.id = own.point_id AND point.area_code <> own.area_code"
            )
            changed += int(cursor.rowcount)
    return changed
