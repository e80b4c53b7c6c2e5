"""The summary of a plan in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from cungcau.engines.allocation.model import Bottleneck, Plan, Reason, Scenario
from cungcau.kernel.vntext import show_date, show_date_range, show_money, show_number, show_percent

REASONS = {
    Reason.NO_DEMAND: "không có đơn cho mặt hàng",
    Reason.GRADE: "chưa đạt hạng",
    Reason.CERTIFICATE: "thiếu chứng nhận",
    Reason.PRICE: "giá dưới giá sàn",
    Reason.DATES: "không khớp ngày",
    Reason.SHELF_LIFE: "không giữ được đến nơi",
    Reason.NO_ACCESS: "không có lối đến điểm",
    Reason.POINT_CAPACITY: "điểm hết sức chứa",
    Reason.LANE_CAPACITY: "tuyến hết sức chở",
    Reason.DEMAND_FILLED: "đơn đã đủ",
    Reason.CLOSURE: "nơi hoặc tuyến đóng",
    Reason.DAILY_LIMIT: "giới hạn mỗi ngày",
}
KINDS = {
    "point": "điểm",
    "storage": "kho ở điểm",
    "lane": "tuyến",
    "demand": "đơn",
    "demand_day": "đơn",
}
SHOWN_BOTTLENECKS = 3


def summary_lines(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """What was sold, how fairly, at what cost, what is left and what would help most."""
    summary = plan.summary
    yield f"“{scenario.name}”, {show_date_range(scenario.start, scenario.end)}"
    if summary.get("status") == "cancelled":
        yield "Đã dừng giữa chừng: đây là phương án tốt nhất có được đến lúc đó."
    offered = sum(row.offered_kg for row in plan.producers)
    sold = sum(line.kg for line in plan.assignments)
    part = f" ({show_percent(Fraction(sold, offered))})" if offered else ""
    yield f"Bán được {_kg(sold)} trong {_kg(offered)} chào{part}{_bound(summary)}."
    asked = sum(row.asked_kg for row in plan.demands)
    full = sum(row.filled_kg >= row.asked_kg for row in plan.demands)
    yield f"Đơn hàng: {show_number(full)} trong {show_number(len(plan.demands))} đơn đủ; cần {_kg(asked)}."
    yield from _fairness(plan)
    cost = sum(line.kg * line.freight_vnd_per_kg for line in plan.assignments)
    yield f"Cước: {show_money(cost)}" + (f", {show_money(round(cost / sold))}/kg." if sold else ".")
    yield from _price_of_fairness(summary)
    yield from _left(plan)
    for row in sorted(plan.bottlenecks, key=_weight)[:SHOWN_BOTTLENECKS]:
        if row.gain_kg_per_kg > 0:
            yield _bottleneck(row)


def _kg(kg: int) -> str:
    return f"{show_number(kg)} kg"


def _bound(summary: Mapping[str, object]) -> str:
    bound, gap = summary.get("upper_bound_kg"), summary.get("gap_kg")
    if not isinstance(bound, int) or not isinstance(gap, int):
        return ""
    return f"; không cách nào quá {_kg(bound)}, còn chênh {_kg(gap)}" if gap else "; đã là nhiều nhất có thể"


def _fairness(plan: Plan) -> Iterator[str]:
    shares = [row.share for row in plan.producers if row.share is not None]
    if shares:
        mean = sum(shares, Fraction(0)) / len(shares)
        nothing = sum(share == 0 for share in shares)
        yield (
            f"{show_number(len(shares))} nhà sản xuất: phần bán được thấp nhất {show_percent(min(shares))}, "
            f"trung bình {show_percent(mean)}; {show_number(nothing)} nhà chưa bán được gì."
        )


def _price_of_fairness(summary: Mapping[str, object]) -> Iterator[str]:
    price = summary.get("price_of_fairness")
    if isinstance(price, dict) and isinstance(price.get("kg"), int) and isinstance(price.get("vnd"), int):
        yield f"Cái giá của công bằng: bớt {_kg(price['kg'])}, thêm {show_money(price['vnd'])} cước."


def _left(plan: Plan) -> Iterator[str]:
    left: Counter[Reason] = Counter()
    for row in plan.unsold:
        left[row.reason] += row.unsold_kg
    if left:
        parts = [f"{REASONS[reason]} {_kg(kg)}" for reason, kg in left.most_common()]
        yield f"Còn lại {_kg(left.total())}: {'; '.join(parts)}."


def _weight(row: Bottleneck) -> tuple[float, int, str, str]:
    return (-row.gain_kg_per_kg, -row.used_kg, row.id, str(row.date or ""))


def _bottleneck(row: Bottleneck) -> str:
    when = f" ngày {show_date(row.date)}" if row.date else ""
    gain = show_number(Fraction(round(row.gain_kg_per_kg * 100), 100))
    return (
        f"Nút thắt: {KINDS[row.kind]} {row.id}{when} ({_kg(row.capacity_kg)}); thêm 1 kg bán thêm {gain} kg."
    )
