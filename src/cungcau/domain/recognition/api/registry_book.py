"""The province's registry over the API; the workbook comes in by the intake's door ``recognition.registry``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.api.registry_shapes import (
    OcopCompleteIn,
    OcopRegistryExportIn,
    OcopRegistryOut,
    OcopRegistryPageIn,
)
from cungcau.domain.recognition.api.shapes import Number
from cungcau.domain.recognition.filters.registry_book import RegistryFilter
from cungcau.domain.recognition.registry_book.columns import FIRST, UPGRADE
from cungcau.domain.recognition.selectors.figures import categories
from cungcau.domain.recognition.selectors.registry_book import registered
from cungcau.domain.recognition.services.registry_completing import AwardGiven, Given, complete
from cungcau.domain.recognition.services.registry_export import export_registry
from cungcau.domain.recognition.tables.registry_book import with_latest
from cungcau.domain.recognition.views.figures import reader
from cungcau.domain.recognition.views.frame import file_of
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code as organisations_by_code
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.geography.selectors import by_code

router = Router(tags=["OCOP: danh bạ"])
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/registry", response={200: list[OcopRegistryOut], **PROBLEMS}, summary="Danh bạ sản phẩm OCOP")
def list_registry(request: HttpRequest, wanted: Query[OcopRegistryPageIn]) -> list[OcopRegistryOut]:
    """Products that are or were recognised, by name, with what is lacking of them."""
    user = reader(request)
    if wanted.area:
        access.require(user, policies.FIGURES, wanted.area)
    rows = with_latest(registered(user, wanted.area))
    chosen = RegistryFilter({"q": wanted.q, "lacking": wanted.lacking}, queryset=rows)
    found = chosen.qs.order_by("folded", "pk")
    return [OcopRegistryOut.of(one) for one in found[wanted.offset : wanted.offset + wanted.limit]]


@router.get(
    "/registry/{int:number}", response={200: OcopRegistryOut, **PROBLEMS}, summary="Một sản phẩm của danh bạ"
)
def one_line(request: HttpRequest, number: Number) -> OcopRegistryOut:
    """One product."""
    return OcopRegistryOut.of(_product(reader(request), number))


@router.post(
    "/registry/{int:number}",
    response={200: OcopRegistryOut, **PROBLEMS},
    summary="Bổ sung điều danh bạ còn thiếu",
)
def fill_in(request: HttpRequest, number: Number, wanted: OcopCompleteIn) -> OcopRegistryOut:
    """Say whose a product is, where, its group, the day of a recognition; a day makes its certificate."""
    user = reader(request)
    awards = {
        group: AwardGiven(given.day, given.star, given.why)
        for group, given in ((FIRST, wanted.first), (UPGRADE, wanted.upgrade))
        if given is not None
    }
    if wanted.group and wanted.group not in categories():
        raise InputInvalid([Fault("body", 0, "group", wanted.group, "cần mã một trong sáu nhóm")])
    given = Given(_entity(wanted.entity), _place(wanted.place), wanted.group, awards)
    complete(product=_product(user, number), given=given, actor=user)
    return OcopRegistryOut.of(_product(user, number))


@router.post(
    "/registry-export",
    response={200: None, **PROBLEMS},
    summary="Xuất danh bạ theo mẫu tỉnh (xlsx)",
    openapi_extra={
        "responses": {200: {"content": {_XLSX: {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def hand_out(request: HttpRequest, wanted: OcopRegistryExportIn) -> HttpResponse:
    """The workbook, which can be brought in again unchanged; with names and phones only for those who may."""
    content = export_registry(actor=reader(request), area=wanted.area, people=wanted.people)
    return file_of(content, _XLSX, f"danh bạ OCOP {clock.today().isoformat()}.xlsx")


def _product(user: User, number: int) -> Product:
    found = with_latest(registered(user)).filter(pk=number).first()
    if found is None:
        raise DomainError("not_found")
    return found


def _entity(code: str) -> Organisation | None:
    if not code.strip():
        return None
    found = organisations_by_code([code.strip()]).get(code.strip())
    if found is None:
        raise InputInvalid([Fault("body", 0, "entity", code, "cần mã một tổ chức đã có")])
    return found


def _place(code: str) -> Unit | None:
    if not code:
        return None
    found = by_code(code, clock.today())
    if found is None or found.level != Level.COMMUNE:
        raise InputInvalid([Fault("body", 0, "place", code, "cần mã một xã, phường hiện nay")])
    return found
