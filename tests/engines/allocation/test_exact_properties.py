"""What must hold for every season: order of rows, names, units and dates change nothing that matters."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tangled import tangled

from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.model import Closure, ClosureKind, Objective, Plan
from cungcau.engines.allocation.read import read_scenario
from cungcau.engines.allocation.write import write_scenario

SEEDS = st.integers(0, 10**6)
ORDERS = st.sampled_from(tuple(permutations(Objective)))
SELL_FIRST = st.sampled_from([order for order in permutations(Objective) if order[0] is Objective.SOLD])
QUICK = settings(max_examples=20, deadline=None)
IDS = ("lot_id", "producer_id", "demand_id", "point_id")


def kg(plan: Plan, name: str = "sold_kg") -> int:
    """A figure of the summary in kg."""
    figure = plan.summary[name]
    assert isinstance(figure, int)
    return figure


def told(plan: Plan) -> Plan:
    """The plan without how long it took."""
    return replace(plan, summary={name: item for name, item in plan.summary.items() if name != "seconds"})


def changed(row: Any, change: Any, *names: str) -> Any:
    """The row with ``change`` applied to those of the named fields that it has and that are not blank."""
    found = {name: getattr(row, name) for name in names if hasattr(row, name)}
    return replace(row, **{name: change(item) for name, item in found.items() if item is not None})


def every_row(holder: Any, change: Any, *names: str) -> Any:
    """A scenario or plan with the named fields of all its rows changed."""
    tables = {
        name: tuple(changed(row, change, *names) for row in getattr(holder, name))
        for name in type(holder).__slots__
        if isinstance(getattr(holder, name), tuple) and name not in ("order", "warnings")
    }
    return replace(holder, **tables)


@QUICK
@given(seed=SEEDS, order=ORDERS)
def test_same_season_same_plan(seed: int, order: tuple[Objective, ...]) -> None:
    scenario = replace(tangled(seed), order=order)
    assert told(allocate(scenario)) == told(allocate(replace(scenario)))


@QUICK
@given(seed=SEEDS, order=ORDERS)
def test_order_of_rows_in_files_changes_nothing(seed: int, order: tuple[Objective, ...]) -> None:
    rng = random.Random(seed)
    with TemporaryDirectory() as above:
        folder = Path(above, "season")
        write_scenario(replace(tangled(seed), order=order), folder)
        straight = read_scenario(folder)
        for file in sorted(folder.glob("*.csv")):
            head, *rows = file.read_text(encoding="utf-8").splitlines()
            rng.shuffle(rows)
            file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        shuffled = read_scenario(folder)
    assert told(allocate(shuffled)) == told(allocate(straight))


@QUICK
@given(seed=SEEDS, order=ORDERS)
def test_names_change_nothing_but_names(seed: int, order: tuple[Objective, ...]) -> None:
    scenario = replace(tangled(seed), order=order)
    rename = "z".__add__
    other = every_row(scenario, rename, *IDS)
    closures = [
        changed(row, rename, "id") if row.kind in (ClosureKind.POINT, ClosureKind.LANE) else row
        for row in scenario.closures
    ]
    other = allocate(replace(other, closures=tuple(closures)))
    plan = allocate(scenario)
    assert other.assignments == every_row(plan, rename, *IDS).assignments
    assert other.producers == every_row(plan, rename, *IDS).producers


@QUICK
@given(seed=SEEDS, order=ORDERS, days=st.integers(-400, 400))
def test_dates_shift_with_the_season(seed: int, order: tuple[Objective, ...], days: int) -> None:
    scenario = replace(tangled(seed), order=order)
    shift = timedelta(days=days)

    def later(when: date) -> date:
        return when + shift

    inputs = (
        "harvest_from",
        "harvest_to",
        "deliver_from",
        "deliver_to",
        "open_from",
        "open_to",
        "first",
        "last",
    )
    lines = ("harvest_date", "dispatch_date", "delivery_date")
    shifted = every_row(scenario, later, *inputs, *lines)
    shifted = replace(shifted, start=later(scenario.start), end=later(scenario.end))
    plan, other = allocate(scenario), allocate(shifted)
    assert other.assignments == every_row(plan, later, *lines).assignments
    assert other.bottlenecks == every_row(plan, later, "date").bottlenecks


@QUICK
@given(seed=SEEDS, order=SELL_FIRST, times=st.sampled_from((2, 3, 10, 1000)))
def test_kilograms_scale(seed: int, order: tuple[Objective, ...], times: int) -> None:
    """Up to rounding, ``times`` the kg everywhere sells ``times`` as many; full closures keep that exact."""
    scenario = replace(tangled(seed, promises=False), order=order)
    scenario = replace(scenario, closures=tuple(row for row in scenario.closures if row.factor == 0))
    amounts = ("quantity_kg", "max_kg_per_day", "prior_offered_kg", "prior_sold_kg")
    limits = ("capacity_kg_per_day", "storage_kg")
    large = every_row(scenario, times.__mul__, *amounts, *limits)
    plan, other = allocate(scenario), allocate(large)
    assert check(large, other) == []
    lots = len(scenario.lots)
    assert times * kg(plan) - lots <= kg(other) <= times * (kg(plan) + lots)
    widest = {lot.producer_id: 0 for lot in scenario.lots}
    for lot in scenario.lots:
        widest[lot.producer_id] += 1
    for row, big in zip(plan.producers, other.producers, strict=True):
        if order[1] is Objective.FAIR:
            assert abs(big.sold_kg - times * row.sold_kg) <= 2 * widest[row.producer_id] * (times + 1)


@QUICK
@given(seed=SEEDS, order=SELL_FIRST, extra=st.integers(1, 50), data=st.data())
def test_more_capacity_never_sells_less(
    seed: int, order: tuple[Objective, ...], extra: int, data: st.DataObject
) -> None:
    scenario = replace(tangled(seed), order=order)
    table, name = data.draw(
        st.sampled_from(
            [
                ("points", "capacity_kg_per_day"),
                ("points", "storage_kg"),
                ("lanes", "capacity_kg_per_day"),
                ("demands", "quantity_kg"),
                ("demands", "max_kg_per_day"),
                ("lots", "max_kg_per_day"),
            ]
        )
    )
    rows = getattr(scenario, table)
    if not rows:
        return
    at = data.draw(st.integers(0, len(rows) - 1))
    wider = changed(rows[at], extra.__add__, name)
    other = allocate(replace(scenario, **{table: (*rows[:at], wider, *rows[at + 1 :])}))
    plan = allocate(scenario)
    assert kg(other, "upper_bound_kg") >= kg(plan, "upper_bound_kg")
    assert kg(other) >= kg(plan)


@QUICK
@given(seed=SEEDS, order=SELL_FIRST)
def test_a_lot_that_sells_nothing_may_go(seed: int, order: tuple[Objective, ...]) -> None:
    scenario = replace(tangled(seed), order=order)
    plan = allocate(scenario)
    selling = {row.lot_id for row in plan.assignments}
    kept = tuple(lot for lot in scenario.lots if lot.lot_id in selling)
    other = allocate(replace(scenario, lots=kept))
    assert kg(other) == kg(plan)
    assert kg(other, "upper_bound_kg") == kg(plan, "upper_bound_kg")


@QUICK
@given(seed=SEEDS, order=ORDERS)
def test_what_touches_nobody_changes_nothing(seed: int, order: tuple[Objective, ...]) -> None:
    """A closure of days on which nothing of the plan happens leaves every objective where it was.

    Fair shares are rounded to whole kg, which may fall to another of those who share a fraction.
    """
    scenario = replace(tangled(seed, promises=False), order=order)
    plan = allocate(scenario)
    busy = {
        (row.point_id, when) for row in plan.assignments for when in (row.harvest_date, row.dispatch_date)
    }
    days = [scenario.start + timedelta(days=n) for n in range((scenario.end - scenario.start).days + 1)]
    idle = [(p.point_id, when) for p in scenario.points for when in days if (p.point_id, when) not in busy]
    shut = tuple(Closure(ClosureKind.POINT, name, when, when, Fraction(0)) for name, when in idle)
    other = allocate(replace(scenario, closures=scenario.closures + shut))
    assert kg(other) == kg(plan)
    if order.index(Objective.COST) < order.index(Objective.FAIR):
        assert other.summary["cost_vnd"] == plan.summary["cost_vnd"]
    for row, same in zip(plan.producers, other.producers, strict=True):
        assert abs(row.sold_kg - same.sold_kg) <= 2 * len(scenario.lots)
