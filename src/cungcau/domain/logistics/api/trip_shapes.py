"""The shapes of vehicles, drivers and trips over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from cungcau.domain.logistics.api.road_shapes import Code, Day, Number, Text, Why
from cungcau.domain.logistics.lateness import late_min
from cungcau.domain.logistics.models import DayPlan, Driver, Trip, TripStop, Vehicle
from cungcau.domain.logistics.planning.settings import MOST_ITERATIONS
from cungcau.domain.logistics.selectors.fleet import driver_name_for, driver_phone_for
from cungcau.domain.logistics.selectors.goods import Good

LoadKg = Annotated[int, Field(ge=1, le=100_000_000)]
Ids = Annotated[list[Number], Field(max_length=500)]


class FleetPageIn(Schema):
    """Which part of a list of vehicles or drivers."""

    q: Text = ""
    in_use: bool | None = None
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class VehicleOut(Schema):
    """A vehicle: kg, litres, đồng whole; hours as local times, the end ``nights`` days after the beginning."""

    id: int
    plate: str
    carrier: str = Field(alias="carrier.code")
    kind: str
    body: str
    capacity_kg: int
    volume_l: int | None
    gross_kg: int | None
    pulls_trailer: bool
    min_fill_kg: int
    hours_from: str
    hours_to: str
    nights: int
    start_text: str
    lat: float | None
    lon: float | None
    returns: bool
    vnd_per_km: int
    fixed_vnd: int
    inspection_no: str
    inspection_until: date | None
    in_use: bool

    @staticmethod
    def resolve_hours_from(row: Vehicle) -> str:
        """ "05:00"."""
        return f"{row.hours_from:%H:%M}"

    @staticmethod
    def resolve_hours_to(row: Vehicle) -> str:
        """ "22:00"."""
        return f"{row.hours_to:%H:%M}"


class DriverOut(Schema):
    """A driver; the name by initials, the phone with its middle hidden."""

    id: int
    code: str
    carrier: str = Field(alias="carrier.code")
    name: str
    phone: str
    licence_class: str
    licence_until: date | None
    in_use: bool

    @staticmethod
    def resolve_name(row: Driver) -> str:
        """Initials and the given name."""
        return driver_name_for(row)

    @staticmethod
    def resolve_phone(row: Driver) -> str:
        """Hidden in part."""
        return driver_phone_for(row)


class TripPageIn(Schema):
    """Which trips of a season: of a day, in a state, holding words; and which part of them."""

    season: Code
    day: Day | None = None
    state: Literal["", "planned", "confirmed", "loading", "under_way", "arrived", "closed", "cancelled"] = ""
    q: Text = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(50, ge=1, le=200)


class TripStopOut(Schema):
    """A stop; ids of the point or market it is."""

    id: int
    no: int
    name: str
    point: int | None = Field(alias="point_id")
    market: int | None = Field(alias="market_id")
    planned_arrival_at: datetime | None
    planned_start_at: datetime | None
    planned_leave_at: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None
    late_min: int | None = Field(description="minutes after the planned arrival, below 0 before it")

    @staticmethod
    def resolve_late_min(row: TripStop) -> int | None:
        """From both times."""
        return late_min(row.planned_arrival_at, row.arrived_at)


class TripLoadOut(Schema):
    """kg of an order line between two stops (their ids)."""

    id: int
    order: str = Field(alias="line.order.code")
    line: int = Field(alias="line_id")
    pickup: int = Field(alias="pickup_id")
    drop: int = Field(alias="drop_id")
    planned_kg: int
    loaded_kg: int
    arrived_kg: int | None
    goes_on: bool
    onward_of: int | None = Field(alias="onward_of_id")


class TripOut(Schema):
    """A trip; metres, đồng whole; ``faults`` are what is wrong by the planner's rules (code, stop, line, facts)."""

    id: int
    code: str
    day: date
    state: str
    vehicle: str = Field(alias="vehicle.plate")
    carrier: str = Field(alias="vehicle.carrier.code")
    driver: str | None
    made_by: str
    metres: int
    cost_vnd: int
    departs_at: datetime | None
    ends_at: datetime | None
    left_at: datetime | None
    previous: int | None = Field(alias="previous_id")
    version: int
    reason: str
    faults: list[dict[str, Any]]
    stops: list[TripStopOut]

    @staticmethod
    def resolve_driver(row: Trip) -> str | None:
        """The driver's code."""
        return row.driver.code if row.driver is not None else None

    @staticmethod
    def resolve_stops(row: Trip) -> list[TripStop]:
        """In their order."""
        return list(row.stops.all())


class TripWholeOut(Schema):
    """A trip with the loads its reader sees."""

    trip: TripOut
    loads: list[TripLoadOut]


class NewLoadIn(Schema):
    """kg of a line, from a point (none: the order's)."""

    line: Number
    kg: LoadKg
    point: Number | None = None


class TripIn(Schema):
    """A trip by hand: its vehicle and driver by id."""

    season: Code
    day: Day
    vehicle: Number
    driver: Number | None = None
    loads: Annotated[list[NewLoadIn], Field(min_length=1, max_length=100)]
    note: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class LoadedIn(Schema):
    """kg put aboard now."""

    kg: LoadKg


class AboardIn(Schema):
    """kg aboard in all, and why that is corrected."""

    kg: Annotated[int, Field(ge=0, le=100_000_000)]
    reason: Why


class MoveLoadIn(Schema):
    """kg to another trip of the day, or to a new one by a vehicle; one of both."""

    kg: LoadKg
    to: Number | None = None
    vehicle: Number | None = None


class GoodOut(Schema):
    """Goods that no trip takes yet."""

    order: str
    line: int
    point: int | None
    market: int | None
    kg: int
    delivery_date: date

    @staticmethod
    def of(good: Good) -> GoodOut:
        """From a selector's row."""
        return GoodOut(
            order=good.line.order.code, line=good.line.pk, point=good.point.pk if good.point else None,
            market=good.market.pk if good.market else None, kg=good.kg, delivery_date=good.line.delivery_date,
        )  # fmt: skip


class DayPlanIn(Schema):
    """A day to compute; what is left out is as usual. Ids of points, vehicles and markets."""

    season: Code
    day: Day
    basis: Literal["received", "expected"] = "expected"
    ground_points: Literal["flat", "hill", "mountain"] = "hill"
    ground_drops: Literal["flat", "hill", "mountain"] = "flat"
    service_min: int = Field(15, ge=0, le=600)
    min_per_tonne: int = Field(10, ge=0, le=600)
    points: Ids = []
    vehicles: Ids = []
    water_markets: Ids = []
    replace: bool = True
    iterations: int = Field(1_000, ge=0, le=MOST_ITERATIONS)


class DayPlanOut(Schema):
    """A planning: ``job`` to follow, ``outcome`` once finished (kg, unassigned with reasons, waiting, comparison)."""

    id: int
    day: date
    job: str | None
    roads: str
    roads_note: str
    finished_at: datetime | None
    outcome: dict[str, Any]
    trips: list[int]

    @staticmethod
    def resolve_job(row: DayPlan) -> str | None:
        """Its number."""
        return str(row.job_id) if row.job_id else None

    @staticmethod
    def resolve_trips(row: DayPlan) -> list[int]:
        """Ids of the trips it made."""
        return list(row.trips.order_by("pk").values_list("pk", flat=True))
