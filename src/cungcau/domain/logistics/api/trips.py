"""Vehicles, drivers, trips and the planning of a day over the API."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from django.db.models import Q
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.api.road import once, season_for
from cungcau.domain.logistics.api.road_shapes import Code, Day, Number, RoadReasonIn
from cungcau.domain.logistics.api.trip_shapes import (
    AboardIn,
    DayPlanIn,
    DayPlanOut,
    DriverOut,
    FleetPageIn,
    GoodOut,
    LoadedIn,
    MoveLoadIn,
    TripIn,
    TripOut,
    TripPageIn,
    TripWholeOut,
    VehicleOut,
)
from cungcau.domain.logistics.models import DayPlan, Driver, Trip, Vehicle
from cungcau.domain.logistics.planning.drafting import NewLoad
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.selectors import trips as selectors
from cungcau.domain.logistics.selectors.fleet import drivers_shown, vehicles_shown
from cungcau.domain.logistics.selectors.goods import goods_of_day
from cungcau.domain.logistics.services import loading, moving, running
from cungcau.domain.logistics.services import trips as services
from cungcau.domain.logistics.services.planning import plan_day
from cungcau.domain.logistics.views.trips_frame import load_for, trip_for
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import OrderLine
from cungcau.domain.orders.selectors import shown_q
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.search import matching

router = Router(tags=["chuyến, xe"])


class GoodsIn(Schema):
    """Of which season and day."""

    season: Code
    day: Day
    basis: Literal["received", "expected"] = "expected"
    limit: Annotated[int, Field(ge=1, le=2000)] = 500


@router.get("/vehicles", response={200: list[VehicleOut], **PROBLEMS}, summary="Xe, tàu")
def list_vehicles(request: HttpRequest, wanted: Query[FleetPageIn]) -> Sequence[Vehicle]:
    """The vehicles one may see, by plate."""
    user = signed_in(request)
    access.require(user, policies.VIEW_FLEET)
    rows = matching(vehicles_shown(user), wanted.q)
    rows = rows if wanted.in_use is None else rows.filter(in_use=wanted.in_use)
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.get("/drivers", response={200: list[DriverOut], **PROBLEMS}, summary="Lái xe")
def list_drivers(request: HttpRequest, wanted: Query[FleetPageIn]) -> Sequence[Driver]:
    """The drivers one may see, by code; names by initials, phones hidden in part."""
    user = signed_in(request)
    access.require(user, policies.VIEW_FLEET)
    rows = matching(drivers_shown(user), wanted.q)
    rows = rows if wanted.in_use is None else rows.filter(in_use=wanted.in_use)
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.get("/goods", response={200: list[GoodOut], **PROBLEMS}, summary="Hàng chưa có chuyến")
def list_goods(request: HttpRequest, wanted: Query[GoodsIn]) -> list[GoodOut]:
    """What must leave the points of a season on a day and no trip takes yet."""
    user, season = season_for(request, wanted.season, policies.PLAN_TRIPS)
    access.require(user, policies.PLAN_TRIPS, season.area_code)
    return [GoodOut.of(good) for good in goods_of_day(season, wanted.day, wanted.basis)[: wanted.limit]]


@router.get("/trips", response={200: list[TripOut], **PROBLEMS}, summary="Chuyến")
def list_trips(request: HttpRequest, wanted: Query[TripPageIn]) -> Sequence[Trip]:
    """A season's trips one may see, the latest first."""
    user, season = season_for(request, wanted.season, policies.VIEW_TRIPS)
    chosen = Q(season=season)
    if wanted.day is not None:
        chosen &= Q(day=wanted.day)
    if wanted.state:
        chosen &= Q(state=wanted.state)
    rows = matching(selectors.with_stops(selectors.trips_shown(user)).filter(chosen), wanted.q)
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.get("/trips/{number}", response={200: TripWholeOut, **PROBLEMS}, summary="Một chuyến")
def one_trip(request: HttpRequest, number: Number) -> dict[str, object]:
    """One trip with the loads one may see."""
    user, found = trip_for(request, number)
    return _whole(user, found)


@router.post("/trips", response={201: TripWholeOut, **PROBLEMS}, summary="Lập chuyến")
def make_trip(request: HttpRequest, entry: TripIn) -> Status[dict[str, object]]:
    """A trip put together by hand; an ``Idempotency-Key`` makes it once."""
    user, season = season_for(request, entry.season, policies.PLAN_TRIPS)
    access.require(user, policies.PLAN_TRIPS, season.area_code)
    vehicle = _vehicle(user, entry.vehicle)
    driver = drivers_shown(user).filter(pk=entry.driver).first() if entry.driver else None
    if entry.driver and driver is None:
        raise DomainError("driver_not_found", number=entry.driver)
    loads = _loads(user, entry, season.pk)

    def make() -> int:
        return services.add_trip(
            season=season,
            day=entry.day,
            vehicle=vehicle,
            driver=driver,
            loads=loads,
            note=entry.note,
            actor=user,
        ).pk

    number = once(request, user, "logistics.api.trip", make, entry.model_dump(mode="json"))
    return Status(201, _whole(user, trip_for(request, number)[1]))


