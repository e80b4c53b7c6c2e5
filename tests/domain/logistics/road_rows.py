"""A trip under way with an order's goods, a complete transit paper, people of each side."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import (
    Arrival,
    Driver,
    MadeBy,
    TransitPaper,
    Trip,
    TripLoad,
    TripStop,
    Vehicle,
)
from cungcau.domain.logistics.services import papers
from cungcau.domain.logistics.services.arrivals import expect_load
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.orders.models import Kind, OrderLine
from cungcau.domain.orders.services import post
from cungcau.domain.registry.models import Agent, Organisation
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.platform.accounts.models import User
from tests.domain.orders.order_rows import Ordered, organisation
from tests.domain.season_rows import SOURCE, START, Small, person

DAY = date(2021, 9, 28)
PHONE = "0912 000 111"


def carrier() -> Organisation:
    record_organisations(
        rows=[OrganisationRow("VT", "Vận tải Xứ Lạng", "carrier", SOURCE, phone="0912 111 222")],
        on=START,
        actor=None,
    )
    return organisation("VT")


def agent(username: str, role: str, code: str, area: str = "20") -> User:
    """Somebody with a role who acts for an organisation."""
    user = person(username, role, area)
    Agent.objects.create(user=user, organisation=organisation(code), source=SOURCE)
    return user


def vehicle(owner: Organisation, plate: str = "12C-123.45") -> Vehicle:
    return Vehicle.objects.create(
        carrier=owner, plate=plate, capacity_kg=5000, hours_from="04:00", hours_to="22:00", vnd_per_km=9000,
        source=SOURCE, folded=plate.lower(), start_text="Bãi xe Na Sầm", inspection_no="DK-1",
        inspection_until=date(2022, 3, 1),
    )  # fmt: skip


@transaction.atomic
def received(ordered: Ordered, kg: int = 900) -> OrderLine:
    """Weigh the line's goods in at the point."""
    line = ordered.line
    for slip, part in zip(ordered.slips, (kg - 300, 300), strict=True):
        post(line=line, kind=Kind.HARVESTED, kg=part, slip=slip, actor=None)
        post(line=line, kind=Kind.RECEIVED, kg=part, slip=slip, actor=None)
    OrderLine.objects.filter(pk=line.pk).update(state="receiving")
    line.refresh_from_db()
    return line


@transaction.atomic
def trip_of(
    line: OrderLine, kg: int, owner: Organisation, plate: str = "12C-123.45", state: str = ""
) -> TripLoad:
    """A trip under way with ``kg`` of the line aboard."""
    there = Vehicle.objects.filter(plate=plate).first() or vehicle(owner, plate)
    driver, _new = Driver.objects.get_or_create(
        code=f"LX-{owner.code}-1",
        defaults={
            "carrier": owner, "name": "Lái xe Minh Hoạ", "phone": "+84912000111", "licence_class": "C",
            "licence_until": date(2025, 1, 1), "source": SOURCE, "folded": "lx",
        },
    )  # fmt: skip
    trip = Trip.objects.create(
        season=line.season, code=f"CX-{Trip.objects.count() + 1}", day=line.dispatch_date, vehicle=there, driver=driver,
        made_by=MadeBy.HAND, state=state or states.UNDER_WAY, area_code=line.area_code, folded="cx",
    )  # fmt: skip
    first = TripStop.objects.create(trip=trip, no=1, point=CollectionPoint.objects.get(code="P1"))
    last = TripStop.objects.create(trip=trip, no=2, market=Market.objects.get(code="ha-noi"))
    load = TripLoad.objects.create(
        trip=trip, line=line, pickup=first, drop=last, planned_kg=kg, loaded_kg=kg, loaded_at=timezone.now()
    )
    post(line=line, kind=Kind.LOADED, kg=kg, actor=None)
    OrderLine.objects.filter(pk=line.pk).update(state="under_way")
    line.refresh_from_db()
    return load


def arrival_of(ordered: Ordered, kg: int = 900) -> Arrival:
    """900 kg of the order on the way to the buyer."""
    return expect_load(load=trip_of(received(ordered, kg), kg, carrier()), actor=None)


def came(day: date = DAY + timedelta(days=1), hour: int = 9) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def paper_facts(owner: Organisation, **facts: Any) -> dict[str, Any]:
    """A complete paper for 28–29/9/2021."""
    return {
        "carrier_id": owner.pk, "plate": "12c 12345", "capacity_kg": 5000, "load_kg": 4000,
        "goods": "Hồng vành khuyên", "route_text": "QL4A – QL1A – đường vành đai 3", "leaves_on": DAY,
        "back_on": DAY + timedelta(days=1), "valid_from": DAY, "valid_to": DAY + timedelta(days=2),
        "wants_return": True, "driver_name": "Lái xe Minh Hoạ", "driver_phone": PHONE,
        "pick_ups": "Điểm Tân Mỹ 1\nĐiểm Hoàng Việt", "drops": "Chợ đầu mối Hà Nội", "returns": "Bãi xe Na Sầm",
        "licence_no": "LX-77", "licence_to": date(2025, 1, 1), "inspection_no": "DK-1",
        "inspection_to": date(2022, 3, 1), "test_no": "XN-1", "test_to": DAY + timedelta(days=1), **facts,
    }  # fmt: skip


def paper(small: Small, **facts: Any) -> TransitPaper:
    """A draft that may be submitted."""
    owner = Organisation.objects.filter(code="VT").first() or carrier()
    return papers.enter_paper(season=small.season, facts=paper_facts(owner, **facts), actor=None)
