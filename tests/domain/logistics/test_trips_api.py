"""Trips over the API: the same rights, the same refusals."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Trip
from cungcau.domain.logistics.services.planning import compute_day
from cungcau.domain.orders.models import OrderLine
from tests.domain.logistics.fleet_rows import (
    agreed_order,
    carriers,
    driver,
    somebody,
    trip_of,
    vehicle,
    weighed,
)
from tests.domain.logistics.test_planning import Watched
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import Small

ROOT = "/api/v1/logistics"
SEASON = "hong-2021"


@pytest.fixture
def ready(small: Small) -> Small:
    carriers()
    return small


@pytest.fixture
def planner(ready: Small) -> Client:
    return client_of(somebody("dieu-phoi", "coordinator"))


def send(client: Client, verb: str, path: str, body: object, **headers: str) -> Any:
    call = getattr(client, verb)
    return call(ROOT + path, json.dumps(body), content_type="application/json", headers=headers)


def test_a_trip_from_goods_to_the_road(ready: Small, planner: Client) -> None:
    ordered = agreed_order(ready)
    weighed(ordered, 600, 400)
    lorry = vehicle()
    (good,) = planner.get(f"{ROOT}/goods?season={SEASON}&day=2021-09-28").json()
    assert (good["order"], good["kg"]) == ("DH-1", 1000)
    body = {
        "season": SEASON, "day": "2021-09-28", "vehicle": lorry.pk,
        "loads": [{"line": good["line"], "kg": 900, "point": good["point"]}],
    }  # fmt: skip
    key = {"Idempotency-Key": str(uuid4())}
    made = send(planner, "post", "/trips", body, **key)
    assert made.status_code == 201
    assert send(planner, "post", "/trips", body, **key).json() == made.json()
    assert Trip.objects.count() == 1
    number, load = made.json()["trip"]["id"], made.json()["loads"][0]["id"]
    once = {"Idempotency-Key": str(uuid4())}
    for _ in range(2):
        aboard = send(planner, "post", f"/trips/{number}/loads/{load}/aboard", {"kg": 500}, **once)
    assert aboard.json()["loads"][0]["loaded_kg"] == 500
    fixed = send(planner, "put", f"/trips/{number}/loads/{load}/aboard", {"kg": 450, "reason": "cân lại"})
    assert fixed.json()["loads"][0]["loaded_kg"] == 450
    over = send(planner, "post", f"/trips/{number}/loads/{load}/aboard", {"kg": 600})
    assert (over.status_code, over.json()["code"]) == (409, "loaded_over_received")
    gone = send(planner, "post", f"/trips/{number}/depart", {"reason": "xong"})
    assert gone.json()["trip"]["state"] == states.UNDER_WAY
    assert OrderLine.objects.get(pk=ordered.line.pk).loaded_kg == 450


def test_faults_of_a_trip_are_all_named(ready: Small, planner: Client) -> None:
    lorry = vehicle()
    body = {
        "season": SEASON, "day": "2021-09-28", "vehicle": lorry.pk, "loads": [{"line": 999_999, "kg": 1}],
    }  # fmt: skip
    refused = send(planner, "post", "/trips", body)
    assert refused.status_code == 400
    assert "dòng đơn" in str(refused.json())
    assert send(planner, "post", "/trips", {**body, "vehicle": 999_999}).json()["code"] == "vehicle_not_found"


def test_goods_move_to_a_new_trip(ready: Small, planner: Client) -> None:
    trip, other = trip_of(ready, agreed_order(ready), 800), vehicle("29C-777.77", "VT2")
    load = trip.loads.get()
    moved = send(planner, "post", f"/trips/{trip.pk}/loads/{load.pk}/move", {"kg": 300, "vehicle": other.pk})
    assert moved.json()["loads"][0]["planned_kg"] == 300
    both = send(planner, "post", f"/trips/{trip.pk}/loads/{load.pk}/move", {"kg": 300})
    assert both.status_code == 400


def test_a_carrier_sees_and_confirms_its_own(ready: Small) -> None:
    trip = trip_of(ready, agreed_order(ready), 800, driver=driver())
    own = client_of(somebody("nha-xe", "carrier", acts_for="VT1"))
    other = client_of(somebody("xe-khac", "carrier", acts_for="VT2"))
    assert [row["id"] for row in own.get(f"{ROOT}/trips?season={SEASON}").json()] == [trip.pk]
    assert other.get(f"{ROOT}/trips?season={SEASON}").json() == []
    assert other.get(f"{ROOT}/trips/{trip.pk}").status_code == 404
    assert (
        send(own, "post", f"/trips/{trip.pk}/confirm", {"reason": "được"}).json()["trip"]["state"]
        == "confirmed"
    )
    assert send(own, "post", f"/trips/{trip.pk}/cancel", {"reason": "thôi"}).status_code == 403
    (person,) = own.get(f"{ROOT}/drivers").json()
    assert (person["name"], person["phone"]) == ("H. V. Thử", "+8498•••21")
    assert other.get(f"{ROOT}/drivers").json() == []
    assert len(own.get(f"{ROOT}/vehicles?q=na+sam").json()) == 1


def test_a_day_is_planned(ready: Small, planner: Client) -> None:
    agreed_order(ready)
    vehicle()
    asked = send(planner, "post", "/day-plans", {"season": SEASON, "day": "2021-09-28", "iterations": 50})
    assert asked.status_code == 201
    assert asked.json()["job"]
    number = asked.json()["id"]
    compute_day(Watched(), {"plan": number})
    found = planner.get(f"{ROOT}/day-plans/{number}").json()
    assert (found["outcome"]["kg"], len(found["trips"]), found["roads"]) == (1000, 1, "terrain")
    again = send(planner, "post", "/day-plans", {"season": SEASON, "day": "2021-10-05"})
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_carry")


@pytest.mark.parametrize("role", ["viewer", "buyer", "carrier", "keeper", "commune_officer"])
def test_only_coordinators_plan(ready: Small, role: str) -> None:
    client = client_of(somebody("nguoi", role))
    refused = send(client, "post", "/day-plans", {"season": SEASON, "day": "2021-09-28"})
    assert refused.status_code == 403
