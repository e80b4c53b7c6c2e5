"""Where each unit counts today: the path of the unit in force that took it over."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction

from cungcau.reference.geography.models import Succession, Unit


@transaction.atomic
def refresh_areas() -> int:
    """Set every unit's ``area_code`` anew from the tree and the main successions; returns how many changed.

    Apps that keep a copy beside their rows have a ``refresh_areas`` of their own to call after this.
    """
    rows = {
        pk: (code, parent, ended is not None, area)
        for pk, code, parent, ended, area in Unit.objects.values_list(
            "pk", "code", "parent_id", "valid_to", "area_code"
        )
    }
    mains = dict(Succession.objects.filter(is_main=True).values_list("old_id", "new_id"))
    areas: dict[int, str] = {}
    for pk in rows:
        trail = [pk]
        while (onward := _onward(trail[-1], rows, mains)) is not None and onward not in trail:
            if onward in areas:
                break
            trail.append(onward)
        for step in reversed(trail):
            areas[step] = _area(step, rows, mains, areas)
    changed = [(pk, area) for pk, area in areas.items() if rows[pk][3] != area]
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE geography_unit AS unit SET area_code = fresh.area"
                " FROM unnest(%s::bigint[], %s::text[]) AS fresh (id, area) WHERE unit.id = fresh.id",
                [[pk for pk, _ in changed], [area for _, area in changed]],
            )
    return len(changed)


_Rows = Mapping[int, tuple[str, int | None, bool, str]]


def _onward(pk: int, rows: _Rows, mains: dict[int, int]) -> int | None:
    """The unit whose area this one's follows from: its main successor once it ended, else the one above."""
    _, parent, ended, _ = rows[pk]
    return mains.get(pk, parent) if ended else parent


def _area(pk: int, rows: _Rows, mains: dict[int, int], areas: dict[int, str]) -> str:
    code, parent, ended, _ = rows[pk]
    onward = _onward(pk, rows, mains)
    base = areas.get(onward, "") if onward is not None else ""
    if ended:
        return base
    return f"{base}.{code}" if parent is not None else code
