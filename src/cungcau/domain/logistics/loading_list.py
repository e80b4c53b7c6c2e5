"""A trip's loading list to print, A4: stops in order, what goes on and off, boxes to fill in by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from cungcau.domain.logistics.models import Trip, TripLoad, TripStop
from cungcau.kernel.vntext import show_date, show_kg
from cungcau.platform.documents.paper import clean
from cungcau.platform.documents.typeset import pdf_of

_TEMPLATE = Path(__file__).parent / "templates" / "logistics" / "loading_list.typ"


def to_pdf(trip: Trip, stops: Sequence[TripStop], loads: Sequence[TripLoad]) -> bytes:
    """The list of a trip as a PDF, of the loads given. Raises ``paper_invalid``."""
    inputs = {"trip": json.dumps(_content(trip, stops, loads), ensure_ascii=False)}
    return pdf_of(_TEMPLATE, inputs)


def _content(trip: Trip, stops: Sequence[TripStop], loads: Sequence[TripLoad]) -> dict[str, object]:
    return {
        "code": trip.code,
        "day": show_date(trip.day),
        "plate": trip.vehicle.plate,
        "carrier": clean(trip.vehicle.carrier.name),
        "capacity": show_kg(trip.vehicle.capacity_kg),
        "driver": trip.driver.code if trip.driver else "",
        "departs": _moment(trip.departs_at),
        "planned": show_kg(sum(load.planned_kg for load in loads)),
        "note": clean(trip.note),
        "demo": trip.is_demo,
        "stops": [_stop(stop, loads) for stop in stops],
    }


def _stop(stop: TripStop, loads: Sequence[TripLoad]) -> dict[str, object]:
    return {
        "no": stop.no,
        "name": clean(stop.name),
        "address": clean(stop.market.address if stop.market else ""),
        "arrives": _moment(stop.planned_arrival_at),
        "leaves": _moment(stop.planned_leave_at),
        "picked": [_load(load) for load in loads if load.pickup_id == stop.pk],
        "dropped": [_load(load) for load in loads if load.drop_id == stop.pk],
    }


def _load(load: TripLoad) -> dict[str, str]:
    order = load.line.order
    return {
        "line": f"{order.code}/{load.line.no}",
        "goods": clean(order.commodity.name_vi),
        "buyer": clean(order.buyer.name),
        "kg": show_kg(load.planned_kg),
        "loaded": show_kg(load.loaded_kg) if load.loaded_kg else "",
    }


def _moment(when: datetime | None) -> str:
    if when is None:
        return "–"
    local = timezone.localtime(when)
    return f"{local:%H:%M} {show_date(local.date())}"
