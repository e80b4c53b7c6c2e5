"""What the API tells of a file's road. Days are ISO dates, moments carry their zone."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.ocop.models import ItemRequest, LabTest, RequestTurn, Waiting
from cungcau.domain.ocop.selectors.clocks import left, waited
from cungcau.platform.ui import clock


class OcopStepOut(Schema):
    """A stay with one holder; ``due_on`` null where nobody sets a term."""

    stage: str
    started_at: datetime
    ended_at: datetime | None
    due_on: date | None
    due_why: str
    note: str
    clock: str
    late: bool


class OcopTurnOut(Schema):
    """One thing said of a request, with the keys of the evidence handed in."""

    kind: str
    text: str
    at: datetime
    due_on: date | None
    evidence: list[UUID]

    @staticmethod
    def resolve_evidence(turn: RequestTurn) -> list[UUID]:
        """Keys of the pieces."""
        return [one.key for one in turn.evidence.all()]


class OcopRequestOut(Schema):
    """A request to the entity; ``stage`` is who asked."""

    id: int
    stage: str
    criterion: str
    text: str
    due_on: date
    state: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    close_note: str
    turns: list[OcopTurnOut]

    @staticmethod
    def resolve_turns(request: ItemRequest) -> list[RequestTurn]:
        """All that was said, in order."""
        return list(request.turns.all())


class OcopReportOut(Schema):
    """The commune's report (form 03); one being written has no letter yet."""

    no: int
    complete: bool
    origin_ok: bool
    origin: str
    labour_ok: bool
    labour: str
    idea_ok: bool
    idea: str
    identity_ok: bool
    identity: str
    opinion: str
    letter_no: str
    letter_on: date | None
    made_at: datetime


class OcopSamplesOut(Schema):
    """A hand-over of samples; ``received_on`` null until they are counted."""

    id: int
    count: int
    stage: str
    sent_on: date
    received_on: date | None
    received_count: int | None
    condition: str


class OcopVisitOut(Schema):
    """A visit; ``findings`` blank for readers to whom the advisory team's words are not open."""

    id: int
    planned_on: date
    done_on: date | None
    team: str
    findings: str
    cancelled_why: str


class OcopTestOut(Schema):
    """A laboratory test; ``passed`` null until its result is there."""

    id: int
    indicators: str
    laboratory: str
    asked_on: date
    due_on: date | None
    result_on: date | None
    passed: bool | None
    result: str
    evidence: UUID | None

    @staticmethod
    def resolve_evidence(test: LabTest) -> UUID | None:
        """Key of the paper that says so."""
        return test.evidence.key if test.evidence is not None else None


class OcopRoadOut(Schema):
    """Where a file was and is, what was asked, what commune and experts found."""

    dossier: int
    code: str | None
    state: str
    round: int | None
    reject_grounds: list[str]
    end_reason: str
    steps: list[OcopStepOut]
    requests: list[OcopRequestOut]
    reports: list[OcopReportOut]
    samples: list[OcopSamplesOut]
    visits: list[OcopVisitOut]
    tests: list[OcopTestOut]


class OcopCheckNoteOut(Schema):
    """One thing to say of a line of the checklist, and what the entity could be asked."""

    text: str
    ask: str
    criterion: str


class OcopCheckOut(Schema):
    """A line of the checklist: ``ok``, ``gap``, or ``look`` for a person to judge."""

    code: str
    label: str
    standing: str
    notes: list[OcopCheckNoteOut]


class OcopWaitingOut(Schema):
    """A row of who waits for whom: a file, or one request of it; ``days`` waited, ``over`` days past the last day."""

    kind: str
    dossier: int = Field(alias="dossier_id")
    code: str | None = Field(alias="dossier.code")
    product: str = Field(alias="dossier.product.name")
    entity: str = Field(alias="dossier.product.entity.name")
    area_code: str
    holder: str
    request: int | None = Field(alias="request_id")
    text: str
    since: datetime
    due_on: date | None
    days: int
    over: int

    @staticmethod
    def resolve_text(row: Waiting) -> str:
        """What is asked; blank for a file as a whole."""
        return row.request.text if row.request is not None else ""

    @staticmethod
    def resolve_days(row: Waiting) -> int:
        """Whole days."""
        return waited(row.since, clock.today())

    @staticmethod
    def resolve_over(row: Waiting) -> int:
        """Days past the last day, 0 where there are none."""
        found = left(row.due_on, clock.today())
        return -found.days if found.days is not None and found.days < 0 else 0


class OcopRoundOut(Schema):
    """A round of evaluation."""

    id: int
    area_code: str
    level: str
    year: int
    no: int
    request_before: date
    finish_before: date
    note: str


class OcopRoundProposalOut(Schema):
    """A round as the decision prints it, not written down yet."""

    level: str
    year: int
    no: int
    request_before: date
    finish_before: date
    note: str


class OcopTermOut(Schema):
    """A term the province gives a stage."""

    stage: str
    count: int
    unit: str
    source: str


class OcopDayOut(Schema):
    """A day a decision moved."""

    day: date
    works: bool
    reason: str
    source: str
