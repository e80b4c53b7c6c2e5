"""The plan's review over the API: readiness, decisions by hand, revisions, versions, comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.matching import selectors, services
from cungcau.domain.matching.api.plans import PageIn, PlanOut, Text, page_of, rows_of, season_of
from cungcau.domain.matching.models import ComparedLine, Comparison, Override, Plan, ReasonCode
from cungcau.domain.matching.selectors.readiness.said import remedy, sentence
from cungcau.domain.matching.views.frame import plan_for, user_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.clock import today
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["duyệt kế hoạch"])
Kg = Annotated[int, Field(ge=0, le=2_000_000_000)]
Reason = Literal[
    "buyer_asked", "household_asked", "quality", "weather", "road", "agreement", "error_in_data", "other"
]
assert set(Reason.__args__) == set(ReasonCode.values)  # type: ignore[attr-defined]


class FindingOut(Schema):
    """One thing missing or stale: how many rows and kg it touches, at most how many kg it costs."""

    code: str
    severity: str
    count: int
    kg: int
    cost_kg: int
    names: list[str]
    sentence: str
    remedy: str


class OverrideOut(Schema):
    """One decision by hand; ``point`` and the days are empty for a pair kept apart."""

    id: int
    action: str
    lot: str = Field(alias="lot.code")
    demand: str = Field(alias="need.code")
    point: str | None
    harvest_date: date | None
    dispatch_date: date | None
    computed_kg: int
    kg: int
    reason_code: str
    reason: str
    created_by: str = Field(alias="created_by.full_name")
    created_at: datetime
    withdrawn_at: datetime | None

    @staticmethod
    def resolve_point(row: Override) -> str | None:
        """The point's code."""
        return row.point.code if row.point else None


class OverrideIn(Schema):
    """What a line shall carry (0 kg: not this line); ``seen`` is the id of the decision that stands, if any."""

    lot: Text
    demand: Text
    point: Text
    harvest_date: date
    dispatch_date: date
    kg: Kg
    reason_code: Reason
    reason: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""
    seen: int | None = Field(None, ge=1, le=9_000_000_000_000)


class ApartIn(Schema):
    """A lot and a demand of which nothing shall come together."""

    lot: Text
    demand: Text
    reason_code: Reason
    reason: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""


class VersionOut(Schema):
    """A published plan."""

    id: int
    version: int
    title: str
    state: str
    published_at: datetime
    publish_note: str
    sold_kg: int
    sha256: str


class ComparisonOut(Schema):
    """What differs between two runs; the lines are under ``lines``."""

    before: int = Field(alias="before_id")
    after: int = Field(alias="after_id")
    added_lines: int
    removed_lines: int
    changed_lines: int
    moved_kg: int


class ComparedLineOut(Schema):
    """A line whose kg differ (0: not there)."""

    lot: str = Field(alias="lot.code")
    demand: str = Field(alias="need.code")
    point: str = Field(alias="point.code")
    producer: str = Field(alias="producer.code")
    harvest_date: date
    dispatch_date: date
    kg_before: int
    kg_after: int


@router.get(
    "/seasons/{code}/readiness",
    response={200: list[FindingOut], **PROBLEMS},
    summary="Kiểm tra trước khi tính",
)
def readiness(request: HttpRequest, code: str) -> list[dict[str, object]]:
    """What is missing or stale before the season is planned."""
    found = selectors.readiness(season_of(request, code), today())
    return [
        {**row, "sentence": sentence(item), "remedy": remedy(item)}
        for row, item in zip(found.to_json(), found.items, strict=True)
    ]


@router.get("/plans/{plan_id}/overrides", response={200: list[OverrideOut], **PROBLEMS}, summary="Sửa tay")
def overrides(request: HttpRequest, plan_id: int, page: Query[PageIn]) -> Sequence[Override]:
    """Decisions by hand on a plan, newest first, those taken back included."""
    rows = selectors.overrides_of(plan_for(request, plan_id))
    return list(rows[page.offset : page.offset + page.limit])


