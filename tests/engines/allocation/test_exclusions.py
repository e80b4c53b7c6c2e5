"""Lots and demands that a person keeps apart."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import SCENARIO
from seasons import commune

from cungcau.engines.allocation import allocate, replan
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.explain import explain
from cungcau.engines.allocation.model import Assignment, Commitment, Exclusion, Reason, Scenario
from cungcau.engines.allocation.read import read_scenario
from cungcau.engines.allocation.write import write_scenario
from cungcau.kernel.errors import InputInvalid


def season(seed: int) -> Scenario:
    return commune(seed, lots=40, demands=5, days=14, daily=0.3)


def apart(scenario: Scenario, seed: int) -> Scenario:
    """One pair in six of the season kept apart."""
    rng = random.Random(seed)
    pairs = [(lot.lot_id, demand.demand_id) for lot in scenario.lots for demand in scenario.demands]
    chosen = sorted(rng.sample(pairs, len(pairs) // 6))
    return replace(scenario, exclusions=tuple(Exclusion(*pair) for pair in chosen))


def by_tokens(scenario: Scenario) -> Scenario:
    """The same season without exclusions: each demand asks for a token that only lots not kept apart hold."""
    kept = {(pair.lot_id, pair.demand_id) for pair in scenario.exclusions}
    demands = tuple(
        replace(demand, certificates=demand.certificates | {f"token {demand.demand_id}"})
        for demand in scenario.demands
    )
    lots = tuple(
        replace(
            lot,
            certificates=lot.certificates
            | {
                f"token {demand.demand_id}"
                for demand in demands
                if (lot.lot_id, demand.demand_id) not in kept
            },
        )
        for lot in scenario.lots
    )
    return replace(scenario, lots=lots, demands=demands, exclusions=())


@pytest.mark.parametrize("seed", range(8))
def test_keeping_apart_is_the_same_as_a_token_nobody_else_holds(seed: int) -> None:
    scenario = apart(season(seed), seed)
    plan, other = allocate(scenario), allocate(by_tokens(scenario))
    assert plan.assignments == other.assignments
    assert check(scenario, plan) == []
    pairs = {(pair.lot_id, pair.demand_id) for pair in scenario.exclusions}
    assert not pairs & {(row.lot_id, row.demand_id) for row in plan.assignments}
    assert {row.lot_id: row.unsold_kg for row in plan.unsold} == {
        row.lot_id: row.unsold_kg for row in other.unsold
    }


@pytest.mark.parametrize("seed", range(4))
def test_a_promise_between_them_stands_and_nothing_is_added(seed: int) -> None:
    free = season(seed)
    row = max(allocate(free).assignments, key=lambda each: (each.kg, each.lot_id))
    half = max(1, row.kg // 2)
    promise = Commitment(row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date, half)
    scenario = replace(free, commitments=(promise,), exclusions=(Exclusion(row.lot_id, row.demand_id),))
    plan = allocate(scenario)
    assert check(scenario, plan) == []
    assert plan.summary["commitment_breaches"] == []
    between = [
        each for each in plan.assignments if (each.lot_id, each.demand_id) == (row.lot_id, row.demand_id)
    ]
    assert [each.kg for each in between] == [half]


def test_the_checker_finds_what_was_not_kept_apart() -> None:
    free = season(1)
    plan = allocate(free)
    row = plan.assignments[0]
    scenario = replace(free, exclusions=(Exclusion(row.lot_id, row.demand_id),))
    found = [breach for breach in check(scenario, plan) if breach.code == "exclusion"]
    assert found
    assert all(row.lot_id in breach.where for breach in found)


@pytest.mark.parametrize("seed", range(3))
def test_a_published_line_between_them_goes(seed: int) -> None:
    free = season(seed)
    published = allocate(free).assignments
    row = published[len(published) // 2]
    scenario = replace(free, exclusions=(Exclusion(row.lot_id, row.demand_id),))
    plan, changed = replan(scenario, published)
    assert check(scenario, plan) == []
    assert not [each for each in plan.assignments if _pair(each) == _pair(row)]
    assert {(each.lot_id, each.demand_id) for each in changed} >= {_pair(row)}


def _pair(row: Assignment) -> tuple[str, str]:
    return row.lot_id, row.demand_id


def test_a_lot_kept_from_its_only_demand_has_none() -> None:
    free = season(2)
    lot = free.lots[0]
    theirs = tuple(
        Exclusion(lot.lot_id, demand.demand_id)
        for demand in free.demands
        if demand.commodity == lot.commodity
    )
    scenario = replace(free, exclusions=theirs)
    plan = allocate(scenario)
    row = next(each for each in plan.unsold if each.lot_id == lot.lot_id)
    assert (row.unsold_kg, row.reason) == (lot.quantity_kg, Reason.NO_DEMAND)
    assert lot.lot_id in explain(scenario, plan, lot.lot_id).text


def folder_of(tmp_path: Path, exclusions: str) -> Path:
    for name, text in SCENARIO.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "exclusions.csv").write_text(exclusions, encoding="utf-8")
    return tmp_path


def test_files_hold_them(tmp_path: Path) -> None:
    scenario = read_scenario(folder_of(tmp_path, "lot_id,demand_id\nB,D2\nA,D2\n"))
    assert scenario.exclusions == (Exclusion("A", "D2"), Exclusion("B", "D2"))
    write_scenario(scenario, tmp_path / "again")
    assert read_scenario(tmp_path / "again") == scenario
    write_scenario(replace(scenario, exclusions=()), tmp_path / "none")
    assert not (tmp_path / "none" / "exclusions.csv").exists()


def test_names_that_stand_for_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputInvalid) as refused:
        read_scenario(folder_of(tmp_path, "lot_id,demand_id\nX,D2\nA,D9\n"))
    assert [(fault.file, fault.line, fault.column) for fault in refused.value.faults] == [
        ("exclusions.csv", 2, "lot_id"),
        ("exclusions.csv", 3, "demand_id"),
    ]
