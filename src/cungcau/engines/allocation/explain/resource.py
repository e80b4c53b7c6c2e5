"""The resource of an unsold row, found again in the scenario: what it is, how full, what more of it would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cungcau.engines.allocation.explain.situation import Situation
from cungcau.engines.allocation.explain.words import kilograms
from cungcau.engines.allocation.model import Reason, Unsold
from cungcau.kernel.vntext import show_date, show_number

KINDS = ("demand_day", "demand", "storage", "point", "lane", "lot_day", "lot", "place", "market")
ANY = ("demand", "point", "lane", "lot", "place", "market")
FILLED = frozenset({"point", "storage", "lane", "demand", "demand_day"})
"""Kinds that hold so many kg: those of ``Bottleneck``."""
_BY_REASON = {
    Reason.POINT_CAPACITY: ("point", "lane", "demand"),
    Reason.LANE_CAPACITY: ("lane", "point", "demand"),
    Reason.DEMAND_FILLED: ("demand", "point", "lane"),
    Reason.DAILY_LIMIT: ("lot", "demand", "point", "lane"),
    Reason.CLOSURE: ("lane", "point", "place", "market"),
}


@dataclass(frozen=True, slots=True)
class Resource:
    """What binds: kind (empty when the scenario does not know the id), id, and the day if one is named."""

    kind: str
    id: str
    day: date | None


def resource_of(situation: Situation, row: Unsold) -> Resource:
    """Read ``id`` or ``id@date``, with or without a kind and a colon before it."""
    text, day = row.resource.strip(), None
    name, at, tail = text.rpartition("@")
    if at:
        try:
            text, day = name, date.fromisoformat(tail)
        except ValueError:
            day = None
    kind, colon, rest = text.partition(":")
    if colon and kind in KINDS and _known(situation, kind, rest):
        return _settled(situation, row, Resource(kind, rest, day))
    for guess in (*_BY_REASON.get(row.reason, ()), *ANY):
        if _known(situation, guess, text):
            return _settled(situation, row, Resource(guess, text, day))
    return Resource("", text, day)


def _known(situation: Situation, kind: str, name: str) -> bool:
    match kind:
        case "point" | "storage":
            return name in situation.points
        case "lane":
            return name in situation.lanes
        case "demand" | "demand_day":
            return name in situation.demands
        case "lot" | "lot_day":
            return name == situation.lot.lot_id
        case "place":
            return any(lot.place == name for lot in (situation.lot, *situation.scenario.lots))
        case _:
            return any(demand.market == name for demand in situation.scenario.demands)


def _settled(situation: Situation, row: Unsold, found: Resource) -> Resource:
    """The store of a point instead of its intake, where the intake of that day still has room."""
    if row.reason is not Reason.POINT_CAPACITY or found.kind != "point" or found.day is None:
        return found
    most = situation.capacity("point", found.id, found.day)
    used = used_kg(situation, found)
    night = situation.points[found.id].storage_kg
    stored = used_kg(situation, Resource("storage", found.id, found.day))
    full = most is not None and used >= most
    return found if full or not night or stored < night else Resource("storage", found.id, found.day)


def used_kg(situation: Situation, found: Resource) -> int:
    """Kilograms the plan puts on a resource."""
    return sum(line.kg for line in situation.users(found.kind, found.id, found.day))


def name_of(situation: Situation, found: Resource) -> str:
    """What the resource is called, with its day."""
    words = situation.words
    on = f" ngày {show_date(found.day)}" if found.day else ""
    match found.kind:
        case "point":
            return words.point(found.id) + on
        case "storage":
            return f"kho của {words.point(found.id)}" + (f" đêm {show_date(found.day)}" if found.day else "")
        case "lane":
            lane = situation.lanes[found.id]
            return words.lane(lane.point_id, lane.market) + on
        case "demand" | "demand_day":
            market = words.market(situation.demands[found.id].market)
            return f"{words.demand(found.id)} ở {market}{on}"
        case "market":
            return words.market(found.id) + on
        case "lot" | "lot_day":
            return f"lô {found.id}{on}"
        case _:
            return words.name(found.id) + on


def fullness_text(situation: Situation, found: Resource) -> str:
    """How full a point, store, lane or demand is: "điểm tập kết P1 ngày 02/9/2021 đã nhận 600 kg trên 600 kg"."""
    name, used = name_of(situation, found), used_kg(situation, found)
    most = _limit(situation, found)
    verb = {"storage": "đã chứa", "lane": "đã chở"}.get(found.kind, "đã nhận")
    if found.day is None and found.kind in ("point", "lane"):
        daily = f", mỗi ngày nhiều nhất {kilograms(most)}" if most is not None else ""
        return f"{name} {verb} cả thảy {kilograms(used)}{daily}"
    return f"{name} {verb} {kilograms(used)}" + (f" trên {kilograms(most)}" if most is not None else "")


def _limit(situation: Situation, found: Resource) -> int | None:
    match found.kind:
        case "point" | "lane":
            if found.day is not None:
                return situation.capacity(found.kind, found.id, found.day)
            holder = situation.points.get(found.id) or situation.lanes.get(found.id)
            return holder.capacity_kg_per_day if holder else None
        case "storage":
            return situation.points[found.id].storage_kg
        case _:
            demand = situation.demands[found.id]
            return demand.max_kg_per_day if found.day is not None else demand.quantity_kg


def gain_text(situation: Situation, found: Resource) -> str:
    """What the plan's bottleneck row says of one more kg of the resource; empty without a row."""
    kind = "demand_day" if found.kind == "demand" and found.day else found.kind
    row = situation.bottleneck(kind, found.id, found.day)
    if row is None:
        return ""
    if row.gain_kg_per_kg <= 0:
        return "Thêm sức riêng ở chỗ này không làm cả kế hoạch bán thêm được kg nào, vì còn vướng chỗ khác."
    gain = show_number(Fraction(max(1, round(row.gain_kg_per_kg * 100)), 100))
    return f"Mỗi kg nới thêm ở chỗ này giúp cả kế hoạch bán thêm khoảng {gain} kg."
