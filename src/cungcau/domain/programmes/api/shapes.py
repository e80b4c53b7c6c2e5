"""The shapes of plans and their parts over the API. Money is whole đồng, mass whole kg, other figures as printed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field, Schema

from cungcau.domain.programmes.models import (
    AgencyKind,
    Direction,
    Fund,
    Level,
    Part,
    PlanKind,
    Source,
    Task,
)

Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Text = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
Short = Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")]
Long = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]
Vnd = Annotated[int, Field(ge=0, le=10**15)]
Kg = Annotated[int, Field(ge=0, le=10**12)]
Figure = Annotated[Decimal, Field(max_digits=15, decimal_places=3)]

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]

ProgrammeKind = Literal["harvest", "ocop", "youth", "alliance", "conference", "other"]
ProgrammePart = Literal[
    "basis", "situation", "purpose", "requirement", "objective", "solution", "organisation", "reporting", "recipient"
]  # fmt: skip
ProgrammeDirection = Literal["at_least", "at_most", "between"]
ProgrammeSource = Literal["query", "reported", "none"]
ProgrammeFund = Literal["central", "local", "entity", "other", ""]
ProgrammeLevel = Literal["supply", "market", "channel", "export"]
ProgrammeAgencyKind = Literal[
    "committee", "department", "commune", "union", "bank", "task_force", "entity", "other"
]
for _literal, _choices in (
    (ProgrammeKind, PlanKind), (ProgrammePart, Part), (ProgrammeDirection, Direction), (ProgrammeSource, Source),
    (ProgrammeLevel, Level), (ProgrammeAgencyKind, AgencyKind),
):  # fmt: skip
    assert {*_literal.__args__} == {*_choices.values}  # type: ignore[attr-defined]
assert {*ProgrammeFund.__args__} == {*Fund.values, ""}  # type: ignore[attr-defined]


class ProgrammeAgencyOut(Schema):
    """A body that issues, leads, helps, reports."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    area_code: str
    is_group: bool
    starts_on: date | None
    ends_on: date | None
    merged_into: int | None = Field(None, alias="merged_into_id")


class ProgrammeAgencyIn(Schema):
    """A body; ``code`` is made from the name where blank, one that is known already is refused."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    kind: ProgrammeAgencyKind
    source: Name
    code: Short = ""
    short_name: Short = ""
    symbol: Short = ""
    area_code: Short = ""
    is_group: bool = False
    starts_on: Day | None = None
    ends_on: Day | None = None


class ProgrammePassageIn(Schema):
    """A passage of the text."""

    part: ProgrammePart
    text: Annotated[str, Field(min_length=1, max_length=6000, pattern=r"^[^\x00]*$")]
    mark: Annotated[str, Field(max_length=12, pattern=r"^[^\x00]*$")] = ""


class ProgrammePassageOut(ProgrammePassageIn):
    """A passage with its number."""

    id: int
    version: int
    position: int


class ProgrammeIndicatorIn(Schema):
    """A target; a counted one names its ``query`` and its ``arguments``."""

    name: Name
    unit: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
    direction: ProgrammeDirection = "at_least"
    baseline: Figure | None = None
    baseline_on: Day | None = None
    target: Figure | None = None
    target_high: Figure | None = None
    due_on: Day | None = None
    source: ProgrammeSource = "none"
    query: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""
    arguments: dict[Short, Short] = {}
    reporter: Number | None = None
    note: Text = ""


class ProgrammeIndicatorOut(Schema):
    """A target and how far it is today; ``share`` is the value as a part of the target."""

    id: int
    version: int
    name: str
    unit: str
    direction: str
    baseline: Decimal | None
    target: Decimal | None
    target_high: Decimal | None
    due_on: date | None
    source: str
    query: str
    arguments: dict[str, str]
    reporter: int | None
    value: Decimal | None
    as_of: date | None
    where_from: str
    reached: str
    share: Decimal | None


class ProgrammeTaskIn(Schema):
    """A task; ``lead`` and ``helpers`` are agencies by number."""

    text: Long
    heading: Text = ""
    lead: Number | None = None
    helpers: Annotated[list[Number], Field(max_length=100)] = []
    starts_on: Day | None = None
    due_on: Day | None = None


class ProgrammeTaskOut(Schema):
    """A task and how it stands."""

    id: int
    version: int
    plan: int = Field(alias="plan_id")
    heading: str
    text: str
    lead: int | None = Field(None, alias="lead_id")
    helpers: list[int]
    starts_on: date | None
    due_on: date | None
    state: str
    done_on: date | None
    evidence: str
    reason: str
    escalated_at: datetime | None

    @staticmethod
    def resolve_helpers(row: Task) -> list[int]:
        """The agencies that help, by number."""
        return [one.pk for one in row.helpers.all()]


class ProgrammeLineIn(Schema):
    """An amount of money; a stated sum (``is_control``) may be of every fund."""

    name: Name
    amount_vnd: Vnd
    fund: ProgrammeFund = ""
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    is_control: bool = False


class ProgrammeLineOut(ProgrammeLineIn):
    """A line and what was spent on it."""

    id: int
    version: int
    spent_vnd: int


class ProgrammeRowIn(Schema):
    """A row of a scenario."""

    level: ProgrammeLevel
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    kg: Kg | None = None
    from_on: Day | None = None
    to_on: Day | None = None
    source: Text = ""
    note: Text = ""


class ProgrammeScenarioIn(Schema):
    """A way things may go."""

    name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*$")]
    assumption: Annotated[str, Field(max_length=600, pattern=r"^[^\x00]*$")] = ""
    total_kg: Kg | None = None
    rows: Annotated[list[ProgrammeRowIn], Field(max_length=200)] = []


class ProgrammeScenarioOut(ProgrammeScenarioIn):
    """A scenario with its rows; ``chosen``: in force."""

    id: int
    version: int
    chosen: bool
    rows: list[ProgrammeRowIn]


class ProgrammePlanIn(Schema):
    """The head of a plan; agencies and plans by number."""

    kind: ProgrammeKind
    title: Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00]*$")]
    issuer: Number
    starts_on: Day
    ends_on: Day
    lead: Number | None = None
    number: Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")] = ""
    symbol: Short = ""
    issued_on: Day | None = None
    place: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    signer: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    parent: Number | None = None
    continues: Number | None = None
    season: Number | None = None
    is_public: bool = False
    stated_total_vnd: Vnd | None = None
    source: Text = ""


class ProgrammePlanPartOut(Schema):
    """A plan in a list."""

    id: int
    kind: str
    title: str
    number: str
    symbol: str
    issuer: int = Field(alias="issuer_id")
    lead: int | None = Field(None, alias="lead_id")
    issued_on: date | None
    starts_on: date
    ends_on: date
    state: str
    area_code: str
    is_public: bool
    stated_total_vnd: int | None
    version: int


class ProgrammePlanOut(ProgrammePlanPartOut):
    """A whole plan; ``tasks`` are a list of their own."""

    parent: int | None = Field(None, alias="parent_id")
    continues: int | None = Field(None, alias="continues_id")
    season: int | None = Field(None, alias="season_id")
    place: str
    signer: str
    source: str
    passages: list[ProgrammePassageOut]
    indicators: list[ProgrammeIndicatorOut]
    budget: list[ProgrammeLineOut]
    scenarios: list[ProgrammeScenarioOut]
