"""Whom somebody may enter lots for, and finding one of them by what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cungcau.domain.registry import policies as registry
from cungcau.domain.registry.models import CHAIN, Kind, Organisation
from cungcau.domain.registry.selectors import acting_for, called, households_of, named
from cungcau.domain.supply import policies
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import Somebody, areas_with

SELLERS = (*CHAIN, Kind.ENTERPRISE, Kind.TRADER, Kind.PROCESSOR)
"""Kinds that offer goods."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom somebody writes for: everybody of these areas, and beside them those they act for."""

    areas: frozenset[str]
    acting: frozenset[int]

    def holds(self, producer_id: int, area: str) -> bool:
        """Is a lot of this producer in this area within reach?"""
        return producer_id in self.acting or any(areas.covers(wide, area) for wide in self.areas)


def reach_of(user: Somebody, on: date) -> Reach:
    """Officers reach everybody of their areas, representatives those they act for on that day."""
    wide = recorded_areas(user)
    recording = bool(areas_with(user, policies.RECORD))
    acting = acting_for(user, on) if recording and areas.EVERYWHERE not in wide else frozenset()
    return Reach(wide, acting)


def recorded_areas(user: Somebody) -> frozenset[str]:
    """The areas whose every producer somebody writes for: officers', not those of representatives."""
    browsing = areas_with(user, registry.BROWSE)
    return frozenset(
        narrow
        for narrow in areas_with(user, policies.RECORD)
        if any(areas.covers(area, narrow) for area in browsing)
    )


def producers_for(user: Somebody, on: date) -> QuerySet[Organisation]:
    """Everybody somebody may enter a lot for, with their place, by name."""
    reach = reach_of(user, on)
    theirs = Q(pk__in=reach.acting)
    if reach.areas:
        theirs |= areas.within("area_code", reach.areas)
    rows = Organisation.objects.filter(theirs, merged_into=None, kind__in=SELLERS)
    return rows.select_related("unit__parent", "representative").defer(
        "words", "unit__words", "unit__parent__words", "representative__words"
    )


def producers_like(user: Somebody, text: str, on: date) -> list[Organisation]:
    """At most eight of them with this code or every word of the text in their name; one alone where it is clear."""
    code = text.strip()
    if not code:
        return []
    return named(producers_for(user, on).filter(Q(code=code) | called(code, whole=True)), code, SELLERS)


def producers_coded(user: Somebody, codes: Iterable[str], on: date) -> list[Organisation]:
    """Those of them with these codes, two at most."""
    return list(producers_for(user, on).filter(code__in=set(codes)).order_by("pk")[:2])


def grid_households(
    user: Somebody, *, area: str, group: Organisation | None, on: date, most: int
) -> Sequence[Organisation]:
    """The households for a grid: those of a group, else those of an area, by name, at most ``most``."""
    rows = producers_for(user, on)
    if group is not None:
        rows = rows.filter(pk__in=households_of(group, on).order_by().values("pk"))
    if area:
        rows = rows.filter(areas.within("area_code", frozenset({area})))
    return list(rows.filter(kind=Kind.HOUSEHOLD).order_by("folded", "pk")[:most])


def groups_for(user: Somebody, on: date) -> QuerySet[Organisation]:
    """The groups and cooperatives among them, by name."""
    kinds = (Kind.GROUP, Kind.COOPERATIVE, Kind.UNION)
    return producers_for(user, on).filter(kind__in=kinds).order_by("folded", "pk")


def producers_by_key(user: Somebody, keys: Iterable[int], on: date) -> dict[int, Organisation]:
    """Those of them with these primary keys."""
    return producers_for(user, on).in_bulk(list(keys))
