"""Goods put on vehicles: never more than was received, also when two trucks want the last tonne."""

from __future__ import annotations

import uuid

import pytest

from cungcau.domain.collection.services.points import appoint_keeper
from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Arrival, Trip, TripLoad
from cungcau.domain.logistics.services import legs, loading, running
from cungcau.domain.orders import states as order_states
from cungcau.domain.orders.models import Entry, Kind, OrderLine
from cungcau.kernel.errors import DomainError
from tests.at_once import at_once
from tests.domain.logistics.fleet_rows import (
    DAY,
    agreed_order,
    carriers,
    hub_at,
    onward_trip,
    somebody,
    trip_of,
    vehicle,
    weighed,
)
from tests.domain.orders.order_rows import Ordered
from tests.domain.season_rows import Small, record_all


@pytest.fixture
def ready(small: Small) -> Small:
    carriers()
    return small


@pytest.fixture
def received(ready: Small) -> tuple[Ordered, Trip]:
    ordered = agreed_order(ready)
    weighed(ordered, 500, 400)
    return ordered, trip_of(ready, ordered, 900)


def test_loading_posts_the_lines_quantity(received: tuple[Ordered, Trip]) -> None:
    ordered, trip = received
    load = trip.loads.get()
    loading.load_goods(load, kg=600, actor=None)
    line = OrderLine.objects.get(pk=ordered.line.pk)
    assert (line.loaded_kg, line.state) == (600, order_states.UNDER_WAY)
    entry = Entry.objects.get(kind=Kind.LOADED)
    assert (entry.kg, entry.evidence, entry.slip) == (600, f"trip_load:{load.pk}", None)
    trip.refresh_from_db()
    assert trip.state == states.LOADING
    load.refresh_from_db()
    assert load.loaded_kg == 600
    with pytest.raises(DomainError, match="loaded_over_received"):
        loading.load_goods(load, kg=301, actor=None)
    loading.load_goods(load, kg=300, actor=None)
    assert OrderLine.objects.get(pk=line.pk).loaded_kg == 900


def test_sent_twice_loads_once(received: tuple[Ordered, Trip]) -> None:
    _ordered, trip = received
    load, token = trip.loads.get(), uuid.uuid4()
    for _ in range(2):
        loading.load_goods(load, kg=400, actor=None, client_uuid=token)
    assert trip.loads.get().loaded_kg == 400


def test_a_lorry_takes_no_more_than_it_carries(ready: Small) -> None:
    ordered = agreed_order(ready)
    weighed(ordered, 600, 400)
    trip = trip_of(ready, ordered, 500, vehicle("12C-1", capacity_kg=500))
    with pytest.raises(DomainError, match="load_over_capacity"):
        loading.load_goods(trip.loads.get(), kg=501, actor=None)


def test_correction_takes_back_with_a_reason(received: tuple[Ordered, Trip]) -> None:
    ordered, trip = received
    load = trip.loads.get()
    loading.load_goods(load, kg=600, actor=None)
    with pytest.raises(DomainError, match="trip_reason_missing"):
        loading.correct_loaded(load, kg=500, reason="", actor=None)
    loading.correct_loaded(load, kg=500, reason="cân lại", actor=None)
    assert OrderLine.objects.get(pk=ordered.line.pk).loaded_kg == 500
    assert list(Entry.objects.filter(kind=Kind.LOADED).order_by("id").values_list("kg", "reason")) == [
        (600, ""), (-100, "cân lại"),
    ]  # fmt: skip
    with pytest.raises(DomainError, match="trip_has_loaded"):
        running.cancel_trip(trip, reason="thôi", actor=None)


def test_leaving_frees_what_was_not_loaded_and_tells_the_buyer(
    ready: Small, received: tuple[Ordered, Trip]
) -> None:
    ordered, trip = received
    load = trip.loads.get()
    loading.load_goods(load, kg=600, actor=None)
    running.depart(trip, actor=None)
    trip.refresh_from_db()
    assert trip.state == states.UNDER_WAY
    assert trip.left_at is not None
    assert Arrival.objects.get(load=load).expected_kg == 600
    with pytest.raises(DomainError, match="trip_not_editable"):
        loading.load_goods(load, kg=1, actor=None)
    again = trip_of(ready, ordered, 300, vehicle("12C-9"))
    loading.load_goods(again.loads.get(), kg=300, actor=None)
    assert OrderLine.objects.get(pk=ordered.line.pk).loaded_kg == 900


