"""Places over the API: look one up by any spelling, one unit with its history, the tree."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.geography import policies, selectors
from cungcau.reference.geography.models import Succession, Unit

router = Router(tags=["địa bàn"])
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(max_length=5, pattern=r"^[0-9]{2,5}$")]
Area = Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")]
LevelName = Literal["province", "district", "commune"]


class PlaceOut(Schema):
    """A unit: ``area_code`` is where its records count today, open days are null."""

    id: int
    code: str
    kind: str
    name: str
    title: str
    level: str
    path: str
    valid_from: date | None
    valid_to: date | None
    decree: str
    lat: float | None
    lon: float | None
    area_code: str

    @staticmethod
    def resolve_path(unit: Unit) -> str:
        """The unit and those above it."""
        return selectors.path_of(unit)


class TodayOut(Schema):
    """What a place is today: all of it or a part, and whether its records count there."""

    unit: PlaceOut
    whole: bool
    is_main: bool
    decree: str


class FoundOut(Schema):
    """A unit that answers a search, with what it is today."""

    unit: PlaceOut
    today: list[TodayOut]


class MeantOut(Schema):
    """What a text means on a day: one unit, or (``unit`` null) the candidates to ask about."""

    unit: PlaceOut | None
    candidates: list[FoundOut]


class LinkOut(Schema):
    """A succession: ``old`` went to ``new``, wholly or in part."""

    old: PlaceOut
    new: PlaceOut
    extent: str
    is_main: bool
    decree: str
    note: str


class HistoryOut(Schema):
    """A unit with what it was made of, what it became, and what it is today."""

    unit: PlaceOut
    origins: list[LinkOut]
    successors: list[LinkOut]
    today: list[TodayOut]


class SearchIn(Schema):
    """A text in any spelling, on a day (all days when left out)."""

    q: Text = Field(min_length=1)
    on: date | None = None
    limit: int = Field(20, ge=1, le=100)


class MeantIn(Schema):
    """A text, the day meant (today when left out), the asker's area, the level wanted."""

    text: Text = Field(min_length=1)
    on: date | None = None
    area: Area = ""
    level: LevelName | None = None


class TreeIn(Schema):
    """The communes of a province (its code), or the provinces when left out, on a day."""

    province: Code | None = None
    on: date | None = None
    offset: int = Field(0, ge=0, le=100_000)
    limit: int = Field(1000, ge=1, le=1000)


def _may(request: HttpRequest) -> None:
    access.require(signed_in(request), policies.VIEW)


@router.get("", response={200: list[FoundOut], **PROBLEMS}, summary="Tìm địa bàn")
def search(request: HttpRequest, wanted: Query[SearchIn]) -> list[selectors.Found]:
    """Units by any spelling, old or new, best first, with what each is today."""
    _may(request)
    return selectors.find(wanted.q, wanted.on, limit=wanted.limit)


@router.get("/meant", response={200: MeantOut, **PROBLEMS}, summary="Nơi được nói đến")
def meant(request: HttpRequest, wanted: Query[MeantIn]) -> dict[str, object]:
    """The unit a text means on a day; never guessed: otherwise the candidates."""
    _may(request)
    levels = (wanted.level,) if wanted.level else selectors.EVERY_LEVEL
    answer = selectors.resolve(wanted.text, wanted.on or clock.today(), area=wanted.area, levels=levels)
    sure = isinstance(answer, Unit)
    return {"unit": answer if sure else None, "candidates": [] if sure else answer}


@router.get("/tree", response={200: list[PlaceOut], **PROBLEMS}, summary="Tỉnh, hoặc xã của một tỉnh")
def tree(request: HttpRequest, wanted: Query[TreeIn]) -> list[Unit]:
    """Provinces, or one province's communes, as they stood on a day."""
    _may(request)
    on = wanted.on or clock.today()
    rows = selectors.tree(on, wanted.province) if wanted.province else selectors.provinces(on)
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.get("/units/{code}", response={200: HistoryOut, **PROBLEMS}, summary="Một đơn vị")
def one(request: HttpRequest, code: Code, on: date | None = None) -> dict[str, object]:
    """The unit that bore a code on a day (today when left out), with its history."""
    _may(request)
    unit = selectors.by_code(code, on or clock.today())
    if unit is None:
        raise DomainError("unit_not_found")
    links = Succession.objects.select_related("old__parent__parent", "new__parent__parent")
    return {
        "unit": unit,
        "origins": list(links.filter(new=unit).order_by("-is_main", "old__code")),
        "successors": list(links.filter(old=unit).order_by("-is_main", "new__code")),
        "today": selectors.today_of(unit),
    }
