"""Collection points, markets and lanes over the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.network import policies, selectors, services
from cungcau.domain.network.models import CollectionPoint, Lane, Market
from cungcau.domain.network.selectors import market_ids, point_ids
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.selectors import by_code

router = Router(tags=["mạng lưới"])
_PLAIN = r"^[^\x00]*$"
Text = Annotated[str, Field(max_length=200, pattern=_PLAIN)]
"""What people type: PostgreSQL keeps every character but NUL."""
Code = Annotated[str, Field(max_length=60, pattern=_PLAIN)]
Named = Annotated[str, Field(min_length=1, max_length=200, pattern=_PLAIN)]
Kg = Annotated[int, Field(ge=0, le=10_000_000_000)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]


class PointOut(Schema):
    """A collection point; capacity null is no limit."""

    id: int
    code: str
    name: str
    place: str = Field(alias="unit.code")
    season: str | None
    approved: bool
    approval_paper: str
    agencies: list[str]
    capacity_kg_per_day: int | None
    capacity_low_kg: int | None
    capacity_high_kg: int | None
    storage_kg: int
    open_from: date | None
    open_to: date | None
    hours: str
    distance_to_checkpoint_m: int | None
    register_ahead_hours: int | None
    minutes_per_turn: int | None
    lat: float | None
    lon: float | None

    @staticmethod
    def resolve_season(point: CollectionPoint) -> str | None:
        """The code of the one season it serves, null for all."""
        return point.season.code if point.season is not None else None


class PointIn(Schema):
    """A new collection point; ``place`` is the code of a unit in force today, ``season`` null serves all."""

    code: Code = ""
    name: Named
    place: Code
    season: Code | None = None
    approved: bool = False
    approval_paper: Text = ""
    agencies: Annotated[
        list[Annotated[str, Field(max_length=120, pattern=_PLAIN)]], Field(max_length=20)
    ] = []
    capacity_kg_per_day: Kg | None = None
    capacity_low_kg: Kg | None = None
    capacity_high_kg: Kg | None = None
    storage_kg: Kg = 0
    open_from: Day | None = None
    open_to: Day | None = None
    hours: Annotated[str, Field(max_length=80, pattern=_PLAIN)] = ""
    distance_to_checkpoint_m: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    register_ahead_hours: Annotated[int, Field(ge=0, le=720)] | None = None
    minutes_per_turn: Annotated[int, Field(ge=0, le=1440)] | None = None
    lat: Lat | None = None
    lon: Lon | None = None


class MarketOut(Schema):
    """A market."""

    id: int
    code: str
    name: str
    channel: str
    province: str
    address: str
    lat: float | None
    lon: float | None


class MarketIn(Schema):
    """A new market."""

    code: Code = ""
    name: Named
    channel: Literal[
        "traditional", "wholesale", "supermarket", "ocop_shop", "ecommerce", "processor", "export"
    ]
    province: Annotated[str, Field(max_length=80, pattern=_PLAIN)] = ""
    address: Annotated[str, Field(max_length=300, pattern=_PLAIN)] = ""
    lat: Lat | None = None
    lon: Lon | None = None


class LaneOut(Schema):
    """A lane between a point and a market (codes)."""

    id: int
    point: str = Field(alias="point.code")
    market: str = Field(alias="market.code")
    days: int
    cost_vnd_per_kg: int
    capacity_kg_per_day: int | None
    in_use: bool


class LaneIn(Schema):
    """A new lane; ``point`` and ``market`` are codes."""

    point: Code
    market: Code
    days: Annotated[int, Field(ge=0, le=365)]
    cost_vnd_per_kg: Annotated[int, Field(ge=0, le=1_000_000_000)]
    capacity_kg_per_day: Kg | None = None


class PageIn(Schema):
    """Which rows: ``q`` searches names and codes with or without marks, ``offset`` and ``limit`` page."""

    q: Text = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


def _season(request: HttpRequest, code: str) -> Season:
    user = signed_in(request)
    access.require(user, policies.VIEW)
    season = catalogue.season(code)
    if season is None or season not in catalogue.seasons_touching(areas_with(user, policies.VIEW)):
        raise DomainError("season_unknown", value=code)
    return season


def _recorder(request: HttpRequest) -> User:
    user = signed_in(request)
    access.require(user, policies.RECORD)
    return user


def _refuse(column: str, value: str, expected: str) -> InputInvalid:
    return InputInvalid([Fault("network", 1, column, value, expected)])


@router.get("/points", response={200: list[PointOut], **PROBLEMS}, summary="Các điểm tập kết của một mùa vụ")
def points(request: HttpRequest, season: Query[Code], page: Query[PageIn]) -> Sequence[CollectionPoint]:
    """The points that serve a season, by name."""
    rows = selectors.search_points(selectors.points_of(_season(request, season)), page.q)
    return list(rows.select_related("season")[page.offset : page.offset + page.limit])


@router.post("/points", response={201: PointOut, **PROBLEMS}, summary="Ghi điểm tập kết")
def enter_point(request: HttpRequest, wanted: PointIn) -> Status[CollectionPoint]:
    """A new point."""
    user = _recorder(request)
    unit = by_code(wanted.place, clock.today())
    if unit is None:
        raise _refuse("place", wanted.place, "cần mã một địa bàn hiện có")
    season = _season(request, wanted.season) if wanted.season else None
    low, high = wanted.capacity_low_kg, wanted.capacity_high_kg
    if (low is None) != (high is None) or (low is not None and high is not None and low > high):
        raise _refuse("capacity_high_kg", str(high), "cần hai đầu của khoảng theo thứ tự")
    facts = wanted.dict(exclude={"place", "season"}) | {
        "unit_id": unit.pk, "season_id": season.pk if season else None,
        "capacity_kg_per_day": low if wanted.capacity_kg_per_day is None else wanted.capacity_kg_per_day,
    }  # fmt: skip
    done = editing.once(
        once_token(request), user, "network.point.api",
        lambda: {"pk": services.enter(services.POINT, facts=facts, actor=user).pk}, content=wanted.dict(),
    )  # fmt: skip
    return Status(
        201, CollectionPoint.objects.select_related("unit", "season").get(pk=int(str(done.result["pk"])))
    )


@router.get("/markets", response={200: list[MarketOut], **PROBLEMS}, summary="Các thị trường")
def markets(request: HttpRequest, page: Query[PageIn]) -> Sequence[Market]:
    """Every market, by name."""
    access.require(signed_in(request), policies.VIEW)
    return list(selectors.search_markets(selectors.markets(), page.q)[page.offset : page.offset + page.limit])


@router.post("/markets", response={201: MarketOut, **PROBLEMS}, summary="Ghi thị trường")
def enter_market(request: HttpRequest, wanted: MarketIn) -> Status[Market]:
    """A new market."""
    user = _recorder(request)
    done = editing.once(
        once_token(request), user, "network.market.api",
        lambda: {"pk": services.enter(services.MARKET, facts=wanted.dict(), actor=user).pk}, content=wanted.dict(),
    )  # fmt: skip
    return Status(201, selectors.markets().get(pk=int(str(done.result["pk"]))))


@router.get("/lanes", response={200: list[LaneOut], **PROBLEMS}, summary="Các tuyến của một mùa vụ")
def lanes(request: HttpRequest, season: Query[Code], page: Query[PageIn]) -> Sequence[Lane]:
    """The lanes that start at a season's points."""
    rows = selectors.search_lanes(selectors.all_lanes_of(_season(request, season)), page.q)
    return list(rows[page.offset : page.offset + page.limit])


@router.post("/lanes", response={201: LaneOut, **PROBLEMS}, summary="Ghi tuyến")
def enter_lane(request: HttpRequest, wanted: LaneIn) -> Status[Lane]:
    """A new lane."""
    user = _recorder(request)
    point, market = (
        point_ids([wanted.point]).get(wanted.point),
        market_ids([wanted.market]).get(wanted.market),
    )
    if point is None:
        raise _refuse("point", wanted.point, "cần mã một điểm đã có")
    if market is None:
        raise _refuse("market", wanted.market, "cần mã một thị trường đã có")
    facts = wanted.dict(exclude={"point", "market"}) | {"point_id": point, "market_id": market}
    done = editing.once(
        once_token(request), user, "network.lane.api",
        lambda: {"pk": services.enter(services.LANE, facts=facts, actor=user).pk}, content=wanted.dict(),
    )  # fmt: skip
    return Status(201, Lane.objects.select_related("point", "market").get(pk=int(str(done.result["pk"]))))
