"""A day's trips computed: what must go is gathered, grouped, kept once, told where it could not go."""

from __future__ import annotations

from datetime import date, time
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from django.conf import LazySettings

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import DayPlan, MadeBy, RoadsFrom, Trip, TripLoad
from cungcau.domain.logistics.planning import roads
from cungcau.domain.logistics.planning.places import hours_of
from cungcau.domain.logistics.planning.settings import Basis, PlanSettings
from cungcau.domain.logistics.selectors.goods import goods_of_day
from cungcau.domain.logistics.services import running
from cungcau.domain.logistics.services.planning import compute_day, plan_day
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.jobs.runner import run as run_job
from tests.domain.logistics.fleet_rows import (
    DAY,
    agreed_order,
    carriers,
    driver,
    hub_at,
    somebody,
    trip_of,
    vehicle,
    weighed,
)
from tests.domain.logistics.road_server import Answers, serving
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import Small

QUICK: dict[str, Any] = {"iterations": 50}


class Watched:
    """A run that notes what was reported and, where asked, stops."""

    job_id: UUID = uuid4()

    def __init__(self, stop: bool = False) -> None:
        self.stages: list[str] = []
        self.stop = stop

    def report(self, *, stage: str, percent: int, message: str = "") -> None:
        self.stages.append(stage)

    def cancelled(self) -> bool:
        return self.stop


@pytest.fixture
def ready(small: Small) -> Small:
    carriers()
    return small


def _planned(small: Small, day: date = DAY, **settings: Any) -> DayPlan:
    plan = plan_day(season=small.season, day=day, settings=PlanSettings(**{**QUICK, **settings}), actor=None)
    compute_day(Watched(), {"plan": plan.pk})
    plan.refresh_from_db()
    return plan


def test_what_must_go_is_what_no_trip_takes(ready: Small) -> None:
    ordered = agreed_order(ready)
    trip_of(ready, ordered, 300)
    (good,) = goods_of_day(ready.season, DAY, Basis.EXPECTED)
    assert (good.kg, good.point, good.market) == (700, ordered.order.point, ordered.order.market)
    assert goods_of_day(ready.season, DAY, Basis.RECEIVED) == []
    weighed(ordered, 500, 350)
    assert [good.kg for good in goods_of_day(ready.season, DAY, Basis.RECEIVED)] == [550]


def test_a_line_at_two_points_is_two_goods(ready: Small) -> None:
    ordered, other = agreed_order(ready), hub_at(21.9, 106.6)
    type(ordered.slips[1]).objects.filter(pk=ordered.slips[1].pk).update(point=other)
    goods = goods_of_day(ready.season, DAY, Basis.EXPECTED)
    assert sorted((good.point.code if good.point else "", good.kg) for good in goods) == [
        ("P1", 600), ("P9", 400),
    ]  # fmt: skip


def test_a_day_is_planned_into_trips(ready: Small) -> None:
    one, two = agreed_order(ready), agreed_order(ready, "DH-2", asked_kg=1500, parts=(("H3", 1500),))
    who = driver()
    lorries = [vehicle(f"12C-{number}", hours_to=time(12)) for number in range(3)]
    plan = _planned(ready)
    trips = list(plan.trips.order_by("pk"))
    assert sum(TripLoad.objects.values_list("planned_kg", flat=True)) == 2500
    assert plan.outcome["kg"] == 2500
    assert plan.outcome["left_kg"] == 0
    assert len(trips) == 2
    assert {trip.made_by for trip in trips} == {MadeBy.COMPUTED}
    assert {trip.vehicle for trip in trips} <= set(lorries)
    assert [trip.driver for trip in trips].count(who) == 1
    assert {load.line_id for load in TripLoad.objects.all()} == {one.line.pk, two.line.pk}
    for trip in trips:
        stops = list(trip.stops.order_by("no"))
        assert stops[0].point == one.order.point
        assert stops[-1].market == one.order.market
        assert trip.departs_at is not None
        assert trip.metres > 200_000
    assert plan.roads == RoadsFrom.TERRAIN
    assert plan.outcome["comparison"]["trips"] == 2


def test_planning_again_sets_unconfirmed_trips_aside(ready: Small) -> None:
    agreed_order(ready)
    vehicle()
    first = _planned(ready).trips.get()
    second = _planned(ready).trips.get()
    first.refresh_from_db()
    assert first.state == states.CANCELLED
    assert sum(second.loads.values_list("planned_kg", flat=True)) == 1000
    running.confirm_trip(second, actor=None)
    with pytest.raises(DomainError, match="nothing_to_carry"):
        _planned(ready)


