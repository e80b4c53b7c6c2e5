"""Coordinates that plainly belong to another place, replaced."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from cungcau.reference.geography.edition.edges import Edge
from cungcau.reference.geography.edition.source import Spot, Unit, km, middle

WRONG_RADII, WRONG_KM = 2.5, 10.0
"""A new commune further than both from the middle of what it was made of carries another place's coordinates.

A radius is that of the circle of the commune's area, at least 3 km.
"""


def mend_spots(before: dict[str, Unit], today: dict[str, Unit], edges: list[Edge]) -> tuple[int, int]:
    """Replace coordinates that plainly belong elsewhere; returns how many (new, old) were replaced."""
    vague = placeholders(before)
    made_of: dict[str, list[Spot]] = defaultdict(list)
    for edge in edges:
        spot = before[edge.old].spot
        if spot is not None and edge.old not in vague:
            made_of[edge.new].append(spot)
    mended = 0
    for key, new in today.items():
        centre = middle(made_of.get(key, []))
        limit = max(WRONG_KM, WRONG_RADII * new.radius_km)
        if centre and new.kind != "đặc khu" and (new.spot is None or km(centre, new.spot) > limit):
            today[key] = replace(new, spot=(round(centre[0], 5), round(centre[1], 5)))
            mended += 1
    return mended, mend_old(before, today, edges, vague)


def placeholders(before: Mapping[str, Unit]) -> set[str]:
    """Communes that carry their district's coordinates, or the same ones as two others."""
    district = {unit_.code: unit_.spot for unit_ in before.values() if len(unit_.code) == 3}
    communes = [unit_ for unit_ in before.values() if len(unit_.code) == 5]
    times = Counter(unit_.spot for unit_ in communes)
    return {u.key for u in communes if u.spot == district[u.parent] or times[u.spot] > 2}


def mend_old(before: dict[str, Unit], today: Mapping[str, Unit], edges: list[Edge], vague: set[str]) -> int:
    """An old unit without coordinates of its own, or far from its district, takes its main successor's."""
    districts: dict[str, list[Spot]] = defaultdict(list)
    for unit_ in before.values():
        if unit_.spot and len(unit_.code) == 5:
            districts[unit_.parent].append(unit_.spot)
    mended = 0
    for edge in edges:
        old, new = before[edge.old], today[edge.new]
        if not edge.main or new.spot is None:
            continue
        centre = middle(districts.get(old.parent, [])) or old.spot
        far = bool(old.spot and centre and km(old.spot, centre) > 50)
        island = new.kind == "đặc khu" and bool(old.spot and km(old.spot, new.spot) > 100)
        if old.spot is None or edge.old in vague or island or (far and new.kind != "đặc khu"):
            before[edge.old] = replace(old, spot=new.spot)
            mended += 1
        if island and len(old.code) == 5:
            district = edge.old.rsplit("_", 1)[0]
            before[district] = replace(before[district], spot=new.spot)
    return mended
