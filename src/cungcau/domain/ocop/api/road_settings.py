"""Rounds, terms of the province and moved days over the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest
from ninja import Status

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.api import road_inputs as given
from cungcau.domain.ocop.api import road_shapes as shapes
from cungcau.domain.ocop.api.road import router
from cungcau.domain.ocop.models import Round, StageTerm
from cungcau.domain.ocop.selectors.rounds import area_of, rounds_shown
from cungcau.domain.ocop.services import road_settings
from cungcau.domain.ocop.services import rounds as services
from cungcau.domain.ocop.workdays import Moved, calendar
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.problems import PROBLEMS


@router.get("/rounds", response={200: list[shapes.OcopRoundOut], **PROBLEMS}, summary="Đợt đánh giá")
def rounds(request: HttpRequest, year: given.Year | None = None) -> Sequence[Round]:
    """The rounds of one's province, at most 500."""
    user = signed_in(request)
    access.require(user, policies.SEE_WAITING)
    rows = rounds_shown(user)
    return list((rows.filter(year=year) if year else rows)[:500])


@router.get(
    "/rounds/proposed/{int:year}", response={200: list[shapes.OcopRoundProposalOut], **PROBLEMS},
    summary="Các đợt của một năm theo văn bản",
)  # fmt: skip
def proposed(request: HttpRequest, year: given.Year) -> Sequence[services.RoundRow]:
    """As the decision in force prints them; nothing is written."""
    access.require(signed_in(request), policies.SEE_WAITING)
    return services.proposed(year)


@router.post("/rounds", response={201: shapes.OcopRoundOut, **PROBLEMS}, summary="Ghi một đợt")
def add_round(request: HttpRequest, wanted: given.OcopRoundIn) -> Status[Round]:
    """409 where the province has that number already."""
    user = _office(request)
    row = services.RoundRow(**wanted.dict())
    return Status(201, services.save_round(area=area_of(user), row=row, actor=user))


@router.put("/rounds/{int:round}", response={200: shapes.OcopRoundOut, **PROBLEMS}, summary="Sửa một đợt")
def change_round(request: HttpRequest, round: given.Number, wanted: given.OcopRoundIn) -> Round:
    """Deadlines of files in it follow."""
    user = signed_in(request)
    found = rounds_shown(user).filter(pk=round).first()
    if found is None:
        raise DomainError("ocop_round_not_found")
    row = services.RoundRow(**wanted.dict())
    return services.save_round(area=found.area_code, row=row, actor=user, round=found)


@router.get("/terms", response={200: list[shapes.OcopTermOut], **PROBLEMS}, summary="Thời hạn của tỉnh")
def terms(request: HttpRequest) -> Sequence[StageTerm]:
    """What the province set; a stage not named has no deadline of its own."""
    user = _office(request)
    return list(StageTerm.objects.filter(area_code=area_of(user)))


@router.put(
    "/terms/{stage}", response={200: shapes.OcopTermOut, **PROBLEMS}, summary="Đặt thời hạn một chặng"
)
def set_term(request: HttpRequest, stage: given.ProvincialStage, wanted: given.OcopTermIn) -> StageTerm:
    """Open clocks are counted anew."""
    user = _office(request)
    return road_settings.set_term(area=area_of(user), stage=stage, actor=user, **wanted.dict())


@router.delete("/terms/{stage}", response={204: None, **PROBLEMS}, summary="Bỏ thời hạn một chặng")
def drop_term(request: HttpRequest, stage: given.ProvincialStage) -> Status[None]:
    """The stage has no deadline any more."""
    user = _office(request)
    road_settings.drop_term(area=area_of(user), stage=stage, actor=user)
    return Status(204, None)


@router.get("/days", response={200: list[shapes.OcopDayOut], **PROBLEMS}, summary="Ngày hoán đổi, làm bù")
def days(request: HttpRequest) -> Sequence[Moved]:
    """Those that come with the product and those recorded here."""
    access.require(signed_in(request), policies.SEE_WAITING)
    return sorted(calendar().moved.values(), key=lambda one: one.day)


@router.put(
    "/days/{day}", response={200: shapes.OcopDayOut, **PROBLEMS}, summary="Ghi ngày nghỉ, ngày làm bù"
)
def move_day(request: HttpRequest, day: given.Day, wanted: given.OcopDayIn) -> Moved:
    """Open clocks are counted anew."""
    row = road_settings.move_day(day=day, actor=_office(request), **wanted.dict())
    return Moved(row.day, row.works, row.reason, row.source)


@router.delete("/days/{day}", response={204: None, **PROBLEMS}, summary="Bỏ ghi một ngày")
def drop_day(request: HttpRequest, day: given.Day) -> Status[None]:
    """What is known without it counts again."""
    moved: date = day
    road_settings.drop_day(day=moved, actor=_office(request))
    return Status(204, None)


def _office(request: HttpRequest) -> User:
    user = signed_in(request)
    access.require(user, policies.OFFICE)
    return user
