"""Seasons and plans over the API: everything the pages show and do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.matching import policies, selectors, services, states
from cungcau.domain.matching.changes import Change
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.views.frame import plan_for, user_of
from cungcau.engines.allocation.model import Objective
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.models import Season

router = Router(tags=["kế hoạch"])
Row = TypeVar("Row", bound=Model)
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
"""What people type: PostgreSQL keeps every character but NUL."""
Word = Literal["sold", "fair", "cost"]


class SeasonOut(Schema):
    """A season one may plan."""

    code: str
    name: str
    start: date
    end: date
    order: list[str]


class WeekOut(Schema):
    """Kg offered, asked, planned to be picked and to arrive in the week that begins on Monday ``start``."""

    start: date
    offered_kg: int
    asked_kg: int
    picked_kg: int
    delivered_kg: int
    short_kg: int


class PlanOut(Schema):
    """A plan with its key figures."""

    id: int
    number: int
    title: str
    kind: str
    state: str
    season: str
    base_id: int | None
    job_id: UUID | None
    order: list[str]
    offered_kg: int
    asked_kg: int
    sold_kg: int
    upper_bound_kg: int
    cost_vnd: int
    summary: dict[str, object]

    @staticmethod
    def resolve_season(plan: Plan) -> str:
        """The season's code."""
        return plan.season.code


class PageIn(Schema):
    """Which rows: ``q`` searches names and codes with or without marks, ``offset`` and ``limit`` page."""

    q: Text = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class PlanIn(Schema):
    """What to compute: the season's code, and the objectives in order (the season's own when left out)."""

    season: Text
    order: list[Word] = Field(default_factory=list, max_length=3)


class ChangeIn(Schema):
    """One change to try: a capacity (null: no limit), or days closed (factor 0) or narrowed."""

    action: Literal["capacity", "close"]
    target: Literal["point", "lane"]
    ref: Text
    capacity_kg: int | None = Field(None, ge=0, le=10_000_000_000)
    first: date | None = None
    last: date | None = None
    factor: Decimal = Field(Decimal(0), ge=0, lt=1, max_digits=6, decimal_places=5)


class WhatIfIn(Schema):
    """What to try on a plan."""

    title: Text = ""
    changes: list[ChangeIn] = Field(min_length=1, max_length=50)


def season_of(request: HttpRequest, code: str) -> Season:
    """The season one may see; raises ``season_unknown``."""
    season = catalogue.season(code)
    if season is None or not access.allows(user_of(request), policies.VIEW, season.area_code):
        raise DomainError("season_unknown", value=code)
    return season


def rows_of(request: HttpRequest, plan_id: int) -> Plan:
    """The plan, if it has rows to show; raises ``plan_has_no_result``."""
    plan = plan_for(request, plan_id)
    if plan.state not in states.WITH_RESULT:
        raise DomainError("plan_has_no_result", title=plan.title)
    return plan


def page_of(rows: QuerySet[Row], page: PageIn) -> Sequence[Row]:
    """The rows of one page."""
    return selectors.page_of(rows, page.offset, page.offset + page.limit)


@router.get("/seasons", response={200: list[SeasonOut], **PROBLEMS}, summary="Các mùa vụ")
def seasons(request: HttpRequest) -> list[Season]:
    """Seasons this account may see, newest first."""
    user = user_of(request)
    return [season for season in catalogue.seasons() if access.allows(user, policies.VIEW, season.area_code)]


@router.get(
    "/seasons/{code}/weeks", response={200: list[WeekOut], **PROBLEMS}, summary="Cung và cầu theo tuần"
)
def weeks(request: HttpRequest, code: str) -> list[selectors.Week]:
    """Supply against need by week, with the plan in force."""
    season = season_of(request, code)
    return selectors.season_weeks(season, selectors.current_plan(season))


@router.get("/plans", response={200: list[PlanOut], **PROBLEMS}, summary="Các kế hoạch của một mùa vụ")
def plans(request: HttpRequest, season: Query[Text], page: Query[PageIn]) -> Sequence[Plan]:
    """The season's plans, newest first."""
    return page_of(selectors.plans_of(season_of(request, season)), page)


@router.post("/plans", response={202: PlanOut, **PROBLEMS}, summary="Tính kế hoạch mới")
def compute(request: HttpRequest, wanted: PlanIn) -> Status[Plan]:
    """Ask for a plan; ``job_id`` tells how far it is."""
    season = season_of(request, wanted.season)
    order = tuple(Objective(word) for word in wanted.order)
    return Status(202, services.request_plan(season=season, actor=user_of(request), order=order))


@router.get("/plans/{plan_id}", response={200: PlanOut, **PROBLEMS}, summary="Một kế hoạch")
def plan(request: HttpRequest, plan_id: int) -> Plan:
    """A plan with its summary."""
    return plan_for(request, plan_id)


@router.post("/plans/{plan_id}/publish", response={200: PlanOut, **PROBLEMS}, summary="Công bố kế hoạch")
def publish(request: HttpRequest, plan_id: int) -> Plan:
    """Make the plan the one in force."""
    return services.publish_plan(plan=plan_for(request, plan_id), actor=user_of(request))


@router.post("/plans/{plan_id}/discard", response={200: PlanOut, **PROBLEMS}, summary="Bỏ kế hoạch")
def discard(request: HttpRequest, plan_id: int) -> Plan:
    """Put the plan aside."""
    return services.discard_plan(plan=plan_for(request, plan_id), actor=user_of(request))


@router.post("/plans/{plan_id}/what-if", response={202: PlanOut, **PROBLEMS}, summary="Thử nếu")
def what_if(request: HttpRequest, plan_id: int, wanted: WhatIfIn) -> Status[Plan]:
    """Ask what the plan would be with some changes; the plan itself stays."""
    changes = [Change(**change.dict()) for change in wanted.changes]
    base = plan_for(request, plan_id)
    plan = services.request_what_if(base=base, changes=changes, actor=user_of(request), title=wanted.title)
    return Status(202, plan)
