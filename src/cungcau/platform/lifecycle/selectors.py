"""Questions about what may happen next."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from cungcau.kernel.lifecycle import Lifecycle
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import Somebody


def table_of(thing: Model) -> Lifecycle:
    """The table of states of a record: its class attribute ``lifecycle``; a class without one is a crash."""
    table = getattr(type(thing), "lifecycle", None)
    if not isinstance(table, Lifecycle):
        raise TypeError(f"{type(thing).__name__} has no lifecycle")
    return table


def area_of(thing: Model, area: str | None = None) -> str:
    """The area given, else the record's own ``area_code``, else none in particular ("")."""
    return str(getattr(thing, "area_code", "")) if area is None else area


def verbs_for(
    thing: Model, user: Somebody, permissions: Mapping[str, str], area: str | None = None
) -> tuple[str, ...]:
    """The verbs to offer as buttons: possible in the present state and allowed to this user.

    ``permissions`` gives the permission each verb needs; verbs without one are never offered.
    """
    where = area_of(thing, area)
    return tuple(
        verb
        for verb in table_of(thing).verbs_from(str(getattr(thing, "state")))  # noqa: B009 - any model with a state
        if verb in permissions and access.allows(user, permissions[verb], where)
    )
