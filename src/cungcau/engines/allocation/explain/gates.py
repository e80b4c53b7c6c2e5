"""Which conditions of which demands a lot misses, by how much, and what would meet them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cungcau.engines.allocation.explain.situation import Situation, Way
from cungcau.engines.allocation.explain.timing import Span, span_of, wait_with_closures
from cungcau.engines.allocation.explain.words import certificate_words, days, few, grade_words, kilograms
from cungcau.engines.allocation.model import Closure, ClosureKind, Demand, Lot, PriceAt, Reason
from cungcau.kernel.vntext import show_date_range, show_percent, show_price

EASIEST_FIRST = (
    Reason.PRICE,
    Reason.DATES,
    Reason.CLOSURE,
    Reason.CERTIFICATE,
    Reason.SHELF_LIFE,
    Reason.NO_ACCESS,
    Reason.GRADE,
    Reason.DEMAND_FILLED,
)
_RANK = {reason: rank for rank, reason in enumerate(EASIEST_FIRST)}


@dataclass(frozen=True, slots=True)
class Miss:
    """One condition that fails: by how much (``gap`` in the unit of its kind), in words, and the remedy."""

    reason: Reason
    gap: int
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Match:
    """A demand of the lot's commodity with every condition the lot misses by its best way."""

    demand: Demand
    room_kg: int
    misses: tuple[Miss, ...]
    way: Way | None

    def miss(self, reason: Reason) -> Miss | None:
        """The miss of this kind, if there is one."""
        return next((miss for miss in self.misses if miss.reason is reason), None)


def matches(situation: Situation, lot: Lot) -> list[Match]:
    """Every demand of the lot's commodity that asks for goods, those with the fewest misses first."""
    apart = {pair.demand_id for pair in situation.scenario.exclusions if pair.lot_id == lot.lot_id}
    found = [
        _match(situation, lot, demand)
        for demand in situation.scenario.demands
        if demand.commodity == lot.commodity and demand.quantity_kg > 0 and demand.demand_id not in apart
    ]
    return sorted(found, key=lambda match: (*_order(match.misses), match.demand.demand_id))


def _order(misses: tuple[Miss, ...]) -> tuple[int, bool, list[int], list[int]]:
    filled = any(miss.reason is Reason.DEMAND_FILLED for miss in misses)
    return len(misses), filled, [_RANK[miss.reason] for miss in misses], [miss.gap for miss in misses]


def _match(situation: Situation, lot: Lot, demand: Demand) -> Match:
    room = situation.room(demand.demand_id)
    goods = tuple(_goods(situation, lot, demand, room))
    best: tuple[tuple[Miss, ...], Way | None] | None = None
    for way in situation.ways.get(demand.market, ()):
        misses = _sorted(_travel(situation, lot, way, demand))
        if best is None or _order(misses) < _order(best[0]):
            best = misses, way
    misses, chosen = best or ((_no_way(situation, lot, demand),), None)
    return Match(demand, room, _sorted((*goods, *misses)), chosen)


def _sorted(misses: Iterator[Miss] | tuple[Miss, ...]) -> tuple[Miss, ...]:
    return tuple(sorted(misses, key=lambda miss: _RANK[miss.reason]))


def _goods(situation: Situation, lot: Lot, demand: Demand, room: int) -> Iterator[Miss]:
    """What the goods themselves lack, whatever the way, and whether the demand is full."""
    if demand.min_grade is not None and (lot.grade is None or lot.grade < demand.min_grade):
        gap = demand.min_grade - (-1 if lot.grade is None else lot.grade)
        asked, own = grade_words(demand.min_grade), grade_words(lot.grade)
        yield Miss(
            Reason.GRADE,
            gap,
            f"cần {asked} trở lên, lô {own if lot.grade is None else f'là {own}'}",
            f"tuyển chọn lại để có hàng {asked}, hoặc người mua nhận hàng {own}",
        )
    lacking = demand.certificates - lot.certificates
    if lacking:
        names = certificate_words(lacking)
        remedy = f"bổ sung {names}, hoặc người mua bỏ yêu cầu này"
        yield Miss(Reason.CERTIFICATE, len(lacking), f"lô thiếu {names}", remedy)
    if not room:
        filled = situation.filled[demand.demand_id]
        text = f"đã nhận đủ {kilograms(filled)} trên {kilograms(demand.quantity_kg)}"
        remedy = f"người mua nhận thêm (lô còn {kilograms(situation.unsold_kg)})"
        yield Miss(Reason.DEMAND_FILLED, situation.unsold_kg, text, remedy)


def _no_way(situation: Situation, lot: Lot, demand: Demand) -> Miss:
    words = situation.words
    place, market = words.name(lot.place), words.market(demand.market)
    if not situation.reach:
        text = f"từ {place} chưa được đưa hàng tới điểm tập kết nào"
        remedy = f"mở đường gom hàng từ {place} tới một điểm tập kết có tuyến đi {market}"
        return Miss(Reason.NO_ACCESS, 2, text, remedy)
    points = ", ".join(words.point(point.point_id) for point in situation.reach[:3])
    text = f"{points} (nơi {place} đưa hàng tới được) chưa có tuyến đi {market}"
    first = words.lane(situation.reach[0].point_id, demand.market)
    return Miss(Reason.NO_ACCESS, 1, text, f"mở {first}")


