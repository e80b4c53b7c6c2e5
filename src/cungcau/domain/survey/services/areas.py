"""Area codes copied beside figures and questions, brought up to date after units changed."""

from __future__ import annotations

from django.db import connection, transaction

from cungcau.domain.survey.models import Question
from cungcau.reference.geography.models import Unit


@transaction.atomic
def refresh_areas() -> int:
    """Copy today's areas anew; returns how many rows changed.

    A figure follows its place; a question, which knows no unit, follows the unit whose code its area ends in,
    once it is known what that one went into.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE survey_figure AS figure SET area_code = unit.area_code FROM geography_unit AS unit"
            " WHERE unit.id = figure.place_id AND figure.follows_place AND unit.area_code <> figure.area_code"
            " AND NOT EXISTS (SELECT 1 FROM survey_figure AS other"
            " WHERE other.key = figure.key AND other.area_code = unit.area_code)"
        )
        changed = int(cursor.rowcount)
    known = set(
        Question.objects.exclude(area_code="").order_by().values_list("area_code", flat=True).distinct()
    )
    in_force = set(
        Unit.objects.filter(valid_to=None, area_code__in=known).values_list("area_code", flat=True)
    )
    for stale in sorted(known - in_force):
        ended = Unit.objects.filter(code=stale.rsplit(".", 1)[-1], valid_to__isnull=False).order_by(
            "-valid_to"
        )
        unit = ended.first()
        if unit is not None and unit.area_code.count(".") == stale.count("."):
            changed += Question.objects.filter(area_code=stale).update(area_code=unit.area_code)
    return changed
