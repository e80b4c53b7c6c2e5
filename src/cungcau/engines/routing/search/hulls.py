"""Hulls that leave only when full enough."""

from __future__ import annotations

from dataclasses import dataclass

from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.insert import insert, without
from cungcau.engines.routing.search.route import Route


@dataclass(frozen=True, slots=True)
class Gathered:
    """Parcels that wait for a hull."""

    vehicle: int
    parcels: tuple[int, ...]


def kg_of(ground: Ground, route: Route) -> int:
    """All kg a trip takes on."""
    return sum(ground.parcels[at].kg for at in route.parcels())


def _hulls(ground: Ground) -> list[int]:
    return [v for v, facts in enumerate(ground.vehicles) if facts.min_fill_kg]


def empty_hulls(fleet: Fleet) -> list[Parcel]:
    """Settle which hulls sail: too empty ones are topped up from other trips or do not leave.

    Hulls that do not leave are fixed without a trip. Returns the parcels that lost theirs.
    """
    ground, lost = fleet.ground, []
    trips = [v for v in _hulls(ground) if v in fleet.routes and v not in fleet.fixed]
    for vehicle in sorted(trips, key=lambda v: (-kg_of(ground, fleet.routes[v]), v)):
        route = fleet.routes.get(vehicle)
        if route is None or kg_of(ground, route) >= ground.vehicles[vehicle].min_fill_kg:
            continue
        fuller = _top_up(fleet, vehicle, route)
        if fuller is None:
            lost += [ground.parcels[at] for at in route.parcels()]
            fleet.routes.pop(vehicle)
        else:
            fleet.routes = fuller.routes
    fleet.fixed |= {v for v in _hulls(ground) if v not in fleet.routes}
    return lost


def _top_up(fleet: Fleet, vehicle: int, route: Route) -> Fleet | None:
    """The fleet with parcels of other trips moved into a hull until it may leave; None if they do not suffice.

    Hulls that are full enough themselves give nothing away.
    """
    ground, trial = fleet.ground, fleet.copy()
    least = ground.vehicles[vehicle].min_fill_kg
    others = [
        (ground.parcels[at], owner)
        for owner, other in fleet.routes.items()
        if owner != vehicle and owner not in fleet.fixed and not ground.vehicles[owner].min_fill_kg
        for at in other.parcels()
    ]
    now = route
    for parcel, owner in sorted(others, key=lambda one: (-one[0].kg, one[0].at)):
        before = trial.routes
        trial.routes = dict(before)
        given = trial.put(owner, without(ground, before[owner].stays, parcel.at)) is None
        made = insert(ground, vehicle, now.stays, parcel, trial.taken(vehicle)) if given else None
        if made is None:
            trial.routes = before
            continue
        trial.routes[vehicle] = now = made
        if kg_of(ground, now) >= least:
            return trial
    return None


def gather(fleet: Fleet, left: list[Parcel], *, may_leave: bool) -> list[Gathered]:
    """Parcels that no trip takes, gathered for the hulls that stay.

    With ``may_leave`` a hull that fills thereby sails after all; without, it gathers less than it takes to leave.
    """
    ground, rest, found = fleet.ground, sorted(left, key=lambda one: (-one.kg, one.at)), []
    for vehicle in _hulls(ground):
        if vehicle in fleet.routes:
            continue
        route: Route | None = None
        least = ground.vehicles[vehicle].min_fill_kg
        for parcel in rest:
            made = insert(ground, vehicle, route.stays if route else (), parcel, fleet.taken(vehicle))
            if made is None or (not may_leave and kg_of(ground, made) >= least):
                continue
            route = made
        if route is None:
            continue
        gone = set(route.parcels())
        rest = [parcel for parcel in rest if parcel.at not in gone]
        if kg_of(ground, route) >= least:
            fleet.routes[vehicle] = route
            fleet.fixed.discard(vehicle)
        else:
            found.append(Gathered(vehicle, route.parcels()))
    return found
