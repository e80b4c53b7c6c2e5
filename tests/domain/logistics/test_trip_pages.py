"""Pages of vehicles, drivers and trips: what each role sees and does, and at how many questions to the database."""

from __future__ import annotations

import json
import os
import re
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Driver, Trip, Vehicle
from cungcau.domain.logistics.services import loading, running
from cungcau.domain.logistics.services.links import token_of
from cungcau.domain.logistics.services.planning import compute_day
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import OrderLine
from cungcau.platform.audit.models import Entry as TrailEntry
from cungcau.reference.catalogue.models import Commodity
from tests.domain.logistics.fleet_rows import (
    DAY,
    agreed_order,
    carriers,
    driver,
    somebody,
    trip_of,
    vehicle,
    weighed,
)
from tests.domain.logistics.test_planning import Watched
from tests.domain.reading_pages import client_of, csv_of, text_of
from tests.domain.season_rows import Small

COUNTS = Path(__file__).with_name("trip_query_counts.json")
SEASON = "hong-2021"


@pytest.fixture
def ready(small: Small) -> Small:
    carriers()
    return small


@pytest.fixture
def planner(ready: Small) -> Client:
    return client_of(somebody("dieu-phoi", "coordinator"))


@pytest.fixture
def trip(ready: Small) -> Trip:
    return trip_of(ready, agreed_order(ready), 800, driver=driver())


