"""The areas certificates and what follows them copy of their products, brought up to date."""

from __future__ import annotations

from django.db import connection

_STATEMENTS = (
    "UPDATE ocop_certificate AS one SET area_code = product.area_code FROM ocop_product AS product"
    " WHERE product.id = one.product_id AND product.area_code <> one.area_code",
    "UPDATE recognition_inspection AS one SET area_code = product.area_code FROM ocop_product AS product"
    " WHERE product.id = one.product_id AND product.area_code <> one.area_code",
    "UPDATE recognition_finding AS one SET area_code = whole.area_code FROM recognition_inspection AS whole"
    " WHERE whole.id = one.inspection_id AND whole.area_code <> one.area_code",
    "UPDATE recognition_revocation AS one SET area_code = whole.area_code FROM ocop_certificate AS whole"
    " WHERE whole.id = one.certificate_id AND whole.area_code <> one.area_code",
)


def refresh_recognition_areas() -> int:
    """Copy today's areas anew, after units changed; returns how many rows changed."""
    changed = 0
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement)
            changed += int(cursor.rowcount)
    return changed
