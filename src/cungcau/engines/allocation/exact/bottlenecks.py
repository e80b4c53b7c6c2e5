"""Full capacities, what one more kg of each would sell, and the proven bound on what can be sold."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.highs import Answer
from cungcau.engines.allocation.exact.network import Network
from cungcau.engines.allocation.exact.program import Program
from cungcau.engines.allocation.exact.room import Key, Place, Room
from cungcau.engines.allocation.exact.stages import Stages
from cungcau.engines.allocation.model import Bottleneck

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CLEAR = 1e-6
CHECK_AT_MOST = 300
"""Capacities whose gain is confirmed by solving again with one more kg."""
CHECK_WORK = 1.5e8
"""Rows × pivots after which the remaining gains are given by their dual value, which is never too low.

Counted and not timed, so that a busy machine gives the same answer.
"""
START_PIVOTS = 20
"""What beginning a solve costs, in pivots."""


@dataclass(frozen=True)
class Found:
    """Rows by falling gain, and how many gains were confirmed and how many are dual values."""

    rows: tuple[Bottleneck, ...]
    confirmed: int
    by_dual: int


def upper_bound_kg(program: Program, answer: Answer) -> int:
    """The most kg any plan can sell anew, proven by weak duality from the duals of ``answer``.

    Whatever the duals are, Σ price × room + Σ over columns of what is gained beyond their price is a bound;
    it is summed with an allowance for rounding and cut down to a whole kg.
    """
    layout, bounds = program.layout, program.bounds
    price = -answer.row_dual
    resources = slice(layout.first_resource, layout.total_row)
    price[resources] = np.maximum(0.0, price[resources])
    price[layout.total_row] = 0.0
    worth = np.zeros(layout.columns)
    worth[: layout.units] = 1.0
    gain = np.maximum(0.0, worth - program.sum_by_column(price))
    terms = np.concatenate([price[resources] * bounds.row_high[resources], gain * bounds.col_high])
    allowance = 1e-12 * float(np.abs(terms).sum()) * len(terms) ** 0.5 + 1e-9
    return math.floor((float(terms.sum()) + float(allowance)) * program.scale + 1e-6)


def loads(room: Room, lines: Mapping[Place, int]) -> dict[Key, int]:
    """Kg on every resource, promises included."""
    used = dict(room.used)
    for place, kg in lines.items():
        for key in room.keys_of(place):
            used[key] = used.get(key, 0) + kg
    return used


def find_bottlenecks(stages: Stages, network: Network, room: Room, lines: Mapping[Place, int]) -> Found:
    """Every capacity that is full or worth enlarging, with its gain."""
    used = loads(room, lines)
    first = stages.most_sold()
    arcs = _arcs_as_tight(stages.solver.program, network)
    dual = _worth(stages.solver.program, first, arcs)
    pivots_before = stages.solver.pivots
    rows_in_all = stages.solver.program.layout.rows
    confirmed = by_dual = 0
    rows = []
    order = sorted(range(len(network.resources)), key=lambda row: (-dual[row], row))
    for row in order:
        key = network.resources[row]
        limit = room.limit(key)
        if key.kind == "lot_day" or limit is None or (used.get(key, 0) < limit and dual[row] <= CLEAR):
            continue
        gain = 0.0
        if dual[row] > CLEAR:
            pivots = stages.solver.pivots - pivots_before + START_PIVOTS * confirmed
            if confirmed < CHECK_AT_MOST and pivots * rows_in_all < CHECK_WORK:
                gain = _one_more(stages, row, arcs[row], float(dual[row]))
                confirmed += 1
            else:
                gain = float(dual[row])
                by_dual += 1
        if gain > CLEAR or used.get(key, 0) >= limit > 0:
            rows.append(_row(room, key, used.get(key, 0), limit, gain))
    rows.sort(key=lambda row: (-row.gain_kg_per_kg, row.kind, row.id, row.date or date.min))
    return Found(tuple(rows), confirmed, by_dual)


def _arcs_as_tight(program: Program, network: Network) -> dict[int, Ints]:
    """By resource, the columns of its arcs whose own bound is no more than what the resource leaves.

    Such a bound stands for the resource and moves with it. Left out are arcs of a lot with a daily limit as
    tight as the resource.
    """
    found: dict[int, list[int]] = defaultdict(list)
    left = np.append(network.room, np.iinfo(np.int64).max)
    arcs, slots = np.nonzero(network.upper[:, None] >= left[network.uses])
    for arc, resource in zip(arcs.tolist(), network.uses[arcs, slots].tolist(), strict=True):
        if not _limited(network, arc):
            found[resource].append(program.layout.first_arc + arc)
    return defaultdict(lambda: np.zeros(0, dtype=np.int64), {r: np.array(c) for r, c in found.items()})


def _limited(network: Network, arc: int) -> bool:
    """Whether the arc's bound is a lot's limit for its day of harvest."""
    tail = int(network.tail[arc])
    daily = network.classes[tail].daily if tail < len(network.classes) else None
    if daily is None:
        return False
    days = [day for day, _ in network.classes[tail].ways]
    return daily[days.index(int(network.day[arc]))] <= int(network.upper[arc])


def _worth(program: Program, answer: Answer, arcs: Mapping[int, Ints]) -> Floats:
    """What one more of each resource can gain at most: its dual value and those of the bounds it sets.

    Never above one: a kg sold passes each resource once, so a price of one on a resource pays for every way
    through it. The bounds of arcs onward to nowhere (all promised away) bear prices without meaning.
    """
    layout = program.layout
    worth = np.maximum(0.0, -answer.row_dual[layout.first_resource : layout.total_row])
    for row, columns in arcs.items():
        worth[row] += np.maximum(0.0, -answer.reduced[columns]).sum()
    return np.minimum(1.0, worth)


def _one_more(stages: Stages, row: int, arcs: Ints, dual: float) -> float:
    """Kg sold more with one kg more of a resource: the true gain, which a dual value may overstate."""
    program = stages.solver.program
    first = stages.most_sold()
    bounds = program.bounds.copy()
    bounds.row_high[program.layout.first_resource + row] += 1.0 / program.scale
    bounds.col_high[arcs] += 1.0 / program.scale
    answer = stages.sell_most_within(bounds)
    gain = (first.objective - answer.objective) * program.scale
    return min(dual, max(0.0, round(gain, 6)))


def _row(room: Room, key: Key, used: int, limit: int, gain: float) -> Bottleneck:
    scenario, calendar = room.scenario, room.calendar
    match key.kind:
        case "point" | "storage":
            name = scenario.points[key.owner].point_id
        case "lane":
            name = scenario.lanes[key.owner].lane_id
        case _:
            name = scenario.demands[key.owner].demand_id
    when = calendar.date(key.day) if key.day >= 0 else None
    bare = Bottleneck(key.kind, name, when, used, limit, 0.0)
    return replace(bare, gain_kg_per_kg=round(gain, 6))
