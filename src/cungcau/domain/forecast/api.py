"""Forecasts over the API: found, said, revised, rolled up by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.forecast import policies, selectors, services
from cungcau.domain.forecast.models import Forecast
from cungcau.domain.forecast.selectors import Kg, Rule
from cungcau.domain.forecast.services import ForecastRow
from cungcau.domain.forecast.spreading import WeekKg
from cungcau.domain.forecast.views.frame import found_forecast, held
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.areas import covers, within
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing.services import once
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import seasons_touching
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching

router = Router(tags=["dự báo"])
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
Reason = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
AnyKg = Annotated[int, Field(ge=0, le=2_000_000_000)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000_000)]


class WeekInOut(Schema):
    """Kg of the week of Monday ``start``: low ≤ likely ≤ high."""

    start: Day
    low_kg: AnyKg
    likely_kg: AnyKg
    high_kg: AnyKg


class ForecastOut(Schema):
    """One revision; ``producer`` or ``place`` is the code of its subject."""

    id: int
    season: str = Field(alias="season.code")
    commodity: str = Field(alias="commodity.code")
    variety: str
    producer: str | None
    place: str | None
    area_code: str
    revision: int
    is_current: bool
    reason: str
    as_of: date
    confidence: str
    source: str
    is_demo: bool
    confirmed: bool
    weeks: list[WeekInOut]

    @staticmethod
    def resolve_producer(one: Forecast) -> str | None:
        """The producer's code."""
        return one.producer.code if one.producer else None

    @staticmethod
    def resolve_place(one: Forecast) -> str | None:
        """The unit's code."""
        return one.place.code if one.place else None

    @staticmethod
    def resolve_confirmed(one: Forecast) -> bool:
        """Whether somebody checked it with the subject."""
        return one.confirmed_by_id is not None

    @staticmethod
    def resolve_weeks(one: Forecast) -> list[object]:
        """The weeks in order."""
        return list(one.weeks.all())


class KgOut(Schema):
    """Low, likely, high kg, and how many subjects said so."""

    low_kg: int
    likely_kg: int
    high_kg: int
    subjects: int


class AreaWeekOut(Schema):
    """A week: what counts (null: nobody forecast it, which is not zero) and what stands beside it."""

    start: date
    counted: KgOut | None
    households: KgOut | None
    place: KgOut | None
    harvested_kg: int | None
    reports: int


class RollUpOut(Schema):
    """A season by week within an area."""

    weeks: list[AreaWeekOut]
    total: KgOut | None


class PageIn(Schema):
    """Which rows: ``q`` searches with or without marks, ``area`` narrows to a dotted prefix."""

    q: Text = ""
    area: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")] = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=500)


class RollUpIn(Schema):
    """``area`` is a dotted prefix (blank: all one may see); ``rule`` which figure counts: ``ho`` the households' sum,
    ``xa`` the commune's own estimate, where there are both."""

    area: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")] = ""
    rule: Literal["ho", "xa"] = "ho"


class Figures(Schema):
    """What is said: the weeks, how sure, from where; ``as_of`` is today where left out."""

    weeks: list[WeekInOut] = Field(min_length=1, max_length=60)
    confidence: Literal["low", "medium", "high"] = "medium"
    source: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*\S[^\x00]*$")]
    as_of: Day | None = None
    client_id: UUID | None = None


class ForecastIn(Figures):
    """A subject's first forecast: exactly one of ``producer`` and ``place`` (their codes)."""

    season: Code
    commodity: Code
    variety: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    producer: Code = ""
    place: Code = ""


class RevisionIn(Figures):
    """The next revision; ``seen`` is the number it was made from, a newer one answers 409."""

    seen: Annotated[int, Field(ge=1, le=1_000_000)]
    reason: Reason


def _season(request: HttpRequest, code: str) -> Season:
    seasons = seasons_touching(areas_with(signed_in(request), policies.VIEW))
    found = next((one for one in seasons if one.code == code), None)
    if found is None:
        raise DomainError("season_unknown", value=code)
    return found


def _user(request: HttpRequest, permission: str) -> User:
    user = signed_in(request)
    access.require(user, permission)
    assert isinstance(user, User)
    return user


@router.get("", response={200: list[ForecastOut], **PROBLEMS}, summary="Các dự báo đang dùng của một mùa vụ")
def forecasts(request: HttpRequest, season: Query[Code], page: Query[PageIn]) -> Sequence[Forecast]:
    """Current forecasts by the subject's name."""
    user = _user(request, policies.VIEW)
    rows = matching(selectors.shown(_season(request, season), user), page.q)
    if page.area:
        rows = rows.filter(within("area_code", frozenset({page.area})))
    rows = rows.select_related("season").prefetch_related("weeks").order_by("folded", "pk")
    return list(rows[page.offset : page.offset + page.limit])


