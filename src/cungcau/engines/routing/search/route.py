"""A vehicle's trip in the search: its visits, judged by every rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cungcau.engines.routing.model import LAST_MINUTE
from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.times import Call, Clock, Taken, clock


class Stay(NamedTuple):
    """A visit: a stop with the parcels put off and taken on there (indices)."""

    stop: int
    drops: tuple[int, ...]
    picks: tuple[int, ...]


class Route(NamedTuple):
    """A trip that keeps every rule: vehicle, visits, what the clock knows of them, times, metres and đồng."""

    vehicle: int
    stays: tuple[Stay, ...]
    calls: tuple[Call, ...]
    clock: Clock
    metres: int
    cost: int

    def parcels(self) -> tuple[int, ...]:
        """What it takes on, in order."""
        return tuple(parcel for stay in self.stays for parcel in stay.picks)


def stays_of(ground: Ground, steps: Iterable[tuple[int, bool]]) -> tuple[Stay, ...]:
    """Visits from steps (parcel, whether it is taken on); steps at one stop in a row are one visit."""
    stays: list[Stay] = []
    for at, picking in steps:
        parcel = ground.parcels[at]
        stop = parcel.pickup if picking else parcel.drop
        if not stays or stays[-1].stop != stop:
            stays.append(Stay(stop, (), ()))
        last = stays[-1]
        if picking:
            stays[-1] = Stay(stop, last.drops, (*last.picks, at))
        else:
            stays[-1] = Stay(stop, (*last.drops, at), last.picks)
    return tuple(stays)


def metres_of(ground: Ground, vehicle: int, stops: Sequence[int]) -> int | None:
    """The way from the vehicle's start over ``stops`` to its end; None where a piece has no way."""
    far, place, total = ground.metres[vehicle], ground.start[vehicle], 0
    for stop in stops:
        way = far[place][stop]
        if way is None:
            return None
        total += way
        place = stop
    end = ground.end[vehicle]
    home = 0 if end is None else far[place][end]
    return None if home is None else total + home


def cost_of(ground: Ground, vehicle: int, metres: int) -> int:
    """đồng of a trip of ``metres``: the fixed part and the kilometres, rounded half up."""
    facts = ground.vehicles[vehicle]
    return facts.fixed_vnd + (2 * metres * facts.vnd_per_km + 1000) // 2000


def judge(ground: Ground, vehicle: int, stays: tuple[Stay, ...], taken: Taken | None = None) -> Route | Code:
    """The trip with its earliest times, or the first rule it breaks. A hull's least filling is not asked here."""
    broken = holds(ground, vehicle, stays)
    if broken is not None:
        return broken
    metres = metres_of(ground, vehicle, [stay.stop for stay in stays])
    if metres is None:
        return Code.NO_WAY
    calls = tuple(calls_of(ground, stays))
    found = clock(ground, vehicle, calls, fresh_of(ground, stays), taken)
    if isinstance(found, Code):
        return found
    return Route(vehicle, stays, calls, found, metres, cost_of(ground, vehicle, metres))


def holds(ground: Ground, vehicle: int, stays: Sequence[Stay]) -> Code | None:
    """The rule of room that a trip breaks: body, limits of weight at stops, kg and litres aboard, kinds apart, first
    and second legs (what one vehicle brings to a transfer stop another takes on)."""
    facts, kg, litres = ground.vehicles[vehicle], 0, 0
    goods: dict[str, set[str]] = {}
    legs: set[int] = set()
    for stay in stays:
        limit = ground.stops[stay.stop].max_vehicle_kg
        if limit is not None and facts.gross_kg > limit:
            return Code.TOO_HEAVY_FOR_STOP
        for at in stay.drops:
            kg -= ground.parcels[at].kg
            litres -= ground.parcels[at].volume_l
        for at in stay.picks:
            parcel = ground.parcels[at]
            if parcel.rank > ground.rank[vehicle]:
                return Code.BODY
            kg += parcel.kg
            litres += parcel.volume_l
            goods.setdefault(parcel.goods, set()).add(parcel.load_id)
            legs.add(parcel.leg)
        if kg > facts.capacity_kg:
            return Code.CAPACITY
        if facts.capacity_l is not None and litres > facts.capacity_l:
            return Code.VOLUME
    if legs >= {1, 2}:
        return Code.APART
    for one, other in ground.problem.apart:
        if one in goods and other in goods and (one != other or len(goods[one]) > 1):
            return Code.APART
    return None


def calls_of(ground: Ground, stays: Sequence[Stay]) -> list[Call]:
    """What the clock needs of each visit."""
    calls = []
    for stop, drops, picks in stays:
        service, low, due = ground.stops[stop].service_min, 0, 2 * LAST_MINUTE
        for at in drops:
            parcel = ground.parcels[at]
            service += parcel.drop_min
            if parcel.due_min is not None and parcel.due_min < due:
                due = parcel.due_min
        for at in picks:
            parcel = ground.parcels[at]
            service += parcel.pick_min
            low = max(low, parcel.ready_min)
        calls.append(Call(stop, service, low, due))
    return calls


def fresh_of(ground: Ground, stays: Sequence[Stay]) -> list[tuple[int, int, int]]:
    """Freshness limits as (visit of pick-up, visit of drop, minutes)."""
    taken_on: dict[int, int] = {}
    found = []
    for visit, stay in enumerate(stays):
        for at in stay.drops:
            limit = ground.parcels[at].fresh_min
            if limit is not None:
                found.append((taken_on[at], visit, limit))
        for at in stay.picks:
            taken_on[at] = visit
    return found


def alone(ground: Ground, vehicle: int, parcel: Parcel) -> Route | Code:
    """The trip with one parcel on an empty day, or why this vehicle cannot take it, asked in the order of ``Code``."""
    refused = kept_out(ground, vehicle, parcel)
    if refused is not None:
        return refused
    return judge(
        ground, vehicle, (Stay(parcel.pickup, (), (parcel.at,)), Stay(parcel.drop, (parcel.at,), ()))
    )


def kept_out(ground: Ground, vehicle: int, parcel: Parcel) -> Code | None:
    """Why a vehicle could not take the least part of a parcel at any time: no way, its body, its weight."""
    far, start, end = ground.metres[vehicle], ground.start[vehicle], ground.end[vehicle]
    home = 0 if end is None else far[parcel.drop][end]
    if None in (far[start][parcel.pickup], far[parcel.pickup][parcel.drop], home):
        return Code.NO_WAY
    if parcel.rank > ground.rank[vehicle]:
        return Code.BODY
    limits = [ground.stops[stop].max_vehicle_kg for stop in (parcel.pickup, parcel.drop)]
    weight = ground.vehicles[vehicle].gross_kg
    if any(limit is not None and weight > limit for limit in limits):
        return Code.TOO_HEAVY_FOR_STOP
    return None
