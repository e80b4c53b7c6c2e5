"""Actual times at a trip's stops, and crates, over the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.api.road import once
from cungcau.domain.logistics.api.road_shapes import Number
from cungcau.domain.logistics.api.trip_shapes import FleetPageIn, TripStopOut
from cungcau.domain.logistics.models import SaidBy, StopMoment, StopTime, Stowage, TripStop
from cungcau.domain.logistics.selectors.stowage import stowages_shown
from cungcau.domain.logistics.services.stop_times import record_time
from cungcau.domain.logistics.views.stop_times import stop_for
from cungcau.domain.logistics.views.trips_frame import trip_for
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.search import matching

router = Router(tags=["chuyến, xe"])


class StopTimeIn(Schema):
    """When a vehicle came to a stop or left it; ``at`` null takes the time back; a change needs its ``reason``."""

    moment: Literal["arrived", "left"]
    at: datetime | None
    via: Literal["app", "phone", "paper"] = "app"
    reason: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class StopTimeOut(Schema):
    """One word about a moment of a stop; ``via`` "link" is the driver's."""

    moment: str
    at: datetime | None
    via: str
    reason: str
    recorded_at: datetime
    by: str

    @staticmethod
    def resolve_by(row: StopTime) -> str:
        """Who recorded it; blank for the driver."""
        return row.by.full_name if row.by is not None else ""


class StowageOut(Schema):
    """A crate: kg in one, outer centimetres, litres rounded up."""

    id: int
    commodity: str = Field(alias="commodity.code")
    pack_text: str
    crate_kg: int
    length_cm: int
    width_cm: int
    height_cm: int
    crate_l: int
    in_use: bool
    source: str


@router.post(
    "/trips/{number}/stops/{stop}/times",
    response={200: TripStopOut, **PROBLEMS},
    summary="Ghi giờ đến, rời điểm dừng",
)
def record_stop_time(request: HttpRequest, number: Number, stop: Number, entry: StopTimeIn) -> TripStop:
    """When the vehicle came or left; an ``Idempotency-Key`` records it once."""
    user, trip = trip_for(request, number)
    found = stop_for(trip, stop)
    at = entry.at
    if at is not None and timezone.is_naive(at):
        at = timezone.make_aware(at)

    def write() -> int:
        return record_time(
            found, moment=StopMoment(entry.moment), at=at, actor=user, via=SaidBy(entry.via), reason=entry.reason
        ).pk  # fmt: skip

    once(request, user, f"logistics.api.stop-time.{found.pk}", write, entry.model_dump(mode="json"))
    return stop_for(trip_for(request, number)[1], stop)


@router.get(
    "/trips/{number}/stops/{stop}/times",
    response={200: list[StopTimeOut], **PROBLEMS},
    summary="Giờ đã ghi ở một điểm dừng",
)
def list_stop_times(request: HttpRequest, number: Number, stop: Number) -> Sequence[StopTime]:
    """Everything recorded of a stop, corrections and all, the first word first."""
    _user, trip = trip_for(request, number)
    return list(stop_for(trip, stop).times.select_related("by").order_by("pk")[:1000])


@router.get("/stowages", response={200: list[StowageOut], **PROBLEMS}, summary="Cỡ sọt, thùng")
def list_stowages(request: HttpRequest, wanted: Query[FleetPageIn]) -> Sequence[Stowage]:
    """The crates goods travel in, by commodity."""
    user = signed_in(request)
    access.require(user, policies.VIEW_FLEET)
    rows = matching(stowages_shown(user), wanted.q)
    rows = rows if wanted.in_use is None else rows.filter(in_use=wanted.in_use)
    return list(rows[wanted.offset : wanted.offset + wanted.limit])
