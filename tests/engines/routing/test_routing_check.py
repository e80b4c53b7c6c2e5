"""The checker catches a good plan as soon as anything in it is touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from trip_days import lorry, plain

from cungcau.engines.routing import Body, Code, Load, Parameters, Problem, Stop, Trip, TripPlan, plan_trips
from cungcau.engines.routing.check import check

STOPS = tuple(
    Stop(f"s{i}", ((300, 1200),), 10, 10, 1 if i == 4 else None, 9_000 if i == 1 else None) for i in range(5)
)
DAY = plain(
    Load("a", "s1", "s4", 3_000, goods="fruit", fresh_min=300, ready_min=310),
    Load("b", "s2", "s4", 1_000, Body.BOX, volume_l=2_000, due_min=600),
    Load("c", "s3", "s4", 4_000, goods="manure", may_split=False),
    Load("d", "s3", "s1", 9_000, may_split=False),
    vehicles=(lorry("x", body=Body.BOX, capacity_l=3_000), lorry("y"), lorry("hull", min_fill_kg=5_000)),
    stops=STOPS,
    apart=frozenset({("fruit", "manure")}),
)


@pytest.fixture(scope="module")
def plan() -> TripPlan:
    return plan_trips(DAY, Parameters(iterations=20))


def at(plan: TripPlan, load_id: str) -> tuple[int, int]:
    """Trip and visit at which a load is taken on."""
    return next(
        (t, v)
        for t, trip in enumerate(plan.trips)
        for v, visit in enumerate(trip.visits)
        if any(one.load_id == load_id for one in visit.picked)
    )


def with_visit(plan: TripPlan, load_id: str, **changes: object) -> TripPlan:
    t, v = at(plan, load_id)
    visits = list(plan.trips[t].visits)
    visits[v] = replace(visits[v], **changes)  # type: ignore[arg-type]
    return with_trip(plan, t, visits=tuple(visits))


def with_trip(plan: TripPlan, t: int, **changes: object) -> TripPlan:
    trips = list(plan.trips)
    trips[t] = replace(trips[t], **changes)  # type: ignore[arg-type]
    return replace(plan, trips=tuple(trips))


def later(trip: Trip, minutes: int) -> Trip:
    visits = tuple(
        replace(
            visit,
            arrival_min=visit.arrival_min + minutes,
            start_min=visit.start_min + minutes,
            departure_min=visit.departure_min + minutes,
        )
        for visit in trip.visits
    )
    return replace(trip, visits=visits)


def test_the_plan_itself_passes(plan: TripPlan) -> None:
    assert check(DAY, plan) == []
    assert len(plan.trips) == 2
    assert [left.load_id for left in plan.unassigned] == ["d"]


@pytest.mark.parametrize(
    ("code", "touch"),
    [
        ("arrival", lambda p: with_visit(p, "a", arrival_min=1)),
        ("start_before_arrival", lambda p: with_visit(p, "a", start_min=1)),
        ("service", lambda p: with_visit(p, "a", departure_min=999)),
        ("capacity", lambda p: with_visit(p, "a", aboard_kg=1)),
        ("left_aboard", lambda p: with_trip(p, at(p, "c")[0], visits=p.trips[at(p, "c")[0]].visits[:2])),
        ("not_aboard", lambda p: with_visit(p, "a", picked=())),
        ("end", lambda p: with_trip(p, 0, visits=p.trips[0].visits[:-1])),
        ("start", lambda p: with_trip(p, 0, visits=p.trips[0].visits[1:])),
        ("way_or_cost", lambda p: with_trip(p, 0, cost_vnd=1)),
        ("way_or_cost", lambda p: with_trip(p, 0, metres=1)),
        ("sums", lambda p: with_trip(p, 0, fill_percent=101)),
        ("vehicle_twice", lambda p: with_trip(p, 0, vehicle_id=p.trips[1].vehicle_id)),
        ("unknown_vehicle", lambda p: with_trip(p, 0, vehicle_id="nobody")),
        ("hull", lambda p: with_trip(p, at(p, "a")[0], vehicle_id="hull")),
        ("kg", lambda p: replace(p, unassigned=())),
        ("kg", lambda p: with_trip(p, 0, visits=p.trips[0].visits[:1] + p.trips[0].visits[-1:])),
        ("reason", lambda p: replace(p, unassigned=(replace(p.unassigned[0], refused=lie(p)),))),
        ("nearest", lambda p: replace(p, unassigned=(replace(p.unassigned[0], code=Code.BODY),))),
        ("comparison", lambda p: replace(p, comparison=replace(p.comparison, cost_vnd=0))),
        ("working_hours", lambda p: replace(p, trips=tuple(later(trip, 700) for trip in p.trips))),
        ("hours", lambda p: replace(p, trips=tuple(later(trip, 700) for trip in p.trips))),
        ("due", lambda p: replace(p, trips=tuple(later(trip, 300) for trip in p.trips))),
        ("ready", lambda p: replace(p, trips=tuple(later(trip, -200) for trip in p.trips))),
    ],
)
def test_what_is_touched_is_caught(plan: TripPlan, code: str, touch: Callable[[TripPlan], TripPlan]) -> None:
    assert code in {breach.code for breach in check(DAY, touch(plan))}


def lie(plan: TripPlan) -> tuple[tuple[str, Code], ...]:
    return tuple((name, Code.BUSY) for name, _ in plan.unassigned[0].refused)


def change_load(problem: Problem, load_id: str, **facts: object) -> Problem:
    loads = tuple(
        replace(load, **facts) if load.load_id == load_id else load  # type: ignore[arg-type]
        for load in problem.loads
    )
    return replace(problem, loads=loads)


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("freshness", lambda p: change_load(p, "a", fresh_min=60)),
        ("body", lambda p: change_load(p, "c", body=Body.COLD)),
        ("volume", lambda p: change_load(p, "b", volume_l=9_000)),
        ("wrong_stop", lambda p: change_load(p, "a", drop="s3")),
        ("leg", lambda p: change_load(p, "a", via="s3")),
        ("apart", lambda p: replace(p, apart=frozenset({("fruit", ""), ("manure", "")}))),
        (
            "too_heavy_for_stop",
            lambda p: replace(p, stops=(STOPS[0], replace(STOPS[1], max_vehicle_kg=1), *STOPS[2:])),
        ),
        ("capacity", lambda p: replace(p, vehicles=tuple(replace(v, capacity_kg=2_000) for v in p.vehicles))),
    ],
)
def test_the_plan_of_another_day_is_caught(
    plan: TripPlan, code: str, other: Callable[[Problem], Problem]
) -> None:
    assert code in {breach.code for breach in check(other(DAY), plan)}


def test_two_vehicles_in_one_bay_are_caught() -> None:
    stops = tuple(Stop(f"s{i}", (), 30, 0, 2 if i == 4 else None) for i in range(5))
    fleet = (lorry("x", capacity_kg=1_000), lorry("y", capacity_kg=1_000))
    day = plain(
        *(Load(f"l{i}", "s1", "s4", 1_000, due_min=520) for i in range(2)), vehicles=fleet, stops=stops
    )
    found = plan_trips(day, Parameters(iterations=20))
    assert len(found.trips) == 2
    assert check(day, found) == []
    narrow = replace(day, stops=(*stops[:4], replace(stops[4], bays=1)))
    assert {breach.code for breach in check(narrow, found)} == {"bays"}


def test_half_a_way_and_an_early_second_leg_are_caught() -> None:
    day = plain(
        Load("a", "s1", "s4", 1_000, via="s3"), vehicles=(lorry("x", to_min=560), lorry("y", start="s3"))
    )
    found = plan_trips(day, Parameters(iterations=20))
    assert [trip.vehicle_id for trip in found.trips] == ["x", "y"]
    assert check(day, found) == []
    half = replace(found, trips=found.trips[:1])
    assert {"half_way", "kg", "comparison"} == {breach.code for breach in check(day, half)}
    early = replace(found, trips=(found.trips[0], later(found.trips[1], -1)))
    assert "second_leg_early" in {breach.code for breach in check(day, early)}
