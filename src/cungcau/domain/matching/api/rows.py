"""A plan's rows over the API: lines, shares, unsold lots, needs, what cannot be kept, bottlenecks, why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from cungcau.domain.matching import selectors, wording
from cungcau.domain.matching.api.plans import PageIn, page_of, rows_of
from cungcau.domain.matching.models import Bottleneck, Fill, Line, Share, UnkeptLine, Unsold
from cungcau.domain.matching.views.frame import user_of
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["kế hoạch"])


class LineOut(Schema):
    """One line of a plan; ids are the codes that the files use."""

    lot: str = Field(alias="lot.code")
    demand: str = Field(alias="need.code")
    point: str = Field(alias="point.code")
    producer: str = Field(alias="producer.code")
    market: str = Field(alias="market.code")
    harvest_date: date
    dispatch_date: date
    delivery_date: date
    kg: int
    price_vnd_per_kg: int | None
    freight_vnd_per_kg: int


class ShareOut(Schema):
    """What a producer offered and sold."""

    producer: str = Field(alias="producer.code")
    offered_kg: int
    sold_kg: int
    share: Decimal | None
    season_share: Decimal | None


class UnsoldOut(Schema):
    """Kg of a lot left, with the reason."""

    lot: str = Field(alias="lot.code")
    unsold_kg: int
    reason: str
    resource: str


class FillOut(Schema):
    """How far a demand is filled."""

    demand: str = Field(alias="need.code")
    asked_kg: int
    filled_kg: int
    reason: str


class UnkeptOrderOut(Schema):
    """An order behind a line."""

    code: str
    url: str


class UnkeptOut(Schema):
    """A line ordered or decided that the plan cannot keep; codes and names as they were.

    ``why`` is a code: what is gone or smaller (lot_gone, need_smaller …), a capacity promised beyond (point, lane,
    demand_day …; ``resource`` names it, ``promised_kg`` all promised of it, ``limit_kg`` what it holds) or a rule of
    the line (price, closure, shelf_life …); ``reason`` says it in words.
    """

    lot: str
    producer: str
    demand: str = Field(alias="need")
    buyer: str
    point: str
    harvest_date: date
    dispatch_date: date
    kg: int
    why: str
    reason: str
    resource: str
    promised_kg: int | None
    limit_kg: int | None
    orders: list[UnkeptOrderOut]

    @staticmethod
    def resolve_reason(row: UnkeptLine) -> str:
        """The reason in words."""
        return wording.unkept_label(row.why)


class BottleneckOut(Schema):
    """A full capacity and what one more kg of it is worth."""

    kind: str
    id: str = Field(alias="ref")
    date: date | None
    used_kg: int
    capacity_kg: int
    gain_kg_per_kg: Decimal


class WhyOut(Schema):
    """Why a lot got what it got, in Vietnamese."""

    lot: str
    text: str


@router.get("/plans/{plan_id}/lines", response={200: list[LineOut], **PROBLEMS}, summary="Dòng kế hoạch")
def lines(request: HttpRequest, plan_id: int, page: Query[PageIn]) -> Sequence[Line]:
    """The plan's lines by dispatch day."""
    return page_of(selectors.lines_of(rows_of(request, plan_id), page.q), page)


@router.get("/plans/{plan_id}/shares", response={200: list[ShareOut], **PROBLEMS}, summary="Phần của từng hộ")
def shares(request: HttpRequest, plan_id: int, page: Query[PageIn]) -> Sequence[Share]:
    """Each producer's share, the worst-off first."""
    return page_of(selectors.shares_of(rows_of(request, plan_id), page.q), page)


@router.get("/plans/{plan_id}/unsold", response={200: list[UnsoldOut], **PROBLEMS}, summary="Lô còn lại")
def unsold(request: HttpRequest, plan_id: int, page: Query[PageIn]) -> Sequence[Unsold]:
    """Lots with kg left, the largest first."""
    return page_of(selectors.unsold_of(rows_of(request, plan_id), page.q), page)


@router.get(
    "/plans/{plan_id}/demands", response={200: list[FillOut], **PROBLEMS}, summary="Nhu cầu được đáp ứng"
)
def demands(request: HttpRequest, plan_id: int, page: Query[PageIn]) -> Sequence[Fill]:
    """How far each demand is filled."""
    return page_of(selectors.fills_of(rows_of(request, plan_id)), page)


@router.get(
    "/plans/{plan_id}/unkept",
    response={200: list[UnkeptOut], **PROBLEMS},
    summary="Hàng đã đặt không giữ được",
)
def unkept(request: HttpRequest, plan_id: int, page: Query[PageIn]) -> Sequence[UnkeptLine]:
    """What was ordered or decided and the plan cannot keep, the first to be picked first."""
    return page_of(selectors.unkept_of(rows_of(request, plan_id), page.q), page)


@router.get(
    "/plans/{plan_id}/bottlenecks", response={200: list[BottleneckOut], **PROBLEMS}, summary="Điểm nghẽn"
)
def bottlenecks(request: HttpRequest, plan_id: int, page: Query[PageIn]) -> Sequence[Bottleneck]:
    """Full capacities, the most worth relieving first."""
    return page_of(selectors.bottlenecks_of(rows_of(request, plan_id)), page)


@router.get("/plans/{plan_id}/lots/{lot}/why", response={200: WhyOut, **PROBLEMS}, summary="Vì sao")
def why(request: HttpRequest, plan_id: int, lot: str) -> dict[str, str]:
    """Why a lot got what it got."""
    return {
        "lot": lot,
        "text": selectors.shown_explanation(rows_of(request, plan_id), lot, user_of(request)).text,
    }
