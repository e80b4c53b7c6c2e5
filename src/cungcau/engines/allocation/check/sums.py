"""What lines add up to on each lot, demand, point, store and lane, and whether it fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import floor

from cungcau.engines.allocation.check.breaches import Breach, Facts, kilograms
from cungcau.engines.allocation.model import Assignment, ClosureKind, Commitment

Resource = tuple[str, str, date | None]
"""Kind, id and day (None for a total): kinds of ``Bottleneck`` plus ``lot`` and ``lot_day``."""

_NAMES = {
    "lot": "lô",
    "lot_day": "lô",
    "demand": "đơn",
    "demand_day": "đơn",
    "point": "điểm",
    "storage": "kho ở điểm",
    "lane": "tuyến",
}
_CODES = {
    "lot": "lot_total",
    "lot_day": "lot_day",
    "demand": "demand_total",
    "demand_day": "demand_day",
    "point": "point_day",
    "storage": "storage",
    "lane": "lane_day",
}


def load(facts: Facts, lines: Iterable[Assignment | Commitment]) -> Counter[Resource]:
    """kg that ``lines`` put on every resource they touch."""
    used: Counter[Resource] = Counter()
    for line in lines:
        for resource in _touched(facts, line):
            used[resource] += line.kg
    return used


def _touched(facts: Facts, line: Assignment | Commitment) -> Iterator[Resource]:
    yield "lot", line.lot_id, None
    yield "lot_day", line.lot_id, line.harvest_date
    yield "demand", line.demand_id, None
    yield "point", line.point_id, line.harvest_date
    for night in range((line.dispatch_date - line.harvest_date).days):
        yield "storage", line.point_id, line.harvest_date + timedelta(days=night)
    lane, arrival = facts.lane(line), facts.delivery(line)
    if lane is not None and arrival is not None:
        yield "demand_day", line.demand_id, arrival
        yield "lane", lane.lane_id, line.dispatch_date


def limit(facts: Facts, resource: Resource) -> int | None:
    """How many kg a resource holds; None without limit or when the scenario does not know it."""
    kind, name, day = resource
    if kind in ("lot", "lot_day"):
        lot = facts.lots.get(name)
        return None if lot is None else lot.quantity_kg if kind == "lot" else lot.max_kg_per_day
    if kind in ("demand", "demand_day"):
        demand = facts.demands.get(name)
        return None if demand is None else demand.quantity_kg if kind == "demand" else demand.max_kg_per_day
    point = facts.points.get(name)
    if kind == "storage":
        return None if point is None else point.storage_kg
    holder = point if kind == "point" else facts.lanes.get((name.partition(">")[0], name.partition(">")[2]))
    if holder is None or holder.capacity_kg_per_day is None or day is None:
        return None
    return floor(holder.capacity_kg_per_day * facts.factor(ClosureKind(kind), name, day))


def check_sums(facts: Facts, lines: Iterable[Assignment]) -> tuple[list[Breach], list[Breach]]:
    """Breaches and notes of sums. A day on which a point or lane is shut is judged line by line."""
    used = load(facts, lines)
    promised = load(facts, facts.scenario.commitments)
    breaches: list[Breach] = []
    notes: list[Breach] = []
    for resource, kg in used.items():
        allowed = limit(facts, resource)
        if allowed is None or kg <= allowed or _shut(facts, resource):
            continue
        kind, name, day = resource
        where = f"{_NAMES[kind]} {name}" + (f" ngày {day}" if day else "")
        found = Breach(_CODES[kind], where, f"dùng {kilograms(kg)}, chỉ được {kilograms(allowed)}")
        (notes if kg <= promised[resource] else breaches).append(found)
    return breaches, notes


def _shut(facts: Facts, resource: Resource) -> bool:
    kind, name, day = resource
    if kind not in ("point", "lane") or day is None:
        return False
    return facts.factor(ClosureKind(kind), name, day) == 0