def test_a_worker_that_takes_the_job_up_again_plans_nothing_twice(ready: Small) -> None:
    agreed_order(ready)
    vehicle()
    plan = _planned(ready)
    compute_day(Watched(), {"plan": plan.pk})
    assert Trip.objects.count() == 1


def test_the_queue_runs_the_job(ready: Small) -> None:
    agreed_order(ready)
    vehicle()
    plan = plan_day(season=ready.season, day=DAY, settings=PlanSettings(**QUICK), actor=None)
    assert plan.job is not None
    with pytest.raises(DomainError, match="day_being_planned"):
        plan_day(season=ready.season, day=DAY, settings=PlanSettings(**QUICK), actor=None)
    run_job(plan.job.pk)
    plan.job.refresh_from_db()
    assert (plan.job.state, plan.job.result["trips"]) == ("succeeded", 1)


def test_stopping_keeps_nothing(ready: Small) -> None:
    agreed_order(ready)
    vehicle()
    plan = plan_day(season=ready.season, day=DAY, settings=PlanSettings(**QUICK), actor=None)
    compute_day(Watched(stop=True), {"plan": plan.pk})
    assert not Trip.objects.exists()


def test_goods_taken_by_hand_meanwhile_are_not_planned_again(ready: Small) -> None:
    ordered = agreed_order(ready)
    lorry, other = vehicle("12C-1"), vehicle("12C-2")
    plan = plan_day(
        season=ready.season, day=DAY, settings=PlanSettings(**QUICK, vehicles=(lorry.pk,)), actor=None
    )

    class Slow(Watched):
        def report(self, *, stage: str, percent: int, message: str = "") -> None:
            super().report(stage=stage, percent=percent, message=message)
            if stage == "Lưu các chuyến":
                trip_of(ready, ordered, 600, other)

    compute_day(Slow(), {"plan": plan.pk})
    plan.refresh_from_db()
    assert sum(plan.trips.get().loads.values_list("planned_kg", flat=True)) == 400
    assert [(one["code"], one["kg"]) for one in plan.outcome["unassigned"]] == [("taken_meanwhile", 600)]


def test_a_truck_too_large_for_the_point_is_named(ready: Small) -> None:
    agreed_order(ready)
    CollectionPoint.objects.filter(code="P1").update(largest_truck_kg=1500)
    vehicle()
    plan = _planned(ready)
    (left,) = plan.outcome["unassigned"]
    assert (left["code"], left["kg"], left["facts"]["limit_kg"]) == ("too_heavy_for_stop", 1000, 1500)
    assert not plan.trips.exists()


def test_goods_that_need_cold_wait_for_a_cold_lorry(ready: Small) -> None:
    agreed_order(ready)
    vehicle("12C-1")
    cold = vehicle("12C-2", body="cold")
    assert _planned(ready, cold=("hong",)).trips.get().vehicle == cold


def test_shelf_life_that_does_not_last_is_named(ready: Small) -> None:
    agreed_order(ready)
    vehicle()
    Lot.objects.update(shelf_life_days=0)
    (left,) = _planned(ready).outcome["unassigned"]
    assert (left["code"], left["kg"]) == ("too_old", 1000)


def test_places_not_on_the_map_are_named(ready: Small) -> None:
    agreed_order(ready)
    vehicle()
    Market.objects.update(lat=None, lon=None)
    (left,) = _planned(ready).outcome["unassigned"]
    assert left["code"] == "market_unplaced"


def test_a_ship_waits_until_its_hull_is_full(ready: Small) -> None:
    agreed_order(ready)
    CollectionPoint.objects.filter(code="P1").update(by_water=True)
    market = Market.objects.get(code="ha-noi")
    vehicle("LS-0001", kind="ship", capacity_kg=50_000, min_fill_kg=20_000, nights=3)
    plan = _planned(ready, water_markets=(market.pk,))
    assert plan.outcome["waiting"][0]["missing_kg"] == 19_000
    assert plan.outcome["waiting_kg"] == 1000
    assert not plan.trips.exists()


def test_goods_change_vehicles_at_the_transfer_point(ready: Small) -> None:
    agreed_order(ready)
    hub = hub_at(21.6, 106.4)
    vehicle("12C-1", returns=True)
    vehicle("29C-2", lat=21.6, lon=106.4)
    market = Market.objects.get(code="ha-noi")
    plan = _planned(ready, via_point=hub.pk, via_markets=(market.pk,))
    first, second = plan.trips.order_by("pk")
    assert first.loads.get().goes_on
    assert second.loads.get().onward_of == first.loads.get()
    assert second.previous == first
    assert sum(second.loads.values_list("planned_kg", flat=True)) == 1000


