"""The benchmark's own reading of the rules, its rule of thumb, and how it judges what others hand in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from benchmarks.allocation.contestants import BY_KEY, MIXED
from benchmarks.allocation.families import make, single_sort
from benchmarks.allocation.graph import build, classes, require_pure, to_lines, ways_by_point
from benchmarks.allocation.lines import Lines, all_lines, limit, packing, to_assignments
from benchmarks.allocation.paper import complete, part_unserved, reachable, season_shares, shares, worst_tenth
from benchmarks.allocation.race import GRACE_SECONDS, Limits, Run, dispute, race, verified
from benchmarks.allocation.rivals import greedy
from benchmarks.allocation.rules import Cannot, Rules

from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.check.breaches import Facts, key_of
from cungcau.engines.allocation.check.lines import check_lines
from cungcau.engines.allocation.generate import generate_scenario
from cungcau.engines.allocation.model import (
    Access,
    Assignment,
    Closure,
    ClosureKind,
    Commitment,
    Demand,
    Lane,
    Lot,
    Point,
    PriceAt,
    Scenario,
)
from cungcau.engines.allocation.write import write_plan, write_scenario

FIRST = date(2021, 9, 1)
SECONDS = 60.0
SEEDS = range(6)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def lot(name: str, kg: int, first: int = 0, last: int = 3, most: int | None = None) -> Lot:
    window = (day(first), day(last))
    return Lot(name, f"H{name}", "", "hồng", 2, frozenset(), kg, *window, most, 4, "Tân Mỹ", 10_000)


def demand(name: str, kg: int, price: int = 15_000) -> Demand:
    window = (day(0), day(5))
    return Demand(name, "", "hồng", 1, frozenset(), kg, *window, "Hà Nội", price, PriceAt.MARKET, 1, None)


def scenario(
    lots: list[Lot], demands: list[Demand], capacity: int | None = None, storage: int = 0
) -> Scenario:
    point = Point("P1", "Tân Mỹ", True, capacity, day(0), day(6), storage)
    lane = Lane("P1", "Hà Nội", 1, 500, None)
    access = Access("Tân Mỹ", "P1", 100)
    days = (day(0), day(6))
    return Scenario("nhỏ", *days, (), tuple(lots), (), tuple(demands), (point,), (access,), (lane,))


def small(seed: int, lots: int = 14) -> Scenario:
    return generate_scenario("small", seed, lots)


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_are_exactly_those_the_checker_allows(seed: int) -> None:
    given = small(seed, 5)
    rules = Rules(given)
    lines = all_lines(rules)
    found = {key_of(line): line for line in to_assignments(rules, lines, [1.0] * len(lines))}
    facts = Facts(given)
    days = [given.start + timedelta(days=number) for number in range(rules.days)]
    allowed = set()
    for lot_, point, asked in product(given.lots, given.points, given.demands):
        lane = facts.lanes.get((point.point_id, asked.market))
        access = facts.access.get((lot_.place, point.point_id))
        if lane is None or access is None:
            continue
        freight = access.cost_vnd_per_kg + lane.cost_vnd_per_kg
        for harvest, dispatch in product(days, days):
            if harvest > dispatch or (harvest < dispatch and point.storage_kg == 0):
                continue
            names = (lot_.lot_id, asked.demand_id, point.point_id)
            arrival = dispatch + timedelta(days=lane.days)
            line = Assignment(*names, harvest, dispatch, arrival, 1, asked.price_vnd_per_kg, freight)
            if not check_lines(facts, [line])[0]:
                allowed.add(key_of(line))
    assert allowed
    assert found.keys() == allowed
    assert not check_lines(facts, found.values())[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_packing_names_every_limit_once_and_in_kg(seed: int) -> None:
    rules = Rules(small(seed))
    lines = all_lines(rules)
    rows = packing(rules, lines)
    assert all(limit(rules, resource) >= 0 for resource in rows)
    assert all(len(set(columns)) == len(columns) for columns in rows.values())
    by_lot = sum(len(columns) for (kind, _, _), columns in rows.items() if kind == "lot")
    assert by_lot == len(lines) > 0


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("size", [1, 14, 60])
def test_greedy_keeps_every_rule(seed: int, size: int) -> None:
    given = small(seed, size)
    answer = greedy.solve(given, SECONDS)
    plan = complete(given, answer.assignments)
    assert check(given, plan) == []
    assert sum(line.kg for line in plan.assignments) > 0 or not len(all_lines(Rules(given)))


def test_greedy_serves_who_comes_first() -> None:
    early, late = lot("L2", 300, first=0), lot("L1", 300, first=1)
    answer = greedy.solve(scenario([late, early], [demand("D1", 400)]), SECONDS)
    assert {(line.lot_id, line.kg) for line in answer.assignments} == {("L2", 300), ("L1", 100)}


def test_greedy_spreads_over_days_and_stores_overnight() -> None:
    given = scenario([lot("L1", 300, last=1, most=100)], [demand("D1", 400)], capacity=90, storage=50)
    closed = Closure(ClosureKind.LANE, "P1>Hà Nội", day(0), day(0), Fraction(0))
    given = replace(given, closures=(closed,))
    found = greedy.solve(given, SECONDS).assignments
    moved = {(line.harvest_date, line.dispatch_date): line.kg for line in found}
    assert moved == {(day(0), day(1)): 50, (day(1), day(1)): 90}
    assert check(given, complete(given, found)) == []


def test_a_floor_price_above_what_the_market_leaves_closes_the_way() -> None:
    rules = Rules(scenario([lot("L1", 10)], [demand("D1", 10, 10_499), demand("D2", 10, 10_500)]))
    assert [way.demand for way in rules.ways(rules.scenario.lots[0])] == [1]


def test_promises_are_refused_rather_than_broken() -> None:
    promised = Commitment("L1", "D1", "P1", day(0), day(0), 5)
    given = replace(scenario([lot("L1", 10)], [demand("D1", 10)]), commitments=(promised,))
    with pytest.raises(Cannot, match="commitments"):
        Rules(given)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_survives_the_way_through_the_compact_graph(seed: int) -> None:
    given = small(seed, 60)
    rules = Rules(given)
    planned = greedy.solve(given, SECONDS).assignments
    graph = build(rules)
    lot_at = {row.lot_id: index for index, row in enumerate(given.lots)}
    class_of = {index: number for number, members in enumerate(graph.classes) for index in members}
    inflow_at = {inflow: at for at, inflow in enumerate(graph.inflows)}
    outflow_at = {outflow: at for at, outflow in enumerate(graph.outflows)}
    brought: dict[int, float] = defaultdict(float)
    sent: dict[int, float] = defaultdict(float)
    for line in planned:
        index, point = lot_at[line.lot_id], rules.point_at[line.point_id]
        harvest, dispatch = ((when - given.start).days for when in (line.harvest_date, line.dispatch_date))
        ways = ways_by_point(rules.ways(given.lots[index]))[point]
        way = next(way for way in ways if given.demands[way.demand].demand_id == line.demand_id)
        brought[inflow_at[class_of[index], point, harvest]] += line.kg
        sent[outflow_at[(ways, point, harvest), way, dispatch]] += line.kg
    found = complete(given, to_assignments(rules, *to_lines(rules, graph, brought, sent)))
    assert check(given, found) == []
    lost = sum(line.kg for line in planned) - sum(line.kg for line in found.assignments)
    assert 0 <= lost <= len(given.lots)


def test_lots_that_no_rule_tells_apart_form_a_class() -> None:
    one, other = lot("L1", 10), replace(lot("L2", 30), grade=3, floor_price_vnd_per_kg=9_000)
    picky = replace(demand("D2", 5), min_grade=3)
    assert classes(Rules(scenario([one, other], [demand("D1", 10)]))) == [[0, 1]]
    assert classes(Rules(scenario([one, other], [demand("D1", 10), picky]))) == [[0], [1]]
    limited = replace(other, max_kg_per_day=10)
    assert classes(Rules(scenario([one, limited], [demand("D1", 10)]))) == [[0], [1]]


def test_amounts_are_rounded_down_but_not_by_the_noise_of_a_solver() -> None:
    rules = Rules(scenario([lot("L1", 10)], [demand("D1", 10)]))
    lines = all_lines(rules)
    amounts = [2.9999999, 3.5, *[0.0] * (len(lines) - 2)]
    assert [line.kg for line in to_assignments(rules, lines, amounts)] == [3, 3]


def test_one_sort_of_goods_is_a_pure_network_and_mixed_goods_are_not() -> None:
    mixed = small(1, 60)
    with pytest.raises(Cannot, match="different ways"):
        require_pure(Rules(mixed))
    single = single_sort(mixed)
    require_pure(Rules(single))
    assert [row.quantity_kg for row in single.lots] == [row.quantity_kg for row in mixed.lots]
    stores = tuple(replace(row, storage_kg=9) for row in single.points)
    with pytest.raises(Cannot, match="overnight"):
        require_pure(Rules(replace(single, points=stores)))


def test_scenarios_of_a_size_are_the_same_each_time() -> None:
    assert make(MIXED, 20) == make(MIXED, 20)
    assert len(make(MIXED, 20).lots) == 20


def test_shares_know_weight_and_ledger() -> None:
    given = small(3, 60)
    plan = complete(given, greedy.solve(given, SECONDS).assignments)
    assert plan.producers == shares(given, plan.assignments)
    among = reachable(given)
    could = {
        given.lots[index].producer_id
        for index in all_lines(Rules(given)).lot
        if given.lots[index].quantity_kg
    }
    assert among == could
    assert 0 < len(among) < len({row.producer_id for row in given.lots})
    found = season_shares(plan, among)
    assert found == sorted(float(row.season_share or 0) for row in plan.producers if row.producer_id in among)
    sold = {row.producer_id: row.sold_kg for row in plan.producers}
    assert part_unserved(plan, among) == sum(sold[name] == 0 for name in among) / len(among)


def test_the_worst_off_tenth_is_one_producer_at_least() -> None:
    assert worst_tenth([0.25, 0.5, 1.0]) == 0.25
    assert worst_tenth([0.0, 0.5, *[1.0] * 18]) == 0.25
    assert worst_tenth([]) == 0.0


@pytest.mark.parametrize("key", ["greedy", "ours-sold", "ours-sold-cost", "ours"])
def test_a_race_runs_in_its_own_process_and_is_verified(key: str, tmp_path: Path) -> None:
    given = small(2, 30)
    write_scenario(given, tmp_path / "scenario")
    limits = Limits(SECONDS, 8_000)
    run = race(MIXED, given, tmp_path / "scenario", BY_KEY[key], limits, tmp_path / "out")
    assert (run.status, run.note) == ("verified", "")
    greedily = sum(line.kg for line in greedy.solve(given, SECONDS).assignments)
    assert run.sold_kg == greedily if key == "greedy" else (run.sold_kg or 0) >= greedily - len(given.lots)
    assert run.seconds is not None and 0 < run.seconds < SECONDS
    assert run.peak_mb is not None and run.start_mb is not None and run.peak_mb >= run.start_mb > 5


def test_who_takes_too_long_is_stopped_from_outside(tmp_path: Path) -> None:
    given = small(2, 30)
    write_scenario(given, tmp_path / "scenario")
    limits = Limits(-GRACE_SECONDS, 8_000)
    run = race(MIXED, given, tmp_path / "scenario", BY_KEY["greedy"], limits, tmp_path / "out")
    assert (run.status, run.counts, run.sold_kg) == ("out of time", False, None)


def test_a_plan_that_breaks_a_rule_does_not_count(tmp_path: Path) -> None:
    given = scenario([lot("L1", 300)], [demand("D1", 400)], capacity=100)
    started = Run(MIXED, 1, BY_KEY["greedy"], "solved")
    lines = Lines()
    lines.add((0, 0, 0, 0, 1, 0, 0, 600))
    for kg, status in ((100, "verified"), (101, "breaks rules")):
        write_plan(complete(given, to_assignments(Rules(given), lines, [kg])), tmp_path / str(kg))
        assert verified(given, tmp_path / str(kg), started).status == status
    assert verified(given, tmp_path / "nothing", started).status == "unreadable"


def test_a_claim_beyond_what_is_proven_does_not_count() -> None:
    run = Run(MIXED, 1, BY_KEY["pulp-graph"], "verified", claimed_kg=1_000.9, sold_kg=1_000)
    assert dispute(run, 1_000.0).counts
    false = dispute(replace(run, claimed_kg=1_055.0), 1_000.0)
    assert (false.status, false.counts) == ("wrong", False)
    assert "1055" in false.note
