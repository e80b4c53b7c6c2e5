"""Trips ordered by hand: all faults at once; and problems and settings that are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from trip_days import line_roads, lorry, plain

from cungcau.engines.routing import (
    Body,
    Carried,
    Code,
    HandTrip,
    HandVisit,
    Load,
    Parameters,
    Problem,
    Roads,
    Stop,
    Vehicle,
    plan_trips,
    recompute,
)
from cungcau.kernel.errors import InputInvalid

A, B = Carried("a", 3_000), Carried("b", 1_000)
DAY = plain(
    Load("a", "s1", "s4", 3_000, ready_min=400, fresh_min=400),
    Load("b", "s2", "s4", 1_000, Body.COLD, due_min=500),
)


def hand(*visits: HandVisit, vehicle: str = "lorry") -> HandTrip:
    return HandTrip(vehicle, visits)


def take(stop: str, *goods: Carried) -> HandVisit:
    return HandVisit(stop, picked=goods)


def put(stop: str, *goods: Carried) -> HandVisit:
    return HandVisit(stop, dropped=goods)


def test_a_good_order_has_times_kg_cost_and_no_fault() -> None:
    found = recompute(hand(take("s1", A), put("s4", A)), DAY)
    assert found.faults == ()
    assert [visit.start_min for visit in found.trip.visits] == [370, 400, 530, 690]
    assert (found.trip.kg, found.trip.metres, found.trip.fill_percent) == (3_000, 160_000, 60)


def test_every_fault_is_told_at_once() -> None:
    tight = replace(
        DAY,
        vehicles=(lorry(capacity_kg=3_500, to_min=600, gross_kg=12_000, min_fill_kg=3_500),),
        stops=(*DAY.stops[:2], replace(DAY.stops[2], max_vehicle_kg=10_000), *DAY.stops[3:]),
    )
    far = hand(
        take("s1", A),
        put("nowhere"),
        take("s2", B, Carried("x", 1)),
        take("s3", A),
        put("s3", B),
        put("s4", A),
    )
    codes = [fault.code for fault in recompute(far, tight).faults]
    assert sorted(codes) == sorted(
        [
            Code.UNKNOWN, Code.UNKNOWN, Code.WRONG_STOP, Code.TWICE, Code.WRONG_STOP, Code.CAPACITY,
            Code.TOO_HEAVY_FOR_STOP, Code.BODY, Code.CAPACITY, Code.CAPACITY, Code.DUE, Code.WORKING_HOURS,
        ]
    )  # fmt: skip


def test_goods_that_do_not_add_up() -> None:
    found = recompute(hand(put("s4", A), take("s1", replace(A, kg=5_000)), take("s2", B)), DAY)
    codes = [fault.code for fault in found.faults]
    assert codes[:4] == [Code.NOT_PICKED, Code.WRONG_KG, Code.NOT_DROPPED, Code.NOT_DROPPED]


def test_late_and_stale_goods_keep_their_times() -> None:
    shut = replace(
        DAY,
        loads=(replace(DAY.loads[0], fresh_min=120), DAY.loads[1]),
        stops=tuple(Stop(f"s{i}") for i in range(5)),
    )
    found = recompute(hand(take("s1", A), put("s4", A)), shut)
    assert found.faults == ()
    stale = recompute(hand(take("s1", A), take("s0"), put("s4", A)), shut)
    assert [(fault.code, fault.facts["minutes"]) for fault in stale.faults] == [(Code.FRESHNESS, 150)]


def test_a_bay_others_hold_is_waited_for() -> None:
    stops = tuple(Stop(f"s{i}", ((300, 1200),), 10, 10, 1) for i in range(5))
    day = replace(DAY, stops=stops, vehicles=(lorry(), lorry("other")))
    first = recompute(hand(take("s1", A), put("s4", A)), day).trip
    b = Load("b", "s2", "s4", 1_000, ready_min=440)
    second = recompute(
        hand(take("s2", B), put("s4", B), vehicle="other"), replace(day, loads=(day.loads[0], b)), [first]
    )
    assert second.faults == ()
    assert second.trip.visits[2].start_min == first.visits[2].departure_min


def test_a_bay_held_from_outside_is_waited_for_or_told() -> None:
    stops = tuple(Stop(f"s{i}", ((300, 1200),), 10, 10, 1, busy=((520, 600),)) for i in range(5))
    waits = recompute(hand(take("s1", A), put("s4", A)), replace(DAY, stops=stops))
    assert waits.faults == ()
    assert waits.trip.visits[2].start_min == 600
    due = replace(DAY, stops=stops, loads=(replace(DAY.loads[0], due_min=600), DAY.loads[1]))
    assert [fault.code for fault in recompute(hand(take("s1", A), put("s4", A)), due).faults] == [Code.DUE]


def test_legs_of_other_trips_bind() -> None:
    day = plain(Load("a", "s1", "s4", 1_000, via="s3"), vehicles=(lorry(), lorry("ship", start="s3")))
    one = [replace(Carried("a", 1_000), leg=leg) for leg in (1, 2)]
    first = recompute(hand(take("s1", one[0]), put("s3", one[0])), day).trip
    second = recompute(hand(take("s3", one[1]), put("s4", one[1]), vehicle="ship"), day, [first])
    assert second.faults == ()
    assert second.trip.visits[1].start_min == first.visits[2].departure_min
    early = recompute(hand(take("s1", one[0]), put("s3", one[0])), day, [replace(second.trip, visits=())])
    assert early.faults == ()
    late = replace(second.trip, visits=(replace(second.trip.visits[1], start_min=310),))
    assert [
        fault.code for fault in recompute(hand(take("s1", one[0]), put("s3", one[0])), day, [late]).faults
    ] == [Code.DUE]


def test_an_empty_or_unknown_trip() -> None:
    assert recompute(hand(), DAY).trip.metres == 0
    assert recompute(hand(vehicle="nobody"), DAY).faults[0].code is Code.UNKNOWN


def bad(**changes: Any) -> Problem:
    return replace(DAY, **changes)


@pytest.mark.parametrize(
    ("problem", "faults"),
    [
        (bad(stops=(*DAY.stops, DAY.stops[0])), {("stops", "id")}),
        (bad(stops=(*DAY.stops[:4], Stop("s4", ((5, 3), (2, 9)), -1, True, 0, 0, ((9, 9),)))),
         {("stops", c) for c in ("hours", "service_min", "min_per_tonne", "bays", "max_vehicle_kg", "busy")}),
        (bad(loads=(Load("a", "s1", "s1", 0, via="s1", ready_min=9, due_min=9, fresh_min=0, volume_l=-1),)),
         {("loads", c) for c in ("drop", "via", "kg", "due_min", "fresh_min", "volume_l")}),
        (bad(loads=(Load("", "x", "y", 1, via="z"),)),
         {("loads", c) for c in ("id", "pickup", "drop", "via")}),
        (bad(vehicles=(Vehicle("v", "x", 0, 0, -1, -1, "s1", True, 0, Body.OPEN, 9, 9, 5, "air"),)),
         {("vehicles", c) for c in ("start", "end", "capacity_kg", "gross_kg", "vnd_per_km", "fixed_vnd",
                                    "capacity_l", "to_min", "min_fill_kg", "roads")}),
        (bad(roads={"road": Roads(("s0",), ((0,),), ((0, 1),))}),
         {("roads", "stop_ids"), ("roads", "minutes")}),
        (bad(roads={"road": replace(line_roads(5), minutes=((0, None, 1, 1, 1), *line_roads(5).minutes[1:]))}),
         {("roads", "minutes")}),
        (bad(roads={"road": replace(line_roads(5), metres=((1, -1, 1, 1, 1), *line_roads(5).metres[1:]))}),
         {("roads", "metres")}),
    ],
)  # fmt: skip
def test_a_bad_problem_is_refused_with_every_fault(problem: Problem, faults: set[tuple[str, str]]) -> None:
    for ask in (lambda: plan_trips(problem), lambda: recompute(hand(), problem)):
        with pytest.raises(InputInvalid) as caught:
            ask()
        assert {(fault.file, fault.column) for fault in caught.value.faults} == faults


def test_settings_out_of_bounds_are_named() -> None:
    with pytest.raises(InputInvalid) as caught:
        Parameters(seed=-1, iterations=True, seconds=float("nan"), polish=51, reloads=99, small=-1, starts=0)
    names = [fault.column for fault in caught.value.faults]
    assert names == ["seed", "iterations", "polish", "reloads", "small", "starts", "seconds"]