def _fields(html: str) -> dict[str, str]:
    """The hidden fields of the page's forms."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", html):
        name, value = re.search(r"name=\"([^\"]*)\"", tag), re.search(r"value=\"([^\"]*)\"", tag)
        if name:
            found[name[1]] = (value[1] if value else "").replace("&quot;", '"').replace("&amp;", "&")
    return found


def _vehicle_form(**facts: Any) -> dict[str, Any]:
    return {
        "carrier": "Vận tải Na Sầm", "plate": "12C-123.45", "kind": "truck", "body": "box", "capacity_kg": "5000",
        "min_fill_kg": "0", "hours_from": "05:00", "hours_to": "20:00", "nights": "0", "returns": "on",
        "vnd_per_km": "9000", "fixed_vnd": "0", "in_use": "on", **facts,
    }  # fmt: skip


def test_a_vehicle_is_entered_and_changed(planner: Client) -> None:
    answer = planner.post("/van-tai/xe/moi/", _vehicle_form())
    assert answer.status_code == 302
    row = Vehicle.objects.get()
    assert (row.plate, row.carrier.code, row.capacity_kg, row.hours_to) == (
        "12C-123.45",
        "VT1",
        5000,
        time(20),
    )
    page = planner.get(f"/van-tai/xe/{row.pk}/sua/")
    sent = _vehicle_form(
        capacity_kg="4500",
        **{k: v for k, v in _fields(page.content.decode()).items() if k in ("version", "seen")},
    )
    assert planner.post(f"/van-tai/xe/{row.pk}/sua/", sent).status_code == 302
    row.refresh_from_db()
    assert (row.capacity_kg, row.version) == (4500, 2)
    assert "12C-123.45" in text_of(planner.get("/van-tai/xe/?q=na+sam"))


def test_a_senseless_vehicle_is_refused_in_words(planner: Client) -> None:
    answer = planner.post("/van-tai/xe/moi/", _vehicle_form(hours_to="04:00", min_fill_kg="9000"))
    assert answer.status_code == 422
    said = text_of(answer)
    assert "Phải sau giờ bắt đầu" in said
    assert "Không được quá khối lượng chở được" in said
    assert not Vehicle.objects.exists()


def test_a_drivers_name_is_hidden_until_asked_for(planner: Client) -> None:
    answer = planner.post(
        "/van-tai/lai-xe/moi/",
        {"carrier": "VT1", "new_name": "Hoàng Văn Thử", "new_phone": "0987 654 321", "in_use": "on"},
    )
    assert answer.status_code == 302
    row = Driver.objects.get()
    assert row.phone == "+84987654321"
    pages = [
        planner.get("/van-tai/lai-xe/"),
        planner.get(f"/van-tai/lai-xe/{row.pk}/"),
        planner.get(f"/van-tai/lai-xe/{row.pk}/sua/"),
    ]
    for page in pages:
        assert "Hoàng Văn Thử" not in page.content.decode()
        assert "987654321" not in page.content.decode()
    assert "H. V. Thử" in text_of(pages[0])
    assert csv_of(planner.get("/van-tai/lai-xe/?xuat=csv"))[0]["Họ tên (viết tắt)"] == "H. V. Thử"
    before = TrailEntry.objects.filter(verb="logistics.driver_revealed").count()
    shown = planner.post(f"/van-tai/lai-xe/{row.pk}/ho-ten/")
    assert "Hoàng Văn Thử" in text_of(shown)
    assert "0987 654 321" in text_of(shown)
    assert TrailEntry.objects.filter(verb="logistics.driver_revealed").count() == before + 1
    trail = json.dumps(
        list(TrailEntry.objects.values_list("facts", flat=True)), ensure_ascii=False, default=str
    )
    assert "Hoàng Văn Thử" not in trail
    assert "987654321" not in trail


def test_carriers_see_their_own_alone(trip: Trip) -> None:
    other = vehicle("29C-555.55", "VT2")
    own = client_of(somebody("nha-xe", "carrier", acts_for="VT1"))
    stranger = client_of(somebody("xe-khac", "carrier", acts_for="VT2"))
    assert own.get(f"/van-tai/chuyen/{trip.pk}/").status_code == 200
    assert stranger.get(f"/van-tai/chuyen/{trip.pk}/").status_code == 404
    assert "29C-555.55" not in text_of(own.get("/van-tai/xe/"))
    assert own.get(f"/van-tai/xe/{other.pk}/").status_code == 404
    assert own.post("/van-tai/xe/moi/", _vehicle_form(plate="12C-999.99", carrier="VT2")).status_code == 422
    assert stranger.post(f"/van-tai/chuyen/{trip.pk}/viec/nhan/").status_code == 404
    assert own.post(f"/van-tai/chuyen/{trip.pk}/viec/nhan/").status_code == 302
    trip.refresh_from_db()
    assert trip.state == states.CONFIRMED
    assert own.get(f"/van-tai/chuyen/{trip.pk}/sua/").status_code == 403


def test_what_carriers_filter_and_take_away_is_their_own(ready: Small, trip: Trip) -> None:
    other = trip_of(
        ready, agreed_order(ready, "DH-2"), 400, vehicle("29C-555.55", "VT2"), driver=driver("VT2")
    )
    own = client_of(somebody("nha-xe", "carrier", acts_for="VT1"))
    assert [row["Biển số, số hiệu"] for row in csv_of(own.get("/van-tai/xe/?xuat=csv"))] == ["12C-001.01"]
    assert [row["Mã lái xe"] for row in csv_of(own.get("/van-tai/lai-xe/?xuat=csv"))] == ["LX-VT1-1"]
    sheet = csv_of(own.get(f"/van-tai/chuyen/?mua={SEASON}&xuat=csv"))
    assert [row["Mã chuyến"] for row in sheet] == [trip.code]
    assert "Vận tải Đồng Đăng" not in own.get("/van-tai/xe/").content.decode(), (
        "nor among the filter's choices"
    )
    assert other.code not in text_of(own.get(f"/van-tai/?mua={SEASON}&ngay={DAY}"))
    for address in (f"/van-tai/xe/?carrier={other.vehicle.carrier_id}", "/van-tai/xe/?q=dong+dang"):
        assert "29C-555.55" not in own.get(address).content.decode()
    sent = {"moment": "arrived", "at": "2021-09-28T07:10"}
    stop = other.stops.get(no=1)
    assert own.post(f"/van-tai/chuyen/{other.pk}/diem/{stop.pk}/gio/", sent).status_code == 404
    assert own.get(f"/van-tai/xep/?mua={SEASON}&ngay={DAY}").status_code == 403


def test_buyers_see_trips_with_their_goods_and_only_those(ready: Small, trip: Trip) -> None:
    own = client_of(somebody("nguoi-mua", "buyer", acts_for="TL"))
    other = client_of(somebody("mua-khac", "buyer", acts_for="HTX"))
    assert "800 kg" in text_of(own.get(f"/van-tai/chuyen/{trip.pk}/"))
    assert other.get(f"/van-tai/chuyen/{trip.pk}/").status_code in (200, 404)
    nobody = client_of(somebody("xem", "viewer"))
    assert nobody.get(f"/van-tai/chuyen/{trip.pk}/").status_code == 403


def test_the_day_shows_what_waits_and_what_goes(planner: Client, trip: Trip) -> None:
    page = planner.get(f"/van-tai/?mua={SEASON}&ngay=2021-09-28")
    said = text_of(page)
    assert page.status_code == 200
    assert trip.code in said
    assert "Hàng chưa có chuyến" in said
    assert "200 kg" in said
    assert "trip-times" in page.content.decode()
    assert planner.get(f"/van-tai/?mua={SEASON}&ngay=hom-qua").status_code == 400
    assert "Ngày này chưa có chuyến nào" in text_of(planner.get(f"/van-tai/?mua={SEASON}&ngay=2021-10-05"))


def test_a_trip_is_made_by_hand(ready: Small, planner: Client) -> None:
    ordered, lorry = agreed_order(ready), vehicle()
    address = f"/van-tai/chuyen/moi/?mua={SEASON}&ngay=2021-09-28"
    box = f"kg_{ordered.line.pk}_{ordered.order.point_id}"
    sent = {"vehicle": lorry.pk, box: "600", "ngay": "2021-09-28"}
    shown = planner.post(address, {**sent, "xem-thu": "1"})
    assert "Chuyến sẽ thành" in text_of(shown)
    assert not Trip.objects.exists()
    assert planner.post(address, sent).status_code == 302
    assert Trip.objects.get().loads.get().planned_kg == 600
    asked = planner.post(address, {**sent, box: "900"})
    assert asked.status_code == 422
    assert "đang đi chuyến" in text_of(asked), "the vehicle is on the first trip already"
    refused = planner.post(address, {**sent, box: "900", "accept": "on"})
    assert refused.status_code == 422
    assert "Các chuyến cộng lại chở quá" in text_of(refused)
    assert planner.post(address, {**sent, box: ""}).status_code == 422


def edit_form(client: Client, trip: Trip) -> dict[str, str]:
    html = client.get(f"/van-tai/chuyen/{trip.pk}/sua/").content.decode()
    fields = _fields(html)
    boxes = dict(re.findall(r"name=\"((?:stop|kg)_\d+)\"[^>]*value=\"(\d+)\"", html))
    turned = re.findall(r"value=\"(\d+)\"[^>]*name=\"((?:stop|kg)_\d+)\"", html)
    boxes |= {name: value for value, name in turned}
    kept = {name: fields[name] for name in ("version", "seen")}
    return {
        **kept,
        **boxes,
        "vehicle": str(trip.vehicle_id),
        "driver": str(trip.driver_id or ""),
        "note": trip.note,
    }


def test_a_trip_is_changed_after_being_shown(planner: Client, trip: Trip) -> None:
    form, load = edit_form(planner, trip), trip.loads.get()
    shown = planner.post(f"/van-tai/chuyen/{trip.pk}/sua/", {**form, f"kg_{load.pk}": "900", "xem-thu": "1"})
    assert "Chuyến sẽ thành" in text_of(shown)
    load.refresh_from_db()
    assert load.planned_kg == 800
    assert (
        planner.post(f"/van-tai/chuyen/{trip.pk}/sua/", {**form, f"kg_{load.pk}": "900"}).status_code == 302
    )
    load.refresh_from_db()
    assert load.planned_kg == 900


def test_what_is_wrong_is_said_before_saving(planner: Client, trip: Trip) -> None:
    large = vehicle("12C-333.33", capacity_kg=5000)
    CollectionPoint.objects.filter(code="P1").update(largest_truck_kg=3000)
    form = {**edit_form(planner, trip), "vehicle": str(large.pk)}
    asked = planner.post(f"/van-tai/chuyen/{trip.pk}/sua/", form)
    assert asked.status_code == 422
    assert "Điểm này chỉ nhận xe đến 3.000 kg" in text_of(asked)
    trip.refresh_from_db()
    assert trip.vehicle != large
    assert planner.post(f"/van-tai/chuyen/{trip.pk}/sua/", {**form, "accept": "on"}).status_code == 302
    trip.refresh_from_db()
    assert trip.vehicle == large
    assert [fault["code"] for fault in trip.faults] == ["too_heavy_for_stop"]
    assert "có chỗ chưa ổn" in text_of(planner.get(f"/van-tai/chuyen/?mua={SEASON}&faults=yes"))


def test_what_cannot_be_is_refused_however_often_it_is_accepted(planner: Client, trip: Trip) -> None:
    small_one = vehicle("12C-333.33", capacity_kg=500)
    form = {**edit_form(planner, trip), "vehicle": str(small_one.pk), "accept": "on"}
    refused = planner.post(f"/van-tai/chuyen/{trip.pk}/sua/", form)
    assert refused.status_code == 422
    said = text_of(refused)
    assert "quá sức chở 500 kg là 300 kg" in said
    assert "vẫn lưu" not in said
    trip.refresh_from_db()
    assert trip.vehicle != small_one


def test_the_second_of_two_editors_chooses(planner: Client, trip: Trip) -> None:
    first, second = edit_form(planner, trip), edit_form(planner, trip)
    load = trip.loads.get()
    planner.post(f"/van-tai/chuyen/{trip.pk}/sua/", {**first, f"kg_{load.pk}": "700"})
    asked = planner.post(f"/van-tai/chuyen/{trip.pk}/sua/", {**second, f"kg_{load.pk}": "600"})
    assert asked.status_code == 409
    assert f'name="merge-kg_{load.pk}"' in asked.content.decode()
    load.refresh_from_db()
    assert load.planned_kg == 700


def test_goods_are_moved_after_both_trips_were_shown(ready: Small, planner: Client, trip: Trip) -> None:
    other = vehicle("29C-777.77", "VT2")
    load = trip.loads.get()
    address = f"/van-tai/chuyen/{trip.pk}/hang/{load.pk}/chuyen/"
    shown = planner.post(address, {"kg": "300", "vehicle": other.pk, "xem-thu": "1"})
    assert "Chuyến kia sẽ thành" in text_of(shown)
    versions = _fields(shown.content.decode())["versions"]
    assert planner.post(address, {"kg": "300", "vehicle": other.pk, "versions": versions}).status_code == 302
    assert sorted(Trip.objects.values_list("loads__planned_kg", flat=True)) == [300, 500]
    assert planner.post(address, {"kg": "300"}).status_code == 422


def test_moving_asks_where_the_other_trip_would_not_be_right(
    ready: Small, planner: Client, trip: Trip
) -> None:
    large, load = vehicle("29C-777.77", "VT2", capacity_kg=5000), trip.loads.get()
    CollectionPoint.objects.filter(code="P1").update(largest_truck_kg=3000)
    address = f"/van-tai/chuyen/{trip.pk}/hang/{load.pk}/chuyen/"
    asked = planner.post(address, {"kg": "300", "vehicle": large.pk})
    assert asked.status_code == 422
    assert "Chưa lưu" in text_of(asked)
    assert Trip.objects.count() == 1
    assert planner.post(address, {"kg": "300", "vehicle": large.pk, "accept": "on"}).status_code == 302
    assert Trip.objects.count() == 2


def test_loading_at_the_point(ready: Small, planner: Client) -> None:
    ordered = agreed_order(ready)
    weighed(ordered, 500, 300)
    trip = trip_of(ready, ordered, 800)
    load = trip.loads.get()
    page = planner.get(f"/van-tai/chuyen/{trip.pk}/")
    token = {name: value for name, value in _fields(page.content.decode()).items() if "once" in name}
    for _ in range(2):
        assert (
            planner.post(f"/van-tai/chuyen/{trip.pk}/hang/{load.pk}/xep/", {"kg": "500", **token}).status_code
            == 302
        )
    assert OrderLine.objects.get(pk=ordered.line.pk).loaded_kg == 500
    refused = planner.post(f"/van-tai/chuyen/{trip.pk}/hang/{load.pk}/xep/", {"kg": "400"}, follow=True)
    assert "quá lượng đã nhận tại điểm 100 kg" in text_of(refused)
    planner.post(f"/van-tai/chuyen/{trip.pk}/hang/{load.pk}/sua-xep/", {"kg": "450", "reason": "cân lại"})
    assert OrderLine.objects.get(pk=ordered.line.pk).loaded_kg == 450
    planner.post(f"/van-tai/chuyen/{trip.pk}/viec/roi-diem/")
    trip.refresh_from_db()
    assert trip.state == states.UNDER_WAY


def test_cancelling_needs_a_reason(planner: Client, trip: Trip) -> None:
    said = planner.post(f"/van-tai/chuyen/{trip.pk}/viec/huy/", {"reason": ""}, follow=True)
    assert "Hãy nêu lý do" in text_of(said)
    planner.post(f"/van-tai/chuyen/{trip.pk}/viec/huy/", {"reason": "xe hỏng"})
    trip.refresh_from_db()
    assert (trip.state, trip.reason) == (states.CANCELLED, "xe hỏng")
    assert planner.post(f"/van-tai/chuyen/{trip.pk}/viec/bay/").status_code == 404


def test_the_loading_list_is_a_pdf(planner: Client, trip: Trip) -> None:
    answer = planner.get(f"/van-tai/chuyen/{trip.pk}/phieu-xep-hang.pdf")
    assert answer.content.startswith(b"%PDF-")


def test_the_drivers_link_shows_one_trip_and_no_person(client: Client, trip: Trip) -> None:
    answer = client.get(f"/van-tai/lx/{token_of(trip)}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert trip.code in html
    assert "Hoàng Văn Thử" not in html
    assert "Thương lái" not in html
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "geo:21.98" in html
    old = token_of(trip)
    running.renew_link(trip, actor=None)
    assert client.get(f"/van-tai/lx/{old}/").status_code == 410
    assert client.get("/van-tai/lx/khong-phai/").status_code == 404
    assert client.get(f"/van-tai/lx/{old[:-2]}xx/").status_code == 404
    fresh = Trip.objects.get(pk=trip.pk)
    assert client.get(f"/van-tai/lx/{token_of(fresh)}/").status_code == 200
    running.cancel_trip(fresh, reason="thôi", actor=None)
    assert client.get(f"/van-tai/lx/{token_of(fresh)}/").status_code == 410


def _plan_form(**facts: Any) -> dict[str, Any]:
    return {
        "basis": "expected", "ground_points": "hill", "ground_drops": "flat", "ready": "06:00", "service_min": "15",
        "min_per_tonne": "10", "replace": "on", "iterations": "50", "ngay": "2021-09-28", **facts,
    }  # fmt: skip


def test_a_day_is_planned_from_the_page(ready: Small, planner: Client) -> None:
    address = f"/van-tai/xep/?mua={SEASON}&ngay=2021-09-28"
    assert planner.get(address).status_code == 200
    refused = planner.post(address, _plan_form())
    assert refused.status_code == 422
    assert "không có hàng nào cần chở" in text_of(refused)
    agreed_order(ready)
    vehicle()
    asked = planner.post(address, _plan_form())
    assert asked.status_code == 302
    number = int(asked["Location"].rstrip("/").rpartition("/")[2])
    assert planner.get(asked["Location"]).status_code == 302
    compute_day(Watched(), {"plan": number})
    page = planner.get(asked["Location"])
    said = text_of(page)
    assert page.status_code == 200
    assert "1.000 kg" in said
    assert Trip.objects.get().code in said
    assert "giả định" in said


def test_goods_left_behind_are_explained(ready: Small, planner: Client) -> None:
    agreed_order(ready)
    vehicle(capacity_kg=2000)
    answer = planner.post(f"/van-tai/xep/?mua={SEASON}&ngay=2021-09-28", _plan_form(cold=[_hong()]))
    compute_day(Watched(), {"plan": int(answer["Location"].rstrip("/").rpartition("/")[2])})
    assert "có thùng phù hợp" in text_of(planner.get(answer["Location"]))


def _hong() -> int:
    return Commodity.objects.get(code="hong").pk


def test_the_list_leaves_as_it_is_filtered(planner: Client, trip: Trip) -> None:
    rows = csv_of(planner.get(f"/van-tai/chuyen/?mua={SEASON}&q=p1&xuat=csv"))
    assert rows == []
    (row,) = csv_of(planner.get(f"/van-tai/chuyen/?mua={SEASON}&q=na+sam&xuat=csv"))
    assert (row["Mã chuyến"], row["Dự kiến (kg)"], row["Mã lái xe"]) == (trip.code, "800", "LX-VT1-1")
    assert csv_of(planner.get(f"/van-tai/chuyen/?mua={SEASON}&state=closed&xuat=csv")) == []
    assert planner.get(f"/van-tai/chuyen/?mua={SEASON}&first=2021-10-01&last=2021-09-01").status_code == 400


def _counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200, address
    return len(seen)


def _loaded_trip(small: Small, number: int) -> Trip:
    ordered = agreed_order(small, f"DH-{number}")
    weighed(ordered, 600, 400)
    trip = trip_of(small, ordered, 800, vehicle(f"12C-000.{number:02d}"), driver=driver())
    loading.load_goods(trip.loads.get(), kg=100, actor=None)
    return trip


def test_pages_ask_the_database_as_often_as_pinned(ready: Small, planner: Client) -> None:
    """However many trips there are; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    trip = [_loaded_trip(ready, number) for number in range(2)][-1]
    pages = {
        "day": f"/van-tai/?mua={SEASON}&ngay={DAY}",
        "trips": f"/van-tai/chuyen/?mua={SEASON}",
        "trip": f"/van-tai/chuyen/{trip.pk}/",
        "edit": f"/van-tai/chuyen/{trip.pk}/sua/",
        "new": f"/van-tai/chuyen/moi/?mua={SEASON}&ngay={DAY}",
        "move": f"/van-tai/chuyen/{trip.pk}/hang/{trip.loads.get().pk}/chuyen/",
        "plan": f"/van-tai/xep/?mua={SEASON}&ngay={DAY}",
        "vehicles": "/van-tai/xe/",
        "vehicle": f"/van-tai/xe/{trip.vehicle_id}/",
        "drivers": "/van-tai/lai-xe/",
        "driver link": f"/van-tai/lx/{token_of(trip)}/",
        "api trips": f"/api/v1/logistics/trips?season={SEASON}",
        "api vehicles": "/api/v1/logistics/vehicles",
    }
    few = {name: _counted(planner, address) for name, address in pages.items()}
    for number in range(2, 12):
        _loaded_trip(ready, number)
    assert {name: _counted(planner, address) for name, address in pages.items()} == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=2) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
