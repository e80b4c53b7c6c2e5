"""Loads as parcels: truckloads of what is larger than every vehicle, first and second legs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cungcau.engines.routing.model import Load
from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.route import alone, kept_out

MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Way:
    """A load (or a truckload of one) on its way: its only parcel or its first leg, and of a second leg the draft,
    whose times are set when the first is planned."""

    first: Parcel
    draft: Parcel | None


def ways_of(fleet: Fleet, hurry: Mapping[tuple[str, int], int] | None = None) -> list[Way]:
    """Every load as one or more ways, in the problem's order; no kg or litre is lost.

    ``hurry`` says by when first legs (load, part) have to be at the transfer stop; the others by when alone would do.
    """
    ground, ways = fleet.ground, []
    for load in ground.problem.loads:
        parts = truckloads(ground, load)
        for number, (kg, litres) in enumerate(parts, 1):
            part = number if len(parts) > 1 else 0
            if load.via is None:
                ways.append(Way(ground.parcel(load, kg, litres, part=part), None))
            else:
                draft = ground.parcel(load, kg, litres, part=part, leg=2)
                hurried = (hurry or {}).get((load.load_id, part))
                due = latest_ready(fleet, draft) if hurried is None else hurried
                first = ground.parcel(load, kg, litres, part=part, leg=1, due_min=due)
                if load.fresh_min is not None:
                    fresh = max(1, load.fresh_min - _least_way(ground, draft))
                    first = ground.changed(
                        first, ready_min=first.ready_min, due_min=first.due_min, fresh_min=fresh
                    )
                ways.append(Way(first, draft))
    return ways


def truckloads(ground: Ground, load: Load) -> list[tuple[int, int]]:
    """(kg, litres) of each part: one, unless the load is larger than each vehicle that may come to its stops.

    The largest vehicles are filled first, each in turn once (then all again), so that parts suit the fleet there is.
    Hulls to fill count only where the others could not take the load in one round of all of them.
    """
    if not load.may_split:
        return [(load.kg, load.volume_l)]
    rooms = [(_room(ground, v, load), facts.min_fill_kg) for v, facts in enumerate(ground.vehicles)]
    holds = sorted((room for room, least in rooms if room and not least), reverse=True)
    if sum(holds) < load.kg:
        holds = sorted((room for room, _ in rooms if room), reverse=True)
    if not holds or load.kg <= holds[0] or load.kg > holds[0] * MOST_PARTS:
        return [(load.kg, load.volume_l)]
    kilos, left, turn = [], load.kg, 0
    while left:
        kilos.append(min(left, holds[turn % len(holds)]))
        left -= kilos[-1]
        turn += 1
    sums = [sum(kilos[: at + 1]) * load.volume_l // load.kg for at in range(len(kilos))]
    return [(kg, sums[at] - (sums[at - 1] if at else 0)) for at, kg in enumerate(kilos)]


def _room(ground: Ground, vehicle: int, load: Load) -> int:
    """kg of a load that a vehicle could take at once, 0 if none of it ever."""
    probe = ground.parcel(load, 1, 0, part=0, leg=1 if load.via else 0)
    ground.parcels.pop()
    if kept_out(ground, vehicle, probe) is not None:
        return 0
    facts = ground.vehicles[vehicle]
    if facts.capacity_l is None or not load.volume_l:
        return facts.capacity_kg
    return min(facts.capacity_kg, facts.capacity_l * load.kg // load.volume_l)


def latest_ready(fleet: Fleet, draft: Parcel) -> int | None:
    """The last minute at which goods can come to the transfer stop so that some vehicle alone can take them on.

    None where nothing limits it or no vehicle can take them at any time (the second leg then says why).
    """
    ground = fleet.ground
    vehicles = _one_of_each(ground)
    low, high = 0, max((ground.vehicles[v].to_min for v in vehicles), default=0)
    if not _can(ground, draft, 0, vehicles):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if _can(ground, draft, middle, vehicles):
            low = middle
        else:
            high = middle - 1
    return max(1, low)


def _least_way(ground: Ground, draft: Parcel) -> int:
    """The fewest minutes any second leg takes: serving at both ends and the shortest way of any vehicle."""
    ways = [minutes[draft.pickup][draft.drop] for minutes in ground.minutes]
    served = sum(ground.stops[stop].service_min for stop in (draft.pickup, draft.drop))
    return served + draft.pick_min + draft.drop_min + min((way for way in ways if way is not None), default=0)


def _one_of_each(ground: Ground) -> list[int]:
    return [v for v, kind in enumerate(ground.kinds) if ground.kinds.index(kind) == v]


def _can(ground: Ground, draft: Parcel, ready_min: int, vehicles: Sequence[int]) -> bool:
    probe = ground.changed(draft, ready_min=ready_min, due_min=draft.due_min, fresh_min=None)
    able = any(not isinstance(alone(ground, vehicle, probe), Code) for vehicle in vehicles)
    ground.parcels.pop()
    return able
