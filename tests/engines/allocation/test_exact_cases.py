"""The exact plan where the answer is known beforehand, and where there is hardly a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from explained import DEMAND, LANE, LOT, POINT, SEASON, day

from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.check import check, verify
from cungcau.engines.allocation.model import (
    Access,
    Closure,
    ClosureKind,
    Commitment,
    Lane,
    Lot,
    Objective,
    Plan,
    Point,
    Producer,
    Scenario,
)

WIDE_LOT = replace(LOT, floor_price_vnd_per_kg=None, shelf_life_days=None, quantity_kg=100)
WIDE_DEMAND = replace(DEMAND, min_life_left_days=0, quantity_kg=1000)
WIDE = replace(
    SEASON,
    lots=(WIDE_LOT,),
    demands=(WIDE_DEMAND,),
    points=(replace(POINT, capacity_kg_per_day=None),),
    lanes=(replace(LANE, capacity_kg_per_day=None),),
)


def solved(scenario: Scenario) -> Plan:
    """The plan, once the verifier has found nothing to say against it."""
    plan = allocate(scenario)
    assert check(scenario, plan) == []
    assert plan.summary["status"] == "optimal"
    return plan


def sold_by(plan: Plan) -> dict[str, int]:
    """Kg by producer."""
    return {row.producer_id: row.sold_kg for row in plan.producers}


def lot(name: str, producer: str, kg: int = 100, **other: Any) -> Lot:
    return replace(WIDE_LOT, lot_id=name, producer_id=producer, quantity_kg=kg, **other)


@pytest.mark.parametrize(
    "empty",
    [
        {"lots": ()},
        {"demands": ()},
        {"points": (), "access": (), "lanes": ()},
        {"access": ()},
        {"lanes": ()},
        {"closures": (Closure(ClosureKind.MARKET, "Hà Nội", day(1), day(30), Fraction(0)),)},
        {"closures": (Closure(ClosureKind.PLACE, "Tân Mỹ", day(1), day(30), Fraction(0)),)},
        {"closures": (Closure(ClosureKind.POINT, "P1", day(1), day(30), Fraction(0)),)},
        {"closures": (Closure(ClosureKind.LANE, "P1>Hà Nội", day(1), day(30), Fraction(0)),)},
        {"lots": (replace(WIDE_LOT, quantity_kg=0),)},
        {"demands": (replace(WIDE_DEMAND, quantity_kg=0),)},
        {"points": (replace(POINT, capacity_kg_per_day=0),)},
        {"points": (replace(POINT, approved=False),)},
        {"lanes": (replace(LANE, capacity_kg_per_day=0),)},
        {"lots": (replace(WIDE_LOT, max_kg_per_day=0),)},
        {"end": day(1)},
    ],
    ids=lambda empty: "-".join(empty),
)
def test_nothing_to_sell_is_an_empty_plan(empty: dict[str, Any]) -> None:
    for order in (WIDE.order, (Objective.COST, Objective.FAIR, Objective.SOLD)):
        plan = solved(replace(WIDE, order=order, **empty))
        assert plan.assignments == ()
        assert plan.summary["sold_kg"] == plan.summary["upper_bound_kg"] == plan.summary["gap_kg"] == 0


@pytest.mark.parametrize("kg", [1, 10**9])
def test_one_kilogram_and_a_billion(kg: int) -> None:
    lots = (
        replace(WIDE_LOT, quantity_kg=kg),
        replace(WIDE_LOT, lot_id="B", producer_id="H2", quantity_kg=kg),
    )
    plan = solved(replace(WIDE, lots=lots, demands=(replace(WIDE_DEMAND, quantity_kg=2 * kg - 1),)))
    assert plan.summary["sold_kg"] == plan.summary["upper_bound_kg"] == 2 * kg - 1
    assert sorted(sold_by(plan).values()) == [kg - 1, kg]


@pytest.mark.parametrize(("life", "sold"), [(0, 0), (1, 100), (2, 100)])
def test_shelf_life_covers_the_way(life: int, sold: int) -> None:
    plan = solved(replace(WIDE, lots=(replace(WIDE_LOT, shelf_life_days=life),)))
    assert plan.summary["sold_kg"] == sold


def test_windows_of_one_day() -> None:
    one = replace(WIDE_LOT, harvest_from=day(4), harvest_to=day(4))
    at = replace(WIDE_DEMAND, deliver_from=day(5), deliver_to=day(5))
    season = replace(WIDE, start=day(4), end=day(5), lots=(one,), demands=(at,))
    (line,) = solved(season).assignments
    assert (line.harvest_date, line.dispatch_date, line.delivery_date) == (day(4), day(4), day(5))
    here = replace(season, end=day(4), lanes=(replace(LANE, days=0),))
    assert solved(here).assignments == ()
    here = replace(here, demands=(replace(at, deliver_from=day(4)),))
    assert solved(here).summary["sold_kg"] == 100


@pytest.mark.parametrize(
    ("producers", "asked", "sold"),
    [
        ((), 90, {"H1": 45, "H2": 45}),
        ((Producer("H2", Fraction(2)),), 90, {"H1": 30, "H2": 60}),
        ((Producer("H2", Fraction(2)),), 170, {"H1": 70, "H2": 100}),
        ((Producer("H1", Fraction(1), 100, 50),), 60, {"H1": 23, "H2": 37}),
        ((Producer("H1", Fraction(1), 100, 100),), 40, {"H1": 0, "H2": 40}),
        ((Producer("H1", Fraction(1, 2), 100, 0),), 80, {"H1": 40, "H2": 40}),
    ],
)
def test_shares_rise_like_water(producers: tuple[Producer, ...], asked: int, sold: dict[str, int]) -> None:
    """Worked by hand: the levels φ of both are equal unless one has nothing more to sell or had too much."""
    season = replace(
        WIDE,
        lots=(lot("A", "H1"), lot("B", "H2")),
        producers=producers,
        demands=(replace(WIDE_DEMAND, quantity_kg=asked),),
    )
    assert sold_by(solved(season)) == sold


def test_each_point_fills_by_itself() -> None:
    points = tuple(
        Point(name, name, True, limit, day(1), day(30), 0) for name, limit in (("P1", 30), ("P2", 50))
    )
    season = replace(
        WIDE,
        lots=(
            lot("A", "H1", place="P1", harvest_to=day(2)),
            lot("B", "H2", place="P2", harvest_to=day(2)),
            lot("C", "H3", place="P2", harvest_to=day(2)),
        ),
        points=points,
        access=(Access("P1", "P1", 0), Access("P2", "P2", 0)),
        lanes=tuple(Lane(p.point_id, "Hà Nội", 1, 0, None) for p in points),
    )
    assert sold_by(solved(season)) == {"H1": 30, "H2": 25, "H3": 25}


@pytest.mark.parametrize(("storage", "sold"), [(0, 60), (25, 85), (100, 100)])
def test_a_night_in_store_fills_tomorrows_truck(storage: int, sold: int) -> None:
    season = replace(
        WIDE,
        lots=(replace(WIDE_LOT, harvest_to=day(2)),),
        points=(replace(POINT, storage_kg=storage),),
        lanes=(replace(LANE, capacity_kg_per_day=60),),
    )
    plan = solved(season)
    assert plan.summary["sold_kg"] == sold
    assert sum(line.kg for line in plan.assignments if line.dispatch_date > line.harvest_date) == sold - 60


def test_overlapping_closures_multiply() -> None:
    shut = (
        Closure(ClosureKind.POINT, "P1", day(1), day(2), Fraction(1, 2)),
        Closure(ClosureKind.POINT, "P1", day(2), day(3), Fraction(1, 3)),
    )
    season = replace(WIDE, points=(replace(POINT, capacity_kg_per_day=100),), closures=shut)
    on_second = replace(season, lots=(replace(WIDE_LOT, harvest_to=day(2)),))
    assert solved(on_second).summary["sold_kg"] == 16
    lane = tuple(replace(row, kind=ClosureKind.LANE, id="P1>Hà Nội") for row in shut)
    season = replace(on_second, lanes=(replace(LANE, capacity_kg_per_day=100),), closures=shut + lane)
    assert solved(season).summary["sold_kg"] == 16


def promise(kg: int, harvest: int = 2, dispatch: int | None = None) -> Commitment:
    return Commitment("A", "D1", "P1", day(harvest), day(dispatch or harvest), kg)


def test_promises_are_kept_and_planned_around() -> None:
    season = replace(WIDE, demands=(replace(WIDE_DEMAND, quantity_kg=70),), commitments=(promise(50, 3),))
    plan = solved(season)
    assert plan.summary["sold_kg"] == 70
    assert plan.summary["committed_kg"] == 50
    assert plan.summary["commitment_breaches"] == []
    kept: dict[date, int] = {line.harvest_date: line.kg for line in plan.assignments}
    assert kept[day(3)] >= 50


def test_promises_on_one_line_add_up() -> None:
    two = (promise(20), promise(30))
    season = replace(WIDE, lots=(replace(WIDE_LOT, harvest_to=day(2)),), commitments=two)
    (line,) = solved(season).assignments
    assert line.kg == 100
    alone = replace(season, demands=(replace(WIDE_DEMAND, quantity_kg=50),))
    assert [line.kg for line in solved(alone).assignments] == [50]


def test_a_promise_that_breaks_a_capacity_is_named() -> None:
    season = replace(
        WIDE,
        points=(replace(POINT, capacity_kg_per_day=40),),
        commitments=(promise(50),),
    )
    plan = solved(season)
    broken = plan.summary["commitment_breaches"]
    assert broken == [{"kind": "point", "id": "P1", "date": "2021-09-02", "committed_kg": 50, "limit_kg": 40}]
    assert verify(season, plan).notes
    assert plan.summary["sold_kg"] == 100
    assert {line.harvest_date: line.kg for line in plan.assignments}[day(2)] == 50


def test_a_promise_that_breaks_a_rule_is_named() -> None:
    season = replace(
        WIDE,
        lots=(replace(WIDE_LOT, floor_price_vnd_per_kg=50_000),),
        commitments=(promise(50),),
    )
    plan = solved(season)
    (broken,) = plan.summary["commitment_breaches"]  # type: ignore[misc, attr-defined]
    assert (broken["kind"], broken["rule"], broken["committed_kg"]) == ("rule", "price", 50)
    assert plan.summary["sold_kg"] == plan.summary["upper_bound_kg"] == 50
