"""Why kg stay unsold and demands open: one small season per reason, then whole seasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from time import perf_counter

import pytest
from explained import DEMAND, LANE, LOT, POINT, SEASON, day, line, wanting
from served import planned

from cungcau.engines.allocation.generate import generate_scenario
from cungcau.engines.allocation.model import (
    Access,
    Assignment,
    Closure,
    ClosureKind,
    PriceAt,
    Reason,
    Scenario,
)
from cungcau.engines.allocation.reasons import NO_SUPPLY, demand_rows, unsold_rows


def told(scenario: Scenario, *lines: Assignment) -> tuple[int, Reason, str]:
    """What is said of lot A."""
    row = next(row for row in unsold_rows(scenario, lines) if row.lot_id == "A")
    return row.unsold_kg, row.reason, row.resource


def asked(scenario: Scenario, *lines: Assignment) -> str:
    """What is said of demand D1."""
    return next(row.reason for row in demand_rows(scenario, lines) if row.demand_id == "D1")


def shut(kind: ClosureKind, name: str, first: int, last: int, factor: int | Fraction = 0) -> Closure:
    return Closure(kind, name, day(first), day(last), Fraction(factor))


GATED_SEASONS = [
    (replace(SEASON, demands=(replace(DEMAND, commodity="na"),)), Reason.NO_DEMAND, ""),
    (wanting(quantity_kg=0), Reason.NO_DEMAND, ""),
    (wanting(min_grade=3), Reason.GRADE, "D1"),
    (wanting(certificates=frozenset({"VietGAP"})), Reason.CERTIFICATE, "D1"),
    (replace(SEASON, access=()), Reason.NO_ACCESS, "Tân Mỹ"),
    (replace(SEASON, lanes=()), Reason.NO_ACCESS, "Hà Nội"),
    (replace(SEASON, points=(replace(POINT, approved=False),)), Reason.NO_ACCESS, "P1"),
    (wanting(price_vnd_per_kg=9999), Reason.PRICE, "D1"),
    (wanting(price_vnd_per_kg=8999, price_at=PriceAt.POINT), Reason.PRICE, "D1"),
    (wanting(deliver_from=day(6), deliver_to=day(9)), Reason.DATES, "D1"),
    (wanting(deliver_from=day(1), deliver_to=day(2)), Reason.DATES, "D1"),
    (replace(SEASON, points=(replace(POINT, open_from=day(5)),)), Reason.DATES, "D1"),
    (replace(SEASON, end=day(2)), Reason.DATES, "D1"),
    (wanting(min_life_left_days=6), Reason.SHELF_LIFE, "D1"),
    (
        replace(wanting(deliver_from=day(10), deliver_to=day(12)), points=(replace(POINT, storage_kg=9),)),
        Reason.SHELF_LIFE,
        "D1",
    ),
]


@pytest.mark.parametrize(("scenario", "reason", "resource"), GATED_SEASONS)
def test_a_gate_that_nothing_passes(scenario: Scenario, reason: Reason, resource: str) -> None:
    assert told(scenario) == (1000, reason, resource)
    expected = {Reason.NO_DEMAND: NO_SUPPLY}.get(reason, reason.value)
    if scenario.demands[0].quantity_kg:
        assert asked(scenario) == expected


@pytest.mark.parametrize(
    ("kind", "name", "first", "last", "resource"),
    [
        (ClosureKind.PLACE, "Tân Mỹ", 1, 4, "Tân Mỹ@2021-09-02"),
        (ClosureKind.POINT, "P1", 2, 4, "P1@2021-09-02"),
        (ClosureKind.LANE, "P1>Hà Nội", 1, 9, "P1>Hà Nội@2021-09-02"),
        (ClosureKind.MARKET, "Hà Nội", 3, 6, "Hà Nội@2021-09-03"),
    ],
)
def test_closure(kind: ClosureKind, name: str, first: int, last: int, resource: str) -> None:
    scenario = replace(SEASON, closures=(shut(kind, name, first, last),))
    assert told(scenario) == (1000, Reason.CLOSURE, resource)
    assert asked(scenario) == "closure"
    shorter = replace(SEASON, closures=(shut(kind, name, first, 3),))
    assert told(shorter)[1] is not Reason.CLOSURE


def test_the_furthest_gate_and_there_the_nearest_demand() -> None:
    far = replace(DEMAND, demand_id="D0", price_vnd_per_kg=5000)
    near = replace(DEMAND, demand_id="D2", price_vnd_per_kg=9900)
    graded = replace(DEMAND, demand_id="D3", min_grade=3)
    assert told(replace(SEASON, demands=(far, near, graded))) == (1000, Reason.PRICE, "D2")


def test_goods_that_keep_wait_in_a_store_over_a_closure() -> None:
    closed = (shut(ClosureKind.LANE, "P1>Hà Nội", 1, 4),)
    assert told(replace(SEASON, closures=closed))[1] is Reason.CLOSURE
    stored = replace(SEASON, closures=closed, points=(replace(POINT, storage_kg=300),))
    kept = replace(line("A", 300, harvest=4), dispatch_date=day(5), delivery_date=day(6))
    assert told(stored, kept) == (700, Reason.POINT_CAPACITY, "P1@2021-09-04")
    assert asked(stored, kept) == "point_capacity"


def test_a_full_point() -> None:
    scenario = wanting(quantity_kg=5000)
    scenario = replace(scenario, lanes=(replace(LANE, capacity_kg_per_day=None),))
    lines = [line("B", 600, harvest=n) for n in (2, 3, 4)]
    scenario = replace(scenario, lots=(LOT, replace(LOT, lot_id="B", quantity_kg=1800)))
    assert told(scenario, *lines) == (1000, Reason.POINT_CAPACITY, "P1@2021-09-02")
    assert asked(scenario, *lines) == "point_capacity"


def test_a_full_lane_counts_its_narrowing() -> None:
    narrowed = (shut(ClosureKind.LANE, "P1>Hà Nội", 3, 4, Fraction(1, 10)),)
    scenario = replace(wanting(quantity_kg=5000), lots=(LOT, replace(LOT, lot_id="B")), closures=narrowed)
    lines = [line("B", 500), line("B", 50, harvest=3), line("B", 50, harvest=4)]
    assert told(scenario, *lines) == (1000, Reason.LANE_CAPACITY, "P1>Hà Nội@2021-09-02")
    assert asked(scenario, *lines) == "lane_capacity"


def test_a_filled_demand() -> None:
    assert told(SEASON, line("A", 400), line("A", 200, harvest=3)) == (400, Reason.DEMAND_FILLED, "D1")
    assert asked(SEASON, line("A", 400), line("A", 200, harvest=3)) == ""


def test_daily_limits_of_the_lot_and_of_the_buyer() -> None:
    slow = replace(SEASON, lots=(replace(LOT, max_kg_per_day=100),))
    lines = [line("A", 100, harvest=n) for n in (2, 3, 4)]
    assert told(slow, *lines) == (700, Reason.DAILY_LIMIT, "A")
    assert asked(slow, *lines) == "daily_limit"
    taken = wanting(max_kg_per_day=100)
    assert told(taken, *lines) == (700, Reason.DAILY_LIMIT, "D1@2021-09-03")
    assert asked(taken, *lines) == "daily_limit"


def test_some_days_at_the_lots_limit_and_the_rest_full() -> None:
    scenario = replace(
        wanting(quantity_kg=5000),
        lots=(replace(LOT, max_kg_per_day=100, harvest_to=day(3)), replace(LOT, lot_id="B")),
        points=(replace(POINT, capacity_kg_per_day=None),),
    )
    assert told(scenario, line("A", 100), line("B", 500, harvest=3)) == (
        900,
        Reason.LANE_CAPACITY,
        "P1>Hà Nội@2021-09-03",
    )


def test_lines_with_room_name_the_fullest_resource_on_them() -> None:
    scenario = wanting(quantity_kg=1000)
    assert told(scenario, line("A", 450)) == (550, Reason.LANE_CAPACITY, "P1>Hà Nội@2021-09-02")
    assert asked(scenario, line("A", 450)) == "lane_capacity"
    assert told(scenario) == (1000, Reason.POINT_CAPACITY, "P1@2021-09-02")


def test_what_binds_most_lines_is_named() -> None:
    scenario = replace(
        wanting(quantity_kg=5000),
        points=(POINT, replace(POINT, point_id="P2", open_to=day(2), capacity_kg_per_day=100)),
        access=(*SEASON.access, Access("Tân Mỹ", "P2", 50)),
        lanes=(LANE, replace(LANE, point_id="P2")),
        lots=(LOT, replace(LOT, lot_id="B", quantity_kg=9000)),
    )
    lines = [line("B", 500, harvest=n) for n in (2, 3, 4)]
    lines.append(replace(line("B", 100), point_id="P2"))
    assert told(scenario, *lines) == (1000, Reason.LANE_CAPACITY, "P1>Hà Nội@2021-09-02")


def test_demands_without_supply() -> None:
    assert asked(replace(SEASON, lots=())) == NO_SUPPLY
    assert asked(replace(SEASON, lots=(replace(LOT, quantity_kg=0),))) == NO_SUPPLY
    small = replace(SEASON, lots=(replace(LOT, quantity_kg=200),))
    assert asked(small, line("A", 200)) == NO_SUPPLY
    assert unsold_rows(small, [line("A", 200)]) == ()


def test_every_unsold_kg_has_one_row() -> None:
    scenario = generate_scenario("commune", 7, 400)
    lines = planned(scenario)
    sold: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    for each in lines:
        sold[each.lot_id] += each.kg
        filled[each.demand_id] += each.kg
    rows = unsold_rows(scenario, lines)
    left = {lot.lot_id: lot.quantity_kg - sold[lot.lot_id] for lot in scenario.lots}
    assert [(row.lot_id, row.unsold_kg) for row in rows] == sorted(
        (name, kg) for name, kg in left.items() if kg
    )
    for row in demand_rows(scenario, lines):
        assert row.filled_kg == filled[row.demand_id]
        assert (row.reason == "") == (row.filled_kg >= row.asked_kg)
        assert row.reason in {"", NO_SUPPLY, *(reason.value for reason in Reason)}
        assert row.reason not in {"no_demand", "demand_filled"}


def test_reasons_of_a_large_season_are_quick() -> None:
    scenario = generate_scenario("commune", 3, 3000)
    lines = planned(scenario)
    began = perf_counter()
    rows = unsold_rows(scenario, lines)
    demand_rows(scenario, lines)
    assert rows and perf_counter() - began < 10
