"""What goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field, Schema

_PLAIN = r"^[^\x00]*$"
Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Words = Annotated[str, Field(max_length=8000, pattern=_PLAIN)]
Note = Annotated[str, Field(max_length=300, pattern=_PLAIN)]
Figure = Annotated[Decimal, Field(max_digits=20, decimal_places=3)]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=_PLAIN)]
Standing = Literal["owed", "late", "soon", "sent", "sent_late", "excused"]


class ReportDutyOut(Schema):
    """A duty to report. ``rhythm``: fixed, monthly, quarterly, half, yearly, daily, follow, demand."""

    id: int
    name: str
    layout: str
    rhythm: str
    days: list[dict[str, int | str]]
    day_of_month: int
    to_agency: str = Field(alias="to_agency.code")
    feeds: int | None = Field(alias="feeds_id")
    plan: int | None = Field(alias="plan_id")
    starts_on: date
    ends_on: date | None
    basis: str


class ReportDueOut(Schema):
    """What an agency owes; ``standing`` is its state, or late, sent_late; ``days_late`` 0 where it is in time."""

    id: int
    agency: str
    agency_name: str
    duty: int
    duty_name: str
    label: str
    request: str
    period_from: date
    period_to: date
    due_on: date
    due_hour: int | None
    standing: str
    days_late: int
    sent_at: datetime | None
    above: int | None
    reports: list[int]


class ReportFigureOut(Schema):
    """A figure. ``value`` is what the report says; ``computed`` what the data gave; ``entered`` what replaced it."""

    id: int
    key: str
    section: str
    name: str
    unit: str
    source: str
    value: Decimal | None
    computed: Decimal | None
    entered: Decimal | None
    reason: str
    last_year: Decimal | None
    target: Decimal | None
    target_high: Decimal | None
    reached: str
    below_sent: int | None
    below_all: int | None
    version: int


class ReportSectionOut(Schema):
    """A section's words."""

    id: int
    key: str
    heading: str
    text: str
    version: int


class ReportOut(Schema):
    """One revision of a report."""

    id: int
    due: int
    revision: int
    state: str
    subject: str
    organisation: str
    as_of: date
    sent_at: datetime | None
    sections: list[ReportSectionOut]
    figures: list[ReportFigureOut]
    verbs: list[str]


class ReportWordsIn(Schema):
    """The words of a section, against the version they were read with."""

    text: Words
    version: Annotated[int, Field(ge=1, lt=2**31)]


class ReportFigureIn(Schema):
    """A figure entered (null takes it back), against the version it was read with."""

    value: Figure | None
    reason: Note = ""
    version: Annotated[int, Field(ge=1, lt=2**31)]


class ReportMoveIn(Schema):
    """A step; ``note`` is needed to return a report."""

    verb: Literal["submit", "approve", "sign", "send", "return"]
    note: Note = ""


class ReportRevisionIn(Schema):
    """Why a sent report is revised."""

    changes: Annotated[str, Field(min_length=1, max_length=300, pattern=_PLAIN)]


class ReportRequestIn(Schema):
    """A quick report asked of agencies (codes), due on a day, before an hour of it where one is given."""

    agencies: Annotated[list[Code], Field(min_length=1, max_length=500)]
    request: Annotated[str, Field(min_length=1, max_length=600, pattern=_PLAIN)]
    due_on: Day
    due_hour: Annotated[int, Field(ge=0, le=23)] | None = None
    first: Day | None = None


class ReportDifferenceOut(Schema):
    """One thing a revision says otherwise: head, words, figure."""

    kind: str
    name: str
    before: str
    after: str
    unit: str
