"""The lines of a published plan as columns that may be kept.

A published line that still keeps every rule is a column of its own, from its lot's class straight to its
demand, no wider than its published kg. Whatever it does the network can do by the same resources at the same
cost, so such columns change no optimum; they only tell goods that stay from goods that move.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cungcau.engines.allocation.exact.fit import excluded_demands
from cungcau.engines.allocation.exact.network import Network
from cungcau.engines.allocation.exact.program import Keep
from cungcau.engines.allocation.exact.promises import broken_rules
from cungcau.engines.allocation.exact.room import Place, Room
from cungcau.engines.allocation.model import Assignment


def places_of(room: Room, published: Iterable[Assignment]) -> tuple[dict[Place, int], int]:
    """Kg by line of a published plan, and the kg of lines whose lot, demand, point or lane is no longer there."""
    scenario, calendar = room.scenario, room.calendar
    lots = {lot.lot_id: i for i, lot in enumerate(scenario.lots)}
    demands = {demand.demand_id: d for d, demand in enumerate(scenario.demands)}
    found: dict[Place, int] = defaultdict(int)
    lost = 0
    for row in published:
        i, d = lots.get(row.lot_id), demands.get(row.demand_id)
        k = calendar.point_index.get(row.point_id)
        lane = None if d is None else calendar.lane_index.get((row.point_id, scenario.demands[d].market))
        if i is None or d is None or k is None or lane is None:
            lost += row.kg
            continue
        harvest, dispatch = calendar.day(row.harvest_date), calendar.day(row.dispatch_date)
        found[Place(i, k, lane, d, harvest, dispatch)] += row.kg
    return dict(found), lost


def keepable(room: Room, published: Mapping[Place, int], promised: Mapping[Place, int]) -> dict[Place, int]:
    """The most kg of each published line that may stay, beyond what is promised on the very same line."""
    kept: dict[Place, int] = {}
    excluded = excluded_demands(room.scenario)
    for place in sorted(published):
        apart = excluded.get(room.scenario.lots[place.lot].lot_id, 0) >> place.demand & 1
        if apart or any(broken_rules(room, place)):
            continue
        lefts = [left for key in room.keys_of(place) if (left := room.left(key)) is not None]
        kg = min([published[place] - promised.get(place, 0), *lefts])
        if kg > 0:
            kept[place] = kg
    return kept


def keep_columns(
    room: Room, network: Network, kept: Mapping[Place, int]
) -> tuple[tuple[Place, ...], tuple[Keep, ...]]:
    """Lines and their columns, in the same order.

    The network has an arc for every step of a line that keeps the rules, hence a row for every limit on it.
    The exceptions need none: a lot's quantity bounds its unit, and a daily limit no smaller than the lot's
    quantity never binds. A line that still lacks a row or a class is not kept, for nothing would count it.
    """
    access: dict[tuple[str, str], int] = {
        (row.place, row.point_id): row.cost_vnd_per_kg for row in room.scenario.access
    }
    row_of = {key: row for row, key in enumerate(network.resources)}
    class_of = {i: j for j, group in enumerate(network.classes) for i in group.lots}
    places: list[Place] = []
    columns: list[Keep] = []
    for place, kg in kept.items():
        group = class_of.get(place.lot)
        if group is None:
            continue
        free = {"lot"} if network.classes[group].daily is not None else {"lot", "lot_day"}
        keys = [key for key in room.keys_of(place) if key.kind not in free and room.left(key) is not None]
        if any(key not in row_of for key in keys):
            continue
        lot, lane = room.scenario.lots[place.lot], room.scenario.lanes[place.lane]
        cost = access[lot.place, lane.point_id] + lane.cost_vnd_per_kg
        places.append(place)
        columns.append(Keep(group, tuple(row_of[key] for key in keys), kg, cost))
    return tuple(places), tuple(columns)


def still_fits(room: Room, lines: Mapping[Place, int], most: Mapping[Place, int]) -> bool:
    """Whether all these new kg may stand together as they are."""
    if any(kg > most.get(place, 0) for place, kg in lines.items()):
        return False
    trial = Room(room.scenario, room.calendar)
    trial.used.update(room.used)
    for place, kg in lines.items():
        if any((left := trial.left(key)) is not None and left < kg for key in trial.keys_of(place)):
            return False
        trial.take(place, kg)
    return True


def keep_in_turn(room: Room, kept: Mapping[Place, int]) -> tuple[dict[Place, int], Room]:
    """As much of every line as fits after those before it, and the room that is then left."""
    trial = Room(room.scenario, room.calendar)
    trial.used.update(room.used)
    lines: dict[Place, int] = {}
    for place, kg in kept.items():
        lefts = [left for key in trial.keys_of(place) if (left := trial.left(key)) is not None]
        part = min([kg, *lefts])
        if part:
            lines[place] = part
            trial.take(place, part)
    return lines, trial


def sold_by(room: Room, lines: Mapping[Place, int], producers: Sequence[str]) -> list[int]:
    """Kg of the lines by producer, in the order given."""
    sold: dict[str, int] = defaultdict(int)
    for place, kg in lines.items():
        sold[room.scenario.lots[place.lot].producer_id] += kg
    return [sold[name] for name in producers]
