"""One trip by itself: its way, its times, its room, its sums."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cungcau.engines.routing.check.breaches import Breach, Facts, ends
from cungcau.engines.routing.model import Body, Vehicle
from cungcau.engines.routing.plan import Trip

TAKES = {
    Body.OPEN: {Body.OPEN},
    Body.BOX: {Body.OPEN, Body.BOX},
    Body.COLD: {Body.OPEN, Body.BOX, Body.COLD},
}


def check_trip(facts: Facts, trip: Trip) -> Iterator[Breach]:
    """Every rule that concerns this trip alone."""
    vehicle = facts.vehicles.get(trip.vehicle_id)
    if vehicle is None:
        yield Breach("unknown_vehicle", trip.vehicle_id)
        return
    for visit in trip.visits:
        if visit.stop_id not in facts.stops:
            yield Breach("unknown_stop", visit.stop_id)
            return
        for one in (*visit.picked, *visit.dropped):
            if one.load_id not in facts.loads:
                yield Breach("unknown_load", one.load_id)
                return
    yield from _ends(vehicle, trip)
    yield from _clock(facts, vehicle, trip)
    yield from _room(facts, vehicle, trip)
    yield from _sums(facts, vehicle, trip)


def _ends(vehicle: Vehicle, trip: Trip) -> Iterator[Breach]:
    if trip.visits[0].stop_id != vehicle.start or trip.visits[0].picked or trip.visits[0].dropped:
        yield Breach("start", trip.vehicle_id, {"stop": trip.visits[0].stop_id})
    last = trip.visits[-1]
    if not vehicle.open_end and last.stop_id != (vehicle.end or vehicle.start):
        yield Breach("end", trip.vehicle_id, {"stop": last.stop_id})
    if trip.visits[0].departure_min < vehicle.from_min or last.departure_min > vehicle.to_min:
        yield Breach("working_hours", trip.vehicle_id, {"to_min": last.departure_min})


def _clock(facts: Facts, vehicle: Vehicle, trip: Trip) -> Iterator[Breach]:
    metres = 0
    for before, visit in zip(trip.visits, trip.visits[1:], strict=False):
        far, long = facts.way(vehicle.roads, before.stop_id, visit.stop_id)
        if far is None or long is None:
            yield Breach("no_way", trip.vehicle_id, {"from": before.stop_id, "to": visit.stop_id})
            return
        metres += far
        if visit.arrival_min != before.departure_min + long:
            yield Breach("arrival", visit.stop_id, {"vehicle": trip.vehicle_id, "min": visit.arrival_min})
        if visit.start_min < visit.arrival_min:
            yield Breach("start_before_arrival", visit.stop_id, {"vehicle": trip.vehicle_id})
        kilos = [one.kg for one in (*visit.picked, *visit.dropped)]
        needed = facts.service(visit.stop_id, kilos) if kilos else 0
        if visit.departure_min != visit.start_min + needed:
            yield Breach("service", visit.stop_id, {"vehicle": trip.vehicle_id, "needed_min": needed})
        if kilos and not facts.open_at(visit.stop_id, visit.start_min, visit.departure_min):
            yield Breach("hours", visit.stop_id, {"vehicle": trip.vehicle_id, "min": visit.start_min})
        limit = facts.stops[visit.stop_id].max_vehicle_kg
        if kilos and limit is not None and vehicle.gross_kg > limit:
            yield Breach("too_heavy_for_stop", visit.stop_id, {"vehicle": trip.vehicle_id})
        for one in visit.picked:
            if visit.start_min < facts.loads[one.load_id].ready_min:
                yield Breach("ready", one.load_id, {"min": visit.start_min})
        for one in visit.dropped:
            due = facts.loads[one.load_id].due_min
            if due is not None and visit.departure_min > due:
                yield Breach("due", one.load_id, {"min": visit.departure_min})
    cost = vehicle.fixed_vnd + int(Fraction(metres * vehicle.vnd_per_km, 1000) + Fraction(1, 2))
    if (metres, cost) != (trip.metres, trip.cost_vnd):
        yield Breach("way_or_cost", trip.vehicle_id, {"metres": metres, "cost_vnd": cost})


def _room(facts: Facts, vehicle: Vehicle, trip: Trip) -> Iterator[Breach]:
    aboard: dict[tuple[str, int, int], int] = {}
    met: dict[str, set[str]] = {}
    for visit in trip.visits:
        for one in visit.dropped:
            if visit.stop_id != ends(facts.loads[one.load_id], one.leg)[1]:
                yield Breach("wrong_stop", one.load_id, {"stop": visit.stop_id})
            if aboard.pop((one.load_id, one.part, one.leg), None) != one.kg:
                yield Breach("not_aboard", one.load_id, {"stop": visit.stop_id, "kg": one.kg})
        for one in visit.picked:
            load = facts.loads[one.load_id]
            if visit.stop_id != ends(load, one.leg)[0]:
                yield Breach("wrong_stop", one.load_id, {"stop": visit.stop_id})
            if (one.load_id, one.part, one.leg) in aboard:
                yield Breach("twice", one.load_id, {"stop": visit.stop_id})
            if load.body not in TAKES[vehicle.body]:
                yield Breach("body", one.load_id, {"vehicle": trip.vehicle_id})
            aboard[one.load_id, one.part, one.leg] = one.kg
            met.setdefault(load.goods, set()).add(load.load_id)
        weight = sum(aboard.values())
        if weight > vehicle.capacity_kg or weight != visit.aboard_kg:
            yield Breach("capacity", trip.vehicle_id, {"stop": visit.stop_id, "kg": weight})
        litres = sum(
            Fraction(kg * facts.loads[name].volume_l, facts.loads[name].kg)
            for (name, _, _), kg in aboard.items()
        )
        if vehicle.capacity_l is not None and litres > vehicle.capacity_l:
            yield Breach("volume", trip.vehicle_id, {"stop": visit.stop_id, "litres": float(litres)})
    legs = {one.leg for visit in trip.visits for one in visit.picked}
    if {1, 2} <= legs:
        yield Breach("both_legs", trip.vehicle_id)
    if aboard:
        yield Breach("left_aboard", trip.vehicle_id, {"loads": sorted(name for name, _, _ in aboard)})
    for one_kind, other in facts.problem.apart:
        pair = met.get(one_kind, set()), met.get(other, set())
        if (one_kind == other and len(pair[0]) > 1) or (one_kind != other and all(pair)):
            yield Breach("apart", trip.vehicle_id, {"goods": one_kind, "other": other})


def _sums(facts: Facts, vehicle: Vehicle, trip: Trip) -> Iterator[Breach]:
    total = sum(one.kg for visit in trip.visits for one in visit.picked)
    fullest = max(visit.aboard_kg for visit in trip.visits)
    if (total, fullest * 100 // vehicle.capacity_kg) != (trip.kg, trip.fill_percent):
        yield Breach("sums", trip.vehicle_id, {"kg": total, "fullest_kg": fullest})
    if total < vehicle.min_fill_kg:
        yield Breach("hull", trip.vehicle_id, {"kg": total, "least_kg": vehicle.min_fill_kg})
