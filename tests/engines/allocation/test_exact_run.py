"""How a run behaves: it tells how far it is, stops when asked, and its figures are what solving again gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby, permutations

import pytest
from page_rules import Resource
from seasons import commune
from tangled import tangled

from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.model import Objective, Progress, Scenario
from reference import Reference

SOLD, FAIR, COST = Objective
SOME = commune(seed=3, lots=60, demands=8, days=12, points=2, places=4)


def asked_times(limit: int) -> Callable[[], bool]:
    """Says "stop" from the ``limit``-th question on."""
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > limit

    return cancelled


@pytest.mark.parametrize("order", list(permutations(Objective)), ids=">".join)
def test_stopping_at_any_time_leaves_a_plan_with_an_honest_gap(order: tuple[Objective, ...]) -> None:
    season = replace(SOME, order=order)
    most = Reference(season).best((SOLD,)).sold_kg
    for limit in (0, 1, 2, 4, 8, 16):
        plan = allocate(season, cancelled=asked_times(limit))
        assert check(season, plan) == []
        bound, sold, gap = (plan.summary[name] for name in ("upper_bound_kg", "sold_kg", "gap_kg"))
        assert isinstance(bound, int)
        assert isinstance(sold, int)
        assert bound >= most - 1e-6
        assert gap == bound - sold
        if limit == 0:
            assert plan.summary["status"] == "cancelled"


def test_stopped_promises_are_kept() -> None:
    for seed in range(40):
        season = tangled(seed)
        if season.commitments:
            plan = allocate(season, cancelled=lambda: True)
            assert check(season, plan) == []
            assert plan.summary["committed_kg"] == sum(row.kg for row in season.commitments)


def test_progress_is_told_in_order() -> None:
    told: list[Progress] = []
    plan = allocate(SOME, on_progress=told.append)
    stages = [stage for stage, _ in groupby(told, key=lambda step: step.stage)]
    assert stages[0] == "graph"
    assert stages[-1] == "done"
    expected = ["graph", "sold", "fair", "cost", "round", "explain", "done"]
    assert [stage for stage in stages if stage in expected][:4] == expected[:4]
    assert [stages.index(stage) for stage in expected] == sorted(stages.index(stage) for stage in expected)
    for _, steps in groupby(told, key=lambda step: step.stage):
        rounds = [step.round for step in steps]
        assert rounds == sorted(rounds)
    assert told[-1].bound_kg == plan.summary["upper_bound_kg"]
    assert told[-1].gap_kg == plan.summary["gap_kg"]


def gain(season: Scenario, resource: Resource, most: float) -> float:
    """Kg that one more kg of a resource sells, by the reference."""
    return Reference(season, {resource: 1}).best((SOLD,)).sold_kg - most


@pytest.mark.parametrize("seed", range(24))
def test_a_bottleneck_gains_what_solving_again_gains(seed: int) -> None:
    season = tangled(seed, promises=False)
    base = Reference(season)
    most = base.best((SOLD,)).sold_kg
    rows = {Resource(row.kind, row.id, row.date): row for row in allocate(season).bottlenecks}
    for resource, row in rows.items():
        assert row.gain_kg_per_kg == pytest.approx(gain(season, resource, most), abs=1e-5), resource
    lots_only = ("lot", "lot_day")
    for resource, limit in base.limits.items():
        if resource.kind not in lots_only and limit > 0 and resource not in rows:
            assert gain(season, resource, most) == pytest.approx(0.0, abs=1e-5), resource


@pytest.mark.parametrize("seed", range(30))
def test_the_price_of_fairness_is_the_difference_it_makes(seed: int) -> None:
    for order in ((SOLD, FAIR, COST), (FAIR, SOLD, COST)):
        season = replace(tangled(seed), order=order)
        reference = Reference(season)
        fair, unfair = reference.best(order), reference.best((SOLD, COST))
        price = allocate(season).summary["price_of_fairness"]
        assert isinstance(price, dict)
        lots = len(season.lots)
        assert price["kg"] == pytest.approx(unfair.sold_kg - fair.sold_kg, abs=lots)
        dearest = 1400
        assert price["vnd"] == pytest.approx(fair.cost_vnd - unfair.cost_vnd, abs=2 * dearest * lots)
