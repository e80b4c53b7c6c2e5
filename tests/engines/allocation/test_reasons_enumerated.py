"""Reasons against every line written out one by one, judged by the verifier's rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from seasons import commune
from served import planned

from cungcau.engines.allocation.check.breaches import Facts
from cungcau.engines.allocation.check.lines import check_lines
from cungcau.engines.allocation.model import Assignment, ClosureKind, Lot, Reason, Scenario, Unsold
from cungcau.engines.allocation.reasons import unsold_rows

FILLING = {
    "point": Reason.POINT_CAPACITY,
    "storage": Reason.POINT_CAPACITY,
    "lane": Reason.LANE_CAPACITY,
    "demand": Reason.DEMAND_FILLED,
    "demand_day": Reason.DAILY_LIMIT,
    "lot_day": Reason.DAILY_LIMIT,
}
ROOM = "room"
Used = Counter[tuple[str, str]]


def resources(facts: Facts, each: Assignment) -> Iterator[tuple[str, str, int | None]]:
    """Kind, name as in the tables of a plan, and limit of everything a line takes from, in order."""
    lot, demand, point = facts.lots[each.lot_id], facts.demands[each.demand_id], facts.points[each.point_id]
    lane = facts.lane(each)
    assert lane is not None
    harvest, dispatch = each.harvest_date, each.dispatch_date
    intake = scaled(facts, point.capacity_kg_per_day, ClosureKind.POINT, point.point_id, harvest)
    yield "point", f"{point.point_id}@{harvest}", intake
    for n in range((dispatch - harvest).days):
        yield "storage", f"{point.point_id}@{harvest + timedelta(days=n)}", point.storage_kg
    carried = scaled(facts, lane.capacity_kg_per_day, ClosureKind.LANE, lane.lane_id, dispatch)
    yield "lane", f"{lane.lane_id}@{dispatch}", carried
    yield "demand", demand.demand_id, demand.quantity_kg
    yield "demand_day", f"{demand.demand_id}@{each.delivery_date}", demand.max_kg_per_day
    yield "lot_day", f"{lot.lot_id}@{harvest}", lot.max_kg_per_day


def scaled(facts: Facts, limit: int | None, kind: ClosureKind, name: str, when: date) -> int | None:
    return None if limit is None else int(limit * Fraction(facts.factor(kind, name, when)))


def possible(scenario: Scenario, facts: Facts, lot: Lot) -> Iterator[Assignment]:
    """Every line of a lot that breaks no rule by itself."""
    days = [scenario.start + timedelta(days=n) for n in range((scenario.end - scenario.start).days + 1)]
    cost = {(row.place, row.point_id): row.cost_vnd_per_kg for row in scenario.access}
    by_point = {point.point_id: point for point in scenario.points}
    for lane in scenario.lanes:
        to = [each for each in scenario.demands if each.market == lane.market and each.quantity_kg]
        for demand in to:
            for harvest in days:
                for dispatch in days if by_point[lane.point_id].storage_kg else [harvest]:
                    each = Assignment(
                        lot.lot_id,
                        demand.demand_id,
                        lane.point_id,
                        harvest,
                        dispatch,
                        dispatch + timedelta(days=lane.days),
                        1,
                        demand.price_vnd_per_kg,
                        cost.get((lot.place, lane.point_id), 0) + lane.cost_vnd_per_kg,
                    )
                    if not check_lines(facts, [each])[0]:
                        yield each


def first_full(facts: Facts, used: Used, each: Assignment) -> tuple[Reason | None, str]:
    for kind, name, limit in resources(facts, each):
        if limit is not None and used[kind, name] >= limit:
            return FILLING[kind], name
    return None, ROOM


def agrees(row: Unsold, found: Counter[tuple[Reason | None, str]], harvests_full: bool) -> str:
    """Which rule the row follows, after seeing that it does."""
    if not found:
        assert row.reason not in {*FILLING.values()}
        return "gate"
    if harvests_full:
        assert (row.reason, row.resource) == (Reason.DAILY_LIMIT, row.lot_id)
        return "harvest"
    if (None, ROOM) in found:
        assert row.reason in FILLING.values()
        return ROOM
    by_reason: Counter[Reason | None] = Counter()
    for (reason, _), count in found.items():
        by_reason[reason] += count
    assert by_reason[row.reason] == max(by_reason.values())
    own = {name: count for (reason, name), count in found.items() if reason is row.reason}
    assert own[row.resource] == max(own.values())
    return "full"


@pytest.mark.parametrize("seed", range(5))
def test_reasons_agree_with_lines_enumerated_one_by_one(seed: int) -> None:
    scenario = commune(seed, lots=40, demands=8, days=8, tight=0.6, daily=0.5)
    facts, lines = Facts(scenario), planned(scenario)
    used: Used = Counter()
    for each in lines:
        for kind, name, _ in resources(facts, each):
            used[kind, name] += each.kg
    followed: Counter[str] = Counter()
    for row in unsold_rows(scenario, lines):
        lot = facts.lots[row.lot_id]
        ways = list(possible(scenario, facts, lot))
        most = lot.max_kg_per_day
        harvests_full = most is not None and all(
            used["lot_day", f"{row.lot_id}@{each.harvest_date}"] >= most for each in ways
        )
        found = Counter(first_full(facts, used, each) for each in ways)
        followed[agrees(row, found, harvests_full)] += 1
    assert followed["full"]
