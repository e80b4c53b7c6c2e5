"""Carriers, vehicles, drivers and goods at a point, for tests of trips."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db import transaction

from cungcau.domain.logistics.models import Driver, Trip, TripLoad, Vehicle
from cungcau.domain.logistics.planning.drafting import NewLoad
from cungcau.domain.logistics.services import fleet
from cungcau.domain.logistics.services.trips import add_trip
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.orders import states as order_states
from cungcau.domain.orders.models import Kind, OrderLine
from cungcau.domain.orders.services import post
from cungcau.domain.registry.models import Agent, Organisation
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import create_user
from tests.domain.orders.order_rows import DAY, Ordered, agreed_order
from tests.domain.season_rows import PASSWORD, SOURCE, START, TAN_MY, Small

HA_NOI = (21.0285, 105.8542)
TAN_MY_PLACE = (21.98, 106.66)


def carriers() -> None:
    """Two carriers of Lạng Sơn, and places on the map."""
    rows = [
        OrganisationRow("VT1", "Vận tải Na Sầm", "carrier", SOURCE, TAN_MY),
        OrganisationRow("VT2", "Vận tải Đồng Đăng", "carrier", SOURCE, TAN_MY),
    ]
    record_organisations(rows=rows, on=START, actor=None)
    CollectionPoint.objects.filter(code="P1").update(lat=TAN_MY_PLACE[0], lon=TAN_MY_PLACE[1])
    Market.objects.filter(code="ha-noi").update(lat=HA_NOI[0], lon=HA_NOI[1])


def vehicle(plate: str = "12C-00101", carrier: str = "VT1", **facts: Any) -> Vehicle:
    """A lorry of 2 t parked at Tân Mỹ that may be under way for a night."""
    given: dict[str, Any] = {
        "carrier_id": Organisation.objects.get(code=carrier).pk, "plate": plate, "capacity_kg": 2000,
        "hours_from": time(5), "hours_to": time(22), "nights": 1, "start_text": "bãi xe Tân Mỹ",
        "lat": TAN_MY_PLACE[0], "lon": TAN_MY_PLACE[1], "vnd_per_km": 9000, "fixed_vnd": 200_000,
        "inspection_no": "ĐK-1", "inspection_until": date(2021, 12, 31), "source": SOURCE, **facts,
    }  # fmt: skip
    return fleet.enter(fleet.VEHICLE, facts=given, actor=None)


def driver(carrier: str = "VT1", name: str = "Hoàng Văn Thử", **facts: Any) -> Driver:
    """A driver nobody is called like."""
    given: dict[str, Any] = {
        "carrier_id": Organisation.objects.get(code=carrier).pk, "name": name, "phone": "0987 654 321",
        "licence_class": "C", "licence_until": date(2023, 1, 1), "source": SOURCE, **facts,
    }  # fmt: skip
    return fleet.enter(fleet.DRIVER, facts=given, actor=None)


@transaction.atomic
def weighed(ordered: Ordered, *kg: int) -> OrderLine:
    """The slips' goods received at the point: so many kg of each."""
    line = ordered.line
    for slip, amount in zip(ordered.slips, kg, strict=False):
        post(line=line, kind=Kind.HARVESTED, kg=amount, slip=slip, actor=None)
        post(line=line, kind=Kind.RECEIVED, kg=amount, slip=slip, actor=None)
        type(slip).objects.filter(pk=slip.pk).update(state=order_states.BROUGHT)
    OrderLine.objects.filter(pk=line.pk).update(state=order_states.RECEIVING)
    line.refresh_from_db()
    return line


def trip_of(small: Small, ordered: Ordered, kg: int, which: Vehicle | None = None, **facts: Any) -> Trip:
    """A trip by hand with ``kg`` of an order's line."""
    return add_trip(
        season=small.season, day=ordered.line.dispatch_date, vehicle=which or vehicle(),
        loads=[NewLoad(ordered.line, kg)], actor=None, **facts,
    )  # fmt: skip


def hub_at(lat: float, lon: float, code: str = "P9", **facts: Any) -> CollectionPoint:
    """Another point, in the commune of P1, on the map where said."""
    near = CollectionPoint.objects.get(code="P1")
    return CollectionPoint.objects.create(
        code=code, name=f"Điểm {code}", unit=near.unit, area_code=near.area_code, source=SOURCE, lat=lat, lon=lon,
        folded=f"diem {code.lower()}", **facts,
    )  # fmt: skip


def onward_trip(small: Small, load: TripLoad, kg: int, plate: str = "29C-009.00") -> Trip:
    """A trip that takes goods onward from where a load is put off."""
    lorry = Vehicle.objects.filter(plate=plate).first() or vehicle(plate)
    return add_trip(
        season=small.season, day=load.trip.day, vehicle=lorry, actor=None,
        loads=[NewLoad(load.line, kg, onward_of=load)],
    )  # fmt: skip


def somebody(name: str, role: str, area: str = "20", acts_for: str = "") -> User:
    """A person with a role, acting for an organisation where one is named."""
    user = create_user(username=name, password=PASSWORD, full_name=name.title(), actor=None)
    access.grant_role(user=user, role=role, area_code=area, actor=None)
    if acts_for:
        Agent.objects.create(user=user, organisation=Organisation.objects.get(code=acts_for), source=SOURCE)
    return user


__all__ = [
    "DAY",
    "agreed_order",
    "carriers",
    "driver",
    "hub_at",
    "onward_trip",
    "somebody",
    "trip_of",
    "vehicle",
    "weighed",
]
