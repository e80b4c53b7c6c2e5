"""Two plain ways of making trips, as a person with a list and a map would: the nearest next, and by savings.

Both take the vehicles one after the other, the largest first, one market a trip, and keep every rule of a trip itself;
unlike the product they need not share bays, which only makes them look better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cungcau.engines.routing import Problem
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.route import Route, judge, stays_of

Extend = Callable[[Ground, int, list[Parcel], Sequence[Parcel]], list[list[Parcel]]]


@dataclass(frozen=True, slots=True)
class Result:
    """What a way of planning makes: kg carried, đồng, metres, trips."""

    kg: int
    cost_vnd: int
    metres: int
    trips: int


def nearest(problem: Problem) -> Result:
    """Always on to the nearest load that still fits."""
    return _one_by_one(problem, _by_distance)


def savings(problem: Problem) -> Result:
    """Loads joined at either end of the round where most way is saved (Clarke and Wright, one round at a time)."""
    return _one_by_one(problem, _by_saving)


def _one_by_one(problem: Problem, extend: Extend) -> Result:
    ground = Ground(problem)
    left = [ground.parcel(load, load.kg, load.volume_l, part=0) for load in problem.loads]
    routes: list[Route] = []
    order = sorted(
        range(len(problem.vehicles)), key=lambda v: (-problem.vehicles[v].capacity_kg, ground.start[v], v)
    )
    for vehicle in order:
        route: Route | None = None
        chain: list[Parcel] = []
        grown = True
        while grown:
            grown = False
            for tried in extend(ground, vehicle, chain, left):
                steps = [(parcel.at, True) for parcel in tried] + [(parcel.at, False) for parcel in tried]
                made = judge(ground, vehicle, stays_of(ground, steps))
                if isinstance(made, Route):
                    route, chain, grown = made, tried, True
                    left = [parcel for parcel in left if parcel not in tried]
                    break
        if route is not None:
            routes.append(route)
    kg = sum(ground.parcels[at].kg for route in routes for at in route.parcels())
    return Result(kg, sum(r.cost for r in routes), sum(r.metres for r in routes), len(routes))


def _same_market(chain: list[Parcel], left: Sequence[Parcel]) -> list[Parcel]:
    return [parcel for parcel in left if not chain or parcel.drop == chain[0].drop]


def _by_distance(
    ground: Ground, vehicle: int, chain: list[Parcel], left: Sequence[Parcel]
) -> list[list[Parcel]]:
    place = chain[-1].pickup if chain else ground.start[vehicle]
    far = ground.metres[vehicle]
    near = sorted(_same_market(chain, left), key=lambda parcel: (far[place][parcel.pickup] or 0, parcel.at))
    return [[*chain, parcel] for parcel in near]


def _by_saving(
    ground: Ground, vehicle: int, chain: list[Parcel], left: Sequence[Parcel]
) -> list[list[Parcel]]:
    far, start = ground.metres[vehicle], ground.start[vehicle]
    rest = _same_market(chain, left)
    if not chain:
        seeds = sorted(rest, key=lambda parcel: (-(far[parcel.pickup][parcel.drop] or 0), parcel.at))
        return [[parcel] for parcel in seeds]
    found = []
    for parcel in rest:
        first, last, here, drop = chain[0].pickup, chain[-1].pickup, parcel.pickup, parcel.drop
        end = (far[last][drop] or 0) + (far[start][here] or 0) - (far[last][here] or 0)
        front = (far[here][drop] or 0) + (far[start][first] or 0) - (far[here][first] or 0)
        found.append((-end, parcel.at, 0, [*chain, parcel]))
        found.append((-front, parcel.at, 1, [parcel, *chain]))
    return [tried for *_, tried in sorted(found, key=lambda one: one[:3])]
