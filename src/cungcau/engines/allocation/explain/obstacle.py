"""The paragraph on kg that stay unsold: the plan's reason in words, where, who has the place, what is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from cungcau.engines.allocation.explain.fairness import turn_text
from cungcau.engines.allocation.explain.gates import Match, closure_words
from cungcau.engines.allocation.explain.resource import (
    FILLED,
    Resource,
    fullness_text,
    gain_text,
    name_of,
    resource_of,
)
from cungcau.engines.allocation.explain.situation import Situation
from cungcau.engines.allocation.explain.words import few, kilograms, sentence
from cungcau.engines.allocation.model import ClosureKind, Reason, Unsold
from cungcau.kernel.vntext import show_number, show_percent

_SHORT = {
    Reason.NO_DEMAND: "không có nhu cầu nào còn hỏi mua mặt hàng này",
    Reason.GRADE: "bậc của lô thấp hơn mức người mua cần",
    Reason.CERTIFICATE: "lô thiếu chứng nhận người mua yêu cầu",
    Reason.PRICE: "giá sàn của lô cao hơn giá người mua trả",
    Reason.DATES: "ngày thu hoạch không khớp ngày người mua nhận hàng",
    Reason.SHELF_LIFE: "hàng không giữ được đến lúc giao theo yêu cầu",
    Reason.NO_ACCESS: "chưa có đường từ nơi trồng qua điểm tập kết đến người mua",
    Reason.POINT_CAPACITY: "điểm tập kết đã đầy",
    Reason.LANE_CAPACITY: "tuyến vận chuyển đã hết chỗ",
    Reason.DEMAND_FILLED: "người mua đã nhận đủ",
    Reason.CLOSURE: "đường đi bị đóng hoặc thu hẹp trong những ngày cần",
    Reason.DAILY_LIMIT: "vướng giới hạn số kg mỗi ngày",
}
SHARED = (Reason.POINT_CAPACITY, Reason.LANE_CAPACITY, Reason.DEMAND_FILLED, Reason.DAILY_LIMIT)


def obstacle_text(situation: Situation, row: Unsold, found: Sequence[Match]) -> str:
    """Why the kg of one unsold row stay unsold."""
    head = f"Còn {kilograms(row.unsold_kg)} chưa bán được vì {_SHORT[row.reason]}."
    resource = resource_of(situation, row)
    detail = _DETAILS.get(row.reason, _missed)(situation, row, resource, found)
    turn = _turn(situation, row, resource) if row.reason in SHARED else ""
    gain = gain_text(situation, resource) if resource.kind else ""
    return " ".join(part for part in (head, detail, turn, gain) if part)


def _missed(situation: Situation, row: Unsold, resource: Resource, found: Sequence[Match]) -> str:
    """The demand that was missed by least for this reason: the resource's own, else the nearest."""
    missing = [match for match in found if match.miss(row.reason)]
    named = [
        match for match in missing if resource.kind == "demand" and match.demand.demand_id == resource.id
    ]
    for match in (named or missing)[:1]:
        miss = match.miss(row.reason)
        assert miss is not None
        market = situation.words.market(match.demand.market)
        return f"Gần nhất là {situation.words.demand(match.demand.demand_id)} ở {market}: {miss.text}."
    return _elsewhere(situation, resource)


def _elsewhere(situation: Situation, resource: Resource) -> str:
    """Where the plan says it binds, when nothing more exact is known."""
    return f"Chỗ vướng kế hoạch ghi: {name_of(situation, resource)}." if resource.id else ""


def _nobody(situation: Situation, row: Unsold, resource: Resource, found: Sequence[Match]) -> str:
    goods = situation.words.name(situation.lot.commodity)
    if not found:
        return f"Không ai hỏi mua {goods} trong những ngày của kế hoạch."
    asked = sum(match.demand.quantity_kg for match in found)
    count = f"{show_number(len(found))} nhu cầu mua {goods}, cộng {kilograms(asked)}"
    return f"Có {count}, nhưng không nhu cầu nào hợp lô này."


