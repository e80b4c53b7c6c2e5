"""The catalogue over the API: goods and their names, how long they keep, units of measure, key products."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue import policies, selectors
from cungcau.reference.catalogue.models import CertificateKind, Commodity, KeyProduct, UnitFactor

router = Router(tags=["danh mục"])
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(max_length=60, pattern=r"^[^\x00/]+$")]


class NameOut(Schema):
    """A commodity by code and names."""

    code: str
    name_vi: str
    name_en: str
    group: str
    aliases: list[str]


class PartOut(Schema):
    """A variety, by name."""

    name: str
    aliases: list[str]


class GradeOut(Schema):
    """A grade; a higher rank is better."""

    rank: int
    name: str


class SizeOut(Schema):
    """A size class: grams a fruit, fruits a kg, from – to."""

    name: str
    min_g: int | None
    max_g: int | None
    min_per_kg: int | None
    max_per_kg: int | None


class PackOut(Schema):
    """A pack and the whole grams it holds."""

    name: str
    grams: int


class KeepOut(Schema):
    """An observation: days from – to at °C from – to (null: ambient)."""

    goods: str
    temp_min: Decimal | None
    temp_max: Decimal | None
    days_min: int
    days_max: int
    confidence: str
    source: str
    note: str
    chosen_reason: str


class KeptOut(Schema):
    """Observations at about one temperature: the one in use, why (chosen, cautious, only), all of them."""

    in_use: KeepOut
    why: str
    contradicts: bool
    observations: list[KeepOut]


class CommodityOut(NameOut):
    """A commodity with all that is known of it."""

    varieties: list[PartOut]
    grades: list[GradeOut]
    sizes: list[SizeOut]
    packs: list[PackOut]
    shelf_lives: list[KeptOut]
    source: str


class CandidateOut(Schema):
    """A commodity a text may mean; sure of one at most."""

    commodity: NameOut
    name: str
    sure: bool


class FactorOut(Schema):
    """What a unit is in the standard unit; a null factor has to be asked for."""

    unit: str
    quantity: str
    region: str
    factor: Decimal | None
    standard: str
    confidence: str
    note: str
    source: str


class KeyProductOut(Schema):
    """A key product in its group."""

    area_code: str
    document: str
    valid_from: date
    valid_to: date | None
    group: str
    rank: int
    name: str
    commodities: list[NameOut]
    source: str


class CertificateKindOut(Schema):
    """A kind of certificate."""

    code: str
    name: str
    source: str


class PageIn(Schema):
    """Which rows: ``q`` searches names with or without marks."""

    q: Text = ""
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(100, ge=1, le=1000)


class FactorIn(Schema):
    """A unit's name; the region by name or code, blank where it is not known; the day (today when left out)."""

    unit: Text = Field(min_length=1)
    region: Text = ""
    on: date | None = None


def _may(request: HttpRequest) -> None:
    access.require(signed_in(request), policies.VIEW)


@router.get("/commodities", response={200: list[NameOut], **PROBLEMS}, summary="Nông sản")
def commodities(request: HttpRequest, page: Query[PageIn]) -> list[Commodity]:
    """Commodities by name."""
    _may(request)
    rows = selectors.holding_words(selectors.commodities(), page.q)
    return list(rows[page.offset : page.offset + page.limit])


@router.get(
    "/commodities/meant", response={200: list[CandidateOut], **PROBLEMS}, summary="Nông sản được nói đến"
)
def meant(request: HttpRequest, text: Query[Text]) -> list[selectors.Candidate]:
    """The commodities a text may mean, best first; a sure one stands alone."""
    _may(request)
    return selectors.commodity_named(text)


@router.get("/commodities/{code}", response={200: CommodityOut, **PROBLEMS}, summary="Một nông sản")
def commodity(request: HttpRequest, code: Code) -> dict[str, Any]:
    """One commodity with varieties, grades, sizes, packs and how long it keeps."""
    _may(request)
    one = selectors.commodity(code)
    if one is None:
        raise DomainError("commodity_unknown")
    return {
        "code": one.code, "name_vi": one.name_vi, "name_en": one.name_en, "group": one.group,
        "aliases": one.aliases, "source": one.source, "varieties": list(one.varieties.all()),
        "grades": list(one.grades.all()), "sizes": list(one.sizes.all()),
        "packs": list(selectors.packs_for(one)),
        "shelf_lives": selectors.shelf_life_groups(one.shelf_lives.all()),
    }  # fmt: skip


@router.get("/units", response={200: list[FactorOut], **PROBLEMS}, summary="Đơn vị đo")
def units(request: HttpRequest, page: Query[PageIn]) -> list[UnitFactor]:
    """Units of measure with their sizes by region."""
    _may(request)
    rows = selectors.unit_factors()
    if page.q:
        rows = rows.filter(folded__contains=selectors.unit_key(page.q)[0])
    return list(rows[page.offset : page.offset + page.limit])


@router.get("/units/factor", response={200: list[FactorOut], **PROBLEMS}, summary="Hệ số của một đơn vị")
def factor(request: HttpRequest, wanted: Query[FactorIn]) -> list[UnitFactor]:
    """One row where there is no doubt, else those to ask about; none for an unknown unit."""
    _may(request)
    answer = selectors.factor(wanted.unit, wanted.region, wanted.on or clock.today())
    return [answer] if isinstance(answer, UnitFactor) else answer


@router.get("/key-products", response={200: list[KeyProductOut], **PROBLEMS}, summary="Sản phẩm chủ lực")
def key_products(request: HttpRequest, page: Query[PageIn], on: date | None = None) -> list[KeyProduct]:
    """The key products of the lists in force on a day, by group."""
    _may(request)
    rows = selectors.key_products(on or clock.today()).order_by("area_code", "group_rank", "rank")
    return list(rows[page.offset : page.offset + page.limit])


@router.get(
    "/certificates", response={200: list[CertificateKindOut], **PROBLEMS}, summary="Các loại chứng nhận"
)
def certificates(request: HttpRequest, page: Query[PageIn]) -> list[CertificateKind]:
    """Kinds of certificates, by name."""
    _may(request)
    return list(selectors.certificates()[page.offset : page.offset + page.limit])
