"""A trip ordered by hand, read against the problem: what the clock needs of it, and what is wrong in itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cungcau.engines.routing.model import LAST_MINUTE, Load
from cungcau.engines.routing.plan import Carried, Code, HandTrip, HandVisit, Trip, TripFault
from cungcau.engines.routing.search.ground import Ground, handling_min
from cungcau.engines.routing.search.times import Call

Key = tuple[str, int, int]


@dataclass
class Hand:
    """Visits with what is known in them, the clock's words for each, freshness limits (visit, visit, minutes) and the
    load of each."""

    visits: list[HandVisit] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    fresh: list[tuple[int, int, int]] = field(default_factory=list)
    fresh_loads: list[str] = field(default_factory=list)
    faults: list[TripFault] = field(default_factory=list)


@dataclass(frozen=True)
class OtherLegs:
    """Where other trips have the other leg of a load: when they put off the first and take on the second."""

    begun: dict[tuple[str, int], int]
    come: dict[tuple[str, int], int]
    onward: dict[tuple[str, int], int]
    ended: dict[tuple[str, int], int]


def read_hand(ground: Ground, trip: HandTrip, others: Sequence[Trip]) -> Hand:
    """The trip with unknown stops and loads left out, and a fault for each of them and for goods that do not add up."""
    loads = {load.load_id: load for load in ground.problem.loads}
    hand, legs = Hand(), _other_legs(others)
    for visit in trip.visits:
        if visit.stop_id not in ground.index:
            hand.faults.append(TripFault(Code.UNKNOWN, visit.stop_id, "", {"stop": visit.stop_id}))
            continue
        for one in (*visit.dropped, *visit.picked):
            if one.load_id not in loads:
                hand.faults.append(TripFault(Code.UNKNOWN, visit.stop_id, one.load_id))
        known = HandVisit(
            visit.stop_id,
            tuple(one for one in visit.dropped if one.load_id in loads),
            tuple(one for one in visit.picked if one.load_id in loads),
        )
        hand.visits.append(known)
        hand.calls.append(_call(ground, loads, known, legs))
    _follow(ground, loads, hand)
    return hand


def _other_legs(others: Sequence[Trip]) -> OtherLegs:
    legs = OtherLegs({}, {}, {}, {})
    for visit in (visit for trip in others for visit in trip.visits):
        for one in visit.picked:
            (legs.begun if one.leg == 1 else legs.onward)[one.load_id, one.part] = visit.start_min
        for one in visit.dropped:
            (legs.come if one.leg == 1 else legs.ended)[one.load_id, one.part] = visit.departure_min
    return legs


def _call(ground: Ground, loads: dict[str, Load], visit: HandVisit, legs: OtherLegs) -> Call:
    """Service as the problem says; earliest start and latest end also by what other trips do at transfer stops."""
    at = ground.index[visit.stop_id]
    stop = ground.stops[at]
    service, low, due = stop.service_min, 0, 2 * LAST_MINUTE
    for one in (*visit.dropped, *visit.picked):
        service += handling_min(max(0, one.kg), stop.min_per_tonne)
    for one in visit.picked:
        load, key = loads[one.load_id], (one.load_id, one.part)
        low = max(low, load.ready_min)
        if one.leg == 2:
            low = max(low, legs.come.get(key, 0))
        if one.leg == 1 and load.fresh_min is not None and key in legs.ended:
            low = max(low, legs.ended[key] - load.fresh_min)
    for one in visit.dropped:
        load, key = loads[one.load_id], (one.load_id, one.part)
        if one.leg == 1:
            due = min(due, legs.onward.get(key, due))
        elif load.due_min is not None:
            due = min(due, load.due_min)
        if one.leg == 2 and load.fresh_min is not None and key in legs.begun:
            due = min(due, legs.begun[key] + load.fresh_min)
    return Call(at, service, low, due)


def ends_of(load: Load, leg: int) -> tuple[str, str]:
    """Stops at which a leg of a load is taken on and put off."""
    via = load.via or load.drop
    return (load.pickup, via) if leg == 1 else (via, load.drop) if leg == 2 else (load.pickup, load.drop)


def _follow(ground: Ground, loads: dict[str, Load], hand: Hand) -> None:
    """Follow each parcel through the trip: right stops, taken on before put off, once, the same kg, not too many."""
    aboard: dict[Key, tuple[int, Carried]] = {}
    done: set[Key] = set()
    sums: dict[tuple[str, int], int] = {}

    def fault(code: Code, stop_id: str, one: Carried, **facts: object) -> None:
        hand.faults.append(TripFault(code, stop_id, one.load_id, {"part": one.part, "leg": one.leg, **facts}))

    for at, visit in enumerate(hand.visits):
        for one in visit.dropped:
            load, key = loads[one.load_id], (one.load_id, one.part, one.leg)
            right = ends_of(load, one.leg)[1]
            if visit.stop_id != right:
                fault(Code.WRONG_STOP, visit.stop_id, one, right=right)
            if key not in aboard:
                fault(Code.TWICE if key in done else Code.NOT_PICKED, visit.stop_id, one)
                continue
            begun, taken = aboard.pop(key)
            done.add(key)
            if taken.kg != one.kg:
                fault(Code.WRONG_KG, visit.stop_id, one, kg=one.kg, right_kg=taken.kg)
            if load.fresh_min is not None:
                hand.fresh.append((begun, at, load.fresh_min))
                hand.fresh_loads.append(load.load_id)
        for one in visit.picked:
            load, key = loads[one.load_id], (one.load_id, one.part, one.leg)
            right = ends_of(load, one.leg)[0]
            if visit.stop_id != right:
                fault(Code.WRONG_STOP, visit.stop_id, one, right=right)
            if key in aboard or key in done:
                fault(Code.TWICE, visit.stop_id, one)
                continue
            aboard[key] = (at, one)
            sums[one.load_id, one.leg] = sums.get((one.load_id, one.leg), 0) + one.kg
            if one.kg <= 0 or sums[one.load_id, one.leg] > load.kg:
                fault(Code.WRONG_KG, visit.stop_id, one, kg=sums[one.load_id, one.leg], right_kg=load.kg)
    for at, one in aboard.values():
        fault(Code.NOT_DROPPED, hand.visits[at].stop_id, one)
