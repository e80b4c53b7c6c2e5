"""Where each unit counts today: the path of the unit in force that took it over.

Apps that keep a copy of it beside their rows say so in their ``tasks.py``::

    from cungcau.reference.geography.services import areas
    areas.follow(services.refresh_areas)      # () -> how many rows changed, in the caller's transaction

After units changed :func:`renew` brings the units up to date and then every copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import connection, transaction

from cungcau.reference.geography.models import Succession, Unit

_FOLLOWERS: dict[str, Callable[[], int]] = {}


def follow(refresh: Callable[[], int]) -> None:
    """Register what brings an app's copies of area codes up to date; the same one again changes nothing."""
    _FOLLOWERS[f"{refresh.__module__}.{refresh.__qualname__}"] = refresh


def followers() -> tuple[str, ...]:
    """The names of those registered, in the order in which they are called."""
    return tuple(_FOLLOWERS)


@transaction.atomic
def renew() -> dict[str, int]:
    """Set the units' areas anew, then every copy of them; returns how many rows changed, by follower."""
    changed = {"geography": refresh_areas()}
    for name, refresh in _FOLLOWERS.items():
        changed[name] = refresh()
    return changed


@transaction.atomic
def refresh_areas() -> int:
    """Set every unit's ``area_code`` anew from the tree and the main successions; returns how many changed.

    The units alone: :func:`renew` brings the copies beside other apps' rows along.
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
