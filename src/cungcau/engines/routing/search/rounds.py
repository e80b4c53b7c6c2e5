"""Collection rounds with PyVRP: many pick-ups, one drop.

The drop is the depot rounds end at and may be come back to (a reload), the vehicle's way home a part of its fixed
cost. Unloading minutes are reckoned at the pick-ups, which is never too early.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyvrp

from cungcau.engines.routing.model import LAST_MINUTE
from cungcau.engines.routing.parameters import Parameters
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.route import Stay, stays_of
from cungcau.engines.routing.search.vrp import Amounts, Kind, Places, kinds_of, prize_of, rate, run, window


def rounds(
    fleet: Fleet, parcels: Sequence[Parcel], vehicles: Sequence[int], places: Places, parameters: Parameters
) -> tuple[list[tuple[int, tuple[Stay, ...]]], int]:
    """Trips (vehicle, visits) for parcels of one drop by some of the idle ``vehicles``, and the iterations spent.

    Trips may still break a rule PyVRP does not know (freshness, breaks in hours, bays, goods apart).
    """
    ground, drop = fleet.ground, parcels[0].drop
    kinds = [kind for kind in kinds_of(fleet, vehicles) if _home(ground, kind.one, drop) is not None]
    if not kinds:
        return [], 0
    amounts = Amounts(fleet, parcels, kinds)
    opens, closes = window(ground, drop)
    starts = sorted({ground.start[kind.one] for kind in kinds})
    depots = [pyvrp.Depot(drop, opens + ground.stops[drop].service_min, closes)]
    depots += [pyvrp.Depot(places.count + start) for start in starts]
    types = [
        _type(
            ground, kind, drop, 1 + starts.index(ground.start[kind.one]), amounts.room(at), places, parameters
        )
        for at, kind in enumerate(kinds)
    ]
    clients = [_client(fleet, parcel, amounts.of(parcel)) for parcel in parcels]
    data = pyvrp.ProblemData(places.locations, clients, depots, types, places.metres, places.minutes)
    best, iterations = run(data, parameters)
    used: dict[int, int] = {}
    trips = []
    for route in best.routes():
        kind = route.vehicle_type()
        vehicle = kinds[kind].vehicles[used.get(kind, 0)]
        used[kind] = used.get(kind, 0) + 1
        trips.append((vehicle, stays_of(ground, _steps(route, parcels))))
    return trips, iterations


def _home(ground: Ground, vehicle: int, drop: int) -> tuple[int, int] | None:
    """Metres and minutes from the drop to where the vehicle ends; None without a way."""
    end = ground.end[vehicle]
    if end is None:
        return 0, 0
    metres, minutes = ground.metres[vehicle][drop][end], ground.minutes[vehicle][drop][end]
    return None if metres is None or minutes is None else (metres, minutes)


def _type(
    ground: Ground, kind: Kind, drop: int, start: int, room: list[int], places: Places, parameters: Parameters
) -> pyvrp.VehicleType:
    facts = ground.vehicles[kind.one]
    metres, minutes = _home(ground, kind.one, drop) or (0, 0)
    return pyvrp.VehicleType(
        len(kind.vehicles), room, start, 0, facts.fixed_vnd + metres * facts.vnd_per_km // 1000,
        facts.from_min, max(facts.from_min, facts.to_min - minutes),
        unit_distance_cost=rate(facts.vnd_per_km), profile=places.names.index(facts.roads),
        reload_depots=[0] if parameters.reloads else [], max_reloads=parameters.reloads,
    )  # fmt: skip


def _client(fleet: Fleet, parcel: Parcel, amounts: list[int]) -> pyvrp.Client:
    ground = fleet.ground
    stop = ground.stops[parcel.pickup]
    opens, closes = window(ground, parcel.pickup)
    due = 2 * LAST_MINUTE if parcel.due_min is None else parcel.due_min - parcel.drop_min
    early = max(opens, parcel.ready_min) + stop.service_min
    late = min(closes - parcel.pick_min, due - parcel.pick_min)
    return pyvrp.Client(
        parcel.pickup, pickup=amounts, service_duration=parcel.pick_min + parcel.drop_min,
        tw_early=early, tw_late=max(early, late), prize=prize_of(fleet, parcel), required=False,
    )  # fmt: skip


def _steps(route: pyvrp.Route, parcels: Sequence[Parcel]) -> list[tuple[int, bool]]:
    """Pick-ups in order, everything aboard put off at each depot met after the first."""
    steps: list[tuple[int, bool]] = []
    aboard: list[int] = []
    for activity in route.schedule():
        if activity.is_client():
            aboard.append(parcels[activity.idx].at)
            steps.append((aboard[-1], True))
        else:
            steps += [(at, False) for at in aboard]
            aboard.clear()
    return steps
