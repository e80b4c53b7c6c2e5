"""The parts of a transit paper: its columns, stops and proofs; what a trip already says of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from cungcau.domain.logistics import plates
from cungcau.domain.logistics.models import (
    PaperProof,
    PaperStop,
    ProofKind,
    StopKind,
    TransitPaper,
    Trip,
    TripStop,
)
from cungcau.platform.accounts.phones import normalise
from cungcau.reference.recording import Faults, check
from cungcau.reference.search import words

FIELDS = (
    "carrier_id", "plate", "trailer_plate", "capacity_kg", "load_kg", "goods", "route_text", "leaves_on", "back_on",
    "valid_from", "valid_to", "wants_return", "driver_name", "driver_phone",
)  # fmt: skip
"""What a person may enter and change, by attribute name."""
PLACES = {"pick_ups": StopKind.PICK_UP, "drops": StopKind.DROP, "returns": StopKind.RETURN}
"""Stops by the attribute that holds them, one place a line."""
PROOFS = {name: ProofKind(name) for name in ProofKind.values}
"""Proofs by attribute ``<kind>_no`` and ``<kind>_to``."""
_MOST_STOPS = 30


def facts_of_trip(trip: Trip) -> dict[str, Any]:
    """What a trip already says of its paper: plate, load, goods, stops, days, driver and expiries."""
    vehicle, driver = trip.vehicle, trip.driver
    loads = list(
        trip.loads.select_related("line__order__commodity", "pickup__point", "drop__market", "drop__point")
    )
    picked = {load.pickup_id for load in loads}
    stops = list(trip.stops.select_related("point", "market"))
    names = {stop.pk: _place(stop) for stop in stops}
    last = max([trip.day, *(load.line.delivery_date for load in loads)])
    facts: dict[str, Any] = {
        "carrier_id": vehicle.carrier_id, "plate": vehicle.plate, "capacity_kg": vehicle.capacity_kg,
        "load_kg": sum(load.planned_kg for load in loads if load.onward_of_id is None) or None,
        "goods": ", ".join(dict.fromkeys(load.line.order.commodity.name_vi for load in loads)),
        "leaves_on": trip.day, "back_on": last, "valid_from": trip.day, "valid_to": last,
        "wants_return": vehicle.returns, "returns": vehicle.start_text if vehicle.returns else "",
        "pick_ups": "\n".join(names[stop.pk] for stop in stops if stop.pk in picked),
        "drops": "\n".join(names[stop.pk] for stop in stops if stop.pk not in picked),
        "inspection_no": vehicle.inspection_no, "inspection_to": vehicle.inspection_until,
    }  # fmt: skip
    if driver is not None:
        facts |= {
            "driver_name": driver.name, "driver_phone": driver.phone or "", "licence_no": driver.licence_class,
            "licence_to": driver.licence_until,
        }  # fmt: skip
    return facts


def _place(stop: TripStop) -> str:
    place = stop.point or stop.market
    return (place.name if place is not None else stop.place_text)[:300]


def fill(paper: TransitPaper, facts: Mapping[str, Any]) -> None:
    """Set what a person wrote, plates and phones in their one spelling; raises ``phone_invalid``."""
    for name in FIELDS:
        if name in facts:
            setattr(paper, name, facts[name])
    paper.plate = plates.kept(paper.plate or "")
    paper.trailer_plate = plates.kept(paper.trailer_plate) if paper.trailer_plate else ""
    paper.driver_phone = normalise(paper.driver_phone) if paper.driver_phone else None


def keep(paper: TransitPaper, facts: Mapping[str, Any], *, new: bool) -> None:
    """Write a paper with its stops and proofs; raises ``InputInvalid`` naming the fields."""
    faults = Faults("paper")
    faults.unless(bool(paper.plate), 1, "plate", "", "cần biển số xe")
    faults.unless(paper.carrier_id is not None, 1, "carrier", "", "cần một đơn vị vận tải")
    days = [(name, getattr(paper, name)) for name in ("leaves_on", "back_on", "valid_from", "valid_to")]
    for name, day in days:
        fits = isinstance(day, date) and 1990 <= day.year <= 2100
        faults.unless(fits, 1, name, day, "cần một ngày từ 1990 đến 2100")
    for name in ("capacity_kg", "load_kg"):
        kg = getattr(paper, name)
        faults.unless(kg is None or 0 < kg <= 100_000_000, 1, name, kg, "cần số kg từ 1 đến 100.000.000")
    faults.refuse()
    faults.unless(paper.back_on >= paper.leaves_on, 1, "back_on", paper.back_on, "không được trước ngày đi")
    faults.unless(
        paper.valid_to >= paper.valid_from, 1, "valid_to", paper.valid_to, "không được trước ngày đầu"
    )
    for name in PLACES:
        many = len(str(facts.get(name) or "").splitlines())
        faults.unless(many <= _MOST_STOPS, 1, name, many, f"nhiều nhất {_MOST_STOPS} nơi")
    check([paper], key=("code",), faults=faults)
    faults.refuse()
    paper.folded = _folded(paper)
    paper.save(force_insert=new)
    _keep_stops(paper, facts)
    _keep_proofs(paper, facts)


def _keep_stops(paper: TransitPaper, facts: Mapping[str, Any]) -> None:
    if not PLACES.keys() & facts.keys():
        return
    texts = {name: str(facts.get(name, getattr(paper, name) if paper.pk else "") or "") for name in PLACES}
    paper.stops.all().delete()
    wanted = [
        (kind, " ".join(line.replace("\x00", "").split())[:300])
        for name, kind in PLACES.items()
        for line in texts[name].splitlines()
        if line.strip("\x00 \t")
    ]
    rows = [
        PaperStop(paper=paper, no=no, kind=kind, place=place) for no, (kind, place) in enumerate(wanted, 1)
    ]
    PaperStop.objects.bulk_create(rows)


def _keep_proofs(paper: TransitPaper, facts: Mapping[str, Any]) -> None:
    for kind in PROOFS:
        if f"{kind}_no" not in facts and f"{kind}_to" not in facts:
            continue
        there = paper.proofs.filter(kind=kind).first() or PaperProof(paper=paper, kind=kind)
        there.number = str(facts.get(f"{kind}_no", there.number) or "").replace("\x00", "").strip()[:60]
        there.valid_to = facts.get(f"{kind}_to", there.valid_to)
        if there.number or there.valid_to:
            there.save()
        elif there.pk:
            there.delete()


def _folded(paper: TransitPaper) -> str:
    bare = "".join(letter for letter in paper.plate if letter.isalnum())
    texts = (paper.code, paper.plate, bare, paper.carrier.name, paper.goods, paper.route_text)
    return words(*texts)[:1200]


def next_id() -> int:
    """The number the next paper bears."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('logistics_transitpaper', 'id'))")
        return int(cursor.fetchone()[0])
