"""All trips together: bays, legs, freshness from end to end, every kg accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cungcau.engines.routing.check.breaches import Breach, Facts
from cungcau.engines.routing.plan import TripPlan

Key = tuple[str, int, int]


def check_day(facts: Facts, plan: TripPlan) -> Iterator[Breach]:
    """Every rule that concerns several trips."""
    for vehicle_id, count in Counter(trip.vehicle_id for trip in plan.trips).items():
        if count > 1:
            yield Breach("vehicle_twice", vehicle_id, {"trips": count})
    yield from _bays(facts, plan)
    yield from _ways(facts, plan)
    yield from _kilos(facts, plan)
    yield from _waiting(facts, plan)
    sums = (sum(t.cost_vnd for t in plan.trips), sum(t.metres for t in plan.trips), len(plan.trips))
    told = plan.comparison
    if sums != (told.cost_vnd, told.metres, told.trips):
        yield Breach("comparison", "", {"cost_vnd": sums[0], "metres": sums[1], "trips": sums[2]})


def _bays(facts: Facts, plan: TripPlan) -> Iterator[Breach]:
    """Moments with more vehicles than bays; those outside the problem alone are nobody's fault here."""
    events: dict[str, list[tuple[int, int, int]]] = {}
    for visit in (visit for trip in plan.trips for visit in trip.visits):
        if visit.departure_min > visit.start_min and visit.stop_id in facts.stops:
            events.setdefault(visit.stop_id, []).append((visit.start_min, 1, 0))
            events[visit.stop_id].append((visit.departure_min, -1, 0))
    for stop_id, moments in events.items():
        stop = facts.stops[stop_id]
        strange = [event for begins, ends in stop.busy for event in ((begins, 0, 1), (ends, 0, -1))]
        planned, outside = 0, 0
        for minute, ours, others in sorted([*moments, *strange], key=lambda one: (one[0], one[1] + one[2])):
            planned, outside = planned + ours, outside + others
            if stop.bays is not None and planned and planned + outside > stop.bays:
                yield Breach("bays", stop_id, {"min": minute, "vehicles": planned + outside})


def _ways(facts: Facts, plan: TripPlan) -> Iterator[Breach]:
    begun: dict[Key, int] = {}
    over: dict[Key, int] = {}
    for visit in (visit for trip in plan.trips for visit in trip.visits):
        for one in visit.picked:
            key = (one.load_id, one.part, one.leg)
            if key in begun:
                yield Breach("twice", one.load_id, {"part": one.part})
            begun[key] = visit.start_min
        for one in visit.dropped:
            over[one.load_id, one.part, one.leg] = visit.departure_min
    for (name, part, leg), start in begun.items():
        load = facts.loads.get(name)
        if load is None:
            continue
        if (load.via is None) != (leg == 0):
            yield Breach("leg", name, {"leg": leg})
        other = {0: 0, 1: 2, 2: 1}[leg]
        if (name, part, other) not in begun:
            yield Breach("half_way", name, {"leg": leg, "part": part})
        elif leg == 2 and start < over.get((name, part, 1), start + 1):
            yield Breach("second_leg_early", name, {"min": start})
        last = over.get((name, part, 2 if leg else 0))
        if load.fresh_min is not None and leg < 2 and last is not None and last - start > load.fresh_min:
            yield Breach("freshness", name, {"minutes": last - start, "fresh_min": load.fresh_min})


def _kilos(facts: Facts, plan: TripPlan) -> Iterator[Breach]:
    """Each part of a load counts once: on its last leg, as unassigned, or as waiting."""
    found: Counter[str] = Counter()
    for visit in (visit for trip in plan.trips for visit in trip.visits):
        for one in visit.dropped:
            if one.leg != 1:
                found[one.load_id] += one.kg
    for left in plan.unassigned:
        found[left.load_id] += left.kg
    for waits in plan.waiting:
        for one in waits.loads:
            found[one.load_id] += one.kg
    for name in sorted(set(facts.loads) | set(found)):
        right = facts.loads[name].kg if name in facts.loads else 0
        if found[name] != right:
            yield Breach("kg", name, {"kg": found[name], "right_kg": right})


def _waiting(facts: Facts, plan: TripPlan) -> Iterator[Breach]:
    on_trip = {trip.vehicle_id for trip in plan.trips}
    for waits in plan.waiting:
        vehicle = facts.vehicles.get(waits.vehicle_id)
        if vehicle is None or waits.vehicle_id in on_trip:
            yield Breach("waiting_vehicle", waits.vehicle_id)
            continue
        kg = sum(one.kg for one in waits.loads)
        if kg != waits.kg or waits.missing_kg != vehicle.min_fill_kg - kg or waits.missing_kg <= 0:
            yield Breach("waiting", waits.vehicle_id, {"kg": kg, "missing_kg": waits.missing_kg})
