"""Who may drive what: refused where certain, told where doubtful; the planner chooses who may."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from cungcau.domain.logistics.models import DayPlan, Trip
from cungcau.domain.logistics.planning import wording
from cungcau.domain.logistics.planning.drafting import NewLoad, values_of
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.services import moving, trips
from cungcau.domain.logistics.services.planning import compute_day, plan_day
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.messages import answer
from tests.domain.logistics.fleet_rows import DAY, agreed_order, carriers, driver, somebody, trip_of, vehicle
from tests.domain.logistics.test_planning import Watched
from tests.domain.logistics.test_trip_pages import edit_form
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import Small

SEASON = "hong-2021"


@pytest.fixture
def ready(small: Small) -> Small:
    carriers()
    return small


def codes(trip: Trip) -> list[str]:
    return [kept["code"] for kept in trip.faults]


def planned(small: Small, **settings: Any) -> DayPlan:
    asked = PlanSettings(**{"iterations": 50, **settings})
    plan = plan_day(season=small.season, day=DAY, settings=asked, actor=None)
    compute_day(Watched(), {"plan": plan.pk})
    plan.refresh_from_db()
    return plan


def test_a_small_licence_is_refused_a_large_truck_in_words(ready: Small) -> None:
    large, who = vehicle(capacity_kg=15_000), driver(licence_class="B2")
    with pytest.raises(DomainError, match="driver_may_not_drive") as error:
        trip_of(ready, agreed_order(ready), 800, large, driver=who)
    said = answer(error.value)
    assert "LX-VT1-1" in said.vi
    assert "hạng B2, lái được xe tải chở dưới 3.500 kg" in said.vi
    assert f"xe {large.plate} chở được 15.000 kg" in said.vi
    assert "Điều 59" in said.vi
    assert "15,000 kg" in said.en
    assert not Trip.objects.exists()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"licence_until": date(2021, 9, 27)}, "driver_licence_over"),
        ({"in_use": False}, "driver_out_of_use"),
        ({"carrier": "VT2"}, "driver_of_another_carrier"),
    ],
)
def test_drivers_who_cannot_drive_that_day_are_refused(
    ready: Small, facts: dict[str, Any], code: str
) -> None:
    who = driver(**facts)
    with pytest.raises(DomainError, match=code):
        trip_of(ready, agreed_order(ready), 800, driver=who)


def test_a_vehicle_not_inspected_any_more_is_refused(ready: Small) -> None:
    lorry = vehicle(inspection_until=date(2021, 9, 27))
    with pytest.raises(DomainError, match="vehicle_inspection_over") as error:
        trip_of(ready, agreed_order(ready), 800, lorry)
    assert "27/9/2021" in answer(error.value).vi


@pytest.mark.parametrize(
    ("licence", "said"),
    [("", "Chưa ghi hạng giấy phép"), ("Z9", "không có trong danh mục"), ("B1", "cần xác nhận")],
)
def test_what_is_doubtful_is_told_and_may_be_kept(ready: Small, licence: str, said: str) -> None:
    trip = trip_of(ready, agreed_order(ready), 800, driver=driver(licence_class=licence))
    assert codes(trip) == ["licence_unsure"]
    assert said in wording.fault(trip.faults[0]).text


def test_papers_that_end_on_the_way_are_told(ready: Small) -> None:
    lorry = vehicle(inspection_until=DAY)
    trip = trip_of(ready, agreed_order(ready), 800, lorry, driver=driver(licence_until=DAY))
    assert sorted(codes(trip)) == ["inspection_over", "licence_over"]
    assert {wording.fault(kept).text.count("28/9/2021") for kept in trip.faults} == {1}


def test_one_driver_who_would_drive_too_long_is_told(ready: Small) -> None:
    slow = vehicle(lat=10.8, lon=106.7, nights=6, hours_from=time(0, 5))
    trip = trip_of(ready, agreed_order(ready), 800, slow)
    long = next(kept for kept in trip.faults if kept["code"] == "driving_long")
    assert long["facts"]["driven_min"] > 600
    assert "Điều 65" in wording.fault(long).text


def test_one_vehicle_and_one_driver_on_two_trips_at_once_are_told(ready: Small) -> None:
    lorry, who = vehicle(), driver()
    first = trip_of(ready, agreed_order(ready), 400, lorry, driver=who)
    assert codes(first) == []
    again = trip_of(ready, agreed_order(ready, "DH-2"), 400, lorry, driver=who)
    assert codes(again) == ["vehicle_busy"]
    assert first.code in wording.fault(again.faults[0]).text
    other = trip_of(ready, agreed_order(ready, "DH-3"), 400, vehicle("12C-2"), driver=who)
    assert set(codes(other)) == {"driver_busy"}
    apart = trip_of(ready, agreed_order(ready, "DH-4"), 400, vehicle("12C-3"), driver=driver())
    assert codes(apart) == []


def test_the_planner_gives_each_vehicle_a_driver_who_may_drive_it(ready: Small) -> None:
    agreed_order(ready, asked_kg=1900, parts=(("H3", 1900),))
    agreed_order(ready, "DH-2", asked_kg=4900, parts=(("H1", 4900),))
    small_one, large = vehicle("12C-1"), vehicle("12C-2", capacity_kg=5_000, fixed_vnd=600_000)
    able, less = driver(licence_class="C"), driver(licence_class="B2")
    plan = planned(ready)
    chosen = {trip.vehicle: trip.driver for trip in plan.trips.all()}
    assert chosen == {large: able, small_one: less}
    assert all(codes(trip) == [] for trip in plan.trips.all())


def test_a_vehicle_none_of_its_drivers_may_drive_stays_home(ready: Small) -> None:
    agreed_order(ready)
    large = vehicle(capacity_kg=15_000)
    driver(licence_class="B2")
    with pytest.raises(DomainError, match="no_vehicle_driven"):
        planned(ready)
    other = vehicle("29C-1", "VT2")
    plan = planned(ready)
    assert plan.trips.get().vehicle == other
    assert plan.outcome["vehicles_left_out"] == [{"plate": large.plate, "why": "driver"}]
    client = client_of(somebody("dieu-phoi", "coordinator"))
    assert "không lái xe nào của đơn vị có hạng giấy phép" in text_of(client.get(f"/van-tai/xep/{plan.pk}/"))


def test_a_carrier_without_recorded_drivers_is_planned_with(ready: Small) -> None:
    agreed_order(ready)
    large = vehicle(capacity_kg=15_000)
    trip = planned(ready).trips.get()
    assert (trip.vehicle, trip.driver, codes(trip)) == (large, None, [])


def test_moving_goods_to_a_fresh_trip_asks_for_the_inspection(ready: Small) -> None:
    trip = trip_of(ready, agreed_order(ready), 800)
    over = vehicle("12C-2", inspection_until=date(2021, 9, 1))
    with pytest.raises(DomainError, match="vehicle_inspection_over"):
        moving.move_load(trip.loads.get(), kg=100, to=moving.Fresh(over), actor=None)


def test_editing_refuses_and_the_page_says_why(ready: Small) -> None:
    client = client_of(somebody("dieu-phoi", "coordinator"))
    trip = trip_of(ready, agreed_order(ready), 800, vehicle(capacity_kg=15_000))
    less = driver(licence_class="B2")
    form = {**edit_form(client, trip), "driver": str(less.pk), "accept": "on"}
    refused = client.post(f"/van-tai/chuyen/{trip.pk}/sua/", form)
    assert refused.status_code == 422
    assert "lái được xe tải chở dưới 3.500 kg" in text_of(refused)
    trip.refresh_from_db()
    assert trip.driver is None
    options = client.get(f"/van-tai/chuyen/{trip.pk}/sua/").content.decode()
    assert "hạng B2" in options, "one sees the class before choosing"


def test_the_api_refuses_the_same(ready: Small) -> None:
    client: Client = client_of(somebody("dieu-phoi", "coordinator"))
    ordered, large, less = agreed_order(ready), vehicle(capacity_kg=15_000), driver(licence_class="B2")
    body = {
        "season": SEASON, "day": "2021-09-28", "vehicle": large.pk, "driver": less.pk,
        "loads": [{"line": ordered.line.pk, "kg": 500}],
    }  # fmt: skip
    refused = client.post("/api/v1/logistics/trips", body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "driver_may_not_drive")


def test_more_than_the_vehicle_carries_is_refused(ready: Small) -> None:
    ordered = agreed_order(ready)
    with pytest.raises(DomainError, match="trip_over_capacity") as error:
        trip_of(ready, ordered, 800, vehicle("12C-9", capacity_kg=500))
    said = answer(error.value).vi
    assert "quá sức chở 500 kg là 300 kg" in said
    assert str(ordered.order.point) in said or ordered.order.point.name in said  # type: ignore[union-attr]
    trip = trip_of(ready, ordered, 800)
    small_one = vehicle("12C-8", capacity_kg=500)
    seen = values_of(trip)
    with pytest.raises(DomainError, match="trip_over_capacity"):
        trips.edit_trip(trip, version=1, seen=seen, mine={**seen, "vehicle_id": small_one.pk}, actor=None)
    other = trips.add_trip(
        season=ready.season, day=DAY, vehicle=small_one, loads=[NewLoad(ordered.line, 200)], actor=None
    )
    with pytest.raises(DomainError, match="trip_over_capacity"):
        moving.move_load(trip.loads.get(), kg=400, to=other, actor=None)
    assert trip.loads.get().planned_kg == 800
