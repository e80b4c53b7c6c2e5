"""Do the other files of a plan agree with its lines?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from cungcau.engines.allocation.check.breaches import Breach, Facts, kilograms
from cungcau.engines.allocation.check.sums import limit, load
from cungcau.engines.allocation.model import Assignment, Plan, Producer, ProducerShare

ROUNDING = Fraction(1, 10**6)


def check_derived(facts: Facts, plan: Plan) -> tuple[list[Breach], list[Breach]]:
    """Breaches and notes of ``producers``, ``demands``, ``unsold``, ``bottlenecks`` and the summary."""
    breaches = [
        *_producers(facts, plan),
        *_demands(facts, plan),
        *_unsold(facts, plan),
        *_summary(facts, plan),
    ]
    wrong, notes = _bottlenecks(facts, plan)
    return breaches + wrong, notes


def _repeats(code: str, names: Iterable[str]) -> Iterator[Breach]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Breach(code, name, f"có {times} dòng, chỉ được một")


def _sold(lines: Iterable[Assignment], field: str) -> Counter[str]:
    sold: Counter[str] = Counter()
    for line in lines:
        sold[getattr(line, field)] += line.kg
    return sold


def _close(stated: Fraction | None, true: Fraction | None) -> bool:
    if stated is None or true is None:
        return stated is true
    return abs(stated - true) <= ROUNDING


def _shown(share: Fraction | None) -> str:
    return "trống" if share is None else f"{float(share):.6f}"


def _producers(facts: Facts, plan: Plan) -> Iterator[Breach]:
    code = "producers_file"
    offered: Counter[str] = Counter()
    sold: Counter[str] = Counter()
    by_lot = _sold(plan.assignments, "lot_id")
    for lot in facts.scenario.lots:
        offered[lot.producer_id] += lot.quantity_kg
        sold[lot.producer_id] += by_lot[lot.lot_id]
    ledger = {producer.producer_id: producer for producer in facts.scenario.producers}
    rows = {row.producer_id: row for row in plan.producers}
    yield from _repeats(code, (row.producer_id for row in plan.producers))
    for name in sorted(offered.keys() - rows.keys()):
        yield Breach(code, name, "thiếu dòng của nhà sản xuất này")
    for name in sorted(rows):
        if name not in offered and name not in ledger:
            yield Breach(code, name, "kịch bản không có nhà sản xuất này")
            continue
        producer = ledger.get(name, Producer(name))
        yield from _producer(rows[name], producer, offered[name], sold[name])


def _producer(row: ProducerShare, producer: Producer, offered: int, sold: int) -> Iterator[Breach]:
    code, name = "producers_file", row.producer_id
    if (row.offered_kg, row.sold_kg) != (offered, sold):
        text = (
            f"chào {kilograms(offered)}, bán {kilograms(sold)}; "
            f"phương án ghi {kilograms(row.offered_kg)} và {kilograms(row.sold_kg)}"
        )
        yield Breach(code, name, text)
    base = producer.weight * (producer.prior_offered_kg + offered)
    for word, stated, true in (
        ("share", row.share, Fraction(sold, offered) if offered else None),
        ("season_share", row.season_share, (producer.prior_sold_kg + sold) / base if base else None),
    ):
        if not _close(stated, true):
            yield Breach(code, name, f"{word} phải là {_shown(true)}, phương án ghi {_shown(stated)}")


def _demands(facts: Facts, plan: Plan) -> Iterator[Breach]:
    code = "demands_file"
    filled = _sold(plan.assignments, "demand_id")
    rows = {row.demand_id: row for row in plan.demands}
    yield from _repeats(code, (row.demand_id for row in plan.demands))
    for name in sorted(facts.demands.keys() ^ rows.keys()):
        known = name in facts.demands
        yield Breach(code, name, "thiếu dòng của đơn này" if known else "kịch bản không có đơn này")
    for name in sorted(facts.demands.keys() & rows.keys()):
        row, asked = rows[name], facts.demands[name].quantity_kg
        if (row.asked_kg, row.filled_kg) != (asked, filled[name]):
            text = (
                f"cần {kilograms(asked)}, được {kilograms(filled[name])}; "
                f"phương án ghi {kilograms(row.asked_kg)} và {kilograms(row.filled_kg)}"
            )
            yield Breach(code, name, text)
        if bool(row.reason) != (filled[name] < asked):
            text = "đơn chưa đủ phải có lý do" if not row.reason else "đơn đã đủ không ghi lý do"
            yield Breach(code, name, text)


def _unsold(facts: Facts, plan: Plan) -> Iterator[Breach]:
    code = "unsold_file"
    sold = _sold(plan.assignments, "lot_id")
    stated: dict[str, int] = defaultdict(int)
    for row in plan.unsold:
        stated[row.lot_id] += row.unsold_kg
        if row.lot_id not in facts.lots:
            yield Breach(code, row.lot_id, "kịch bản không có lô này")
        if row.unsold_kg <= 0:
            yield Breach(code, row.lot_id, f"cần số kg dương, phương án ghi {row.unsold_kg}")
    for name in sorted(facts.lots):
        left = max(0, facts.lots[name].quantity_kg - sold[name])
        if stated.get(name, 0) != left:
            text = f"còn lại {kilograms(left)}, phương án ghi {kilograms(stated.get(name, 0))}"
            yield Breach(code, name, text)


def _bottlenecks(facts: Facts, plan: Plan) -> tuple[list[Breach], list[Breach]]:
    code = "bottlenecks_file"
    used = load(facts, plan.assignments)
    promised = load(facts, facts.scenario.commitments)
    breaches: list[Breach] = []
    notes: list[Breach] = []
    for row in plan.bottlenecks:
        where = f"{row.kind} {row.id}" + (f" {row.date}" if row.date else "")
        resource = (row.kind, row.id, row.date)
        dated = row.kind != "demand"
        allowed = limit(facts, resource) if dated == (row.date is not None) else None
        if allowed is None:
            breaches.append(Breach(code, where, "kịch bản không có giới hạn này"))
        elif (row.used_kg, row.capacity_kg) != (used[resource], allowed):
            text = (
                f"dùng {kilograms(used[resource])}, sức chứa {kilograms(allowed)}; "
                f"phương án ghi {kilograms(row.used_kg)} và {kilograms(row.capacity_kg)}"
            )
            breaches.append(Breach(code, where, text))
        elif row.used_kg > row.capacity_kg:
            over = Breach(code, where, f"dùng {kilograms(row.used_kg)}, chỉ được {kilograms(allowed)}")
            (notes if row.used_kg <= promised[resource] else breaches).append(over)
        if row.gain_kg_per_kg < 0:
            breaches.append(Breach(code, where, f"lợi thêm không thể âm ({row.gain_kg_per_kg})"))
    return breaches, notes


def _summary(facts: Facts, plan: Plan) -> Iterator[Breach]:
    sold = sum(line.kg for line in plan.assignments)
    totals = {
        "offered_kg": sum(lot.quantity_kg for lot in facts.scenario.lots),
        "sold_kg": sold,
        "cost_vnd": sum(line.kg * line.freight_vnd_per_kg for line in plan.assignments),
    }
    for name, true in totals.items():
        yield from _stated(plan.summary, name, true)
    bound = plan.summary.get("upper_bound_kg")
    if isinstance(bound, int) and bound < sold:
        text = f"cận trên {kilograms(bound)} nhỏ hơn số đã bán {kilograms(sold)}"
        yield Breach("summary", "upper_bound_kg", text)
    elif isinstance(bound, int):
        yield from _stated(plan.summary, "gap_kg", bound - sold)


def _stated(summary: Mapping[str, object], name: str, true: int) -> Iterator[Breach]:
    if summary.get(name) != true:
        yield Breach("summary", name, f"phải là {true}, phương án ghi {summary.get(name)}")
