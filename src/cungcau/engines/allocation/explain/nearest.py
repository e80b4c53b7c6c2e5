"""The changes that would bring the unsold kg nearest to a buyer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cungcau.engines.allocation.explain.explanation import Change
from cungcau.engines.allocation.explain.gates import Match, matches
from cungcau.engines.allocation.explain.resource import Resource, name_of, resource_of, used_kg
from cungcau.engines.allocation.explain.situation import Situation
from cungcau.engines.allocation.explain.words import days, kilograms
from cungcau.engines.allocation.model import Objective, Reason, Unsold
from cungcau.kernel.vntext import show_date

MOST_DEMANDS = 3
DAYS_AROUND = 7


def nearest_changes(
    situation: Situation, rows: Sequence[Unsold], found: Sequence[Match]
) -> tuple[Change, ...]:
    """Relief of the resources that bind first, then the conditions of the demands that lack least."""
    if not situation.unsold_kg:
        return ()
    changes = [change for row in rows for change in _relief(situation, row, found)]
    missing = [match for match in found if match.misses]
    fewest = min((len(match.misses) for match in missing), default=0)
    chosen = [match for match in missing if len(match.misses) == fewest][:MOST_DEMANDS]
    changes += [change for match in chosen for change in _conditions(situation, match)]
    distinct: dict[tuple[Reason, str], Change] = {}
    for change in changes:
        distinct.setdefault((change.kind, change.target), change)
    return tuple(distinct.values())


def _conditions(situation: Situation, match: Match) -> Iterator[Change]:
    demand = match.demand
    to = f"{situation.words.demand(demand.demand_id)} ở {situation.words.market(demand.market)}"
    room = f" (còn cần {kilograms(match.room_kg)})" if match.room_kg else ""
    also = f", cùng với {len(match.misses) - 1} điều kiện khác" if len(match.misses) > 1 else ""
    for miss in match.misses:
        yield Change(miss.reason, demand.demand_id, miss.gap, f"để bán cho {to}{room}{also}: {miss.remedy}")


def _relief(situation: Situation, row: Unsold, found: Sequence[Match]) -> Iterator[Change]:
    """More of what the plan says is full, or another day on which it is not."""
    left = kilograms(row.unsold_kg)
    if row.reason is Reason.NO_DEMAND and not found:
        goods = situation.lot.commodity
        text = f"tìm người mua {situation.words.name(goods)} cho {left} này"
        yield Change(row.reason, goods, row.unsold_kg, text)
    resource = resource_of(situation, row)
    if not resource.kind:
        return
    what = _more(row.reason, resource)
    if what:
        yield Change(
            row.reason, resource.id, row.unsold_kg, f"{what} {name_of(situation, resource)} (lô còn {left})"
        )
    if row.reason is Reason.POINT_CAPACITY and resource.kind == "point":
        yield from _other_day(situation, resource)


def _more(reason: Reason, resource: Resource) -> str:
    """What more of a full resource is called; empty for a reason that no capacity lies behind."""
    match reason:
        case Reason.POINT_CAPACITY:
            return "tăng sức chứa:" if resource.kind == "storage" else "tăng sức nhận:"
        case Reason.LANE_CAPACITY:
            return "thêm xe:"
        case Reason.DEMAND_FILLED:
            return "xin người mua nhận thêm:"
        case Reason.DAILY_LIMIT:
            return (
                "thu nhiều hơn mỗi ngày:"
                if resource.kind.startswith("lot")
                else "xin nhận nhiều hơn mỗi ngày:"
            )
        case _:
            return ""


def _other_day(situation: Situation, resource: Resource) -> Iterator[Change]:
    """The nearest day outside the lot's window on which this point has room and a demand would take the lot."""
    first, last = situation.lot_window
    for gap in range(1, DAYS_AROUND + 1):
        for day in (first - timedelta(days=gap), last + timedelta(days=gap)):
            room = _free(situation, resource.id, day)
            if room and _wanted(situation, resource.id, day):
                point = situation.words.point(resource.id)
                away = f"thu vào {show_date(day)}, ngoài khoảng ngày thu {days(gap)}"
                text = f"{away}: {point} hôm đó còn nhận được {room}"
                yield Change(Reason.DATES, resource.id, gap, text)
                return


def _free(situation: Situation, point_id: str, day: date) -> str:
    """Kilograms a point still takes on a day, in words; empty when it takes none."""
    if not situation.scenario.start <= day <= situation.scenario.end:
        return ""
    most = situation.capacity("point", point_id, day)
    if most is None:
        return ""
    left = most - used_kg(situation, Resource("point", point_id, day))
    return kilograms(left) if left > 0 else ""


def _wanted(situation: Situation, point_id: str, day: date) -> bool:
    moved = replace(situation.lot, harvest_from=day, harvest_to=day)
    return any(
        match.way is not None and match.way.point.point_id == point_id and not match.misses
        for match in matches(situation, moved)
    )


def open_text(situation: Situation, found: Sequence[Match]) -> str:
    """Demands with room whose every condition the lot meets: only room on the way is wanting."""
    fitting = [match for match in found if not match.misses]
    if not fitting or not situation.unsold_kg:
        return ""
    words = situation.words
    named = "; ".join(
        f"{words.demand(match.demand.demand_id)} ở {words.market(match.demand.market)}"
        f" (còn cần {kilograms(match.room_kg)})"
        for match in fitting[:MOST_DEMANDS]
    )
    head = f"Lô đáp ứng mọi điều kiện của {named}"
    if situation.scenario.order[:1] != (Objective.SOLD,):
        return f"{head}."
    return f"{head}; phần còn vướng là sức nhận, sức chở hoặc mức mỗi ngày trên đường tới đó."
