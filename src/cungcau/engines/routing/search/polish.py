"""Better trips by the exact rules: parcels move to other trips, trips to other vehicles, until nothing gains."""

from __future__ import annotations

from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.insert import insert, without
from cungcau.engines.routing.search.route import Route, judge


def polish(fleet: Fleet, rounds: int) -> None:
    """Improve a fleet's trips in place for at most ``rounds`` rounds; no parcel carried is ever let go."""
    for _ in range(rounds):
        before = fleet.cost
        _dissolve(fleet)
        _move(fleet)
        _change_vehicles(fleet)
        if fleet.cost >= before:
            return


def _move(fleet: Fleet) -> None:
    """Each parcel to the trip, or the place in its own, where it costs least."""
    ground = fleet.ground
    for at in sorted(fleet.carried()):
        vehicle = next((v for v, route in fleet.routes.items() if at in route.parcels()), None)
        if vehicle is None or vehicle in fleet.fixed:
            continue
        route, parcel = fleet.routes[vehicle], ground.parcels[at]
        taken = fleet.taken(vehicle)
        left = without(ground, route.stays, at)
        rest = judge(ground, vehicle, left, taken) if left else None
        if isinstance(rest, Code):
            continue
        saved = route.cost - (rest.cost if rest else 0)
        if saved <= 0:
            continue
        best = insert(ground, vehicle, left, parcel, taken, route.cost) if rest else None
        gain = best.cost - (rest.cost if rest else 0) if best else saved
        other = fleet.best(parcel, but=vehicle, gain=gain)
        if other is not None:
            trial = fleet.copy()
            trial.routes.pop(vehicle)
            if rest is not None:
                trial.routes[vehicle] = rest
            # Without the parcel the first trip may hold other bays than before.
            if trial.put(other.vehicle, other.stays) is None:
                fleet.routes = trial.routes
        elif best is not None:
            fleet.routes[vehicle] = best


def _dissolve(fleet: Fleet) -> None:
    """Spread a whole trip over the others where that costs less, the emptiest first."""
    order = sorted(fleet.routes.values(), key=lambda route: (len(route.parcels()), route.vehicle))
    for route in order:
        if route.vehicle in fleet.fixed or fleet.routes.get(route.vehicle) != route:
            continue
        trial = fleet.copy()
        trial.routes.pop(route.vehicle)
        room, fits = route.cost, True
        parcels = sorted((fleet.ground.parcels[at] for at in route.parcels()), key=lambda p: (-p.kg, p.at))
        for parcel in parcels:
            made = trial.best(parcel, but=route.vehicle, gain=room)
            if made is None:
                fits = False
                break
            before = trial.routes.get(made.vehicle)
            room -= made.cost - (before.cost if before else 0)
            trial.routes[made.vehicle] = made
        if fits and trial.cost < fleet.cost:
            fleet.routes = trial.routes


def _change_vehicles(fleet: Fleet) -> None:
    """Give each trip the idle vehicle, or exchange it with another trip's, where both together cost less."""
    ground = fleet.ground
    for vehicle in sorted(fleet.routes):
        if vehicle in fleet.fixed or vehicle not in fleet.routes:
            continue
        route = fleet.routes[vehicle]
        best: tuple[int, Route, Route | None] | None = None
        for other in fleet.candidates():
            if ground.kinds[other] == ground.kinds[vehicle]:
                continue
            swap = fleet.routes.get(other)
            made = _swap(fleet, route, other, swap)
            if made is None:
                continue
            saved = route.cost + (swap.cost if swap else 0) - made[0].cost - (made[1].cost if made[1] else 0)
            if saved > (best[0] if best else 0):
                best = (saved, *made)
        if best is not None:
            fleet.routes.pop(vehicle)
            fleet.routes[best[1].vehicle] = best[1]
            if best[2] is not None:
                fleet.routes[vehicle] = best[2]


def _swap(fleet: Fleet, route: Route, other: int, swap: Route | None) -> tuple[Route, Route | None] | None:
    """``route`` by vehicle ``other`` and ``swap`` by the route's vehicle; None where either cannot be."""
    trial = fleet.copy()
    trial.routes.pop(route.vehicle)
    trial.routes.pop(other, None)
    if trial.put(other, route.stays) is not None:
        return None
    if swap is not None and trial.put(route.vehicle, swap.stays) is not None:
        return None
    return trial.routes[other], trial.routes.get(route.vehicle)
