"""Why a parcel stays: the answer of every vehicle, and the figures of the one that came nearest."""

from __future__ import annotations

from cungcau.engines.routing.plan import Code, Unassigned
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Ground, Parcel

NEARNESS = (
    Code.NO_VEHICLE, Code.NO_WAY, Code.BODY, Code.TOO_HEAVY_FOR_STOP, Code.CAPACITY, Code.VOLUME,
    Code.HOURS, Code.FRESHNESS, Code.BUSY,
)  # fmt: skip


def unassigned(fleet: Fleet, parcel: Parcel) -> Unassigned:
    """What a parcel that no trip takes is reported with. Every vehicle was asked, alone and in its trip."""
    ground = fleet.ground
    refused = []
    for vehicle, facts in enumerate(ground.vehicles):
        answer = fleet.alone(vehicle, parcel)
        refused.append((facts.vehicle_id, answer if isinstance(answer, Code) else Code.BUSY))
    code = max((code for _, code in refused), key=NEARNESS.index, default=Code.NO_VEHICLE)
    nearest = [vehicle for vehicle, (_, given) in enumerate(refused) if given is code]
    figures = _figures(ground, parcel, code, nearest)
    return Unassigned(parcel.load_id, parcel.kg, parcel.part, parcel.leg, code, figures, tuple(refused))


def _figures(ground: Ground, parcel: Parcel, code: Code, nearest: list[int]) -> dict[str, object]:
    stops = [ground.stops[parcel.pickup], ground.stops[parcel.drop]]
    vehicles = [ground.vehicles[vehicle] for vehicle in nearest]
    if code is Code.NO_WAY:
        return {"pickup": stops[0].stop_id, "drop": stops[1].stop_id}
    if code is Code.BODY:
        return {"needs_rank": parcel.rank, "best_rank": max(ground.rank[vehicle] for vehicle in nearest)}
    if code is Code.TOO_HEAVY_FOR_STOP:
        limits = [(stop.max_vehicle_kg, stop.stop_id) for stop in stops if stop.max_vehicle_kg is not None]
        limit, stop_id = min(limits)
        return {"stop": stop_id, "limit_kg": limit, "lightest_kg": min(v.gross_kg for v in vehicles)}
    if code is Code.CAPACITY:
        return {"kg": parcel.kg, "largest_kg": max(vehicle.capacity_kg for vehicle in vehicles)}
    if code is Code.VOLUME:
        return {
            "volume_l": parcel.volume_l,
            "largest_l": max(vehicle.capacity_l or 0 for vehicle in vehicles),
        }
    if code is Code.BUSY:
        return {"vehicles": len(nearest)}
    if code in (Code.HOURS, Code.FRESHNESS):
        return _time_figures(ground, parcel, nearest)
    return {}


def _time_figures(ground: Ground, parcel: Parcel, nearest: list[int]) -> dict[str, object]:
    """Ready, due and fresh minutes, the fewest minutes from the start of loading to the end of unloading, hours."""
    pickup, drop = ground.stops[parcel.pickup], ground.stops[parcel.drop]
    ways = [ground.minutes[vehicle][parcel.pickup][parcel.drop] or 0 for vehicle in nearest]
    served = pickup.service_min + drop.service_min + parcel.pick_min + parcel.drop_min
    found: dict[str, object] = {
        "pickup": pickup.stop_id,
        "drop": drop.stop_id,
        "ready_min": parcel.ready_min,
        "least_min": min(ways) + served,
        "works_to_min": max(ground.vehicles[vehicle].to_min for vehicle in nearest),
    }
    for name, value in (("due_min", parcel.due_min), ("fresh_min", parcel.fresh_min)):
        if value is not None:
            found[name] = value
    for name, hours in (("pickup", pickup.hours), ("drop", drop.hours)):
        if hours:
            found[f"{name}_opens_min"], found[f"{name}_closes_min"] = hours[0][0], hours[-1][1]
    return found
