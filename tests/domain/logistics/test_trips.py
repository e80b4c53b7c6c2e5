"""Trips put together, changed and moved by hand; never more than a line has."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Trip, TripLoad
from cungcau.domain.logistics.planning.drafting import NewLoad, values_of
from cungcau.domain.logistics.services import legs, moving, running, trips
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import Entry, Kind
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing.versions import EditedMeanwhile
from tests.domain.logistics.fleet_rows import (
    agreed_order,
    carriers,
    driver,
    hub_at,
    onward_trip,
    somebody,
    trip_of,
    vehicle,
)
from tests.domain.season_rows import Small


@pytest.fixture
def ready(small: Small) -> Small:
    carriers()
    return small


def test_trip_by_hand_has_stops_times_and_kilometres(ready: Small) -> None:
    ordered = agreed_order(ready)
    trip = trip_of(ready, ordered, 800, driver=driver())
    stops = list(trip.stops.order_by("no"))
    assert [(stop.no, stop.point_id, stop.market_id) for stop in stops] == [
        (1, ordered.order.point_id, None),
        (2, None, ordered.order.market_id),
    ]
    load = trip.loads.get()
    assert (load.planned_kg, load.loaded_kg, load.pickup, load.drop) == (800, 0, *stops)
    assert trip.code == "C210928-01"
    assert trip.state == states.PLANNED
    # Tân Mỹ – Hà Nội is some 134 km as the crow flies, there and back with the factors of the land
    assert 300_000 < trip.metres < 460_000
    assert trip.cost_vnd == 200_000 + round(trip.metres * 9000 / 1000)
    assert trip.departs_at is not None
    assert stops[0].planned_arrival_at is not None
    assert stops[1].planned_leave_at is not None
    assert stops[0].planned_arrival_at < stops[1].planned_leave_at
    assert trip.faults == []


def test_same_client_uuid_is_one_trip(ready: Small) -> None:
    ordered, lorry, token = agreed_order(ready), vehicle(), uuid.uuid4()
    first = trip_of(ready, ordered, 500, lorry, client_uuid=token)
    assert trip_of(ready, ordered, 500, lorry, client_uuid=token) == first
    assert Trip.objects.count() == 1


def test_trips_together_never_plan_more_than_the_line(ready: Small) -> None:
    ordered, lorry = agreed_order(ready), vehicle()
    trip_of(ready, ordered, 700, lorry)
    with pytest.raises(DomainError) as error:
        trip_of(ready, ordered, 500, lorry)
    assert (error.value.code, error.value.facts["over_kg"], error.value.facts["left_kg"]) == (
        "load_over_line", 100, 400,
    )  # fmt: skip
    assert trip_of(ready, ordered, 400, lorry).loads.get().planned_kg == 400


def test_database_refuses_more_than_the_line(ready: Small) -> None:
    ordered = agreed_order(ready)
    load = trip_of(ready, ordered, 700).loads.get()
    with pytest.raises(IntegrityError, match="plan 1200 kg of 1100"), transaction.atomic():
        TripLoad.objects.filter(pk=load.pk).update(planned_kg=1200)
    with pytest.raises(IntegrityError, match="stops to a later one"), transaction.atomic():
        TripLoad.objects.filter(pk=load.pk).update(pickup=load.drop, drop=load.pickup)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_cancelled_trip_gives_its_goods_back(ready: Small) -> None:
    ordered, lorry = agreed_order(ready), vehicle()
    trip = trip_of(ready, ordered, 1000, lorry)
    with pytest.raises(DomainError, match="trip_reason_missing"):
        running.cancel_trip(trip, reason=" ", actor=None)
    running.cancel_trip(trip, reason="xe hỏng", actor=None)
    trip.refresh_from_db()
    assert (trip.state, trip.reason) == (states.CANCELLED, "xe hỏng")
    assert trip_of(ready, ordered, 1000, lorry).code == "C210928-02"


def _edit(trip: Trip, version: int | None = None, **mine: object) -> Trip:
    seen = values_of(trip)
    return trips.edit_trip(
        trip, version=version or trip.version, seen=seen, mine={**seen, **mine}, actor=None
    )


def test_editing_changes_kg_vehicle_and_driver(ready: Small) -> None:
    ordered, big, who = (
        agreed_order(ready),
        vehicle("12C-00909", capacity_kg=5000, vnd_per_km=12_000),
        driver(),
    )
    trip = trip_of(ready, ordered, 800)
    load, before = trip.loads.get(), trip.cost_vnd
    edited = _edit(trip, vehicle_id=big.pk, driver_id=who.pk, **{f"kg_{load.pk}": 900})
    edited.refresh_from_db()
    assert (edited.vehicle, edited.driver, edited.version) == (big, who, 2)
    assert edited.loads.get().planned_kg == 900
    assert edited.cost_vnd > before


def test_second_of_two_editors_is_told(ready: Small) -> None:
    trip = trip_of(ready, agreed_order(ready), 800)
    load, seen = trip.loads.get(), values_of(trip)
    _edit(trip, note="đi đường 4A")
    with pytest.raises(EditedMeanwhile) as error:
        trips.edit_trip(
            Trip.objects.get(pk=trip.pk),
            version=1,
            seen=seen,
            mine={**seen, f"kg_{load.pk}": 700},
            actor=None,
        )
    assert error.value.theirs == {"note": "đi đường 4A"}
    assert trip.loads.get().planned_kg == 800


def test_driver_must_be_of_the_vehicles_carrier(ready: Small) -> None:
    trip, other = trip_of(ready, agreed_order(ready), 800), driver("VT2")
    with pytest.raises(DomainError, match="driver_of_another_carrier"):
        _edit(trip, driver_id=other.pk)


def test_stops_keep_pickups_before_drops(ready: Small) -> None:
    trip = trip_of(ready, agreed_order(ready), 800)
    first, second = trip.stops.order_by("no")
    with pytest.raises(DomainError, match="stops_out_of_order"):
        _edit(trip, **{f"stop_{first.pk}": 2, f"stop_{second.pk}": 1})


def test_reordering_pickups_is_timed_anew(ready: Small) -> None:
    one, other = agreed_order(ready), agreed_order(ready, "DH-2", point=None)
    near = CollectionPoint.objects.get(code="P1")
    far = hub_at(22.2, 106.7)
    trip = trips.add_trip(
        season=ready.season, day=one.line.dispatch_date, vehicle=vehicle(), actor=None,
        loads=[NewLoad(one.line, 500), NewLoad(other.line, 400, far)],
    )  # fmt: skip
    first, second, _last = trip.stops.order_by("no")
    edited = _edit(trip, **{f"stop_{first.pk}": 2, f"stop_{second.pk}": 1})
    assert [stop.point for stop in edited.stops.order_by("no")[:2]] == [far, near]
    assert edited.metres != trip.metres


def test_moving_part_of_a_load_changes_both_trips(ready: Small) -> None:
    ordered, one, other = agreed_order(ready), vehicle("12C-1"), vehicle("12C-2")
    source = trip_of(ready, ordered, 800, one)
    target = trip_of(ready, ordered, 200, other)
    shown = moving.moved(source.loads.get(), 300, target)
    assert [load.kg for load in shown.source.loads] == [500]
    assert [load.kg for load in shown.target.loads] == [500]
    moving.move_load(source.loads.get(), kg=300, to=target, actor=None, versions=shown.versions)
    assert source.loads.get().planned_kg == 500
    assert target.loads.get().planned_kg == 500
    assert target.stops.count() == 2
    with pytest.raises(DomainError, match="trip_moved_meanwhile"):
        moving.move_load(source.loads.get(), kg=100, to=target, actor=None, versions=shown.versions)


def test_splitting_off_a_new_trip(ready: Small) -> None:
    ordered = agreed_order(ready)
    source = trip_of(ready, ordered, 1000)
    made = moving.move_load(
        source.loads.get(), kg=1000, to=moving.Fresh(vehicle("12C-77", "VT2")), actor=None
    )
    assert made.loads.get().planned_kg == 1000
    assert source.loads.count() == 0
    assert source.stops.count() == 0


def test_goods_loaded_do_not_move(ready: Small) -> None:
    ordered = agreed_order(ready)
    source, target = trip_of(ready, ordered, 600, vehicle("1")), trip_of(ready, ordered, 100, vehicle("2"))
    load = source.loads.get()
    TripLoad.objects.filter(pk=load.pk).update(loaded_kg=500, loaded_at="2021-09-28T01:00Z")
    with pytest.raises(DomainError, match="load_below_loaded"):
        moving.moved(source.loads.get(), 200, target)


def test_carriers_confirm_their_own_trips_only(ready: Small) -> None:
    trip = trip_of(ready, agreed_order(ready), 800)
    own, other = somebody("nha-xe", "carrier", acts_for="VT1"), somebody("xe-khac", "carrier", acts_for="VT2")
    with pytest.raises(DomainError, match="trip_not_found"):
        running.confirm_trip(trip, actor=other)
    running.confirm_trip(trip, actor=own)
    trip.refresh_from_db()
    assert trip.state == states.CONFIRMED
    with pytest.raises(DomainError, match="not_allowed"):
        running.cancel_trip(trip, reason="không đi", actor=own)
    running.withdraw_trip(trip, reason="xe hỏng", actor=own)
    trip.refresh_from_db()
    assert trip.state == states.PLANNED


def test_second_leg_takes_what_the_first_brings(ready: Small) -> None:
    ordered = agreed_order(ready)
    first = trip_of(ready, ordered, 800)
    hub = hub_at(21.6, 106.5)
    legs.change_over(first.loads.get(), point=hub, actor=None)
    load = first.loads.get()
    assert load.goes_on
    assert [stop.point for stop in first.stops.order_by("no")] == [ordered.order.point, hub]
    with pytest.raises(DomainError, match="load_onward_over_first"):
        onward_trip(ready, load, 900)
    second = onward_trip(ready, load, 800)
    assert second.previous == first
    assert [stop.point_id or stop.market_id for stop in second.stops.order_by("no")] == [
        hub.pk, ordered.order.market_id,
    ]  # fmt: skip
    arrival, start = load.drop.planned_leave_at, second.stops.order_by("no")[0].planned_arrival_at
    assert arrival is not None
    assert start is not None
    assert second.stops.order_by("no")[0].planned_leave_at > arrival
    with pytest.raises(DomainError, match="trip_carries_onward"):
        running.cancel_trip(first, reason="xe hỏng", actor=None)
    with pytest.raises(DomainError, match="trip_carries_onward"):
        _edit(Trip.objects.get(pk=first.pk), **{f"kg_{load.pk}": 500})


def test_nothing_is_posted_before_loading(ready: Small) -> None:
    trip_of(ready, agreed_order(ready), 800)
    assert not Entry.objects.filter(kind=Kind.LOADED).exists()