@router.post(
    "/plans/{plan_id}/overrides", response={201: OverrideOut, **PROBLEMS}, summary="Định số kg một dòng"
)
def override(request: HttpRequest, plan_id: int, wanted: OverrideIn) -> Status[Override]:
    """Decide by hand what a line carries."""
    wish = services.Wish(
        lot=wanted.lot, need=wanted.demand, point=wanted.point, harvest_date=wanted.harvest_date,
        dispatch_date=wanted.dispatch_date, kg=wanted.kg,
    )  # fmt: skip
    why = services.Why(wanted.reason_code, wanted.reason)
    plan = plan_for(request, plan_id)
    made = services.override_line(plan=plan, wish=wish, why=why, seen=wanted.seen, actor=user_of(request))
    return Status(201, made)


@router.post(
    "/plans/{plan_id}/apart", response={201: OverrideOut, **PROBLEMS}, summary="Không ghép lô với nhu cầu"
)
def apart(request: HttpRequest, plan_id: int, wanted: ApartIn) -> Status[Override]:
    """Keep a lot and a demand apart."""
    why = services.Why(wanted.reason_code, wanted.reason)
    made = services.keep_apart(
        plan=plan_for(request, plan_id), lot=wanted.lot, need=wanted.demand, why=why, actor=user_of(request)
    )
    return Status(201, made)


@router.post(
    "/plans/{plan_id}/overrides/{override_id}/withdraw",
    response={200: OverrideOut, **PROBLEMS},
    summary="Rút một quyết định",
)
def withdraw(request: HttpRequest, plan_id: int, override_id: int) -> Override:
    """Take a decision back."""
    row = selectors.overrides_of(plan_for(request, plan_id)).filter(pk=override_id).first()
    if row is None:
        raise DomainError("override_not_found")
    services.withdraw_override(override=row, actor=user_of(request))
    row.refresh_from_db()
    return row


@router.post("/plans/{plan_id}/revise", response={202: PlanOut, **PROBLEMS}, summary="Tính lại quanh sửa tay")
def revise(request: HttpRequest, plan_id: int) -> Status[Plan]:
    """Ask for a new plan around the decisions; ``job_id`` tells how far it is."""
    return Status(202, services.request_revision(base=plan_for(request, plan_id), actor=user_of(request)))


@router.get(
    "/seasons/{code}/versions", response={200: list[VersionOut], **PROBLEMS}, summary="Các phiên bản công bố"
)
def versions(request: HttpRequest, code: str, page: Query[PageIn]) -> Sequence[Plan]:
    """The season's published plans, the latest first."""
    rows = selectors.versions_of(season_of(request, code))
    return list(rows[page.offset : page.offset + page.limit])


@router.post(
    "/plans/{plan_id}/compare/{before_id}",
    response={200: ComparisonOut, **PROBLEMS},
    summary="So sánh hai lần tính",
)
def compare(request: HttpRequest, plan_id: int, before_id: int) -> Comparison:
    """What this plan has otherwise than another run of the season."""
    before, after = plan_for(request, before_id), plan_for(request, plan_id)
    return services.compare_plans(before=before, after=after, actor=user_of(request))


@router.get(
    "/plans/{plan_id}/compare/{before_id}/lines",
    response={200: list[ComparedLineOut], **PROBLEMS},
    summary="Từng dòng khác nhau",
)
def compared_lines(
    request: HttpRequest, plan_id: int, before_id: int, page: Query[PageIn]
) -> Sequence[ComparedLine]:
    """The lines that differ; raises ``not_found`` before the two were compared."""
    found = selectors.compared(plan_for(request, before_id), rows_of(request, plan_id))
    if found is None:
        raise DomainError("not_found")
    return page_of(selectors.compared_lines(found), page)
