"""Is each line of a plan allowed by itself?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cungcau.engines.allocation.check.breaches import Breach, Facts, key_of, kilograms, place_of
from cungcau.engines.allocation.model import Assignment, ClosureKind, Demand, Lane, Lot, Point, PriceAt

Finding = tuple[str, str]


def check_lines(facts: Facts, lines: Iterable[Assignment]) -> tuple[list[Breach], list[Breach]]:
    """Breaches and notes of single lines: unknown names, kg, matching, windows, ways, columns."""
    breaches: list[Breach] = []
    notes: list[Breach] = []
    for line in lines:
        where = place_of(line)
        breaches.extend(Breach(code, where, text) for code, text in _columns(facts, line))
        kept = line.kg <= facts.promised.get(key_of(line), 0)
        for code, text in _rules(facts, line):
            (notes if kept else breaches).append(Breach(code, where, text))
    return breaches, notes


def check_promises(facts: Facts, lines: Iterable[Assignment]) -> list[Breach]:
    """Lines that stand twice, and promises of which the plan keeps too little."""
    lines = list(lines)
    times = Counter(map(key_of, lines))
    found = [
        Breach("duplicate", place_of(line), "dòng này đã có trong phương án")
        for line in {key_of(line): line for line in lines}.values()
        if times[key_of(line)] > 1
    ]
    planned: Counter[object] = Counter()
    for line in lines:
        planned[key_of(line)] += line.kg
    for promise in {key_of(promise): promise for promise in facts.scenario.commitments}.values():
        promised, kg = facts.promised[key_of(promise)], planned[key_of(promise)]
        if kg < promised:
            text = f"đã cam kết {kilograms(promised)}, phương án chỉ có {kilograms(kg)}"
            found.append(Breach("commitment", place_of(promise), text))
    return found


def _columns(facts: Facts, line: Assignment) -> Iterator[Finding]:
    """What no promise excuses: the kg, and columns that follow from the scenario."""
    if isinstance(line.kg, bool) or not isinstance(line.kg, int) or line.kg <= 0:
        yield "kg", f"cần số kg nguyên dương, ở đây là {line.kg}"
    for code, name, known in (
        ("unknown_lot", line.lot_id, facts.lots),
        ("unknown_demand", line.demand_id, facts.demands),
        ("unknown_point", line.point_id, facts.points),
    ):
        if name not in known:
            yield code, f"kịch bản không có mã {name}"
    lot, demand, lane = facts.lots.get(line.lot_id), facts.demands.get(line.demand_id), facts.lane(line)
    delivery = facts.delivery(line)
    if delivery is not None and line.delivery_date != delivery:
        yield "delivery_date", f"ngày giao phải là {delivery}, phương án ghi {line.delivery_date}"
    if demand is not None and line.price_vnd_per_kg != demand.price_vnd_per_kg:
        text = f"giá của đơn là {demand.price_vnd_per_kg}, phương án ghi {line.price_vnd_per_kg} đồng/kg"
        yield "price_column", text
    access = None if lot is None else facts.access.get((lot.place, line.point_id))
    if access is not None and lane is not None:
        freight = access.cost_vnd_per_kg + lane.cost_vnd_per_kg
        if line.freight_vnd_per_kg != freight:
            text = f"cước phải là {freight}, phương án ghi {line.freight_vnd_per_kg} đồng/kg"
            yield "freight_column", text


def _rules(facts: Facts, line: Assignment) -> Iterator[Finding]:
    """The rules of the scenario that this line breaks."""
    lot, demand = facts.lots.get(line.lot_id), facts.demands.get(line.demand_id)
    point, lane = facts.points.get(line.point_id), facts.lane(line)
    if (line.lot_id, line.demand_id) in facts.apart and line.kg > facts.promised.get(key_of(line), 0):
        yield "exclusion", "lô và đơn này đã được tách ra bằng tay"
    if lot is not None and demand is not None:
        yield from _matching(lot, demand)
    if lot is not None:
        yield from _harvest(facts, line, lot)
    if point is not None:
        yield from _point(facts, line, point)
    if demand is not None and lane is None:
        yield "lane", f"không có tuyến {line.point_id}>{demand.market}"
    if demand is not None and lane is not None:
        yield from _delivery(facts, line, demand, lane)
        if lot is not None:
            yield from _life_and_price(facts, line, lot, demand, lane)


def _matching(lot: Lot, demand: Demand) -> Iterator[Finding]:
    if lot.commodity != demand.commodity:
        yield "commodity", f"lô là {lot.commodity}, đơn cần {demand.commodity}"
    if demand.min_grade is not None and (lot.grade is None or lot.grade < demand.min_grade):
        yield "grade", f"lô hạng {lot.grade}, đơn cần từ hạng {demand.min_grade}"
    lacking = demand.certificates - lot.certificates
    if lacking:
        yield "certificate", f"lô thiếu chứng nhận {'; '.join(sorted(lacking))}"


def _harvest(facts: Facts, line: Assignment, lot: Lot) -> Iterator[Finding]:
    scenario, day = facts.scenario, line.harvest_date
    if not lot.harvest_from <= day <= lot.harvest_to:
        yield "harvest_window", f"lô thu từ {lot.harvest_from} đến {lot.harvest_to}"
    if day < scenario.start or line.dispatch_date > scenario.end:
        yield "horizon", f"kịch bản từ {scenario.start} đến {scenario.end}"
    if line.dispatch_date < day:
        yield "dispatch", "ngày gửi trước ngày thu"
    if (lot.place, line.point_id) not in facts.access:
        yield "access", f"{lot.place} không được đưa hàng đến điểm {line.point_id}"
    if facts.factor(ClosureKind.PLACE, lot.place, day) == 0:
        yield "place_closed", f"{lot.place} đóng ngày {day}"


def _point(facts: Facts, line: Assignment, point: Point) -> Iterator[Finding]:
    if not point.approved:
        yield "approved", f"điểm {point.point_id} chưa được duyệt"
    for day in sorted({line.harvest_date, line.dispatch_date}):
        shut = facts.factor(ClosureKind.POINT, point.point_id, day) == 0
        if shut or not point.open_from <= day <= point.open_to:
            yield "point_closed", f"điểm {point.point_id} không mở ngày {day}"


def _delivery(facts: Facts, line: Assignment, demand: Demand, lane: Lane) -> Iterator[Finding]:
    arrival = facts.delivery(line)
    assert arrival is not None
    if facts.factor(ClosureKind.LANE, lane.lane_id, line.dispatch_date) == 0:
        yield "lane_closed", f"tuyến {lane.lane_id} đóng ngày {line.dispatch_date}"
    if facts.factor(ClosureKind.MARKET, demand.market, arrival) == 0:
        yield "market_closed", f"thị trường {demand.market} đóng ngày {arrival}"
    if not demand.deliver_from <= arrival <= demand.deliver_to:
        text = f"giao ngày {arrival}, đơn nhận từ {demand.deliver_from} đến {demand.deliver_to}"
        yield "delivery_window", text
    if arrival > facts.scenario.end:
        yield "delivery_after_end", f"giao ngày {arrival}, kịch bản hết ngày {facts.scenario.end}"


def _life_and_price(
    facts: Facts, line: Assignment, lot: Lot, demand: Demand, lane: Lane
) -> Iterator[Finding]:
    arrival = facts.delivery(line)
    assert arrival is not None
    age = (arrival - line.harvest_date).days
    if lot.shelf_life_days is not None and age + demand.min_life_left_days > lot.shelf_life_days:
        text = (
            f"đến nơi sau {age} ngày, đơn cần còn {demand.min_life_left_days} ngày, "
            f"lô chỉ giữ được {lot.shelf_life_days} ngày"
        )
        yield "shelf_life", text
    floor, price = lot.floor_price_vnd_per_kg, demand.price_vnd_per_kg
    if floor is None or price is None:
        return
    at_point = price - (lane.cost_vnd_per_kg if demand.price_at is PriceAt.MARKET else 0)
    if floor > at_point:
        yield "floor", f"giá sàn {floor}, đơn trả {at_point} đồng/kg tại điểm"
