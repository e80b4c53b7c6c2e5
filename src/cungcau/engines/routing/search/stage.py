"""All parcels that can be planned at one time: rounds by drop, what is left by insertion, exact improvement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cungcau.engines.routing.parameters import Parameters
from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Parcel
from cungcau.engines.routing.search.make_room import make_room
from cungcau.engines.routing.search.polish import polish
from cungcau.engines.routing.search.rounds import rounds
from cungcau.engines.routing.search.shipments import shipments
from cungcau.engines.routing.search.vrp import Places

SEEDS = 2**30


def run_stage(fleet: Fleet, parcels: Sequence[Parcel], places: Places, parameters: Parameters) -> int:
    """Plan ``parcels`` into a fleet that may hold trips already; returns the iterations spent.

    What cannot be taken stays out. Small problems are planned by insertion alone and by shipments too; the better
    plan is kept: more kg first, then fewer đồng.
    """
    able = [parcel for parcel in parcels if _some_vehicle(fleet, parcel)]
    small = len(able) + len(fleet.carried()) <= parameters.small
    best, spent = fleet.copy(), 0
    if parameters.iterations and able:
        tries = [
            _search(
                fleet, able, places, replace(parameters, seed=(parameters.seed + start) % SEEDS), mixed=small
            )
            for start in range(parameters.starts if small else 1)
        ]
        best, spent = tries[0][0], sum(iterations for _, iterations in tries)
        for other, _ in tries[1:]:
            best = _better(best, other)
    if small or not parameters.iterations:
        other = fleet.copy()
        _complete(other, able, parameters)
        best = _better(best, other)
    fleet.routes = best.routes
    return spent


def _search(
    fleet: Fleet, parcels: Sequence[Parcel], places: Places, parameters: Parameters, *, mixed: bool
) -> tuple[Fleet, int]:
    """A plan by PyVRP's rounds, with ``mixed`` improved by shipments where drops differ; and the iterations spent."""
    best = fleet.copy()
    spent = _rounds(best, parcels, places, parameters)
    _complete(best, parcels, parameters)
    if mixed and len({fleet.ground.parcels[at].drop for at in best.carried()}) > 1:
        other, more = _shipments(best, places, parameters)
        _complete(other, parcels, parameters)
        spent += more
        best = _better(best, other)
    return best, spent


def _complete(fleet: Fleet, parcels: Sequence[Parcel], parameters: Parameters) -> None:
    """Put in what is left of ``parcels``, improve, and try again what had no place."""
    fleet.add(_left(fleet, parcels))
    polish(fleet, parameters.polish)
    if make_room(fleet, fleet.add(_left(fleet, parcels))):
        polish(fleet, parameters.polish)


def _some_vehicle(fleet: Fleet, parcel: Parcel) -> bool:
    vehicles = range(len(fleet.ground.vehicles))
    return any(not isinstance(fleet.alone(vehicle, parcel), Code) for vehicle in vehicles)


def _left(fleet: Fleet, parcels: Sequence[Parcel]) -> list[Parcel]:
    carried = fleet.carried()
    return [parcel for parcel in parcels if parcel.at not in carried]


def _better(one: Fleet, other: Fleet) -> Fleet:
    """The fleet that carries more kg, of equals the cheaper, of equals the first."""

    def rank(fleet: Fleet) -> tuple[int, int]:
        return sum(fleet.ground.parcels[at].kg for at in fleet.carried()), -fleet.cost

    return other if rank(other) > rank(one) else one


def _rounds(fleet: Fleet, parcels: Sequence[Parcel], places: Places, parameters: Parameters) -> int:
    """Rounds for each drop in turn, the one with most kg first, by vehicles still idle."""
    groups: dict[int, list[Parcel]] = {}
    for parcel in parcels:
        groups.setdefault(parcel.drop, []).append(parcel)
    spent = 0
    for drop in sorted(groups, key=lambda drop: (-sum(parcel.kg for parcel in groups[drop]), drop)):
        idle = [
            v for v in range(len(fleet.ground.vehicles)) if v not in fleet.routes and v not in fleet.fixed
        ]
        group = [p for p in groups[drop] if any(not isinstance(fleet.alone(v, p), Code) for v in idle)]
        if not idle or not group:
            continue
        trips, iterations = rounds(fleet, group, idle, places, parameters)
        spent += iterations
        for vehicle, stays in trips:
            fleet.fit(vehicle, stays)
    return spent


def _shipments(fleet: Fleet, places: Places, parameters: Parameters) -> tuple[Fleet, int]:
    """All trips anew from those of the fleet; parcels in fixed trips stay where they are."""
    made = fleet.copy()
    free = [v for v in range(len(fleet.ground.vehicles)) if v not in fleet.fixed]
    parcels = [
        fleet.ground.parcels[at] for v in free if v in fleet.routes for at in fleet.routes[v].parcels()
    ]
    if not parcels:
        return made, 0
    trips, iterations = shipments(fleet, parcels, free, places, parameters)
    for vehicle in free:
        made.routes.pop(vehicle, None)
    for vehicle, stays in trips:
        made.fit(vehicle, stays)
    return made, iterations
