"""Planning again: the best new plan that moves the fewest kg from the published lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from seasons import commune

from cungcau.engines.allocation import ChangedLine, allocate, replan
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.generate import generate_scenario
from cungcau.engines.allocation.model import (
    Assignment,
    Closure,
    ClosureKind,
    Commitment,
    Demand,
    Objective,
    Plan,
    Scenario,
)

ORDERS = list(permutations(Objective))
SEEDS = range(6)


def season(seed: int) -> Scenario:
    """A small season with storage at half its points and a daily limit on two lots in five."""
    return commune(seed, lots=40, demands=5, days=14, daily=0.4)


def kg_by_line(rows: Iterable[Assignment]) -> dict[tuple[object, ...], int]:
    return {
        (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date): row.kg for row in rows
    }


def moved(before: Plan, after: Plan) -> int:
    old, new = kg_by_line(before.assignments), kg_by_line(after.assignments)
    return sum(max(0, kg - new.get(line, 0)) for line, kg in old.items())


def as_fair(scenario: Scenario, one: Plan, other: Plan) -> bool:
    """The fairest shares are unique: every producer sells the same, up to two kg a lot."""
    lots = Counter(lot.producer_id for lot in scenario.lots)
    pairs = zip(one.producers, other.producers, strict=True)
    return all(abs(a.sold_kg - b.sold_kg) <= 2 * lots[a.producer_id] for a, b in pairs)


def lose_a_lot(scenario: Scenario, plan: Plan) -> Scenario:
    gone = max(plan.assignments, key=lambda row: (row.kg, row.lot_id)).lot_id
    return replace(scenario, lots=tuple(lot for lot in scenario.lots if lot.lot_id != gone))


def ask_for_more(scenario: Scenario, plan: Plan) -> Scenario:
    full = next((row.demand_id for row in plan.demands if row.filled_kg == row.asked_kg > 0), None)

    def grown(demand: Demand) -> Demand:
        more = demand.quantity_kg * 13 // 10
        return replace(demand, quantity_kg=more) if full in (None, demand.demand_id) else demand

    return replace(scenario, demands=tuple(map(grown, scenario.demands)))


def shut_a_lane(scenario: Scenario, plan: Plan) -> Scenario:
    """The busiest lane of the plan, on its busiest day and the next."""
    busiest = max(plan.assignments, key=lambda row: (row.kg, row.lot_id))
    market = next(row.market for row in scenario.demands if row.demand_id == busiest.demand_id)
    first = busiest.dispatch_date
    shut = Closure(
        ClosureKind.LANE, f"{busiest.point_id}>{market}", first, first + timedelta(days=1), Fraction(0)
    )
    return replace(scenario, closures=(*scenario.closures, shut))


Change = Callable[[Scenario, Plan], Scenario]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("build", [season, lambda seed: generate_scenario("small", seed)])
def test_nothing_changed_moves_nothing(build: Callable[[int], Scenario], seed: int) -> None:
    scenario = replace(build(seed), order=ORDERS[seed])
    old = allocate(scenario)
    new, changed = replan(scenario, old.assignments)
    assert changed == ()
    assert new.assignments == old.assignments
    assert new.summary["moved_kg"] == 0
    assert new.summary["kept_kg"] == old.summary["sold_kg"]


@pytest.mark.parametrize("change", [lose_a_lot, ask_for_more, shut_a_lane])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_new_plan_moves_least(change: Change, seed: int) -> None:
    scenario = season(seed)
    old = allocate(scenario)
    after = change(scenario, old)
    fresh = allocate(after)
    new, changed = replan(after, old.assignments)
    assert check(after, new) == []
    assert abs(int(str(new.summary["sold_kg"])) - int(str(fresh.summary["sold_kg"]))) <= 2
    assert as_fair(after, new, fresh)
    assert new.summary["moved_kg"] == moved(old, new) <= moved(old, fresh)
    tell_apart(old, new, changed)


@pytest.mark.parametrize("change", [lose_a_lot, shut_a_lane])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_every_order_of_objectives(change: Change, seed: int) -> None:
    for order in ORDERS[1:4]:
        scenario = replace(season(seed), order=order)
        old = allocate(scenario)
        if not old.assignments:
            continue
        after = change(scenario, old)
        fresh = allocate(after)
        new, _ = replan(after, old.assignments)
        assert check(after, new) == []
        assert abs(int(str(new.summary["sold_kg"])) - int(str(fresh.summary["sold_kg"]))) <= 2
        assert moved(old, new) <= moved(old, fresh)


def tell_apart(old: Plan, new: Plan, changed: tuple[ChangedLine, ...]) -> None:
    """The changed lines say all that differs, sorted, and nothing else."""
    before, after = kg_by_line(old.assignments), kg_by_line(new.assignments)
    told = {
        (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date): (
            row.kg_before,
            row.kg_after,
        )
        for row in changed
    }
    differ = {
        line: (before.get(line, 0), after.get(line, 0))
        for line in before.keys() | after.keys()
        if before.get(line, 0) != after.get(line, 0)
    }
    assert told == differ
    assert list(told) == sorted(told)


@pytest.mark.parametrize("seed", SEEDS)
def test_commitments_stay(seed: int) -> None:
    scenario = season(seed)
    old = allocate(scenario)
    promised = tuple(
        Commitment(
            row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date, (row.kg + 1) // 2
        )
        for row in old.assignments[::3]
    )
    committed = replace(scenario, commitments=promised)
    same, changed = replan(committed, old.assignments)
    assert changed == () and same.assignments == old.assignments

    free = [row for row in old.assignments if row.lot_id not in {promise.lot_id for promise in promised}]
    gone = free[0].lot_id
    after = replace(committed, lots=tuple(lot for lot in scenario.lots if lot.lot_id != gone))
    new, _ = replan(after, old.assignments)
    assert check(after, new) == []
    kg = kg_by_line(new.assignments)
    for row in promised:
        line = (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date)
        assert kg[line] >= row.kg


def test_a_line_kept_counts_against_the_daily_limit() -> None:
    """A published line and the new arcs of the same lot share each day's limit."""
    seen = 0
    for seed in range(12):
        scenario = season(seed)
        old = allocate(scenario)
        limited = {lot.lot_id: lot.max_kg_per_day for lot in scenario.lots if lot.max_kg_per_day}
        halves = [replace(row, kg=(row.kg + 1) // 2) for row in old.assignments]
        new, _ = replan(scenario, halves)
        assert check(scenario, new) == []
        assert new.summary["moved_kg"] == 0
        by_day: dict[tuple[str, object], int] = {}
        for row in new.assignments:
            if row.lot_id in limited:
                day = (row.lot_id, row.harvest_date)
                by_day[day] = by_day.get(day, 0) + row.kg
        for (lot, _day), kg in by_day.items():
            limit = limited[lot]
            assert limit is not None and kg <= limit
            seen += kg == limit
    assert seen


def test_a_smaller_order_moves_exactly_what_no_longer_fits() -> None:
    """One lot, one day, one point, and one demand that now asks for seven kg less."""
    base = season(1)
    row = max(allocate(base).assignments, key=lambda row: (row.kg, row.lot_id))
    lot = next(lot for lot in base.lots if lot.lot_id == row.lot_id)
    demand = next(demand for demand in base.demands if demand.demand_id == row.demand_id)
    lot = replace(lot, quantity_kg=row.kg, harvest_from=row.harvest_date, harvest_to=row.harvest_date)
    demand = replace(demand, deliver_from=row.delivery_date, deliver_to=row.delivery_date)
    lone = replace(
        base,
        lots=(replace(lot, max_kg_per_day=None),),
        producers=(),
        demands=(replace(demand, quantity_kg=row.kg - 7, max_kg_per_day=None),),
        points=tuple(point for point in base.points if point.point_id == row.point_id),
        access=tuple(way for way in base.access if way.point_id == row.point_id),
        lanes=tuple(lane for lane in base.lanes if lane.point_id == row.point_id),
        closures=(),
    )
    new, changed = replan(lone, [row])
    assert check(lone, new) == []
    assert new.summary["sold_kg"] == new.summary["kept_kg"] == row.kg - 7
    assert new.summary["moved_kg"] == 7
    assert [(line.kg_before, line.kg_after) for line in changed] == [(row.kg, row.kg - 7)]


def test_a_published_line_nobody_knows_counts_as_moved() -> None:
    scenario = season(2)
    old = allocate(scenario)
    stranger = replace(old.assignments[0], lot_id="khác", kg=11)
    new, changed = replan(scenario, [*old.assignments, stranger])
    assert new.assignments == old.assignments
    assert new.summary["moved_kg"] == 11
    assert [(line.lot_id, line.kg_before, line.kg_after) for line in changed] == [("khác", 11, 0)]


def test_stopped_at_once_it_still_answers_with_what_may_stay() -> None:
    scenario = season(3)
    old = allocate(scenario)
    after = lose_a_lot(scenario, old)
    new, _ = replan(after, old.assignments, cancelled=lambda: True)
    assert new.summary["status"] == "cancelled"
    assert check(after, new) == []
    lots = {lot.lot_id for lot in after.lots}
    assert new.summary["kept_kg"] == sum(row.kg for row in old.assignments if row.lot_id in lots)
