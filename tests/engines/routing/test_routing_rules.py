"""Each rule on a day small enough to work out by hand. Stops s0–s4 lie 20 km and 30 minutes apart on one road."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from trip_days import line_roads, lorry, plain

from cungcau.engines.routing import Body, Code, Load, Parameters, Problem, Roads, Stop, TripPlan, plan_trips
from cungcau.engines.routing.check import check

QUICK = Parameters(iterations=50)


def solved(problem: Problem) -> TripPlan:
    plan = plan_trips(problem, QUICK)
    assert check(problem, plan) == []
    return plan


def load(name: str = "a", pickup: str = "s1", drop: str = "s4", kg: int = 1_000, **facts: Any) -> Load:
    return Load(name, pickup, drop, kg, **facts)


def test_two_loads_on_the_way_make_one_trip() -> None:
    plan = solved(plain(load("a", "s1"), load("b", "s2", kg=2_000)))
    (trip,) = plan.trips
    assert [visit.stop_id for visit in trip.visits] == ["s0", "s1", "s2", "s4", "s0"]
    # 160 km at 8.000 đồng and the fixed 100.000; alone each load would be driven the same way.
    assert (trip.metres, trip.cost_vnd, trip.kg, trip.fill_percent) == (160_000, 1_380_000, 3_000, 60)
    assert (plan.comparison.alone_trips, plan.comparison.alone_vnd) == (2, 2_760_000)
    first = trip.visits[1]
    assert (first.start_min, first.departure_min) == (330, 350), "10 minutes and 10 a tonne"
    assert [visit.aboard_kg for visit in trip.visits] == [0, 1_000, 3_000, 0, 0]


@pytest.mark.parametrize(
    ("goods", "fleet", "changes", "code", "fact"),
    [
        (load(kg=6_000, may_split=False), {}, {}, Code.CAPACITY, ("largest_kg", 5_000)),
        (load(volume_l=9_000, may_split=False), {"capacity_l": 8_000}, {}, Code.VOLUME, ("largest_l", 8_000)),
        (load(body=Body.COLD), {"body": Body.BOX}, {}, Code.BODY, ("best_rank", 1)),
        (load(ready_min=1_150), {}, {}, Code.HOURS, ("ready_min", 1_150)),
        (load(due_min=400), {}, {}, Code.HOURS, ("due_min", 400)),
        (load(fresh_min=100), {}, {}, Code.FRESHNESS, ("least_min", 130)),
        (load(), {"to_min": 500}, {}, Code.HOURS, ("works_to_min", 500)),
        (
            load(),
            {},
            {"stops": tuple(Stop(f"s{i}", max_vehicle_kg=8_000 if i == 1 else None) for i in range(5))},
            Code.TOO_HEAVY_FOR_STOP,
            ("limit_kg", 8_000),
        ),
    ],
)
def test_a_load_no_vehicle_can_take_says_why(
    goods: Load, fleet: dict[str, Any], changes: dict[str, Any], code: Code, fact: tuple[str, int]
) -> None:
    plan = solved(plain(goods, vehicles=(lorry(**fleet),), **changes))
    (left,) = plan.unassigned
    assert (left.code, left.refused) == (code, (("lorry", code),))
    assert left.facts[fact[0]] == fact[1]
    assert plan.trips == ()


def test_without_a_way_or_a_vehicle() -> None:
    near = line_roads(5)
    cut = tuple(tuple(None if (i < 3) != (j < 3) else near.metres[i][j] for j in range(5)) for i in range(5))
    long = tuple(
        tuple(None if (i < 3) != (j < 3) else near.minutes[i][j] for j in range(5)) for i in range(5)
    )
    plan = solved(plain(load(), roads={"road": Roads(near.stop_ids, cut, long)}))
    assert plan.unassigned[0].code is Code.NO_WAY
    empty = replace(plain(load()), vehicles=())
    assert solved(empty).unassigned[0].code is Code.NO_VEHICLE


def test_a_full_vehicle_says_busy_and_the_heavier_load_goes() -> None:
    plan = solved(plain(load("a", kg=3_000, due_min=520), load("b", kg=4_000, due_min=520)))
    assert [(left.load_id, left.code) for left in plan.unassigned] == [("a", Code.BUSY)]


def test_a_load_larger_than_every_vehicle_goes_in_truckloads_of_exact_kg() -> None:
    fleet = (lorry("big"), lorry("small", capacity_kg=3_000), lorry("other", capacity_kg=2_000))
    plan = solved(plain(load(kg=8_765, volume_l=1_001), vehicles=fleet))
    parts = sorted(one for trip in plan.trips for visit in trip.visits for one in visit.picked)
    assert sorted((one.part, one.kg) for one in parts) == [(1, 5_000), (2, 3_000), (3, 765)]
    assert not plan.unassigned


def test_goods_that_may_not_travel_together() -> None:
    both = (load("a", goods="fruit"), load("b", goods="manure"))
    apart = frozenset({("manure", "fruit")})
    plan = solved(plain(*both, vehicles=(lorry("x"), lorry("y")), apart=apart))
    assert [trip.kg for trip in plan.trips] == [1_000, 1_000]
    assert len(solved(plain(*both, vehicles=(lorry("x"), lorry("y")))).trips) == 1


def test_one_bay_serves_one_vehicle_at_a_time() -> None:
    stops = tuple(Stop(f"s{i}", ((300, 1200),), 30, 0, 1 if i == 4 else None) for i in range(5))
    fleet = tuple(lorry(f"v{i}", capacity_kg=1_000) for i in range(3))
    problem = plain(*(load(f"l{i}", due_min=600) for i in range(3)), vehicles=fleet, stops=stops)
    plan = solved(problem)
    served = sorted(trip.visits[-2].start_min for trip in plan.trips)
    # First at 300 + 30 + 30 + 90; each next waits for the bay; all are done by 10 o'clock.
    assert served == [450, 480, 510]


def test_breaks_in_hours_are_waited_out() -> None:
    stops = tuple(Stop(f"s{i}", ((300, 430), (480, 1200)) if i == 4 else (), 20, 0) for i in range(5))
    (trip,) = solved(plain(load(), stops=stops)).trips
    assert trip.visits[2].start_min == 480, "nothing is unloaded across the break"
    assert trip.visits[2].arrival_min == 480, "and the wait is spent at home"


def test_fresh_goods_are_picked_up_last() -> None:
    loads = (load("slow", "s1", kg=2_000), load("fresh", "s2", kg=1_000, fresh_min=130))
    (trip,) = solved(plain(*loads)).trips
    order = [one.load_id for visit in trip.visits for one in visit.picked]
    assert order == ["slow", "fresh"]


def test_a_hull_waits_for_the_kg_it_misses() -> None:
    ship = lorry("ship", capacity_kg=400_000, min_fill_kg=300_000, gross_kg=900_000)
    stops = tuple(Stop(f"s{i}") for i in range(5))
    plan = solved(plain(load("a", kg=120_000), load("b", kg=130_000), vehicles=(ship,), stops=stops))
    assert plan.trips == ()
    (waits,) = plan.waiting
    assert (waits.vehicle_id, waits.kg, waits.missing_kg) == ("ship", 250_000, 50_000)
    full = solved(plain(load("a", kg=120_000), load("b", kg=190_000), vehicles=(ship,), stops=stops))
    assert [trip.vehicle_id for trip in full.trips] == ["ship"]


def test_what_a_lorry_can_take_does_not_wait_for_a_hull() -> None:
    ship = lorry("ship", capacity_kg=40_000, min_fill_kg=30_000, gross_kg=900_000, vnd_per_km=1, fixed_vnd=0)
    plan = solved(plain(load("a", kg=4_000), load("b", kg=9_000, may_split=False), vehicles=(ship, lorry())))
    assert [trip.vehicle_id for trip in plan.trips] == ["lorry"]
    assert [[one.load_id for one in waits.loads] for waits in plan.waiting] == [["b"]]


def test_what_lorries_can_take_in_parts_does_not_wait_for_a_hull() -> None:
    ship = lorry("ship", capacity_kg=40_000, min_fill_kg=30_000, gross_kg=900_000)
    plan = solved(plain(load(kg=9_000), vehicles=(ship, lorry("x"), lorry("y"))))
    parts = [one.kg for trip in plan.trips for visit in trip.visits for one in visit.picked]
    assert sorted(parts) == [4_000, 5_000]
    assert "ship" not in {trip.vehicle_id for trip in plan.trips}


def test_a_hull_is_topped_up_from_lorries_when_that_lets_it_leave() -> None:
    ship = lorry("ship", capacity_kg=10_000, min_fill_kg=10_000, gross_kg=20_000, vnd_per_km=50_000)
    goods = (load("a", kg=4_000), load("b", kg=6_000, may_split=False))
    plan = solved(plain(*goods, vehicles=(ship, lorry())))
    assert [(trip.vehicle_id, trip.kg) for trip in plan.trips] == [("ship", 10_000)]
    assert not plan.unassigned
    assert not plan.waiting


def test_second_legs_go_on_after_the_first_has_come() -> None:
    near, none = line_roads(5), None
    water = tuple(tuple(near.metres[i][j] if min(i, j) >= 2 else none for j in range(5)) for i in range(5))
    hours = tuple(tuple(near.minutes[i][j] if min(i, j) >= 2 else none for j in range(5)) for i in range(5))
    for i in range(2):
        water = (*water[:i], (*water[i][:i], 0, *water[i][i + 1 :]), *water[i + 1 :])
        hours = (*hours[:i], (*hours[i][:i], 0, *hours[i][i + 1 :]), *hours[i + 1 :])
    ship = lorry("ship", start="s2", roads="water", capacity_kg=50_000, gross_kg=99_000, min_fill_kg=3_000)
    goods = tuple(load(f"l{i}", f"s{i % 2}", via="s2", kg=2_000, fresh_min=600) for i in range(2))
    roads = {"road": near, "water": Roads(near.stop_ids, water, hours)}
    plan = solved(plain(*goods, vehicles=(lorry(to_min=600), ship), roads=roads))
    assert [trip.vehicle_id for trip in plan.trips] == ["lorry", "ship"]
    legs = [one.leg for trip in plan.trips for visit in trip.visits for one in visit.picked]
    assert legs == [1, 1, 2, 2]
    # With one load alone the ship has too little: the lorry does not bring it to the port for nothing.
    alone = solved(plain(goods[0], vehicles=(lorry(to_min=600), ship), roads=roads))
    assert alone.trips == ()
    assert (alone.waiting[0].missing_kg, alone.waiting[0].loads[0].leg) == (1_000, 2)


def test_several_rounds_in_one_trip() -> None:
    plan = solved(plain(*(load(f"l{i}", "s3", kg=5_000) for i in range(3))))
    (trip,) = plan.trips
    assert [visit.stop_id for visit in trip.visits] == ["s0", *["s3", "s4"] * 3, "s0"]


def test_an_open_end_pays_no_way_back() -> None:
    (trip,) = solved(plain(load(), vehicles=(lorry(open_end=True),))).trips
    assert (trip.visits[-1].stop_id, trip.metres) == ("s4", 80_000)


def test_an_empty_day() -> None:
    plan = solved(plain())
    assert (plan.trips, plan.unassigned, plan.comparison.cost_vnd) == ((), (), 0)


def test_a_bay_a_vehicle_outside_the_problem_holds_is_waited_for() -> None:
    stops = tuple(
        Stop(f"s{i}", ((300, 1200),), 30, 0, 1 if i == 4 else None, busy=((440, 500),) if i == 4 else ())
        for i in range(5)
    )
    (trip,) = solved(plain(load(due_min=600), stops=stops)).trips
    assert trip.visits[-2].start_min == 500, "alone it would be there at 450"
    late = solved(plain(load(due_min=520), stops=stops))
    assert [left.code for left in late.unassigned] == [Code.BUSY]


def test_two_bays_leave_one_free_beside_a_vehicle_outside_the_problem() -> None:
    stops = tuple(Stop(f"s{i}", (), 30, 0, 2 if i == 4 else None, busy=((440, 500),)) for i in range(5))
    fleet = tuple(lorry(f"v{i}", capacity_kg=1_000) for i in range(2))
    plan = solved(plain(*(load(f"l{i}", due_min=600) for i in range(2)), vehicles=fleet, stops=stops))
    # Without it both would be served from 450 on; one of them waits until the bay is free.
    assert sorted(trip.visits[-2].start_min for trip in plan.trips) == [450, 480]


def test_a_load_no_vehicle_has_room_for_goes_in_parts() -> None:
    fleet = (
        lorry("big", capacity_kg=15_000),
        lorry("mid", capacity_kg=5_000),
        lorry("small", capacity_kg=2_000),
    )
    goods = (
        load("a", kg=9_000, due_min=800),
        load("b", kg=6_000, due_min=800),
        load("c", kg=6_500, due_min=800),
    )
    plan = solved(plain(*goods, vehicles=fleet))
    carried = [one for trip in plan.trips for visit in trip.visits for one in visit.picked]
    assert sum(one.kg for one in carried) == 21_500
    assert not plan.unassigned
    whole = solved(plain(*(replace(one, may_split=False) for one in goods), vehicles=fleet))
    assert sum(left.kg for left in whole.unassigned) > 0


def test_the_rest_of_a_load_in_parts_says_why_it_stays() -> None:
    fleet = (lorry("big", capacity_kg=6_000), lorry("small", capacity_kg=1_000))
    plan = solved(plain(load("a", kg=5_500, due_min=560), load("b", kg=4_000, due_min=560), vehicles=fleet))
    assert sum(trip.kg for trip in plan.trips) == 7_000
    (left,) = plan.unassigned
    assert (left.load_id, left.kg, left.code) == ("b", 2_500, Code.BUSY)


def test_litres_of_parts_add_up_to_the_whole() -> None:
    fleet = (
        lorry("big", capacity_kg=6_000, capacity_l=9_000),
        lorry("small", capacity_kg=3_000, capacity_l=3_000),
    )
    goods = (
        load("a", kg=5_000, volume_l=9_000, due_min=560),
        load("b", kg=2_001, volume_l=4_001, due_min=560),
    )
    plan = solved(plain(*goods, vehicles=fleet))
    assert [one.kg for one in plan.unassigned] == [501]


def test_a_trip_leaves_late_even_where_others_use_the_bay_later() -> None:
    stops = (
        *(Stop(f"s{i}", (), 30, 0) for i in range(1)),
        Stop("s1", (), 30, 0, 1, busy=((600, 660), (760, 800))),
        *(Stop(f"s{i}", ((900, 1200),) if i == 4 else (), 30, 0) for i in range(2, 5)),
    )
    (trip,) = solved(plain(load(), stops=stops)).trips
    # Alone it would be served at s1 from 780 on, to be at s4 when that opens at 900.
    assert trip.visits[1].start_min == 730


def test_what_one_vehicle_brings_to_a_transfer_stop_another_takes_on() -> None:
    goods = tuple(load(f"l{i}", f"s{i}", via="s2", kg=1_500, due_min=1_100) for i in (0, 1))
    alone = solved(plain(*goods, vehicles=(lorry(),)))
    assert alone.trips == ()
    assert {left.leg for left in alone.unassigned} == {2}
    both = solved(plain(*goods, vehicles=(lorry("x"), lorry("y"))))
    assert [{one.leg for visit in trip.visits for one in visit.picked} for trip in both.trips] == [{1}, {2}]
