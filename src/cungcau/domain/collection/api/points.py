"""Points, their turns, bookings over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Status

from cungcau.domain.collection import policies, services
from cungcau.domain.collection.api.routing import router
from cungcau.domain.collection.api.shapes import (
    BookingIn,
    BookingOut,
    Day,
    Number,
    ScalePointOut,
    ScaleReasonIn,
    TurnOut,
)
from cungcau.domain.collection.finding import booking_for, point_for
from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.selectors.points import standings
from cungcau.domain.collection.selectors.rights import points_kept, points_shown
from cungcau.domain.collection.selectors.turns import turns_of
from cungcau.platform.access.services import require
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

_MOST = 500


@router.get("/points", response={200: list[ScalePointOut], **PROBLEMS}, summary="Điểm của tôi trong ngày")
def points(request: HttpRequest, day: Query[Day | None] = None) -> list[dict[str, object]]:
    """The points one has business with on a day, by name."""
    user, on = signed_in(request), day or clock.today()
    require(user, policies.VIEW)
    rows = list(points_shown(user, on).defer("words").order_by("folded", "pk")[:_MOST])
    kept = set(points_kept(user, on).values_list("pk", flat=True))
    stands = standings(rows, on)
    return [
        {
            "id": one.pk, "code": one.code, "name": one.name, "may_keep": one.pk in kept,
            "approved": stands[one.pk].approved, "closed": stands[one.pk].closed,
            "why": stands[one.pk].why or stands[one.pk].closed_why,
        }
        for one in rows
    ]  # fmt: skip


@router.get(
    "/points/{int:number}/turns", response={200: list[TurnOut], **PROBLEMS}, summary="Các lượt trong ngày"
)
def turns(request: HttpRequest, number: Number, day: Query[Day | None] = None) -> list[dict[str, object]]:
    """A day's turns and how many bays are free in each."""
    on = day or clock.today()
    found = turns_of(point_for(signed_in(request), number, on), on)
    return [
        {
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
            "bays": one.bays,
            "free": len(one.free),
            "kg": one.kg,
        }
        for one in found
    ]


@router.post("/points/{int:number}/bookings", response={201: BookingOut, **PROBLEMS}, summary="Đăng ký lượt")
def book(request: HttpRequest, number: Number, wanted: BookingIn) -> Status[Booking]:
    """Hold a bay for a turn; ``client_uuid`` guards against a call sent twice."""
    user = signed_in(request)
    point = point_for(user, number, wanted.day)
    wish = services.Wish(wanted.starts_at, tuple(wanted.slips), wanted.plate, wanted.kg, wanted.label)
    made = services.book(
        point=point, day=wanted.day, wish=wish, actor=user, override_reason=wanted.override_reason,
        client_uuid=wanted.client_uuid,
    )  # fmt: skip
    return Status(201, made)


@router.post("/bookings/{int:number}/arrive", response={200: BookingOut, **PROBLEMS}, summary="Đã đến")
def arrive(request: HttpRequest, number: Number) -> Booking:
    """They are at the gate."""
    user = signed_in(request)
    return services.arrive(booking=booking_for(user, number), actor=user)


@router.post("/bookings/{int:number}/miss", response={200: BookingOut, **PROBLEMS}, summary="Không đến")
def miss(request: HttpRequest, number: Number) -> Booking:
    """Nobody came."""
    user = signed_in(request)
    return services.miss(booking=booking_for(user, number), actor=user)


@router.post("/bookings/{int:number}/cancel", response={200: BookingOut, **PROBLEMS}, summary="Huỷ lượt")
def cancel(request: HttpRequest, number: Number, wanted: ScaleReasonIn) -> Booking:
    """Give the turn up."""
    user = signed_in(request)
    return services.cancel(booking=booking_for(user, number), reason=wanted.reason, actor=user)
