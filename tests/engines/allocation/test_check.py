"""The verifier: silent on a good plan, and naming each rule once that rule alone is broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from handmade import PLAN, SCENARIO, lay_down

from cungcau.engines.allocation.check import check, verify
from cungcau.engines.allocation.model import (
    Bottleneck,
    Closure,
    ClosureKind,
    Commitment,
    Plan,
    PriceAt,
    Reason,
    Scenario,
    Unsold,
)
from cungcau.engines.allocation.read import read_plan, read_scenario


def day(number: int) -> date:
    return date(2021, 9, number)


def shut(
    kind: str, name: str, first: int, last: int | None = None, factor: Fraction = Fraction(0)
) -> Closure:
    return Closure(ClosureKind(kind), name, day(first), day(last or first), factor)


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return read_scenario(lay_down(tmp_path / "scenario", SCENARIO))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return read_plan(lay_down(tmp_path / "plan", PLAN))


def codes(scenario: Scenario, plan: Plan) -> set[str]:
    found = check(scenario, plan)
    assert all(breach.where and breach.message for breach in found)
    return {breach.code for breach in found}


def altered(value: Any, table: str, index: int, **fields: Any) -> Any:
    rows = list(getattr(value, table))
    rows[index] = replace(rows[index], **fields)
    return replace(value, **{table: tuple(rows)})


def test_the_good_plan_breaks_nothing(scenario: Scenario, plan: Plan) -> None:
    verdict = verify(scenario, plan)
    assert (verdict.breaches, verdict.notes) == ((), ())


@pytest.mark.parametrize(
    ("table", "index", "fields", "expected"),
    [
        ("lots", 0, {"commodity": "na"}, {"commodity"}),
        ("demands", 1, {"min_grade": 2}, {"grade"}),
        ("lots", 1, {"grade": None}, set()),
        ("demands", 0, {"certificates": frozenset({"VietGAP", "4C"})}, {"certificate"}),
        ("lots", 0, {"floor_price_vnd_per_kg": 9_501}, {"floor"}),
        ("lots", 0, {"floor_price_vnd_per_kg": 9_500}, set()),
        ("demands", 0, {"price_at": PriceAt.POINT}, set()),
        ("lots", 0, {"harvest_from": day(2)}, {"harvest_window"}),
        ("lots", 0, {"shelf_life_days": 4}, set()),
        ("lots", 0, {"shelf_life_days": 3}, {"shelf_life"}),
        ("lots", 0, {"place": "Hoàng Việt"}, {"access"}),
        ("lots", 0, {"max_kg_per_day": 399}, {"lot_day"}),
        ("demands", 0, {"deliver_to": day(3)}, {"delivery_window"}),
        ("demands", 0, {"max_kg_per_day": 299}, {"demand_day"}),
        ("points", 1, {"approved": False}, {"approved"}),
        ("points", 0, {"open_from": day(2)}, {"point_closed"}),
        ("points", 0, {"open_to": day(2)}, {"point_closed"}),
        ("points", 0, {"capacity_kg_per_day": 399}, {"point_day"}),
        ("lanes", 2, {"capacity_kg_per_day": 499}, {"lane_day"}),
        ("lanes", 1, {"market": "Huế"}, {"lane"}),
        ("access", 0, {"cost_vnd_per_kg": 51}, {"freight_column"}),
        ("lanes", 2, {"cost_vnd_per_kg": 299}, {"freight_column"}),
    ],
)
def test_each_rule_of_the_scenario(
    scenario: Scenario, plan: Plan, table: str, index: int, fields: dict[str, Any], expected: set[str]
) -> None:
    assert codes(altered(scenario, table, index, **fields), plan) == expected


@pytest.mark.parametrize(
    ("closure", "expected"),
    [
        (shut("place", "Tân Mỹ", 2), {"place_closed"}),
        (shut("place", "Tân Mỹ", 3), set()),
        (shut("point", "P2", 1), {"point_closed"}),
        (shut("point", "P1", 3), {"point_closed"}),
        (shut("point", "P1", 4, 10), set()),
        (shut("lane", "P1>Hà Nội", 3), {"lane_closed"}),
        (shut("market", "Hà Nội", 4), {"market_closed"}),
        (shut("market", "Hà Nội", 3), set()),
        (shut("lane", "P2>Lạng Sơn", 1, factor=Fraction(5, 9)), set()),
        (shut("lane", "P2>Lạng Sơn", 1, factor=Fraction(1, 2)), {"lane_day"}),
        (shut("point", "P1", 2, factor=Fraction(2, 3)), set()),
        (shut("point", "P1", 2, factor=Fraction(666_666_666, 10**9)), {"point_day"}),
    ],
)
def test_each_closure(scenario: Scenario, plan: Plan, closure: Closure, expected: set[str]) -> None:
    assert codes(replace(scenario, closures=(*scenario.closures, closure)), plan) == expected


def test_closures_that_overlap_multiply(scenario: Scenario, plan: Plan) -> None:
    two = (shut("point", "P1", 2, factor=Fraction(9, 10)), shut("point", "P1", 1, 3, Fraction(3, 4)))
    assert codes(replace(scenario, closures=two), plan) == set()
    assert codes(replace(scenario, closures=(*two, two[0])), plan) == {"point_day"}


@pytest.mark.parametrize(
    ("index", "fields", "expected"),
    [
        (0, {"kg": 301}, {"lane_day", "demand_day"}),
        (0, {"kg": 99}, {"commitment"}),
        (2, {"kg": 201}, {"lot_day", "demand_total"}),
        (1, {"kg": 201}, {"storage", "lot_day"}),
        (3, {"kg": 0}, {"kg"}),
        (3, {"kg": -5}, {"kg"}),
        (3, {"lot_id": "Z"}, {"unknown_lot"}),
        (3, {"demand_id": "Z"}, {"unknown_demand"}),
        (3, {"point_id": "Z"}, {"unknown_point", "lane", "access"}),
        (3, {"harvest_date": day(4), "dispatch_date": day(4), "delivery_date": day(4)}, {"harvest_window"}),
        (3, {"harvest_date": day(2)}, {"dispatch"}),
        (3, {"delivery_date": day(2)}, {"delivery_date"}),
        (3, {"price_vnd_per_kg": 9_499}, {"price_column"}),
        (3, {"price_vnd_per_kg": None}, {"price_column"}),
        (3, {"freight_vnd_per_kg": 0}, {"freight_column"}),
        (3, {"dispatch_date": day(2), "delivery_date": day(2)}, {"storage"}),
    ],
)
def test_each_change_of_a_line(
    scenario: Scenario, plan: Plan, index: int, fields: dict[str, Any], expected: set[str]
) -> None:
    found = codes(scenario, altered(plan, "assignments", index, **fields))
    derived = {"producers_file", "demands_file", "unsold_file", "bottlenecks_file", "summary"}
    assert found - derived == expected
    assert bool(found & derived) == bool(fields.keys() & {"kg", "lot_id", "demand_id", "freight_vnd_per_kg"})


def test_a_line_stands_only_once(scenario: Scenario, plan: Plan) -> None:
    halves = (replace(plan.assignments[3], kg=200), replace(plan.assignments[3], kg=300))
    assert codes(scenario, replace(plan, assignments=(*plan.assignments[:3], *halves))) == {"duplicate"}


def test_a_promise_may_not_vanish(scenario: Scenario, plan: Plan) -> None:
    assert "commitment" in codes(scenario, replace(plan, assignments=plan.assignments[1:]))


def test_nothing_is_done_outside_the_days_of_the_scenario(scenario: Scenario, plan: Plan) -> None:
    late = replace(scenario, start=day(2))
    assert codes(replace(late, commitments=()), plan) == {"horizon"}
    early = replace(scenario, end=day(3))
    assert codes(early, plan) == {"delivery_after_end"}


def test_a_lot_sells_no_more_than_it_has(scenario: Scenario, plan: Plan) -> None:
    short = altered(scenario, "lots", 1, quantity_kg=499)
    assert "lot_total" in codes(short, plan)


@pytest.mark.parametrize(
    ("table", "index", "fields", "expected"),
    [
        ("producers", 0, {"sold_kg": 701}, "producers_file"),
        ("producers", 0, {"offered_kg": 999}, "producers_file"),
        ("producers", 0, {"share": Fraction(7, 11)}, "producers_file"),
        ("producers", 0, {"share": None}, "producers_file"),
        ("producers", 1, {"season_share": Fraction(5, 8)}, "producers_file"),
        ("producers", 1, {"producer_id": "H1"}, "producers_file"),
        ("producers", 1, {"producer_id": "H9"}, "producers_file"),
        ("demands", 0, {"filled_kg": 600}, "demands_file"),
        ("demands", 0, {"asked_kg": 500}, "demands_file"),
        ("demands", 0, {"reason": ""}, "demands_file"),
        ("demands", 1, {"reason": "dates"}, "demands_file"),
        ("demands", 1, {"demand_id": "D9"}, "demands_file"),
        ("unsold", 0, {"unsold_kg": 299}, "unsold_file"),
        ("unsold", 0, {"lot_id": "B"}, "unsold_file"),
        ("unsold", 0, {"lot_id": "Z"}, "unsold_file"),
        ("bottlenecks", 0, {"used_kg": 600}, "bottlenecks_file"),
        ("bottlenecks", 1, {"capacity_kg": 400}, "bottlenecks_file"),
        ("bottlenecks", 1, {"date": None}, "bottlenecks_file"),
        ("bottlenecks", 1, {"id": "P1>Huế"}, "bottlenecks_file"),
        ("bottlenecks", 2, {"gain_kg_per_kg": -1.0}, "bottlenecks_file"),
    ],
)
def test_each_derived_file(
    scenario: Scenario, plan: Plan, table: str, index: int, fields: dict[str, Any], expected: str
) -> None:
    assert codes(scenario, altered(plan, table, index, **fields)) == {expected}


@pytest.mark.parametrize(
    "fields",
    [{"offered_kg": 1}, {"sold_kg": 1199}, {"cost_vnd": 0}, {"upper_bound_kg": 1199}, {"gap_kg": 49}],
)
def test_each_total_of_the_summary(scenario: Scenario, plan: Plan, fields: dict[str, int]) -> None:
    plan = replace(plan, summary={**plan.summary, **fields})
    assert codes(scenario, plan) == {"summary"}


def test_a_row_may_not_be_missing(scenario: Scenario, plan: Plan) -> None:
    assert codes(scenario, replace(plan, producers=plan.producers[1:])) == {"producers_file"}
    assert codes(scenario, replace(plan, demands=plan.demands[1:])) == {"demands_file"}
    assert codes(scenario, replace(plan, unsold=plan.unsold[1:])) == {"unsold_file"}
    assert codes(scenario, replace(plan, unsold=(*plan.unsold, plan.unsold[0]))) == {"unsold_file"}


def test_what_promises_break_by_themselves_is_a_note(scenario: Scenario, plan: Plan) -> None:
    """B's 500 kg promised over a lane of 400 kg, on a day on which its place is shut."""
    promise = Commitment("B", "D2", "P2", day(1), day(1), 500)
    broken = altered(scenario, "lanes", 2, capacity_kg_per_day=400)
    broken = replace(broken, closures=(shut("place", "Hoàng Việt", 1),))
    assert codes(broken, plan) == {"lane_day", "place_closed"}
    broken = replace(broken, commitments=(*scenario.commitments, promise))
    verdict = verify(broken, plan)
    assert verdict.breaches == ()
    assert {note.code for note in verdict.notes} == {"lane_day", "place_closed"}
    less = replace(broken, commitments=(*scenario.commitments, replace(promise, kg=450)))
    assert codes(less, plan) == {"lane_day", "place_closed"}


def test_a_promise_of_more_than_the_lot_holds_is_a_note(scenario: Scenario, plan: Plan) -> None:
    promise = Commitment("B", "D2", "P2", day(1), day(1), 500)
    broken = altered(scenario, "lots", 1, quantity_kg=450)
    broken = replace(broken, commitments=(*scenario.commitments, promise))
    found = verify(broken, plan)
    assert {note.code for note in found.notes} == {"lot_total"}
    assert {breach.code for breach in found.breaches} == {"producers_file", "summary"}


def test_several_reasons_for_one_lot_add_up(scenario: Scenario, plan: Plan) -> None:
    rows = (Unsold("A", 100, Reason.DATES, ""), Unsold("A", 200, Reason.DEMAND_FILLED, "D2"), plan.unsold[1])
    assert codes(scenario, replace(plan, unsold=rows)) == set()


def test_a_bottleneck_of_a_demand_day(scenario: Scenario, plan: Plan) -> None:
    rows = (*plan.bottlenecks, Bottleneck("demand_day", "D1", day(2), 300, 300, 0.0))
    assert codes(scenario, replace(plan, bottlenecks=rows)) == set()
