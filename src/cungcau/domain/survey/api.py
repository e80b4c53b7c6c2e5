"""Observed figures and the questions about them, over the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.survey import linking, metrics, policies, selectors, services, wording
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.models import Observation, Question
from cungcau.domain.survey.places import Places
from cungcau.domain.survey.reading import read_goods, read_period, read_value
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue.selectors import CommodityNames
from cungcau.reference.search import matching

router = Router(tags=["số liệu điều tra"])
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
"""What people type: PostgreSQL keeps every character but NUL."""
Filled = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$")]
MetricCode = Literal[
    "planted_area", "bearing_area", "certified_area", "yield", "output", "price", "value", "households",
    "demand", "local_sales", "outside_sales", "sold", "stored",
]  # fmt: skip
Number = Annotated[int, Field(ge=1, le=2**62)]


class FigureOut(Schema):
    """What is observed: the goods, place and time; ``unit`` is that of all its values."""

    id: int
    metric: str
    unit: str
    commodity_code: str
    commodity: str = Field(alias="commodity_text")
    variety: str
    place: str = Field(alias="place_text")
    area_code: str
    period: str
    period_from: date | None
    period_to: date | None
    in_use_id: int | None
    use_reason: str
    chosen_reason: str
    low: int | None
    high: int | None
    sources: int = Field(alias="count")
    conflicting: bool


class ObservationOut(Schema):
    """What one source says; an open end is null. ``is_current`` is false for what was corrected since."""

    id: int
    figure: FigureOut
    low: int | None
    high: int | None
    hedge: str
    written: str
    written_unit: str
    about: str
    source: str
    source_date: date | None
    confidence: str
    note: str
    entered_by: str
    entered_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    corrects_id: int | None
    correction_reason: str
    is_current: bool

    @staticmethod
    def resolve_entered_by(one: Observation) -> str:
        """Who entered it."""
        return one.entered_by.full_name if one.entered_by else ""

    @staticmethod
    def resolve_confirmed_by(one: Observation) -> str:
        """Who confirmed it."""
        return one.confirmed_by.full_name if one.confirmed_by else ""


class ObservationIn(Schema):
    """An observation as written: "gần 500 ha", "15-25.000"; time as "2021", "2019-2021", blank where not known."""

    metric: MetricCode
    value: Annotated[str, Field(min_length=1, max_length=160, pattern=r"^[^\x00]*\S[^\x00]*$")]
    commodity: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*\S[^\x00]*$")]
    variety: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    place: Filled
    period: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    source: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*\S[^\x00]*$")]
    source_date: date | None = None
    confidence: Literal["high", "medium", "low"] = "medium"
    about: Text = ""
    note: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] = ""


class QuestionOut(Schema):
    """A doubt about a record's figures, in Vietnamese, with its answer where there is one."""

    id: int
    about: str = Field(alias="thing_label")
    page: str
    rule: str
    sentence: str
    why: str
    reasons: list[str]
    facts: dict[str, object]
    state: str
    answer: str
    asked_at: datetime
    answered_at: datetime | None
    area_code: str

    @staticmethod
    def resolve_page(one: Question) -> str:
        """Where the record can be seen."""
        return linking.page_of(one.thing_type, one.thing_id)

    @staticmethod
    def resolve_sentence(one: Question) -> str:
        """The question."""
        return wording.sentence(one.rule, one.facts)

    @staticmethod
    def resolve_why(one: Question) -> str:
        """Why it is asked."""
        return wording.why(one.rule)

    @staticmethod
    def resolve_reasons(one: Question) -> list[str]:
        """Usual answers."""
        return list(wording.reasons(one.rule))


class AnswerIn(Schema):
    """What somebody answers."""

    answer: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]*\S[^\x00]*$")]


class PageIn(Schema):
    """Which rows: ``q`` searches names with or without marks, ``offset`` and ``limit`` page."""

    q: Text = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class ObservationsIn(PageIn):
    """Which observations."""

    metric: MetricCode | None = None
    commodity_code: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""
    conflicting: bool = False
    unconfirmed: bool = False


class QuestionsIn(PageIn):
    """Which questions."""

    state: Literal["open", "answered", "withdrawn"] = "open"


