"""One lot, one demand, one point, one lane: what the tests of explanations vary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from cungcau.engines.allocation.explain import Explanation, explain
from cungcau.engines.allocation.model import (
    DEFAULT_ORDER,
    Access,
    Assignment,
    Bottleneck,
    Demand,
    Lane,
    Lot,
    Plan,
    Point,
    PriceAt,
    Producer,
    ProducerShare,
    Reason,
    Scenario,
    Unsold,
)


def day(number: int) -> date:
    return date(2021, 9, number)


LOT = Lot("A", "H1", "R1", "hồng", 2, frozenset(), 1000, day(2), day(4), None, 6, "Tân Mỹ", 9000)


DEMAND = Demand(
    "D1", "M1", "hồng", 2, frozenset(), 600, day(3), day(6), "Hà Nội", 12000, PriceAt.MARKET, 2, None
)


POINT = Point("P1", "Tân Mỹ", True, 600, day(1), day(30), 0)


LANE = Lane("P1", "Hà Nội", 1, 1000, 500)


SEASON = Scenario(
    "nhỏ",
    day(1),
    day(30),
    DEFAULT_ORDER,
    (LOT,),
    (),
    (DEMAND,),
    (POINT,),
    (Access("Tân Mỹ", "P1", 100),),
    (LANE,),
)


def line(lot: str, kg: int, demand: str = "D1", harvest: int = 2, price: int = 12000) -> Assignment:
    return Assignment(lot, demand, "P1", day(harvest), day(harvest), day(harvest + 1), kg, price, 1100)


def plan_of(
    scenario: Scenario,
    lines: Sequence[Assignment] = (),
    unsold: Sequence[Unsold] = (),
    bottlenecks: Sequence[Bottleneck] = (),
) -> Plan:
    producer = {lot.lot_id: lot.producer_id for lot in scenario.lots}
    ledger = {row.producer_id: row for row in scenario.producers}
    offered: Counter[str] = Counter()
    sold: Counter[str] = Counter()
    for lot in scenario.lots:
        offered[lot.producer_id] += lot.quantity_kg
    for each in lines:
        sold[producer[each.lot_id]] += each.kg
    rows = []
    for name in sorted(offered):
        own = ledger.get(name, Producer(name))
        base = own.weight * (own.prior_offered_kg + offered[name])
        share = Fraction(sold[name], offered[name]) if offered[name] else None
        season = (own.prior_sold_kg + sold[name]) / base if base else None
        rows.append(ProducerShare(name, offered[name], sold[name], share, season))
    return Plan(tuple(lines), tuple(rows), (), tuple(unsold), tuple(bottlenecks))


def nothing_sold(scenario: Scenario, reason: Reason, resource: str = "") -> Explanation:
    return explain(scenario, plan_of(scenario, (), [Unsold("A", 1000, reason, resource)]), "A")


def wanting(**changes: object) -> Scenario:
    return replace(SEASON, demands=(replace(DEMAND, **changes),))  # type: ignore[arg-type]


def told(answer: Explanation, kind: Reason) -> str:
    texts = [change.text for change in answer.nearest if change.kind is kind]
    assert texts, answer.nearest
    return texts[0]
