"""Trips with several drops with PyVRP's shipments, from trips found before."""

from __future__ import annotations

from collections.abc import Sequence

import pyvrp
from pyvrp import Activity, ActivityType

from cungcau.engines.routing.model import LAST_MINUTE
from cungcau.engines.routing.parameters import Parameters
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.route import Stay, stays_of
from cungcau.engines.routing.search.vrp import Amounts, Kind, Places, kinds_of, prize_of, rate, run, window


def shipments(
    fleet: Fleet, parcels: Sequence[Parcel], vehicles: Sequence[int], places: Places, parameters: Parameters
) -> tuple[list[tuple[int, tuple[Stay, ...]]], int]:
    """Trips (vehicle, visits) for all ``parcels`` by ``vehicles``, searched from the fleet's trips of these vehicles.

    As with rounds the trips may break rules PyVRP does not know.
    """
    ground = fleet.ground
    kinds = kinds_of(fleet, vehicles)
    amounts = Amounts(fleet, parcels, kinds)
    ends = [places.nowhere if (end := ground.end[kind.one]) is None else places.count + end for kind in kinds]
    spots = sorted({places.count + ground.start[kind.one] for kind in kinds} | set(ends))
    types = [
        _type(
            ground, kind, spots.index(places.count + ground.start[kind.one]), spots.index(end), room, places
        )
        for kind, end, room in zip(kinds, ends, map(amounts.room, range(len(kinds))), strict=True)
    ]
    made = [_shipment(fleet, parcel, amounts.of(parcel)) for parcel in parcels]
    depots = [pyvrp.Depot(spot) for spot in spots]
    data = pyvrp.ProblemData(
        places.locations, [], depots, types, places.metres, places.minutes, [], made
    )  # fmt: skip
    best, iterations = run(data, parameters, _first(fleet, data, parcels, kinds))
    used: dict[int, int] = {}
    trips = []
    for route in best.routes():
        kind = route.vehicle_type()
        vehicle = kinds[kind].vehicles[used.get(kind, 0)]
        used[kind] = used.get(kind, 0) + 1
        steps = [
            (parcels[activity.idx].at, activity.is_pickup())
            for activity in route.schedule()
            if activity.is_shipment()
        ]
        trips.append((vehicle, stays_of(ground, steps)))
    return trips, iterations


def _type(
    ground: Ground, kind: Kind, start: int, end: int, room: list[int], places: Places
) -> pyvrp.VehicleType:
    facts = ground.vehicles[kind.one]
    return pyvrp.VehicleType(
        len(kind.vehicles), room, start, end, facts.fixed_vnd, facts.from_min, facts.to_min,
        unit_distance_cost=rate(facts.vnd_per_km), profile=places.names.index(facts.roads),
    )  # fmt: skip


def _shipment(fleet: Fleet, parcel: Parcel, amounts: list[int]) -> pyvrp.Shipment:
    ground = fleet.ground
    (opens, closes), (drop_opens, drop_closes) = window(ground, parcel.pickup), window(ground, parcel.drop)
    early = max(opens, parcel.ready_min) + ground.stops[parcel.pickup].service_min
    drop_early = drop_opens + ground.stops[parcel.drop].service_min
    due = 2 * LAST_MINUTE if parcel.due_min is None else parcel.due_min
    return pyvrp.Shipment(
        parcel.pickup, parcel.drop,
        early, max(early, closes - parcel.pick_min), parcel.pick_min,
        drop_early, max(drop_early, min(drop_closes, due) - parcel.drop_min), parcel.drop_min,
        amounts, prize_of(fleet, parcel), required=False,
    )  # fmt: skip


def _first(
    fleet: Fleet, data: pyvrp.ProblemData, parcels: Sequence[Parcel], kinds: Sequence[Kind]
) -> pyvrp.Solution:
    """The fleet's trips in PyVRP's words."""
    index = {parcel.at: at for at, parcel in enumerate(parcels)}
    routes = []
    for at, kind in enumerate(kinds):
        for vehicle in kind.vehicles:
            if vehicle not in fleet.routes:
                continue
            activities = []
            for stay in fleet.routes[vehicle].stays:
                activities += [Activity(ActivityType.DELIVERY, index[one]) for one in stay.drops]
                activities += [Activity(ActivityType.PICKUP, index[one]) for one in stay.picks]
            routes.append(pyvrp.Route(data, activities, at))
    return pyvrp.Solution(data, routes)
