"""Tables of vehicles and drivers: all rows or none, every fault by its row and column."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from cungcau.domain.logistics.doors import DRIVERS, VEHICLES
from cungcau.domain.logistics.models import Body, Driver, Vehicle, VehicleKind
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Row
from tests.domain.logistics.fleet_rows import carriers, somebody, vehicle
from tests.domain.season_rows import Small

GOOD: dict[str, Any] = {
    "plate": "12c 12345", "carrier": "vận tải na sầm", "kind": "Xe tải", "body": "thùng lạnh", "capacity_kg": 5000,
    "hours": "5h-20h30", "lat": "21,98", "lon": "106,66", "vnd_per_km": 9000, "inspection_until": date(2021, 12, 31),
}  # fmt: skip


@pytest.fixture
def planner(small: Small) -> User:
    carriers()
    return somebody("dieu-phoi", "coordinator")


def rows(*values: dict[str, Any]) -> list[Row]:
    return [Row("Trang 1", line, one) for line, one in enumerate(values, 2)]


def context(user: User) -> Context:
    return Context(user, {}, "bảng thử")


def test_vehicles_come_in_by_plate(planner: User) -> None:
    done = VEHICLES.record(rows(GOOD), context(planner))
    assert (done.created, done.changed) == (1, 0)
    row = Vehicle.objects.get()
    assert (row.plate, row.carrier.code, row.kind, row.body, row.hours_to, row.lat) == (
        "12C-123.45", "VT1", VehicleKind.TRUCK, Body.COLD, time(20, 30), 21.98,
    )  # fmt: skip
    done = VEHICLES.record(rows({**GOOD, "capacity_kg": 4500}), context(planner))
    assert (done.created, done.changed) == (0, 1)
    row.refresh_from_db()
    assert (row.capacity_kg, row.version) == (4500, 2)
    assert VEHICLES.record(rows({**GOOD, "capacity_kg": 4500}), context(planner)).unchanged == 1


def test_every_fault_is_named_and_nothing_written(planner: User) -> None:
    odd = {**GOOD, "plate": "12C-999.99", "carrier": "không có", "kind": "máy bay", "hours": "sáng"}
    late = {**GOOD, "plate": "12C-888.88", "hours": "20:00-05:00"}
    with pytest.raises(InputInvalid) as error:
        VEHICLES.record(rows(GOOD, odd), context(planner))
    assert [(fault.file, fault.line, fault.column) for fault in error.value.faults] == [
        ("Trang 1", 3, "carrier"), ("Trang 1", 3, "hours"), ("Trang 1", 3, "kind"),
    ]  # fmt: skip
    with pytest.raises(InputInvalid) as error:
        VEHICLES.record(rows(GOOD, late, {**GOOD, "plate": "12C-777.77", "lat": "95"}), context(planner))
    assert [(fault.line, fault.column) for fault in error.value.faults] == [(3, "hours"), (4, "lat")]
    assert not Vehicle.objects.exists()


def test_a_carrier_brings_its_own_vehicles_only(planner: User) -> None:
    vehicle("29C-555.55", "VT2")
    own = somebody("nha-xe", "carrier", acts_for="VT1")
    assert VEHICLES.record(rows(GOOD), context(own)).created == 1
    with pytest.raises(InputInvalid):
        VEHICLES.record(rows({**GOOD, "plate": "12C-999.99", "carrier": "VT2"}), context(own))
    with pytest.raises(InputInvalid) as error:
        VEHICLES.record(rows({**GOOD, "plate": "29C-555.55"}), context(own))
    assert error.value.faults[0].expected == "đã có ở một đơn vị khác"


def test_drivers_come_in_and_short_names_do_not(planner: User) -> None:
    good = {"code": "LX-01", "carrier": "VT1", "name": "Hoàng Văn Thử", "phone": "0987 654 321"}
    assert DRIVERS.record(rows(good), context(planner)).created == 1
    assert Driver.objects.get().phone == "+84987654321"
    with pytest.raises(InputInvalid) as error:
        DRIVERS.record(rows({**good, "name": "H. V. Thử", "phone": None}), context(planner))
    assert error.value.faults[0].column == "name"
    with pytest.raises(InputInvalid) as error:
        DRIVERS.record(rows({**good, "phone": "12"}), context(planner))
    assert (error.value.faults[0].column, error.value.faults[0].line) == ("phone", 2)
    assert Driver.objects.get().name == "Hoàng Văn Thử"
