"""A place for parcels that have none, by moving one other parcel out of their way."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Parcel
from cungcau.engines.routing.search.insert import insert, without

MOST_PARCELS = 25
MOST_FLEETS = 40


def make_room(fleet: Fleet, left: Sequence[Parcel]) -> bool:
    """Take in what can be of ``left`` (the heaviest 25) where a parcel of a trip finds another place instead.

    Returns whether any could.
    """
    found = False
    for parcel in sorted(left, key=lambda one: (-one.kg, one.at))[:MOST_PARCELS]:
        made = _exchange(fleet, parcel)
        if made is not None:
            fleet.routes, found = made.routes, True
    return found


def _exchange(fleet: Fleet, parcel: Parcel) -> Fleet | None:
    """The cheapest of the first fleets found that carry ``parcel`` beside everything the fleet carries now."""
    ground, found = fleet.ground, list[Fleet]()
    for vehicle in sorted(fleet.routes):
        if vehicle in fleet.fixed or isinstance(fleet.alone(vehicle, parcel), Code):
            continue
        route, taken = fleet.routes[vehicle], fleet.taken(vehicle)
        for at in route.parcels():
            made = insert(ground, vehicle, without(ground, route.stays, at), parcel, taken)
            if made is None:
                continue
            trial = fleet.copy()
            trial.routes[vehicle] = made
            if not trial.add([ground.parcels[at]]):
                found.append(trial)
            if len(found) == MOST_FLEETS:
                return min(found, key=_cost)
    return min(found, key=_cost, default=None)


def _cost(fleet: Fleet) -> int:
    return fleet.cost
