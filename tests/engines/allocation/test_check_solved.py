"""Plans of the solver under the verifier: right as they come, and caught once anything in them is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.check import check, verify
from cungcau.engines.allocation.generate import generate_scenario
from cungcau.engines.allocation.model import Commitment, Objective, Plan, Scenario

SCENARIO = generate_scenario("small", 1)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return allocate(SCENARIO)


def promised(scenario: Scenario, picks: list[tuple[int, int, int, int, int]]) -> Scenario:
    """The scenario with promises made at random: most of them break some rule by themselves."""
    lanes = {(lane.point_id, lane.market) for lane in scenario.lanes}
    found: dict[object, Commitment] = {}
    for lot_at, demand_at, point_at, day, kg in picks:
        lot = scenario.lots[lot_at % len(scenario.lots)]
        demand = scenario.demands[demand_at % len(scenario.demands)]
        point = scenario.points[point_at % len(scenario.points)]
        if (point.point_id, demand.market) in lanes:
            harvest = scenario.start + timedelta(days=day)
            dispatch = min(scenario.end, harvest + timedelta(days=kg % 3))
            line = Commitment(lot.lot_id, demand.demand_id, point.point_id, harvest, dispatch, kg)
            found[replace(line, kg=0)] = line
    key = lambda row: (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date)  # noqa: E731
    return replace(scenario, commitments=tuple(sorted(found.values(), key=key)))


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    lots=st.integers(20, 80),
    order=st.sampled_from(list(permutations(Objective))),
    picks=st.lists(
        st.tuples(
            st.integers(0, 99), st.integers(0, 9), st.integers(0, 1), st.integers(0, 13), st.integers(1, 900)
        ),
        max_size=4,
    ),
)
def test_every_plan_passes(
    seed: int, lots: int, order: tuple[Objective, ...], picks: list[tuple[int, int, int, int, int]]
) -> None:
    scenario = promised(replace(generate_scenario("small", seed, lots), order=order), picks)
    verdict = verify(scenario, allocate(scenario))
    assert verdict.breaches == ()
    if not scenario.commitments:
        assert verdict.notes == ()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_touched_line_is_caught(plan: Plan, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(plan.assignments) - 1))
    line = plan.assignments[index]
    other = plan.assignments[data.draw(st.integers(0, len(plan.assignments) - 1))]
    touched = data.draw(
        st.sampled_from(
            [
                replace(line, kg=line.kg + 1),
                replace(line, kg=line.kg - 1),
                replace(line, delivery_date=line.delivery_date + timedelta(days=1)),
                replace(line, harvest_date=line.harvest_date - timedelta(days=30)),
                replace(line, freight_vnd_per_kg=line.freight_vnd_per_kg + 10),
                replace(line, price_vnd_per_kg=(line.price_vnd_per_kg or 0) + 1),
                replace(line, lot_id=other.lot_id + "x"),
                replace(line, demand_id="x"),
                replace(line, point_id="x"),
            ]
        )
    )
    lines = (*plan.assignments[:index], touched, *plan.assignments[index + 1 :])
    assert check(SCENARIO, replace(plan, assignments=lines)) != []
