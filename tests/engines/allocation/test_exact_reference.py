"""The exact plan against an independent linear program on many small tangled seasons, in all six orders.

``CUNGCAU_MANY=5000`` runs that many seasons in place of the usual ones.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from itertools import permutations
from math import ceil, floor

import pytest
from tangled import tangled

from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.model import Objective, Plan, Scenario
from reference import Best, Reference

BATCH = 10
SEASONS = int(os.environ.get("CUNGCAU_MANY", "120"))
ORDERS = tuple(permutations(Objective))
NEAR = 1e-4
"""Kilograms within which the reference itself is right."""


@pytest.mark.parametrize("batch", range(ceil(SEASONS / BATCH)))
def test_exact_agrees_with_reference(batch: int) -> None:
    for seed in range(batch * BATCH, min(SEASONS, (batch + 1) * BATCH)):
        scenario = tangled(seed)
        reference = Reference(scenario)
        most = reference.best((Objective.SOLD,)).sold_kg
        for order in ORDERS:
            asked = replace(scenario, order=order)
            plan = allocate(asked)
            told = f"season {seed}, {' > '.join(order)}"
            assert check(asked, plan) == [], told
            compare_kg(asked, plan, reference.best(order), most, told)
            compare_cost(asked, plan, reference.best(order), told)


def compare_kg(scenario: Scenario, plan: Plan, best: Best, most: float, told: str) -> None:
    """Kg in all within one per lot, never above the optimum; each producer within two per lot of its own."""
    sold, bound = plan.summary["sold_kg"], plan.summary["upper_bound_kg"]
    assert isinstance(sold, int)
    assert isinstance(bound, int)
    assert best.sold_kg - len(scenario.lots) - NEAR <= sold <= most + NEAR, told
    assert floor(most + NEAR) <= bound <= ceil(most - NEAR), told
    assert plan.summary["status"] == "optimal", told
    lots = Counter(lot.producer_id for lot in scenario.lots)
    for row in plan.producers:
        if row.season_share is not None:
            off = abs(row.sold_kg - best.by_producer[row.producer_id])
            assert off <= 2 * lots[row.producer_id] + NEAR, f"{told}, {row.producer_id}"


def compare_cost(scenario: Scenario, plan: Plan, best: Best, told: str) -> None:
    """Freight as the optimum's, but for the whole kilograms.

    Fair shares are rounded to whole kg, so a producer may sell a kg more or less than in the continuous
    optimum; each such kg can cost, or displace another that costs, at most the dearest way. Without fair
    shares before it, cost has nothing to round.
    """
    cost = plan.summary["cost_vnd"]
    assert isinstance(cost, int)
    order = scenario.order
    fair_first = order.index(Objective.FAIR) < order.index(Objective.COST)
    moved = sum(
        abs(row.sold_kg - best.by_producer[row.producer_id])
        for row in plan.producers
        if row.season_share is not None
    )
    dearest = max((row.cost_vnd_per_kg for row in scenario.lanes), default=0) + max(
        (row.cost_vnd_per_kg for row in scenario.access), default=0
    )
    allowed = 2 * dearest * moved if fair_first else 0.0
    assert abs(cost - best.cost_vnd) <= allowed + 0.5, f"{told}: {cost} against {best.cost_vnd:.2f}"
