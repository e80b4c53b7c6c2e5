"""The demo season's road: a made-up carrier with two vehicles, the trip of today's goods, its transit paper."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from cungcau.domain.logistics.models import Driver, Trip, Vehicle
from cungcau.domain.logistics.planning.drafting import NewLoad
from cungcau.domain.logistics.services import fleet
from cungcau.domain.logistics.services.papers import enter_paper, submit_paper
from cungcau.domain.logistics.services.trips import add_trip
from cungcau.domain.orders.models import OrderLine
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.domain.settlement.services import set_account

_CARRIER, _SHOWN = "VT-MINH-HOA", "minh hoạ"
_YEAR = timedelta(days=365)
_VEHICLES = (("12C-000.01", 3500, 9_000), ("12C-000.02", 8000, 13_000))
"""Plates nobody drives with, kg, đồng per km."""


def carry(line: OrderLine, on: date) -> Trip:
    """Put a delivery's goods on the smaller of the carrier's lorries, with a paper sent in for the way."""
    carrier = _carrier(line)
    vehicles = [_vehicle(carrier, line, on, *facts) for facts in _VEHICLES]
    driver = fleet.enter(fleet.DRIVER, actor=None, facts={
        "carrier_id": carrier.pk, "name": "Lái xe Minh Hoạ", "licence_class": "C", "licence_until": on + _YEAR,
        "source": _SHOWN,
    })  # fmt: skip
    _give_second(carrier, on)
    trip = add_trip(
        season=line.order.season, day=on, vehicle=vehicles[0], driver=driver, note=_SHOWN, actor=None,
        loads=[NewLoad(line, line.confirmed_kg)],
    )  # fmt: skip
    _paper(trip, line, on)
    return trip


def open_accounts(line: OrderLine) -> None:
    """Made-up bank accounts of a delivery's households, so that a file for the bank can be tried."""
    owners = Organisation.objects.filter(pk__in=line.slips.values("producer"))
    for number, owner in enumerate(owners.order_by("code"), 1):
        set_account(
            owner=owner, bank_bin="970405", bank_name="Agribank", number=f"00000000{number:04}",
            holder="MINH HOA", source=_SHOWN, actor=None,
        )  # fmt: skip


def _carrier(line: OrderLine) -> Organisation:
    point = line.order.point
    assert point is not None, "the demo's orders have a point"
    row = OrganisationRow(_CARRIER, "Vận tải Na Sầm (minh hoạ)", "carrier", _SHOWN, point.unit.code)
    record_organisations(rows=[row], on=line.order.season.start, actor=None)
    return Organisation.objects.get(code=_CARRIER)


def _vehicle(
    carrier: Organisation, line: OrderLine, on: date, plate: str, kg: int, vnd_per_km: int
) -> Vehicle:
    point = line.order.point
    assert point is not None, "the demo's orders have a point"
    facts: dict[str, Any] = {
        "carrier_id": carrier.pk, "plate": plate, "capacity_kg": kg, "hours_from": time(5), "hours_to": time(21),
        "start_text": "bãi xe Na Sầm", "lat": point.lat, "lon": point.lon, "vnd_per_km": vnd_per_km,
        "fixed_vnd": 200_000, "inspection_no": "MH-1", "inspection_until": on + _YEAR, "source": _SHOWN,
    }  # fmt: skip
    return fleet.enter(fleet.VEHICLE, facts=facts, actor=None)


def _give_second(carrier: Organisation, on: date) -> Driver:
    return fleet.enter(fleet.DRIVER, actor=None, facts={
        "carrier_id": carrier.pk, "name": "Lái xe Minh Hoạ Hai", "licence_class": "C", "licence_until": on + _YEAR,
        "source": _SHOWN,
    })  # fmt: skip


def _paper(trip: Trip, line: OrderLine, on: date) -> None:
    point, market = line.order.point, line.order.market
    facts: dict[str, Any] = {
        "carrier_id": trip.vehicle.carrier_id, "plate": trip.vehicle.plate, "capacity_kg": trip.vehicle.capacity_kg,
        "load_kg": line.confirmed_kg, "goods": f"{line.order.commodity} (minh hoạ)",
        "route_text": "QL4A (minh hoạ)", "leaves_on": on, "back_on": on, "valid_from": on,
        "valid_to": on + timedelta(days=1), "wants_return": True, "driver_name": "Lái xe Minh Hoạ",
        "driver_phone": "0900000001", "pick_ups": str(point), "drops": str(market), "returns": "Bãi xe Na Sầm",
        "licence_no": "MH-1", "licence_to": on + _YEAR, "inspection_no": "MH-1", "inspection_to": on + _YEAR,
        "test_no": "MH-1", "test_to": on + timedelta(days=1),
    }  # fmt: skip
    paper = enter_paper(season=line.order.season, facts=facts, trip=trip, actor=None, is_demo=True)
    submit_paper(paper=paper, actor=None)
