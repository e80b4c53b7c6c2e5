"""The areas dues and reports copy of their agencies, brought up to date."""

from __future__ import annotations

from django.db import connection

_STATEMENTS = (
    "UPDATE reporting_due AS one SET area_code = agency.area_code FROM programmes_agency AS agency"
    " WHERE agency.id = one.agency_id AND agency.area_code <> one.area_code AND one.state <> 'sent'",
    "UPDATE reporting_report AS one SET area_code = due.area_code FROM reporting_due AS due"
    " WHERE due.id = one.due_id AND due.area_code <> one.area_code",
)


def refresh_areas() -> int:
    """Copy today's areas anew, after units changed, where nothing was sent yet; returns how many rows changed."""
    changed = 0
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement)
            changed += int(cursor.rowcount)
    return changed
