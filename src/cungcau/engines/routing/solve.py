"""The day's trips, from problem to plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from cungcau.engines.routing.model import Problem
from cungcau.engines.routing.parameters import Parameters
from cungcau.engines.routing.plan import Code, TripPlan, Waiting
from cungcau.engines.routing.search.answer import carried, comparison, trip_of
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.hulls import Gathered, empty_hulls, gather
from cungcau.engines.routing.search.legs import let_go, second_legs, tighten, times_of
from cungcau.engines.routing.search.parcels import Way, ways_of
from cungcau.engines.routing.search.polish import polish
from cungcau.engines.routing.search.reasons import unassigned
from cungcau.engines.routing.search.split import split_left
from cungcau.engines.routing.search.stage import run_stage
from cungcau.engines.routing.search.vrp import Places
from cungcau.engines.routing.validate import validate

Key = tuple[str, int]
MOST_ROUNDS = 5


@dataclass
class Attempt:
    """One planning of the day: the fleet, what it leaves, and how second legs that came too late could be hurried."""

    fleet: Fleet
    left: list[Parcel]
    gathered: list[Gathered]
    iterations: int
    hurry: dict[Key, int]

    def rank(self) -> tuple[int, int]:
        """More kg left out is worse, then more đồng."""
        return -sum(parcel.kg for parcel in self.left), -self.fleet.cost


def plan_trips(problem: Problem, parameters: Parameters | None = None) -> TripPlan:
    """Group the loads of a day into trips: as many kg as can be carried, then as few đồng as found.

    Without ``parameters.seconds`` equal input gives an equal plan.

    Raises:
        InputInvalid: the problem has faults; all of them are named.
    """
    parameters = parameters or Parameters()
    validate(problem)
    best = _attempt(problem, parameters, {})
    spent = best.iterations
    if best.hurry:
        again = _attempt(problem, parameters, best.hurry)
        spent += again.iterations
        best = max(best, again, key=Attempt.rank)
    fleet, ground = best.fleet, best.fleet.ground
    waits = {at for one in best.gathered for at in one.parcels}
    return TripPlan(
        trips=tuple(trip_of(ground, fleet.routes[vehicle]) for vehicle in sorted(fleet.routes)),
        unassigned=tuple(unassigned(fleet, parcel) for parcel in best.left if parcel.at not in waits),
        waiting=tuple(_waiting(ground, one) for one in best.gathered),
        comparison=comparison(fleet),
        iterations=spent,
    )


def _waiting(ground: Ground, one: Gathered) -> Waiting:
    facts = ground.vehicles[one.vehicle]
    loads = tuple(sorted(carried(ground.parcels[at]) for at in one.parcels))
    kg = sum(load.kg for load in loads)
    return Waiting(facts.vehicle_id, loads, kg, facts.min_fill_kg - kg)


def _attempt(problem: Problem, parameters: Parameters, hurry: Mapping[Key, int]) -> Attempt:
    ground = Ground(problem)
    fleet, places = Fleet(ground), Places(ground)
    ways = ways_of(fleet, hurry)
    spent = run_stage(fleet, [way.first for way in ways], places, parameters)
    seconds = second_legs(fleet, ways)
    if seconds:
        spent += run_stage(fleet, list(seconds.values()), places, parameters)
    late = _late(fleet, ways, seconds)
    _settle(fleet, ways, seconds)
    sailing = {vehicle for vehicle in fleet.routes if ground.vehicles[vehicle].min_fill_kg}
    fleet.fixed |= sailing
    polish(fleet, parameters.polish)
    fleet.fixed -= sailing
    if seconds:
        tighten(fleet, seconds)
    for _ in range(MOST_ROUNDS):
        fleet.leave_late()
        single = [way.first for way in ways if way.draft is None and way.first.at not in fleet.carried()]
        if len(fleet.add(single)) == len(single):
            break
    ways = split_left(fleet, ways)
    fleet.leave_late()
    left = _left(fleet, ways, seconds)
    return Attempt(fleet, left, gather(fleet, left, may_leave=False), spent, late)


def _late(fleet: Fleet, ways: Sequence[Way], seconds: Mapping[int, Parcel]) -> dict[Key, int]:
    """Second legs no trip takes, with an earlier minute by which the first could be there, if there is one."""
    times, found = times_of(fleet), {}
    kept = fleet.carried()
    for way in ways:
        second = seconds.get(way.first.at)
        if second is None or second.at in kept or way.first.at not in times:
            continue
        come = times[way.first.at][1]
        vehicles = range(len(fleet.ground.vehicles))
        routes = [fleet.alone(vehicle, way.first) for vehicle in vehicles]
        ends = [
            route.clock.starts[1] + fleet.ground.stops[way.first.drop].service_min + way.first.drop_min
            for route in routes
            if not isinstance(route, Code)
        ]
        if ends and min(ends) < come:
            found[way.first.load_id, way.first.part] = (min(ends) + come) // 2
    return found


def _settle(fleet: Fleet, ways: Sequence[Way], seconds: Mapping[int, Parcel]) -> None:
    """Until nothing changes: hulls sail or stay, no leg goes without its other.

    After some rounds nothing is put in any more, so that it comes to an end.
    """
    for turn in count():
        before = fleet.carried()
        lost = empty_hulls(fleet)
        if turn < MOST_ROUNDS:
            fleet.add(lost)
            rest = [parcel for parcel in _left(fleet, ways, seconds) if _goes_on(fleet, parcel, seconds)]
            gather(fleet, rest, may_leave=True)
        lost = let_go(fleet, seconds)
        if turn < MOST_ROUNDS:
            fleet.add(lost)
        if fleet.carried() == before:
            return


def _goes_on(fleet: Fleet, parcel: Parcel, seconds: Mapping[int, Parcel]) -> bool:
    """Whether a parcel left over makes sense by itself: unsplit ways, and second legs whose first is carried."""
    firsts = {second.at: first for first, second in seconds.items()}
    return parcel.leg == 0 or (parcel.leg == 2 and firsts.get(parcel.at) in fleet.carried())


def _left(fleet: Fleet, ways: Sequence[Way], seconds: Mapping[int, Parcel]) -> list[Parcel]:
    """Of every way not carried to its end the leg to blame: the second where the first could be planned."""
    kept, found = fleet.carried(), []
    for way in ways:
        second = seconds.get(way.first.at)
        last = way.first if second is None else second
        if last.at not in kept or way.first.at not in kept:
            found.append(last if last.at not in kept else way.first)
    return found
