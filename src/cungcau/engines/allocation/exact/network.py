"""The time-expanded network: classes, harvest hubs, states and demands as arrays of arcs.

Nodes are classes, then hubs, then states. An arc runs from a node to a node, or out of the network
when it delivers to a demand (head -1), takes from up to three resources and costs đồng per kg. Goods
of one state may stand in for another that serves fewer demands, so only the poorest fitting state
needs an arc to each demand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.classes import LotClass, Way
from cungcau.engines.allocation.exact.fit import Fit
from cungcau.engines.allocation.exact.room import Key, Room
from cungcau.engines.allocation.exact.states import NOWHERE, States

Ints = NDArray[np.int64]
OUT = -1
MANY = 3
"""Classes that must share a day's ways before a hub for them saves arcs."""


@dataclass(frozen=True)
class Network:
    """Arcs and resources.

    Attributes:
        classes: the lot classes; class ``j`` is node ``j``.
        node_count: classes, hubs and states together.
        first_state: node number of state 0.
        tail, head: node of each arc's ends (head -1: delivered).
        uses: resources of each arc, shape ``(arcs, 3)``, -1 where fewer.
        cost: đồng per kg of each arc.
        upper: the most kg each arc can carry, always finite.
        day: harvest day of arcs that leave a class, else -1.
        demand: demand of arcs that deliver, else -1.
        overnight: arcs that keep goods at a point for a night.
        resources: the key of each resource row; ``room`` its kg.
    """

    classes: list[LotClass]
    states: States
    node_count: int
    first_state: int
    tail: Ints
    head: Ints
    uses: Ints
    cost: Ints
    upper: Ints
    day: Ints
    demand: Ints
    overnight: NDArray[np.bool_]
    resources: list[Key]
    room: Ints


@dataclass
class _Arcs:
    tail: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    uses: list[tuple[int, ...]] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    demand: list[int] = field(default_factory=list)
    overnight: list[bool] = field(default_factory=list)


def build_network(
    fit: Fit, states: States, room: Room, classes: list[LotClass], watched: Collection[int] = ()
) -> Network:
    """Lay out every arc of the scenario's time-expanded network, in a fixed order.

    The daily limits of the lots ``watched`` are resources of their own, for columns other than the arcs of
    their class to take from; those of other lots are bounds of the arcs that leave the class.
    """
    builder = _Builder(fit, states, room, classes, watched)
    builder.leave_classes()
    builder.leave_states()
    arcs = builder.arcs
    return Network(
        classes=classes,
        states=states,
        node_count=builder.first_state + len(states.table),
        first_state=builder.first_state,
        tail=np.array(arcs.tail, dtype=np.int64),
        head=np.array(arcs.head, dtype=np.int64),
        uses=np.array(arcs.uses, dtype=np.int64).reshape(-1, 3),
        cost=np.array(arcs.cost, dtype=np.int64),
        upper=np.array(arcs.upper, dtype=np.int64),
        day=np.array(arcs.day, dtype=np.int64),
        demand=np.array(arcs.demand, dtype=np.int64),
        overnight=np.array(arcs.overnight, dtype=np.bool_),
        resources=list(builder.rows),
        room=np.array([room.left(key) for key in builder.rows], dtype=np.int64),
    )


