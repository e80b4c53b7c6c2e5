"""Any small day: planned, verified by the checker that shares no code, equal when planned again."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trip_days import days

from cungcau.engines.routing import HandTrip, HandVisit, Parameters, Problem, plan_trips, recompute
from cungcau.engines.routing.check import check

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(problem=days(), iterations=st.sampled_from([0, 20]), seed=st.integers(0, 9))
def test_every_plan_passes_the_checker(problem: Problem, iterations: int, seed: int) -> None:
    plan = plan_trips(problem, Parameters(seed=seed, iterations=iterations, polish=2))
    assert check(problem, plan) == []


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(problem=days(), seed=st.integers(0, 9))
def test_the_same_day_gives_the_same_plan(problem: Problem, seed: int) -> None:
    parameters = Parameters(seed=seed, iterations=20, polish=2)
    assert plan_trips(problem, parameters) == plan_trips(problem, parameters)


@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(problem=days())
def test_a_planned_trip_read_as_made_by_hand_has_no_fault(problem: Problem) -> None:
    plan = plan_trips(problem, Parameters(iterations=0, polish=1))
    for trip in plan.trips:
        work = [visit for visit in trip.visits if visit.picked or visit.dropped]
        hand = HandTrip(trip.vehicle_id, tuple(HandVisit(v.stop_id, v.dropped, v.picked) for v in work))
        again = recompute(hand, problem, plan.trips)
        assert again.faults == ()
        assert (again.trip.metres, again.trip.cost_vnd) == (trip.metres, trip.cost_vnd)
        assert again.trip.visits[-1].departure_min <= trip.visits[-1].departure_min