def _travel(situation: Situation, lot: Lot, way: Way, demand: Demand) -> Iterator[Miss]:
    """What fails on this way: approval, price, days, life, closures."""
    if not way.point.approved:
        point = situation.words.point(way.point.point_id)
        yield Miss(Reason.NO_ACCESS, 0, f"{point} chưa được duyệt", f"duyệt {point}")
    yield from _price(lot, way, demand)
    span = span_of(situation, lot, way, demand)
    if not span.meets:
        yield _dates(situation, lot, way, demand, span)
        return
    age = span.wait + way.lane.days
    if lot.shelf_life_days is not None and age + demand.min_life_left_days > lot.shelf_life_days:
        yield _life(lot, demand, age)
        return
    wait = wait_with_closures(situation, lot, way, demand, span)
    need = None if wait is None else wait + way.lane.days + demand.min_life_left_days
    if need is None or (lot.shelf_life_days is not None and need > lot.shelf_life_days):
        shut = few(_closures_along(situation, lot, way, span)) or "đường đi bị đóng"
        yield Miss(Reason.CLOSURE, 0, shut, f"xin mở lại ({shut}), hoặc đi đường khác")


def _price(lot: Lot, way: Way, demand: Demand) -> Iterator[Miss]:
    floor, price = lot.floor_price_vnd_per_kg, demand.price_vnd_per_kg
    if floor is None or price is None:
        return
    freight = way.lane.cost_vnd_per_kg if demand.price_at is PriceAt.MARKET else 0
    gap = floor - (price - freight)
    if gap <= 0:
        return
    less = f" (tại thị trường, trừ cước tuyến {show_price(freight)})" if freight else ""
    yield Miss(
        Reason.PRICE,
        gap,
        f"giá sàn {show_price(floor)} cao hơn giá mua {show_price(price)}{less} là {show_price(gap)}",
        f"giảm giá sàn {show_price(gap)} (còn {show_price(floor - gap)}), hoặc người mua trả thêm {show_price(gap)}",
    )


def _dates(situation: Situation, lot: Lot, way: Way, demand: Demand, span: Span) -> Miss:
    grown = show_date_range(lot.harvest_from, lot.harvest_to)
    taken = show_date_range(demand.deliver_from, demand.deliver_to)
    travel = f"đi đường {days(way.lane.days)}" if way.lane.days else "đi về trong ngày"
    text = f"lô thu {grown}, {travel}, người mua nhận {taken}"
    early, late = span.early_by, span.late_by
    gap = max(early, late)
    ways_out = _ways_out(demand, way, span) if span.first <= span.last else []
    if ways_out:
        how = "thu xong quá sớm" if early else "thu quá muộn"
        return Miss(Reason.DATES, gap, f"{text}: lệch {days(gap)} ({how})", ", hoặc ".join(ways_out))
    opened = show_date_range(way.point.open_from, way.point.open_to)
    where = f"lịch mở của {situation.words.point(way.point.point_id)} ({opened})"
    return Miss(
        Reason.DATES,
        gap,
        f"{text}; trong vụ và trong {where} không có ngày nào hợp",
        "dời ngày thu, ngày nhận hoặc lịch mở của điểm để có ngày chung",
    )


def _ways_out(demand: Demand, way: Way, span: Span) -> list[str]:
    """Who would have to move by how many days; empty where neither lot nor buyer alone can help."""
    early, late, travel = span.early_by, span.late_by, way.lane.days
    found = []
    if span.send_first <= span.send_last and (early or late):
        found.append(f"thu muộn hơn {days(early)}" if early else f"thu sớm hơn {days(late)}")
    if early and not late and demand.deliver_from.toordinal() - travel == span.send_first:
        found.append(f"người mua nhận sớm hơn {days(early)}")
    if late and not early and demand.deliver_to.toordinal() - travel == span.send_last:
        found.append(f"người mua lùi hạn nhận {days(late)}")
    return found


def _life(lot: Lot, demand: Demand, age: int) -> Miss:
    life = lot.shelf_life_days or 0
    gap = age + demand.min_life_left_days - life
    left = f", lúc giao phải còn {days(demand.min_life_left_days)}" if demand.min_life_left_days else ""
    text = (
        f"từ lúc thu đến lúc giao ít nhất {days(age)}{left}, lô chỉ giữ được {days(life)}: thiếu {days(gap)}"
    )
    remedy = f"giữ hàng lâu thêm {days(gap)} (kho lạnh), hoặc đi tuyến nhanh hơn, thu gần ngày nhận hơn"
    return Miss(Reason.SHELF_LIFE, gap, text, remedy)


def _closures_along(situation: Situation, lot: Lot, way: Way, span: Span) -> list[str]:
    """The closures that shut a way altogether on days that matter, in words."""
    words = situation.words
    last = max(span.last, span.send_last + way.lane.days)
    along = (
        (ClosureKind.PLACE, lot.place, words.name(lot.place)),
        (ClosureKind.POINT, way.point.point_id, words.point(way.point.point_id)),
        (ClosureKind.LANE, way.lane.lane_id, words.lane(way.lane.point_id, way.lane.market)),
        (ClosureKind.MARKET, way.lane.market, words.market(way.lane.market)),
    )
    return [
        closure_words(row, name)
        for kind, known, name in along
        for row in situation.closures(kind, known)
        if row.factor == 0 and row.first.toordinal() <= last and row.last.toordinal() >= span.first
    ]


def closure_words(row: Closure, name: str) -> str:
    """A closure in words: "tuyến P1 → Hà Nội đóng 04–05/9/2021"."""
    span = show_date_range(row.first, row.last)
    if row.factor == 0:
        return f"{name} đóng {span}"
    return f"{name} chỉ còn {show_percent(row.factor)} sức nhận {span}"