class _Builder:
    def __init__(
        self, fit: Fit, states: States, room: Room, classes: list[LotClass], watched: Collection[int]
    ) -> None:
        self.fit, self.states, self.room, self.classes = fit, states, room, classes
        self.watched = watched
        self.arcs = _Arcs()
        self.rows: dict[Key, int] = {}
        self.hubs = _hubs(classes)
        self.first_state = len(classes) + len(self.hubs)
        self.offered = sum(group.kg for group in classes)
        self.reach = [0] * len(states.table)
        """Most kilograms that may ever arrive in each state."""

    def leave_classes(self) -> None:
        """Arcs of every class to its states, through a hub where several classes share the day's ways."""
        arrive: dict[int, int] = defaultdict(int)
        for j, group in enumerate(self.classes):
            for position, (day, ways) in enumerate(group.ways):
                most = group.kg if group.daily is None else group.daily[position]
                limit = () if group.daily is None else self._daily_limit(group.lots[0], day)
                hub = self.hubs.get((day, ways))
                if hub is None:
                    for way in ways:
                        self._bring(j, way, day, most, limit)
                else:
                    arrive[hub] += most
                    self._arc(j, hub, limit, 0, most, day=day)
        for (day, ways), hub in self.hubs.items():
            for way in ways:
                self._bring(hub, way, day, arrive[hub])

    def _daily_limit(self, lot: int, day: int) -> tuple[Key, ...]:
        return (Key("lot_day", lot, day),) if lot in self.watched else ()

    def _bring(self, tail: int, way: Way, day: int, most: int, limit: tuple[Key, ...] = ()) -> None:
        k, cost, state = way
        self.reach[state] += most
        harvest = day if tail < len(self.classes) else -1
        keys = (*limit, Key("point", k, day))
        self._arc(tail, self.first_state + state, keys, cost, most, day=harvest)

    def _arc(
        self,
        tail: int,
        head: int,
        keys: tuple[Key, ...],
        cost: int,
        most: int,
        *,
        day: int = -1,
        demand: int = -1,
    ) -> None:
        most = min(most, self.offered)
        limits = [(key, self.room.left(key)) for key in keys]
        uses = tuple(self.rows.setdefault(key, len(self.rows)) for key, left in limits if left is not None)
        arcs = self.arcs
        arcs.tail.append(tail)
        arcs.head.append(head)
        arcs.uses.append((*uses, -1, -1, -1)[:3])
        arcs.cost.append(cost)
        arcs.upper.append(min([most, *(left for _, left in limits if left is not None)]))
        arcs.day.append(day)
        arcs.demand.append(demand)
        arcs.overnight.append(bool(keys) and keys[0].kind == "storage")

    def leave_states(self) -> None:
        """Arcs out of every state: to a poorer state, into the next night, or to a demand."""
        table = self.states.table
        groups: dict[tuple[int, int], list[int]] = defaultdict(list)
        for i, state in enumerate(table):
            groups[state.t, state.k].append(i)
        richer = _Order(self.states)
        for _, group in sorted(groups.items()):
            group.sort(key=lambda i: (-richer.size(i), i))
            for position, i in enumerate(group):
                self._leave(i, group[position + 1 :], richer)

    def _leave(self, i: int, candidates: list[int], richer: _Order) -> None:
        state = self.states.table[i]
        bare, later = state.mask, state.later
        chosen: list[int] = []
        for b in candidates:
            poorer = self.states.table[b]
            gain = (poorer.mask & bare).bit_count() + (later != NOWHERE and poorer.later == later)
            if gain > 1 and richer.covers(i, b) and not any(richer.covers(c, b) for c in chosen):
                chosen.append(b)
                bare &= ~poorer.mask
                later = NOWHERE if poorer.later == later else later
                self.reach[b] += self.reach[i]
                self._arc(self.first_state + i, self.first_state + b, (), 0, self.reach[i])
        if later != NOWHERE:
            self.reach[later] += self.reach[i]
            key = Key("storage", state.k, state.t)
            self._arc(self.first_state + i, self.first_state + later, (key,), 0, self.reach[i])
        while bare:
            d = (bare & -bare).bit_length() - 1
            bare &= bare - 1
            self._deliver(i, d)

    def _deliver(self, i: int, d: int) -> None:
        state = self.states.table[i]
        index = self.fit.lane_of[state.k][d]
        lane = self.fit.scenario.lanes[index]
        keys = (
            Key("lane", index, state.t),
            Key("demand", d, -1),
            Key("demand_day", d, state.t + lane.days),
        )
        self._arc(self.first_state + i, OUT, keys, lane.cost_vnd_per_kg, self.reach[i], demand=d)


def _hubs(classes: list[LotClass]) -> dict[tuple[int, tuple[Way, ...]], int]:
    """Node numbers of hubs: day's ways shared widely enough, or by a class with a daily limit."""
    shared: dict[tuple[int, tuple[Way, ...]], int] = defaultdict(int)
    for group in classes:
        for day, ways in group.ways:
            if len(ways) > 1:
                shared[day, ways] += 1 if group.daily is None else MANY
    wide = (key for key, count in shared.items() if count >= MANY)
    return {key: len(classes) + n for n, key in enumerate(wide)}


class _Order:
    """Which states' goods may stand in for which others'."""

    def __init__(self, states: States) -> None:
        self._table = states.table
        self._size: dict[int, int] = {NOWHERE: 0}
        self._covers: dict[tuple[int, int], bool] = {}

    def size(self, i: int) -> int:
        """Number of (demand, dispatch day) pairs a state may still serve."""
        chain = []
        while i not in self._size:
            chain.append(i)
            i = self._table[i].later
        total = self._size[i]
        for j in reversed(chain):
            total += self._table[j].mask.bit_count()
            self._size[j] = total
        return self._size[chain[0]] if chain else total

    def covers(self, a: int, b: int) -> bool:
        """Whether goods in state ``a`` may do all that goods in state ``b`` may (same point and day)."""
        chain = []
        while True:
            if b == NOWHERE or a == b:
                answer = True
                break
            if a == NOWHERE or self._table[b].mask & ~self._table[a].mask:
                answer = False
                break
            if (a, b) in self._covers:
                answer = self._covers[a, b]
                break
            chain.append((a, b))
            a, b = self._table[a].later, self._table[b].later
        for pair in chain:
            self._covers[pair] = answer
        return answer
