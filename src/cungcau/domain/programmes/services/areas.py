"""Copied areas kept in step with the units."""

from __future__ import annotations

from django.db import connection, transaction

from cungcau.domain.programmes.models import Agency
from cungcau.reference.geography.models import Unit


@transaction.atomic
def refresh_areas() -> int:
    """Bring agencies, then plans and tasks, to the areas their units count in; returns how many rows changed.

    An agency's area ends with its unit's code; where no unit in force has that area any more, it is the one in which
    the unit of that code counts now. A code that went two ways is left for people to decide.
    """
    areas = set(Agency.objects.exclude(area_code="").order_by().values_list("area_code", flat=True))
    present = set(Unit.objects.filter(area_code__in=areas, valid_to=None).values_list("area_code", flat=True))
    changed = 0
    for area in sorted(areas - present):
        code = area.rpartition(".")[2]
        counted = set(
            Unit.objects.filter(code=code).exclude(area_code="").values_list("area_code", flat=True)
        )
        if len(counted) == 1:
            changed += Agency.objects.filter(area_code=area).update(area_code=counted.pop())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE programmes_plan AS own SET area_code = issuer.area_code FROM programmes_agency AS issuer"
            " WHERE issuer.id = own.issuer_id AND issuer.area_code <> own.area_code"
        )
        changed += int(cursor.rowcount)
        cursor.execute(
            "UPDATE programmes_task AS own SET area_code = plan.area_code FROM programmes_plan AS plan"
            " WHERE plan.id = own.plan_id AND plan.area_code <> own.area_code"
        )
        changed += int(cursor.rowcount)
    return changed