def _full(situation: Situation, row: Unsold, resource: Resource, found: Sequence[Match]) -> str:
    if resource.kind not in FILLED:
        return _elsewhere(situation, resource)
    text = sentence(fullness_text(situation, resource))
    return f"{text} {_takers(situation, resource)}" if resource.kind.startswith("demand") else text


def _takers(situation: Situation, resource: Resource) -> str:
    """Who sold to a demand, most kg first, with their season shares."""
    by_producer: Counter[str] = Counter()
    for line in situation.users(resource.kind, resource.id, resource.day):
        by_producer[situation.producer_of(line.lot_id) or line.lot_id] += line.kg
    ranked = sorted(by_producer.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return ""
    named = [f"{situation.words.producer(who)} {kilograms(kg)}{_share(situation, who)}" for who, kg in ranked]
    return f"Phần đó chia cho {few(named, 'người')}."


def _share(situation: Situation, producer_id: str) -> str:
    share = situation.season.get(producer_id)
    return "" if share is None else f" (tỷ lệ cả vụ {show_percent(share)})"


def _shut(situation: Situation, row: Unsold, resource: Resource, found: Sequence[Match]) -> str:
    kinds = {kind.value for kind in ClosureKind}
    rows = situation.closures(ClosureKind(resource.kind), resource.id) if resource.kind in kinds else []
    rows = [each for each in rows if resource.day is None or each.first <= resource.day <= each.last]
    name = name_of(situation, Resource(resource.kind, resource.id, None)) if rows else ""
    shut = few([closure_words(each, name) for each in rows])
    return sentence(shut) if shut else _missed(situation, row, resource, found)


def _daily(situation: Situation, row: Unsold, resource: Resource, found: Sequence[Match]) -> str:
    lot = situation.lot
    if resource.kind.startswith("demand"):
        most = situation.demands[resource.id].max_kg_per_day
        each = "" if most is None else f" Nơi này mỗi ngày chỉ nhận {kilograms(most)}."
        return sentence(fullness_text(situation, resource)) + each
    if resource.kind in FILLED:
        return sentence(fullness_text(situation, resource))
    if lot.max_kg_per_day is None:
        return _elsewhere(situation, resource)
    first, last = situation.lot_window
    count = max(0, (last - first).days + 1)
    used: Counter[date] = Counter()
    for line in situation.lines:
        used[line.harvest_date] += line.kg
    full = sum(kg >= lot.max_kg_per_day for kg in used.values())
    return (
        f"Lô mỗi ngày thu được nhiều nhất {kilograms(lot.max_kg_per_day)}, trong vụ có {show_number(count)} ngày thu; "
        f"kế hoạch đã thu hết mức ở {show_number(full)} ngày."
    )


def _turn(situation: Situation, row: Unsold, resource: Resource) -> str:
    """The rule of fairness among those who use the resource or wait for it."""
    if resource.kind not in FILLED:
        return ""
    rivals = {
        situation.producer_of(line.lot_id)
        for line in situation.users(resource.kind, resource.id, resource.day)
    }
    same = (row.reason, row.resource)
    waiting = (other for other in situation.plan.unsold if (other.reason, other.resource) == same)
    rivals.update(situation.producer_of(other.lot_id) for other in waiting)
    return turn_text(situation, situation.season.get(situation.lot.producer_id), rivals)


_DETAILS: dict[Reason, Callable[[Situation, Unsold, Resource, Sequence[Match]], str]] = {
    Reason.NO_DEMAND: _nobody,
    Reason.POINT_CAPACITY: _full,
    Reason.LANE_CAPACITY: _full,
    Reason.DEMAND_FILLED: _full,
    Reason.CLOSURE: _shut,
    Reason.DAILY_LIMIT: _daily,
}
