"""A trip as a person ordered it: its times, kg and cost, and everything wrong with it at once."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.engines.routing.hand import Hand, read_hand
from cungcau.engines.routing.hand_faults import hand_faults
from cungcau.engines.routing.model import Problem
from cungcau.engines.routing.plan import Code, HandTrip, Recomputed, Trip, TripFault, Visit
from cungcau.engines.routing.search.ground import Ground
from cungcau.engines.routing.search.route import cost_of
from cungcau.engines.routing.search.times import Call, Clock, Taken, clock, later, opening
from cungcau.engines.routing.validate import validate


def recompute(trip_by_hand: HandTrip, problem: Problem, others: Sequence[Trip] = ()) -> Recomputed:
    """Times, kg aboard and cost of a trip in the order a person gave it, with all its faults.

    Where the order can keep every rule, times are those that do, leaving as late as possible; where it cannot, they
    are those of driving on as soon as each stop allows, so that one sees where it breaks. ``others`` are trips of the
    problem that take bays meanwhile (besides ``Stop.busy``) and bring or take on goods at transfer stops. Stops and
    loads the problem does not know are faults and left out.

    Raises:
        InputInvalid: the problem itself has faults.
    """
    validate(problem)
    ground = Ground(problem)
    vehicle = next(
        (at for at, one in enumerate(problem.vehicles) if one.vehicle_id == trip_by_hand.vehicle_id), None
    )
    if vehicle is None:
        fault = TripFault(Code.UNKNOWN, "", "", {"vehicle": trip_by_hand.vehicle_id})
        return Recomputed(Trip(trip_by_hand.vehicle_id, (), 0, 0, 0, 0), (fault,))
    others = [trip for trip in others if trip.vehicle_id != trip_by_hand.vehicle_id]
    hand = read_hand(ground, trip_by_hand, others)
    taken = _taken(ground, others)
    found = clock(ground, vehicle, hand.calls, hand.fresh, taken) if hand.calls else Code.HOURS
    if isinstance(found, Clock):
        times = later(ground, vehicle, hand.calls, found, taken)
    else:
        times = _plain(ground, vehicle, hand.calls, taken)
    trip = _trip(ground, vehicle, hand, times)
    return Recomputed(trip, (*hand.faults, *hand_faults(ground, vehicle, hand, trip, taken)))


def _plain(ground: Ground, vehicle: int, calls: Sequence[Call], taken: Taken | None) -> Clock:
    """Driving on as soon as each stop allows, hours kept where there still are some; a missing way takes no time."""
    facts, minutes = ground.vehicles[vehicle], ground.minutes[vehicle]
    place, leaves = ground.start[vehicle], facts.from_min
    starts = []
    for call in calls:
        arrival = leaves + (minutes[place][call.stop] or 0)
        least = max(arrival, call.low)
        begin = opening(ground, call.stop, least, call.service, taken)
        starts.append(least if begin is None else begin)
        place, leaves = call.stop, starts[-1] + call.service
    end = ground.end[vehicle]
    home = 0 if end is None else minutes[place][end] or 0
    return Clock(facts.from_min, tuple(starts), leaves + home)


def _taken(ground: Ground, others: Sequence[Trip]) -> Taken | None:
    spans: Taken = {stop: list(row) for stop, row in ground.busy.items()}
    for trip in others:
        for visit in trip.visits:
            at = ground.index.get(visit.stop_id)
            if at is not None and ground.stops[at].bays is not None and visit.departure_min > visit.start_min:
                spans.setdefault(at, []).append((visit.start_min, visit.departure_min))
    return spans or None


def _trip(ground: Ground, vehicle: int, hand: Hand, times: Clock) -> Trip:
    facts, far, minutes = ground.vehicles[vehicle], ground.metres[vehicle], ground.minutes[vehicle]
    visits = [Visit(facts.start, times.leave, times.leave, times.leave)]
    place, leaves, aboard, fullest, metres = ground.start[vehicle], times.leave, 0, 0, 0
    for visit, call, start in zip(hand.visits, hand.calls, times.starts, strict=True):
        arrival = leaves + (minutes[place][call.stop] or 0)
        metres += far[place][call.stop] or 0
        aboard += sum(one.kg for one in visit.picked) - sum(one.kg for one in visit.dropped)
        fullest = max(fullest, aboard)
        place, leaves = call.stop, start + call.service
        visits.append(Visit(visit.stop_id, arrival, start, leaves, visit.dropped, visit.picked, aboard))
    end = ground.end[vehicle]
    if end is not None:
        metres += far[place][end] or 0
        home = leaves + (minutes[place][end] or 0)
        visits.append(Visit(ground.stops[end].stop_id, home, home, home))
    kg = sum(one.kg for visit in hand.visits for one in visit.picked)
    cost, fill = cost_of(ground, vehicle, metres), 100 * fullest // facts.capacity_kg
    return Trip(facts.vehicle_id, tuple(visits), metres, cost, kg, max(0, fill))
