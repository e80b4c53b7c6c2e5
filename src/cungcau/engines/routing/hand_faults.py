"""Rules of room and time that a hand-made trip breaks, each where it breaks."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.engines.routing.hand import Hand
from cungcau.engines.routing.model import BODY_RANK, LAST_MINUTE
from cungcau.engines.routing.plan import Code, Trip, TripFault, Visit
from cungcau.engines.routing.search.ground import Ground
from cungcau.engines.routing.search.times import Taken, opening


def hand_faults(
    ground: Ground, vehicle: int, hand: Hand, trip: Trip, taken: Taken | None
) -> Iterator[TripFault]:
    """Every fault of a trip with times, in the order of its visits, then those of the whole."""
    facts = ground.vehicles[vehicle]
    stays = trip.visits[1 : 1 + len(hand.visits)]
    yield from _room(ground, vehicle, stays)
    yield from _ways(ground, vehicle, trip)
    yield from _times(ground, hand, stays, taken)
    last = trip.visits[-1]
    if last.departure_min > facts.to_min or trip.visits[0].departure_min < facts.from_min:
        figures = {"from_min": facts.from_min, "to_min": facts.to_min, "over_min": last.departure_min}
        yield TripFault(Code.WORKING_HOURS, last.stop_id, "", figures)
    if trip.kg < facts.min_fill_kg:
        figures = {"kg": trip.kg, "missing_kg": facts.min_fill_kg - trip.kg}
        yield TripFault(Code.HULL, trip.visits[0].stop_id, "", figures)


def _room(ground: Ground, vehicle: int, stays: tuple[Visit, ...]) -> Iterator[TripFault]:
    facts = ground.vehicles[vehicle]
    loads = {load.load_id: load for load in ground.problem.loads}
    aboard_ml, goods = 0, dict[str, set[str]]()
    for visit in stays:
        limit = ground.stops[ground.index[visit.stop_id]].max_vehicle_kg
        if limit is not None and facts.gross_kg > limit:
            figures: dict[str, object] = {"limit_kg": limit, "gross_kg": facts.gross_kg}
            yield TripFault(Code.TOO_HEAVY_FOR_STOP, visit.stop_id, "", figures)
        for one in visit.picked:
            load = loads[one.load_id]
            goods.setdefault(load.goods, set()).add(load.load_id)
            if BODY_RANK[load.body] > BODY_RANK[facts.body]:
                yield TripFault(
                    Code.BODY, visit.stop_id, one.load_id, {"needs": load.body, "has": facts.body}
                )
            aboard_ml += 1000 * load.volume_l * one.kg // load.kg
        aboard_ml -= sum(
            1000 * loads[one.load_id].volume_l * one.kg // loads[one.load_id].kg for one in visit.dropped
        )
        if visit.aboard_kg > facts.capacity_kg:
            figures = {"kg": visit.aboard_kg, "capacity_kg": facts.capacity_kg}
            yield TripFault(Code.CAPACITY, visit.stop_id, "", figures)
        if facts.capacity_l is not None and aboard_ml > 1000 * facts.capacity_l:
            figures = {"volume_l": -(-aboard_ml // 1000), "capacity_l": facts.capacity_l}
            yield TripFault(Code.VOLUME, visit.stop_id, "", figures)
    for one_kind, other in sorted(ground.problem.apart):
        if one_kind in goods and other in goods and (one_kind != other or len(goods[one_kind]) > 1):
            yield TripFault(Code.APART, stays[0].stop_id, "", {"goods": one_kind, "other": other})


def _ways(ground: Ground, vehicle: int, trip: Trip) -> Iterator[TripFault]:
    for one, other in zip(trip.visits, trip.visits[1:], strict=False):
        if ground.metres[vehicle][ground.index[one.stop_id]][ground.index[other.stop_id]] is None:
            yield TripFault(Code.NO_WAY, other.stop_id, "", {"from": one.stop_id, "to": other.stop_id})


def _times(ground: Ground, hand: Hand, stays: tuple[Visit, ...], taken: Taken | None) -> Iterator[TripFault]:
    for visit, call in zip(stays, hand.calls, strict=True):
        stop = ground.stops[call.stop]
        start, end = visit.start_min, visit.departure_min
        if stop.hours and not any(opens <= start and end <= closes for opens, closes in stop.hours):
            yield TripFault(Code.HOURS, visit.stop_id, "", {"start_min": start, "end_min": end})
        elif opening(ground, call.stop, start, call.service, taken) != start and end <= LAST_MINUTE:
            yield TripFault(Code.BAYS, visit.stop_id, "", {"start_min": start, "bays": stop.bays})
        if end > call.due:
            names = [one.load_id for one in visit.dropped]
            yield TripFault(Code.DUE, visit.stop_id, names[0], {"end_min": end, "due_min": call.due})
        if start < call.low:
            names = [one.load_id for one in visit.picked]
            yield TripFault(Code.READY, visit.stop_id, names[0], {"start_min": start, "ready_min": call.low})
    for (pick, drop, most), load_id in zip(hand.fresh, hand.fresh_loads, strict=True):
        span = stays[drop].departure_min - stays[pick].start_min
        if span > most:
            figures: dict[str, object] = {"minutes": span, "fresh_min": most}
            yield TripFault(Code.FRESHNESS, stays[drop].stop_id, load_id, figures)
