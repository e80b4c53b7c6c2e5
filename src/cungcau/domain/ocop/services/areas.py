"""The areas products, files and what hangs on them copy of others, brought up to date after units changed."""

from __future__ import annotations

from django.db import connection

_STATEMENTS = (
    "UPDATE ocop_product AS one SET area_code = unit.area_code FROM geography_unit AS unit"
    " WHERE unit.id = one.unit_id AND unit.area_code <> one.area_code",
    "UPDATE ocop_dossier AS one SET area_code = product.area_code FROM ocop_product AS product"
    " WHERE product.id = one.product_id AND product.area_code <> one.area_code",
    "UPDATE ocop_evidence AS one SET area_code = whose.area_code FROM registry_organisation AS whose"
    " WHERE whose.id = one.organisation_id AND whose.area_code <> one.area_code",
    "UPDATE ocop_step AS one SET area_code = whole.area_code FROM ocop_dossier AS whole"
    " WHERE whole.id = one.dossier_id AND whole.area_code <> one.area_code",
    "UPDATE ocop_itemrequest AS one SET area_code = whole.area_code FROM ocop_dossier AS whole"
    " WHERE whole.id = one.dossier_id AND whole.area_code <> one.area_code",
)


def refresh_ocop_areas() -> int:
    """Copy today's areas anew; returns how many rows changed. In the caller's transaction."""
    changed = 0
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement)
            changed += int(cursor.rowcount)
    return changed
