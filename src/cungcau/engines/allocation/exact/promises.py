"""Commitments: counted first against every capacity, and named where they alone break one."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.engines.allocation.exact.fit import certificates_fit, grade_fits, price_fits
from cungcau.engines.allocation.exact.room import Key, Place, Room
from cungcau.engines.allocation.model import Scenario


def take_promises(scenario: Scenario, room: Room) -> dict[Place, int]:
    """Count every commitment against the room; returns kg by line."""
    lots = {lot.lot_id: i for i, lot in enumerate(scenario.lots)}
    demands = {demand.demand_id: d for d, demand in enumerate(scenario.demands)}
    calendar = room.calendar
    promised: dict[Place, int] = {}
    for row in scenario.commitments:
        demand = demands[row.demand_id]
        place = Place(
            lots[row.lot_id],
            calendar.point_index[row.point_id],
            calendar.lane_index[row.point_id, scenario.demands[demand].market],
            demand,
            calendar.day(row.harvest_date),
            calendar.day(row.dispatch_date),
        )
        room.take(place, row.kg)
        promised[place] = promised.get(place, 0) + row.kg
    return promised


def breaches(room: Room, promised: dict[Place, int]) -> list[dict[str, object]]:
    """What commitments alone break: a capacity (kind, id, date, committed and limit kg) or a rule of a line."""
    found: list[dict[str, object]] = []
    for key in sorted(room.used, key=lambda key: (key.kind, key.owner, key.day)):
        if not _exists(room, key):
            continue
        limit = room.limit(key)
        if limit is not None and room.used[key] > limit:
            found.append(
                {
                    "kind": key.kind,
                    "id": _name(room.scenario, key),
                    "date": room.calendar.date(key.day).isoformat() if key.day >= 0 else "",
                    "committed_kg": room.used[key],
                    "limit_kg": limit,
                }
            )
    for place in sorted(promised):
        for rule in broken_rules(room, place):
            scenario = room.scenario
            found.append(
                {
                    "kind": "rule",
                    "id": scenario.lots[place.lot].lot_id,
                    "demand": scenario.demands[place.demand].demand_id,
                    "rule": rule,
                    "date": room.calendar.date(place.harvest).isoformat(),
                    "committed_kg": promised[place],
                }
            )
    return found


def _exists(room: Room, key: Key) -> bool:
    return key.day < room.calendar.days or key.kind in {"demand_day", "lot_day"}


def _name(scenario: Scenario, key: Key) -> str:
    match key.kind:
        case "point" | "storage":
            return scenario.points[key.owner].point_id
        case "lane":
            return scenario.lanes[key.owner].lane_id
        case "demand" | "demand_day":
            return scenario.demands[key.owner].demand_id
        case _:
            return scenario.lots[key.owner].lot_id


def broken_rules(room: Room, place: Place) -> Iterator[str]:
    """Every rule a single line breaks, capacities aside."""
    scenario, calendar = room.scenario, room.calendar
    lot, demand, lane = scenario.lots[place.lot], scenario.demands[place.demand], scenario.lanes[place.lane]
    point = scenario.points[place.point]
    arrives = place.dispatch + lane.days
    if lot.commodity != demand.commodity:
        yield "commodity"
    if not grade_fits(lot, demand):
        yield "grade"
    if not certificates_fit(lot, demand):
        yield "certificate"
    if not price_fits(lot, demand, lane):
        yield "price"
    if not any(row.place == lot.place and row.point_id == point.point_id for row in scenario.access):
        yield "no_access"
    harvest, delivery = calendar.date(place.harvest), calendar.date(arrives)
    if not (
        lot.harvest_from <= harvest <= lot.harvest_to and demand.deliver_from <= delivery <= demand.deliver_to
    ):
        yield "dates"
    if place.harvest < 0 or arrives >= calendar.days or place.dispatch < place.harvest:
        yield "dates"
    life = lot.shelf_life_days
    if life is not None and arrives - place.harvest + demand.min_life_left_days > life:
        yield "shelf_life"
    yield from _closed(room, place, arrives)


def _closed(room: Room, place: Place, arrives: int) -> Iterator[str]:
    scenario, calendar = room.scenario, room.calendar
    opened = calendar.point_open[place.point]
    lot, demand = scenario.lots[place.lot], scenario.demands[place.demand]
    shut = (
        any(not 0 <= day < calendar.days or not opened[day] for day in (place.harvest, place.dispatch)),
        not 0 <= place.dispatch < calendar.days or not calendar.lane_open[place.lane][place.dispatch],
        place.harvest in calendar.place_shut.get(lot.place, frozenset()),
        arrives in calendar.market_shut.get(demand.market, frozenset()),
    )
    if any(shut):
        yield "closure"