def test_vehicles_whose_inspection_has_run_out_stay_home(ready: Small) -> None:
    agreed_order(ready)
    vehicle("12C-1", inspection_until=date(2021, 9, 1))
    with pytest.raises(DomainError, match="no_vehicle_free"):
        _planned(ready)


def test_only_coordinators_plan(ready: Small) -> None:
    agreed_order(ready)
    vehicle()
    for role in ("commune_officer", "carrier", "keeper", "viewer"):
        with pytest.raises(DomainError, match="not_allowed"):
            plan_day(
                season=ready.season, day=DAY, settings=PlanSettings(), actor=somebody(f"nguoi-{role}", role)
            )


def test_a_routing_service_is_asked_by_http(ready: Small, settings: LazySettings) -> None:
    agreed_order(ready)
    vehicle()
    with serving(Answers.GOOD) as server:
        settings.OSRM_URL = server.url
        plan = _planned(ready)
    assert plan.roads == RoadsFrom.SERVICE
    assert plan.roads_note == ""
    assert server.paths
    assert all(path.startswith("/table/v1/driving/106.") for path in server.paths)
    assert plan.trips.get().metres == 2 * 150_000


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (Answers.REFUSED, "code: InvalidQuery"), (Answers.BROKEN, "HTTP 500"), (Answers.NO_JSON, "JSONDecodeError"),
        (Answers.SHORT, "distances"), (Answers.NO_WAY, "null"), (Answers.ELSEWHERE, "HTTP 302"),
    ],
)  # fmt: skip
def test_a_service_that_fails_is_said_and_replaced(
    ready: Small, settings: LazySettings, answers: Answers, said: str
) -> None:
    agreed_order(ready)
    vehicle()
    with serving(answers) as server:
        settings.OSRM_URL = server.url
        plan = _planned(ready)
    assert plan.roads == RoadsFrom.TERRAIN
    assert said in plan.roads_note
    assert plan.trips.count() == 1


def test_a_service_too_slow_is_not_waited_for(
    ready: Small, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed_order(ready)
    vehicle()
    monkeypatch.setattr(roads, "TIMEOUT", httpx.Timeout(0.3, connect=2.0))
    with serving(Answers.SLOW) as server:
        settings.OSRM_URL = server.url
        begun = perf_counter()
        plan = _planned(ready)
        assert perf_counter() - begun < 15
    assert server.paths
    assert plan.roads == RoadsFrom.TERRAIN
    assert "ReadTimeout" in plan.roads_note
    assert "toạ độ nhân hệ số địa hình" in plan.roads_note
    trip = plan.trips.get()
    assert trip.metres != 2 * 150_000
    page = client_of(somebody("dieu-phoi", "coordinator")).get(f"/van-tai/xep/{plan.pk}/")
    assert "ReadTimeout" in text_of(page)


def test_a_trip_by_hand_says_that_the_service_failed(ready: Small, settings: LazySettings) -> None:
    ordered, lorry = agreed_order(ready), vehicle()
    client = client_of(somebody("dieu-phoi", "coordinator"))
    sent = {
        "vehicle": lorry.pk, f"kg_{ordered.line.pk}_{ordered.order.point_id}": "600", "ngay": "2021-09-28",
        "xem-thu": "1",
    }  # fmt: skip
    with serving(Answers.BROKEN) as server:
        settings.OSRM_URL = server.url
        shown = text_of(client.post("/van-tai/chuyen/moi/?mua=hong-2021&ngay=2021-09-28", sent))
    assert "127.0.0.1" in shown
    assert "HTTP 500" in shown
    assert "đã tính bằng toạ độ" in shown


def test_a_service_nobody_answers_at_is_said(ready: Small, settings: LazySettings) -> None:
    agreed_order(ready)
    vehicle()
    with serving(Answers.GOOD) as server:
        settings.OSRM_URL = server.url
    plan = _planned(ready)
    assert "ConnectError" in plan.roads_note
    assert plan.trips.count() == 1


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("6h–18h", (360, 1080)), ("từ 5 giờ 30 đến 17 giờ", (330, 1020)), ("18:00-2:00", (1080, 1560)),
        ("05:00-18:00", (300, 1080)), ("cả ngày", None), ("", None),
    ],
)  # fmt: skip
def test_hours_in_words(text: str, span: tuple[int, int] | None) -> None:
    assert hours_of(text) == span


def test_settings_survive_being_kept() -> None:
    asked = PlanSettings(points=(3, 4), cold=("hong",), ready_min=time(7).hour * 60, replace=False)
    assert PlanSettings.from_json(asked.to_json() | {"old": 1}) == asked