def test_empty_trip_does_not_leave(received: tuple[Ordered, Trip]) -> None:
    _ordered, trip = received
    loading.load_goods(trip.loads.get(), kg=600, actor=None)
    loading.correct_loaded(trip.loads.get(), kg=0, reason="nhầm xe", actor=None)
    with pytest.raises(DomainError, match="trip_nothing_loaded"):
        running.depart(trip, actor=None)


def test_keeper_loads_at_his_point_only(received: tuple[Ordered, Trip]) -> None:
    ordered, trip = received
    own, other = somebody("giu-diem", "keeper"), somebody("giu-khac", "keeper")
    assert ordered.order.point is not None
    appoint_keeper(
        point=ordered.order.point, user=own, valid_from=DAY.replace(day=1), valid_to=None, actor=None
    )
    load = trip.loads.get()
    loading.load_goods(load, kg=100, actor=own)
    with pytest.raises(DomainError, match="trip_not_found"):
        loading.load_goods(load, kg=100, actor=other)
    running.depart(trip, actor=own)


def test_second_leg_waits_for_the_first_and_takes_no_more(ready: Small) -> None:
    ordered = agreed_order(ready)
    weighed(ordered, 500, 300)
    first = trip_of(ready, ordered, 800)
    legs.change_over(first.loads.get(), point=hub_at(21.6, 106.5), actor=None)
    load = first.loads.get()
    second = onward_trip(ready, load, 800).loads.get()
    loading.load_goods(load, kg=800, actor=None)
    with pytest.raises(DomainError, match="load_waits_for_first"):
        loading.load_goods(second, kg=100, actor=None)
    running.depart(first, actor=None)
    assert not Arrival.objects.exists()
    loading.put_off(load, kg=780, actor=None)
    with pytest.raises(DomainError, match="load_onward_over_first"):
        loading.load_goods(second, kg=781, actor=None)
    loading.load_goods(second, kg=780, actor=None)
    running.depart(second.trip, actor=None)
    line = OrderLine.objects.get(pk=ordered.line.pk)
    assert (line.loaded_kg, line.lost_kg) == (800, 20)
    assert Arrival.objects.get().expected_kg == 780
    first.refresh_from_db()
    assert first.state == states.ARRIVED
    running.close_trip(first, actor=None)
    first.refresh_from_db()
    assert first.state == states.CLOSED


@pytest.mark.django_db(transaction=True)
def test_two_trucks_loading_the_last_tonne() -> None:
    small = record_all()
    carriers()
    ordered = agreed_order(small, asked_kg=2000, parts=(("H1", 1500),))
    weighed(ordered, 1000)
    loads = [trip_of(small, ordered, 1000, vehicle(f"12C-{number}")).loads.get() for number in range(2)]
    found = at_once(*(lambda load=load: loading.load_goods(load, kg=1000, actor=None) for load in loads))
    refused = [one for one in found if isinstance(one, DomainError)]
    assert [one.code for one in refused] == ["loaded_over_received"]
    assert OrderLine.objects.get(pk=ordered.line.pk).loaded_kg == 1000
    assert sum(TripLoad.objects.values_list("loaded_kg", flat=True)) == 1000


@pytest.mark.django_db(transaction=True)
def test_two_planners_taking_the_last_tonne() -> None:
    small = record_all()
    carriers()
    ordered = agreed_order(small, asked_kg=1000, tolerance_over=0)
    trucks = [vehicle(f"12C-{number}") for number in range(2)]
    found = at_once(*(lambda truck=truck: trip_of(small, ordered, 1000, truck) for truck in trucks))
    assert [one.code for one in found if isinstance(one, DomainError)] == ["load_over_line"]
    assert sum(TripLoad.objects.values_list("planned_kg", flat=True)) == 1000
