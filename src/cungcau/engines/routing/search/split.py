"""What no vehicle has room for as a whole, in the parts there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Parcel
from cungcau.engines.routing.search.parcels import MOST_PARTS, Way
from cungcau.engines.routing.search.route import Route

MOST_SPLIT = 25


def split_left(fleet: Fleet, ways: Sequence[Way]) -> list[Way]:
    """The ways with those no trip takes (the heaviest 25 that may be split) cut into what vehicles still have room
    for, each part put where it costs least; what is left of one stays a way of its own.

    Parts are counted on from the load's last one, so that every part keeps a name of its own.
    """
    carried = fleet.carried()
    may = {load.load_id for load in fleet.ground.problem.loads if load.may_split and load.via is None}
    left = [way for way in ways if way.first.at not in carried and way.first.load_id in may]
    left = sorted(left, key=lambda way: (-way.first.kg, way.first.at))[:MOST_SPLIT]
    made = {way.first.at: _split(fleet, way.first, _last_part(ways, way.first.load_id)) for way in left}
    return [
        other
        for way in ways
        for other in ([Way(parcel, None) for parcel in made[way.first.at]] if way.first.at in made else [way])
    ]


def _split(fleet: Fleet, whole: Parcel, last: int) -> list[Parcel]:
    """The parts of a parcel: those now carried, then what is left; the parcel itself where nothing found room."""
    parts: list[Parcel] = []
    rest = whole
    while last + len(parts) + 1 < MOST_PARTS:
        found = _largest(fleet, rest, last + len(parts) + 1)
        if found is None:
            break
        part, route = found
        fleet.routes[route.vehicle] = route
        parts.append(part)
        if part.kg == rest.kg:
            return parts
        rest = _part(fleet, rest, rest.kg - part.kg, rest.volume_l - part.volume_l, last + len(parts) + 1)
    return [*parts, rest]


def _largest(fleet: Fleet, rest: Parcel, number: int) -> tuple[Parcel, Route] | None:
    """The largest part some vehicle has room for, in its trip; None for none."""
    for kg in sorted({min(room, rest.kg) for room in _rooms(fleet, rest)}, reverse=True):
        part = _part(fleet, rest, kg, kg * rest.volume_l // rest.kg, number)
        route = fleet.best(part)
        if route is not None:
            return part, route
    return None


def _rooms(fleet: Fleet, rest: Parcel) -> set[int]:
    """kg of goods like these that vehicles worth trying could take beside their fullest moment."""
    ground, found = fleet.ground, set()
    for vehicle in fleet.candidates():
        facts, route = ground.vehicles[vehicle], fleet.routes.get(vehicle)
        kg, litres = _fullest(fleet, route) if route is not None else (0, 0)
        room = facts.capacity_kg - kg
        if facts.capacity_l is not None and rest.volume_l:
            room = min(room, max(0, facts.capacity_l - litres) * rest.kg // rest.volume_l)
        if room > 0:
            found.add(room)
    return found


def _fullest(fleet: Fleet, route: Route) -> tuple[int, int]:
    """(kg, litres) a trip carries at the most, each at its own moment."""
    kg = litres = most_kg = most_l = 0
    for stay in route.stays:
        kg -= sum(fleet.ground.parcels[at].kg for at in stay.drops)
        litres -= sum(fleet.ground.parcels[at].volume_l for at in stay.drops)
        kg += sum(fleet.ground.parcels[at].kg for at in stay.picks)
        litres += sum(fleet.ground.parcels[at].volume_l for at in stay.picks)
        most_kg, most_l = max(most_kg, kg), max(most_l, litres)
    return most_kg, most_l


def _part(fleet: Fleet, whole: Parcel, kg: int, litres: int, number: int) -> Parcel:
    load = next(load for load in fleet.ground.problem.loads if load.load_id == whole.load_id)
    return fleet.ground.parcel(load, kg, litres, part=number)


def _last_part(ways: Sequence[Way], load_id: str) -> int:
    return max(way.first.part for way in ways if way.first.load_id == load_id)