@router.get("", response={200: list[ObservationOut], **PROBLEMS}, summary="Các quan sát")
def observations(request: HttpRequest, page: Query[ObservationsIn]) -> Sequence[Observation]:
    """What sources say of the figures one may see, the latest first; corrected rows included."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    rows = selectors.observations_shown(user)
    if page.q.strip():
        rows = rows.filter(figure__in=matching(selectors.figures_shown(user), page.q).values("pk"))
    if page.metric:
        rows = rows.filter(figure__metric=page.metric)
    if page.commodity_code:
        rows = rows.filter(figure__commodity_code=page.commodity_code)
    if page.conflicting:
        rows = rows.filter(figure__conflicting=True)
    if page.unconfirmed:
        rows = rows.filter(confirmed_by=None, is_current=True)
    return list(rows[page.offset : page.offset + page.limit])


@router.post("", response={201: ObservationOut, **PROBLEMS}, summary="Ghi một quan sát")
def create(request: HttpRequest, wanted: ObservationIn) -> Status[Observation]:
    """Record what a source says; doubts about it become open questions. Carries ``Idempotency-Key``."""
    user = signed_in(request)
    access.require(user, policies.RECORD)
    areas = sorted(areas_with(user, policies.RECORD), key=lambda area: (len(area), area))
    period = read_period(wanted.period)
    entry = Entry(
        metric=wanted.metric,
        goods=read_goods(wanted.commodity, CommodityNames(), wanted.variety),
        place=Places(areas[0]).read(wanted.place, period.last or period.first or clock.today()),
        period=period,
        value=read_value(wanted.value, metrics.metric(wanted.metric)),
        source=wanted.source.strip(),
        source_date=wanted.source_date,
        about=wanted.about.strip(),
        confidence=wanted.confidence,
        note=wanted.note,
    )
    done = editing.once(
        once_token(request),
        user,
        "survey.observation.api",
        lambda: {"pk": services.enter_observation(entry=entry, actor=user).pk},
        content=wanted.dict(),
    )
    return Status(201, _observation(request, int(str(done.result["pk"]))))


@router.get("/questions", response={200: list[QuestionOut], **PROBLEMS}, summary="Câu hỏi cần trả lời")
def questions(request: HttpRequest, page: Query[QuestionsIn]) -> Sequence[Question]:
    """The questions of one's areas, the oldest first."""
    user = signed_in(request)
    access.require(user, policies.ASK)
    rows = matching(selectors.questions_shown(user).filter(state=page.state), page.q)
    return list(rows[page.offset : page.offset + page.limit])


@router.post(
    "/questions/{int:question_id}/answer",
    response={200: QuestionOut, **PROBLEMS},
    summary="Trả lời một câu hỏi",
)
def answer(request: HttpRequest, question_id: int, given: AnswerIn) -> Question:
    """Keep an answer to an open question."""
    user = signed_in(request)
    access.require(user, policies.ASK)
    found = selectors.question(question_id) if question_id < 2**63 else None
    if found is None or not access.allows(user, policies.ASK, found.area_code):
        raise DomainError("question_not_found", number=question_id)
    return services.answer_question(question=found, answer=given.answer, actor=user)


@router.get("/{int:observation_id}", response={200: ObservationOut, **PROBLEMS}, summary="Một quan sát")
def observation(request: HttpRequest, observation_id: int) -> Observation:
    """One observation with its figure."""
    return _observation(request, observation_id)


@router.post(
    "/{int:observation_id}/confirm", response={200: ObservationOut, **PROBLEMS}, summary="Xác nhận quan sát"
)
def confirm(request: HttpRequest, observation_id: int) -> Observation:
    """A second person confirms what a source says."""
    found = _observation(request, observation_id)
    services.confirm_observation(observation=found, actor=signed_in(request))
    return _observation(request, observation_id)


def _observation(request: HttpRequest, pk: int) -> Observation:
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.observation(pk) if pk < 2**63 else None
    if found is None or not access.allows(user, policies.VIEW, found.figure.area_code):
        raise DomainError("observation_not_found", number=pk)
    return found
