"""Figures, the rows behind them, targets and reports over the API."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.recognition import policies
from cungcau.domain.recognition.api.number_shapes import (
    OcopFiguresDayIn,
    OcopFiguresOut,
    OcopHeldOut,
    OcopHeldPageIn,
    OcopPeriodIn,
    OcopPeriodOut,
    OcopTargetChangeIn,
    OcopTargetIn,
    OcopTargetOut,
    OcopYearOut,
    narrowed,
)
from cungcau.domain.recognition.api.registry_shapes import OcopAgricultureIn, OcopAgricultureOut
from cungcau.domain.recognition.api.shapes import Number
from cungcau.domain.recognition.filters.figures import HeldFilter
from cungcau.domain.recognition.models import PlanTarget
from cungcau.domain.recognition.selectors import agriculture_table, figures, trend
from cungcau.domain.recognition.selectors.period_report import report_of
from cungcau.domain.recognition.selectors.targets import progress, targets_shown
from cungcau.domain.recognition.services import targets as services
from cungcau.domain.recognition.services.targets import FIELDS, Figure
from cungcau.domain.recognition.views.figures import reader
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["OCOP: số liệu, chỉ tiêu"])


def _area(user: User, area: str) -> str:
    if area:
        access.require(user, policies.FIGURES, area)
    return area


@router.get("/figures", response={200: OcopFiguresOut, **PROBLEMS}, summary="Số liệu OCOP vào một ngày")
def show_figures(request: HttpRequest, wanted: Query[OcopFiguresDayIn]) -> OcopFiguresOut:
    """Products by star, group, kind of entity and place, by how their certificate stood on the day."""
    user = reader(request)
    found = figures.figures_of(user, wanted.day or clock.today(), _area(user, wanted.area))
    return OcopFiguresOut.of(found)


@router.get("/figures/years", response={200: list[OcopYearOut], **PROBLEMS}, summary="Số liệu OCOP theo năm")
def show_years(request: HttpRequest, wanted: Query[OcopFiguresDayIn]) -> list[OcopYearOut]:
    """What happened each year up to the day, and what was valid at its end."""
    user = reader(request)
    found = trend.years(trend.spans(user, _area(user, wanted.area)), wanted.day or clock.today())
    return [OcopYearOut.of(one) for one in found]


@router.get(
    "/figures/products",
    response={200: list[OcopHeldOut], **PROBLEMS},
    summary="Sản phẩm làm nên số liệu OCOP",
)
def show_rows(request: HttpRequest, wanted: Query[OcopHeldPageIn]) -> list[OcopHeldOut]:
    """The products behind a figure, by name."""
    user = reader(request)
    day = wanted.day or clock.today()
    rows = figures.held_rows(user, day).select_related("product__entity")
    areas = figures.place_choices(user)
    chosen = HeldFilter(narrowed(wanted), queryset=rows, user=user, areas=areas)
    if not chosen.form.is_valid():
        raise InputInvalid(
            Fault("query", 0, name, narrowed(wanted).get(name, ""), str(text))
            for name, errors in chosen.form.errors.items()
            for text in errors
        )
    found = chosen.qs.defer("product__words", "product__entity__words").order_by("product__folded", "pk")
    return [OcopHeldOut.of(one) for one in found[wanted.offset : wanted.offset + wanted.limit]]


@router.get("/report", response={200: OcopPeriodOut, **PROBLEMS}, summary="Số liệu báo cáo kỳ OCOP")
def show_report(request: HttpRequest, wanted: Query[OcopPeriodIn]) -> OcopPeriodOut:
    """The six months' or the year's report."""
    user = reader(request)
    found = report_of(
        user, period=wanted.period, year=wanted.year, today=clock.today(), area=_area(user, wanted.area),
        last=wanted.last,
    )  # fmt: skip
    return OcopPeriodOut.of(found)


@router.get("/targets", response={200: list[OcopTargetOut], **PROBLEMS}, summary="Chỉ tiêu kế hoạch OCOP")
def list_targets(request: HttpRequest, wanted: Query[OcopFiguresDayIn]) -> list[OcopTargetOut]:
    """The first hundred targets of one's areas with what was reached by the day."""
    user = reader(request)
    rows = targets_shown(user)
    if wanted.area:
        rows = rows.filter(area_code=_area(user, wanted.area))
    return [OcopTargetOut.of(progress(one, wanted.day or clock.today())) for one in rows[:100]]


@router.post("/targets", response={201: OcopTargetOut, **PROBLEMS}, summary="Ghi chỉ tiêu kế hoạch OCOP")
def set_target(request: HttpRequest, wanted: OcopTargetIn) -> Status[OcopTargetOut]:
    """Write a plan's figure down."""
    user = _setter(request)
    figure = Figure(**{name: getattr(wanted, name) for name in FIELDS})

    def work() -> dict[str, object]:
        return {"pk": services.set_target(area=wanted.area, figure=figure, actor=user).pk}

    done = editing.once(once_token(request), user, "recognition.target.api", work, content=wanted.dict())
    return Status(201, _shown(_target(user, int(str(done.result["pk"])))))


@router.put(
    "/targets/{int:number}", response={200: OcopTargetOut, **PROBLEMS}, summary="Sửa chỉ tiêu kế hoạch OCOP"
)
def change_target(request: HttpRequest, number: Number, wanted: OcopTargetChangeIn) -> OcopTargetOut:
    """Correct a target; 409 where somebody changed it since it was read."""
    user = _setter(request)
    target = _target(user, number)
    seen = {name: getattr(target, name) for name in FIELDS}
    mine = {name: getattr(wanted, name) for name in FIELDS}
    services.change_target(pk=target.pk, version=wanted.version, seen=seen, mine=mine, actor=user)
    return _shown(_target(user, number))


@router.delete("/targets/{int:number}", response={204: None, **PROBLEMS}, summary="Bỏ chỉ tiêu kế hoạch OCOP")
def drop_target(request: HttpRequest, number: Number) -> Status[None]:
    """Take a target entered by mistake away."""
    user = _setter(request)
    services.drop_target(pk=_target(user, number).pk, actor=user)
    return Status(204, None)


@router.get(
    "/agriculture-table", response={200: list[OcopAgricultureOut], **PROBLEMS}, summary="Bảng PTNT_OCOP"
)
def show_agriculture(request: HttpRequest, wanted: Query[OcopAgricultureIn]) -> list[OcopAgricultureOut]:
    """Rows of the national agriculture table; the format's confidence is medium."""
    user = reader(request)
    day = min(date(wanted.year, 12, 31), clock.today())
    rows = agriculture_table.table_rows(user, day, _area(user, wanted.area))
    names = {column.key: column.header for column in agriculture_table.COLUMNS}
    page = list(rows[wanted.offset : wanted.offset + wanted.limit])
    return [
        OcopAgricultureOut.model_validate({names[key]: value for key, value in row.items()})
        for row in agriculture_table.cells_of_some(page, wanted.year)
    ]


def _setter(request: HttpRequest) -> User:
    user = reader(request)
    access.require(user, policies.TARGETS)
    return user


def _target(user: User, number: int) -> PlanTarget:
    found = targets_shown(user).filter(pk=number).first()
    if found is None:
        raise DomainError("ocop_target_not_found")
    return found


def _shown(target: PlanTarget) -> OcopTargetOut:
    return OcopTargetOut.of(progress(target, clock.today()))
