"""From whole kg on arcs to lines: which lot, through which point, picked and sent on which day, to whom.

Goods that meet in a node are alike for everything that follows, so the parcels that arrive are dealt over
the arcs that leave in a fixed order: at most arrivals + departures − 1 pieces a node.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.network import Network
from cungcau.engines.allocation.exact.program import Program
from cungcau.engines.allocation.exact.room import Key, Place, Room
from cungcau.engines.allocation.exact.units import Units

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Parcel = tuple[int, int, int]
"""Lot (position in the scenario), harvest day (-1 while on the farm), kg."""


def split_whole(total: int, wished: Sequence[float], most: Sequence[int]) -> list[int]:
    """``total`` in whole parts as near to ``wished`` as can be, none above its ``most``; ties go to the first.

    Raises:
        ValueError: the parts cannot hold the total.
    """
    if total > sum(most):
        raise ValueError(f"{total} kg do not fit into {sum(most)} kg")
    parts = [min(room, int(wish + 1e-6)) for wish, room in zip(wished, most, strict=True)]
    step = 1 if sum(parts) < total else -1
    while sum(parts) != total:
        gap = abs(total - sum(parts))
        movable = [i for i, part in enumerate(parts) if (part < most[i] if step > 0 else part > 0)]
        movable.sort(key=lambda i: (-step * (wished[i] - parts[i]), i))
        share = max(1, gap // len(movable))
        for i in movable[: gap if share == 1 else len(movable)]:
            room = most[i] - parts[i] if step > 0 else parts[i]
            parts[i] += step * min(share, room, abs(total - sum(parts)))
    return parts


def lot_kg(
    units: Units, network: Network, program: Program, room: Room, kg: Ints, element_kg: Floats
) -> dict[int, int]:
    """Kg sold anew by each lot: unit totals over producers as fairness wants, each producer's over its lots."""
    lots_of: dict[tuple[int, str], list[int]] = defaultdict(list)
    scenario = room.scenario
    for j, group in enumerate(network.classes):
        for i in group.lots:
            lots_of[j, scenario.lots[i].producer_id].append(i)
    sold: dict[int, int] = {}
    first = np.searchsorted(units.unit, np.arange(units.count + 1))
    asked = kg[: units.count] + kg[units.count : 2 * units.count]
    for u in range(units.count):
        members = range(int(first[u]), int(first[u + 1]))
        if units.own_class[u] >= 0:
            wished = _wished(element_kg, units, members, int(asked[u]))
            parts = split_whole(int(asked[u]), wished, [int(units.room[e]) for e in members])
            for e, part in zip(members, parts, strict=True):
                _share_lots(room, lots_of[int(units.own_class[u]), units.producers[e]], part, network, sold)
    for position, (u, j) in enumerate(zip(units.join_unit, units.join_class, strict=True)):
        flow = int(kg[program.layout.first_join + position])
        producer = units.producers[int(first[int(u)])]
        _share_lots(room, lots_of[int(j), producer], flow, network, sold)
    return sold


def _wished(element_kg: Floats, units: Units, members: range, total: int) -> list[float]:
    wished = [float(element_kg[e]) for e in members]
    if abs(sum(wished) - total) <= len(wished) + 1:
        return wished
    room = sum(float(units.room[e]) for e in members)
    return [total * float(units.room[e]) / room if room else 0.0 for e in members]


def _share_lots(room: Room, lots: list[int], total: int, network: Network, sold: dict[int, int]) -> None:
    most = [room.left(Key("lot", i, -1)) or 0 for i in lots]
    whole = sum(most)
    parts = split_whole(total, [total * m / whole if whole else 0.0 for m in most], most)
    for i, part in zip(lots, parts, strict=True):
        if part:
            sold[i] = part


def trace(
    network: Network,
    program: Program,
    room: Room,
    kg: Ints,
    sold: dict[int, int],
    kept: dict[int, int] | None = None,
) -> dict[Place, int]:
    """Lines of the network's flow with their kg; ``kept`` is kg of lots that leave by other columns."""
    flow = kg[program.layout.first_arc : program.layout.first_keep]
    out: dict[int, list[int]] = defaultdict(list)
    waits = np.zeros(network.node_count, dtype=np.int64)
    for arc in np.flatnonzero(flow).tolist():
        out[int(network.tail[arc])].append(arc)
        if network.head[arc] >= 0:
            waits[network.head[arc]] += 1
    stock: dict[int, list[Parcel]] = defaultdict(list)
    for j, group in enumerate(network.classes):
        stock[j] = [(i, -1, sold.get(i, 0) - (kept or {}).get(i, 0)) for i in group.lots if sold.get(i)]
    ready = [node for node in range(network.node_count) if out[node] and not waits[node]]
    lines: dict[Place, int] = defaultdict(int)
    while ready:
        node = ready.pop()
        for arc, parcel in _deal(sorted(stock.pop(node)), [(arc, int(flow[arc])) for arc in out[node]]):
            _move(network, room, arc, parcel, stock, lines)
        for arc in out[node]:
            head = int(network.head[arc])
            if head >= 0:
                waits[head] -= 1
                if not waits[head]:
                    ready.append(head)
    return dict(lines)


def _deal(parcels: list[Parcel], arcs: list[tuple[int, int]]) -> list[tuple[int, Parcel]]:
    """Parcels over arcs, both in order; a parcel is cut where an arc is full."""
    dealt: list[tuple[int, Parcel]] = []
    queue = iter(parcels)
    lot, day, left = next(queue, (-1, -1, 0))
    for arc, need in arcs:
        while need > 0:
            while left == 0:
                lot, day, left = next(queue)
            part = min(need, left)
            dealt.append((arc, (lot, day, part)))
            need, left = need - part, left - part
    return dealt


def _move(
    network: Network,
    room: Room,
    arc: int,
    parcel: Parcel,
    stock: dict[int, list[Parcel]],
    lines: dict[Place, int],
) -> None:
    lot, day, part = parcel
    if network.day[arc] >= 0:
        day = int(network.day[arc])
    head = int(network.head[arc])
    if head >= 0:
        stock[head].append((lot, day, part))
        return
    state = network.states.table[int(network.tail[arc]) - network.first_state]
    demand = int(network.demand[arc])
    scenario, calendar = room.scenario, room.calendar
    lane = calendar.lane_index[scenario.points[state.k].point_id, scenario.demands[demand].market]
    lines[Place(lot, state.k, lane, demand, day, state.t)] += part