@router.post("", response={201: ForecastOut, **PROBLEMS}, summary="Ghi dự báo lần đầu")
def create(request: HttpRequest, said: ForecastIn) -> Status[Forecast]:
    """Record a first forecast; a subject that has one answers 409. ``Idempotency-Key`` makes it safe to repeat."""
    user = _user(request, policies.RECORD)
    season = _season(request, said.season)
    commodity = season.commodities.filter(code=said.commodity).first()
    producer = Organisation.objects.filter(code=said.producer).first() if said.producer else None
    place = _place(said.place, season)
    _must("commodity", said.commodity, commodity is not None)
    _must("producer", said.producer, producer is not None or not said.producer)
    _must("place", said.place, place is not None or not said.place)
    assert isinstance(commodity, Commodity)
    row = ForecastRow(
        commodity=commodity, producer=producer, place=place, variety=said.variety, seen=0, **_figures(said)
    )
    return Status(201, _written(request, user, season, row, said))


@router.get("/weeks", response={200: RollUpOut, **PROBLEMS}, summary="Dự báo cộng dồn theo tuần")
def weeks(request: HttpRequest, season: Query[Code], asked: Query[RollUpIn]) -> dict[str, object]:
    """The season's forecasts summed by week within an area; nothing counted twice."""
    _user(request, policies.VIEW)
    found = _season(request, season)
    mine, area = held(request, found), asked.area
    if area and not any(covers(wide, area) for wide in mine):
        raise DomainError("place_not_found", area=area)
    told = selectors.roll_up(found, rule=Rule(asked.rule), held=frozenset({area}) if area else mine)
    return {"weeks": [_week(week) for week in told.weeks], "total": _kg(told.total)}


@router.get("/{pk}", response={200: ForecastOut, **PROBLEMS}, summary="Một dự báo")
def forecast(request: HttpRequest, pk: Number) -> Forecast:
    """One revision."""
    return found_forecast(request, pk)[0]


@router.get("/{pk}/revisions", response={200: list[ForecastOut], **PROBLEMS}, summary="Các lần báo")
def revisions(request: HttpRequest, pk: Number) -> list[Forecast]:
    """Every revision of the same forecast, the newest first."""
    return selectors.revisions_of(found_forecast(request, pk)[0])


@router.post("/{pk}/revisions", response={201: ForecastOut, **PROBLEMS}, summary="Sửa dự báo")
def revise(request: HttpRequest, pk: Number, said: RevisionIn) -> Status[Forecast]:
    """Record the next revision with its reason; the ones before stay."""
    one, user = found_forecast(request, pk, policies.RECORD)
    row = ForecastRow(
        commodity=one.commodity, producer=one.producer, place=one.place, variety=one.variety, seen=said.seen,
        reason=said.reason, **_figures(said),
    )  # fmt: skip
    return Status(201, _written(request, user, one.season, row, said))


def _figures(said: Figures) -> dict[str, Any]:
    return {
        "weeks": tuple(WeekKg(week.start, week.low_kg, week.likely_kg, week.high_kg) for week in said.weeks),
        "confidence": said.confidence,
        "source": said.source,
        "as_of": said.as_of,
        "client_id": said.client_id,
    }


def _written(request: HttpRequest, user: User, season: Season, row: ForecastRow, said: Figures) -> Forecast:
    def work() -> dict[str, object]:
        done = services.record_forecasts(season=season, rows=[row], actor=user)
        return {"pk": (done.written or done.unchanged)[0].pk}

    kept = once(once_token(request), user, "forecast.api", work, content=said.dict())
    found = selectors.forecast(int(str(kept.result["pk"])))
    assert found is not None
    return found


def _place(code: str, season: Season) -> Unit | None:
    """The unit bearing a code today, else when the season began."""
    if not code:
        return None
    now = Unit.objects.filter(code=code, valid_to=None).first()
    return now or Unit.objects.filter(code=code, valid_to__gte=season.start).order_by("valid_to").first()


def _must(column: str, value: str, known: bool) -> None:
    if not known:
        raise InputInvalid([Fault("body", 0, column, value, "cần một mã đã có trong mùa vụ này")])


def _week(week: selectors.AreaWeek) -> dict[str, object]:
    return {
        "start": week.start, "counted": _kg(week.counted), "households": _kg(week.households),
        "place": _kg(week.place), "harvested_kg": week.harvested_kg, "reports": week.reports,
    }  # fmt: skip


def _kg(kg: Kg | None) -> dict[str, int] | None:
    if kg is None:
        return None
    return {"low_kg": kg.low_kg, "likely_kg": kg.likely_kg, "high_kg": kg.high_kg, "subjects": kg.subjects}
