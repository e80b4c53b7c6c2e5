"""The fleet's trips in the words of ``plan``."""

from __future__ import annotations

from cungcau.engines.routing.plan import Carried, Code, Comparison, Trip, Visit
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.route import Route


def carried(parcel: Parcel) -> Carried:
    """A parcel as the answer names it."""
    return Carried(parcel.load_id, parcel.kg, parcel.part, parcel.leg)


def trip_of(ground: Ground, route: Route) -> Trip:
    """A route with start and end, visits, sums."""
    facts, minutes = ground.vehicles[route.vehicle], ground.minutes[route.vehicle]
    leave = route.clock.leave
    visits = [Visit(facts.start, leave, leave, leave)]
    place, leaves, aboard, fullest, total = ground.start[route.vehicle], leave, 0, 0, 0
    for stay, call, start in zip(route.stays, route.calls, route.clock.starts, strict=True):
        arrival = leaves + (minutes[place][stay.stop] or 0)
        dropped = tuple(carried(ground.parcels[at]) for at in stay.drops)
        picked = tuple(carried(ground.parcels[at]) for at in stay.picks)
        aboard += sum(one.kg for one in picked) - sum(one.kg for one in dropped)
        fullest, total = max(fullest, aboard), total + sum(one.kg for one in picked)
        place, leaves = stay.stop, start + call.service
        visits.append(Visit(ground.stops[stay.stop].stop_id, arrival, start, leaves, dropped, picked, aboard))
    end = ground.end[route.vehicle]
    if end is not None:
        home = leaves + (minutes[place][end] or 0)
        visits.append(Visit(ground.stops[end].stop_id, home, home, home))
    fill = 100 * fullest // facts.capacity_kg
    return Trip(facts.vehicle_id, tuple(visits), route.metres, route.cost, total, fill)


def comparison(fleet: Fleet) -> Comparison:
    """The fleet's trips against one trip for each parcel by the cheapest vehicle that could take it alone."""
    alone = []
    for at in sorted(fleet.carried()):
        answers = [
            fleet.alone(vehicle, fleet.ground.parcels[at]) for vehicle in range(len(fleet.ground.vehicles))
        ]
        routes = [answer for answer in answers if not isinstance(answer, Code)]
        if routes:
            alone.append(min(routes, key=lambda route: (route.cost, route.metres)))
    trips = fleet.routes.values()
    return Comparison(
        fleet.cost, sum(route.metres for route in trips), len(trips),
        sum(route.cost for route in alone), sum(route.metres for route in alone), len(alone),
    )  # fmt: skip
