"""Is what a plan says of goods left behind true?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cungcau.engines.routing.check.breaches import Breach, Facts, ends
from cungcau.engines.routing.check.trips import TAKES
from cungcau.engines.routing.model import Load, Vehicle
from cungcau.engines.routing.plan import Code, TripPlan, Unassigned

STRUCTURAL = (Code.NO_WAY, Code.BODY, Code.TOO_HEAVY_FOR_STOP, Code.CAPACITY, Code.VOLUME)


def check_left(facts: Facts, plan: TripPlan) -> Iterator[Breach]:
    """Each vehicle's refusal worked out anew from raw values.

    Of ``BUSY`` only that the vehicle could take the goods alone; of legs to or from a transfer stop, whose times depend
    on the other leg, only what does not depend on time.
    """
    for left in plan.unassigned:
        load = facts.loads.get(left.load_id)
        if load is None:
            continue
        if [name for name, _ in left.refused] != [v.vehicle_id for v in facts.problem.vehicles]:
            yield Breach("refused", left.load_id, {"vehicles": len(left.refused)})
            continue
        if left.code is not max((code for _, code in left.refused), key=_order, default=Code.NO_VEHICLE):
            yield Breach("nearest", left.load_id, {"code": left.code})
        for name, code in left.refused:
            right = refusal(facts, facts.vehicles[name], load, left)
            timed = code not in STRUCTURAL and right not in STRUCTURAL
            if code is not right and not (left.leg and timed):
                yield Breach("reason", left.load_id, {"vehicle": name, "told": code, "right": right})


def _order(code: Code) -> int:
    return list(Code).index(code)


def refusal(facts: Facts, vehicle: Vehicle, load: Load, left: Unassigned) -> Code:
    """Why a vehicle cannot take goods alone on an empty day; ``BUSY`` where it could."""
    pickup, drop = ends(load, left.leg)
    home = None if vehicle.open_end else vehicle.end or vehicle.start
    ways = [(vehicle.start, pickup), (pickup, drop), *([] if home is None else [(drop, home)])]
    if any(facts.way(vehicle.roads, *way)[0] is None for way in ways):
        return Code.NO_WAY
    if load.body not in TAKES[vehicle.body]:
        return Code.BODY
    limits = [facts.stops[stop].max_vehicle_kg for stop in (pickup, drop)]
    if any(limit is not None and limit < vehicle.gross_kg for limit in limits):
        return Code.TOO_HEAVY_FOR_STOP
    if left.kg > vehicle.capacity_kg:
        return Code.CAPACITY
    if vehicle.capacity_l is not None and Fraction(load.volume_l * left.kg, load.kg) > vehicle.capacity_l:
        return Code.VOLUME
    spans = list(_spans(facts, vehicle, load, left))
    if not spans:
        return Code.HOURS
    if load.fresh_min is not None and min(spans) > load.fresh_min:
        return Code.FRESHNESS
    return Code.BUSY


def _spans(facts: Facts, vehicle: Vehicle, load: Load, left: Unassigned) -> Iterator[int]:
    """Minutes from the start of loading to the end of unloading for each minute at which loading can begin."""
    pickup, drop = ends(load, left.leg)
    there = _minutes(facts, vehicle, vehicle.start, pickup)
    across = _minutes(facts, vehicle, pickup, drop)
    home = 0 if vehicle.open_end else _minutes(facts, vehicle, drop, vehicle.end or vehicle.start)
    loading, unloading = facts.service(pickup, [left.kg]), facts.service(drop, [left.kg])
    latest = vehicle.to_min - home - unloading
    if load.due_min is not None:
        latest = min(latest, load.due_min - unloading)
    for start in range(max(vehicle.from_min + there, load.ready_min), latest - across - loading + 1):
        if not facts.open_at(pickup, start, start + loading):
            continue
        arrival = start + loading + across
        hours = facts.stops[drop].hours or ((0, arrival + unloading),)
        opening = [
            max(opens, arrival) for opens, closes in hours if max(opens, arrival) + unloading <= closes
        ]
        if opening and min(opening) <= latest:
            yield min(opening) + unloading - start


def _minutes(facts: Facts, vehicle: Vehicle, frm: str, to: str) -> int:
    return facts.way(vehicle.roads, frm, to)[1] or 0
