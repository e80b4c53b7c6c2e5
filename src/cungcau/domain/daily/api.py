"""The daily report over the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.daily import policies, selectors, services
from cungcau.domain.daily.models import MarketReport
from cungcau.domain.network.models import Market
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue.models import Commodity, Season

router = Router(tags=["báo cáo ngày"])
_PLAIN = r"^[^\x00]*$"
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=_PLAIN)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Count = Annotated[int, Field(ge=0, le=2_000_000_000)]


class DayOut(Schema):
    """A day of the season: kg, and ``missing``, ``draft`` or ``issued``."""

    day: date
    received_kg: int
    delivered_kg: int
    state: str


class UntoldOut(Schema):
    """What nobody has told yet of a day."""

    kind: str
    name: str
    slips: int
    kg: int


class DayFigures(Schema):
    """A day's figures as they stand now, and what is missing."""

    figures: dict[str, Any]
    missing: list[UntoldOut]


class MarketReportIn(Schema):
    """What a channel or border gate reports of a day; null is not known. ``market``, ``commodity``: codes."""

    season: Code
    market: Code
    commodity: Code
    day: Day
    kg: Count | None = None
    value_vnd: Annotated[int, Field(ge=0, le=10**13)] | None = None
    trucks: Count | None = None
    trucks_waiting: Count | None = None
    boxes: Count | None = None
    ice_kg: Count | None = None
    source: Annotated[str, Field(min_length=1, max_length=300, pattern=_PLAIN)]
    reason: Annotated[str, Field(max_length=300, pattern=_PLAIN)] = ""


class MarketReportOut(Schema):
    """A market's report as kept; ``revision`` counts its corrections."""

    id: int
    market: str = Field(alias="market.code")
    commodity: str = Field(alias="commodity.code")
    day: date
    kg: int | None
    revision: int


def _season(request: HttpRequest, code: str) -> Season:
    found = Season.objects.filter(code=code).first()
    if found is None:
        raise DomainError("not_found")
    access.require(signed_in(request), policies.VIEW, found.area_code)
    return found


@router.get("/days", response={200: list[DayOut], **PROBLEMS}, url_name="daily_days")
def days(request: HttpRequest, season: Annotated[Code, Query()]) -> list[selectors.DayGoods]:
    """The season's days up to today, the newest first; kg as issued, by the entries where nothing was issued."""
    found = _season(request, season)
    return selectors.goods_of(found, selectors.days_of(found, clock.today()))


@router.get("/days/{day}", response={200: DayFigures, **PROBLEMS}, url_name="daily_day")
def figures(request: HttpRequest, day: Day, season: Annotated[Code, Query()]) -> dict[str, Any]:
    """The figures of a day, each the sum of entries."""
    found = _season(request, season)
    services.require_day(found, day)
    return {"figures": selectors.figures_of(found, day), "missing": selectors.missing_of(found, day)}


@router.post("/market-reports", response={201: MarketReportOut, **PROBLEMS}, url_name="daily_market")
def report_market(request: HttpRequest, body: MarketReportIn) -> Status[MarketReport]:
    """Write down a market's figures; a changed one needs a reason and makes a revision."""
    season = _season(request, body.season)
    market = Market.objects.filter(code=body.market).first()
    goods = Commodity.objects.filter(code=body.commodity).first()
    if market is None:
        raise DomainError("market_not_found")
    if goods is None:
        raise DomainError("not_found")
    row = services.report_market(
        season=season, market=market, commodity=goods, day=body.day, source=body.source, reason=body.reason,
        figures={name: getattr(body, name) for name in services.MARKET_FIGURES}, actor=signed_in(request),
    )  # fmt: skip
    return Status(201, row)