@router.post(
    "/trips/{number}/{verb}", response={200: TripWholeOut, **PROBLEMS}, summary="Nhận, trả, huỷ, cho rời điểm"
)
def move_trip(
    request: HttpRequest,
    number: Number,
    verb: Literal["confirm", "withdraw", "cancel", "depart", "close"],
    why: RoadReasonIn,
) -> dict[str, object]:
    """One of a trip's verbs; ``reason`` counts for withdrawing and cancelling."""
    user, found = trip_for(request, number)
    deeds: dict[str, Callable[[], object]] = {
        "confirm": lambda: running.confirm_trip(found, actor=user),
        "withdraw": lambda: running.withdraw_trip(found, reason=why.reason, actor=user),
        "cancel": lambda: running.cancel_trip(found, reason=why.reason, actor=user),
        "depart": lambda: running.depart(found, actor=user),
        "close": lambda: running.close_trip(found, actor=user),
    }
    deeds[verb]()
    return _whole(user, trip_for(request, number)[1])


@router.post(
    "/trips/{number}/loads/{load}/aboard", response={200: TripWholeOut, **PROBLEMS}, summary="Ghi đã xếp xe"
)
def load_trip(request: HttpRequest, number: Number, load: Number, entry: LoadedIn) -> dict[str, object]:
    """kg put aboard; an ``Idempotency-Key`` counts them once."""
    user, found = load_for(request, number, load)

    def put() -> int:
        return loading.load_goods(found, kg=entry.kg, actor=user).pk

    once(request, user, f"logistics.api.load.{load}", put, entry.model_dump(mode="json"))
    return _whole(user, trip_for(request, number)[1])


@router.put(
    "/trips/{number}/loads/{load}/aboard", response={200: TripWholeOut, **PROBLEMS}, summary="Sửa số đã xếp"
)
def correct_load(request: HttpRequest, number: Number, load: Number, entry: AboardIn) -> dict[str, object]:
    """kg aboard in all, with the reason."""
    user, found = load_for(request, number, load)
    loading.correct_loaded(found, kg=entry.kg, reason=entry.reason, actor=user)
    return _whole(user, trip_for(request, number)[1])


@router.post(
    "/trips/{number}/loads/{load}/move", response={200: TripWholeOut, **PROBLEMS}, summary="Chuyển hàng"
)
def move_goods(request: HttpRequest, number: Number, load: Number, entry: MoveLoadIn) -> dict[str, object]:
    """kg to another trip of the day, or to a new one; returns that trip."""
    user, found = load_for(request, number, load)
    if (entry.to is None) == (entry.vehicle is None):
        expected = "cần một chuyến hoặc một xe, chỉ một trong hai"
        raise InputInvalid([Fault("load", 0, "to", str(entry.to or ""), expected)])
    fresh = moving.Fresh(_vehicle(user, entry.vehicle)) if entry.vehicle else None
    to = fresh or trip_for(request, entry.to or 0)[1]
    other = moving.move_load(found, kg=entry.kg, to=to, actor=user)
    return _whole(user, trip_for(request, other.pk)[1])


@router.post("/day-plans", response={201: DayPlanOut, **PROBLEMS}, summary="Xếp chuyến một ngày")
def ask_day_plan(request: HttpRequest, entry: DayPlanIn) -> Status[DayPlan]:
    """Compute a day's trips in the background; ``job`` tells how far it is."""
    user, season = season_for(request, entry.season, policies.PLAN_TRIPS)
    given = entry.model_dump(exclude={"season", "day"})
    settings = PlanSettings.from_json(given)
    return Status(201, plan_day(season=season, day=entry.day, settings=settings, actor=user))


@router.get("/day-plans/{number}", response={200: DayPlanOut, **PROBLEMS}, summary="Một lần xếp chuyến")
def one_day_plan(request: HttpRequest, number: Number) -> DayPlan:
    """A planning and what it came to."""
    user = signed_in(request)
    found = selectors.day_plan(number)
    if found is None or not access.allows(user, policies.PLAN_TRIPS, found.area_code):
        raise DomainError("day_plan_not_found")
    return found


def _whole(user: User, found: Trip) -> dict[str, object]:
    fresh = selectors.with_stops(selectors.trips_shown(user)).filter(pk=found.pk).get()
    return {"trip": fresh, "loads": selectors.loads_shown(user, fresh)}


def _vehicle(user: User, number: int) -> Vehicle:
    found = vehicles_shown(user).filter(pk=number).first()
    if found is None:
        raise DomainError("vehicle_not_found", number=number)
    return found


def _loads(user: User, entry: TripIn, season: int) -> list[NewLoad]:
    """The lines asked for, of the season and of orders one sees."""
    lines = {
        line.pk: line
        for line in OrderLine.objects.filter(
            shown_q(user, "order__"), season=season, pk__in=[one.line for one in entry.loads]
        ).select_related("order__point__unit", "order__market", "order__commodity", "order__need")
    }
    points = CollectionPoint.objects.filter(pk__in=[one.point for one in entry.loads if one.point])
    by_id = {point.pk: point for point in points.select_related("unit")}
    faults = [
        Fault("loads", at, "line", str(one.line), "cần một dòng đơn của mùa vụ")
        for at, one in enumerate(entry.loads, 1)
        if one.line not in lines
    ] + [
        Fault("loads", at, "point", str(one.point), "cần một điểm tập kết đã có")
        for at, one in enumerate(entry.loads, 1)
        if one.point and one.point not in by_id
    ]
    if faults:
        raise InputInvalid(faults)
    return [NewLoad(lines[one.line], one.kg, by_id.get(one.point or 0)) for one in entry.loads]
