"""Whose share counts: producers as elements, and the units that the linear program sees.

A producer whose lots all fall in one class shares that class's unit with every other such producer: how a
class total is split among them is decided outside the program. A producer with lots in several classes is
a unit of its own, joined to its classes by arcs no wider than its lots there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.classes import LotClass
from cungcau.engines.allocation.exact.room import Key, Room
from cungcau.engines.allocation.model import Producer, Scenario

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """Units in order of first producer, and the producers (elements) inside them.

    Attributes:
        count: number of units.
        own_class: class of a shared unit, -1 for a producer that is a unit by itself.
        cap: the most kg each unit may sell anew.
        join_unit, join_class, join_kg: arcs from lone producers' units to their classes.
        producers: element ``e`` is producer ``producers[e]``.
        unit: unit of each element, rising.
        width: weight × (offered before + offered now) of each element.
        had: kg each element has sold already, before the season's plan and by promise.
        room: most kg each element may sell anew.
    """

    count: int
    own_class: Ints
    cap: Ints
    join_unit: Ints
    join_class: Ints
    join_kg: Ints
    producers: list[str]
    unit: Ints
    width: Floats
    had: Floats
    room: Floats


def build_units(scenario: Scenario, room: Room, classes: list[LotClass]) -> Units:
    """Tell shared units from lone producers, both in order of producer id."""
    kg_by: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for j, group in enumerate(classes):
        for i in group.lots:
            left = room.left(Key("lot", i, -1)) or 0
            kg_by[scenario.lots[i].producer_id][j] += min(left, group.kg)
    shared: dict[int, list[str]] = defaultdict(list)
    lone: list[str] = []
    for name in sorted(kg_by):
        if len(kg_by[name]) == 1:
            shared[next(iter(kg_by[name]))].append(name)
        else:
            lone.append(name)
    members = [(j, names) for j, names in sorted(shared.items())] + [(-1, [name]) for name in lone]
    joins = [(len(shared) + u, j, kg) for u, name in enumerate(lone) for j, kg in sorted(kg_by[name].items())]
    names = [name for _, group_names in members for name in group_names]
    widths, had = _season(scenario, room, names)
    kg = [sum(kg_by[name].values()) for name in names]
    unit = np.repeat(np.arange(len(members)), [len(group) for _, group in members])
    return Units(
        count=len(members),
        own_class=np.array([j for j, _ in members], dtype=np.int64),
        cap=np.bincount(unit, weights=kg, minlength=len(members)).astype(np.int64),
        join_unit=np.array([u for u, _, _ in joins], dtype=np.int64),
        join_class=np.array([j for _, j, _ in joins], dtype=np.int64),
        join_kg=np.array([kg for _, _, kg in joins], dtype=np.int64),
        producers=names,
        unit=unit.astype(np.int64),
        width=widths,
        had=had,
        room=np.array(kg, dtype=np.float64),
    )


def _season(scenario: Scenario, room: Room, names: list[str]) -> tuple[Floats, Floats]:
    """Season width (kg, weighted) and kg already sold of each named producer."""
    known = {producer.producer_id: producer for producer in scenario.producers}
    offered: dict[str, int] = defaultdict(int)
    promised: dict[str, int] = defaultdict(int)
    for i, lot in enumerate(scenario.lots):
        offered[lot.producer_id] += lot.quantity_kg
        promised[lot.producer_id] += room.used.get(Key("lot", i, -1), 0)
    entries = [(known.get(name, Producer(name)), name) for name in names]
    widths = [float(p.weight * (p.prior_offered_kg + offered[name])) for p, name in entries]
    had = [float(p.prior_sold_kg + promised[name]) for p, name in entries]
    return np.array(widths, dtype=np.float64), np.array(had, dtype=np.float64)
