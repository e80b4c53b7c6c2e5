"""What the API takes about a file's road."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Criterion = Annotated[str, Field(max_length=12, pattern=r"^[^\x00]*$")]
Line = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]
Reason = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]
Said = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]
LetterNo = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]
Samples = Annotated[int, Field(ge=0, le=200)]
Year = Annotated[int, Field(ge=2018, le=2100)]
ProvincialStage = Literal["entity", "office", "advisory", "council", "decision"]
HolderIn = Literal["", "entity", "commune", "office", "advisory", "council", "decision", "ministry"]


class OcopWaitingIn(Schema):
    """Which rows, and which part of the list; ``mine``: where it is the caller's turn."""

    q: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    holder: HolderIn = ""
    kind: Literal["", "file", "request"] = ""
    area_code: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")] = ""
    overdue: bool = False
    mine: bool = False
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class OcopReportIn(Schema):
    """The commune's findings (form 03)."""

    complete: bool
    origin_ok: bool
    origin: Said
    labour_ok: bool
    labour: Said
    idea_ok: bool
    idea: Said
    identity_ok: bool
    identity: Said
    opinion: Text = ""


class OcopForwardIn(Schema):
    """The commune's letter and the samples with it."""

    letter_no: LetterNo
    letter_on: Day
    samples: Samples = 0
    samples_later: bool = False


class OcopItemIn(Schema):
    """One thing to ask, of a criterion or (blank) the file as a whole, until a day."""

    text: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
    due_on: Day
    criterion: Criterion = ""


class OcopAgainIn(Schema):
    """A request whose answer is not enough."""

    request: Number
    reason: Reason
    due_on: Day


class OcopSendBackIn(Schema):
    """Why a file goes back, and what is missing."""

    reason: Reason
    items: Annotated[list[OcopItemIn], Field(max_length=60)] = []
    again: Annotated[list[OcopAgainIn], Field(max_length=60)] = []


class OcopAskIn(Schema):
    """What the advisory team asks for."""

    items: Annotated[list[OcopItemIn], Field(min_length=1, max_length=60)]


class OcopAnswerIn(Schema):
    """The entity's answer, with keys of its evidence and addresses of pages."""

    text: Said
    evidence: Annotated[list[UUID], Field(max_length=40)] = []
    links: Annotated[
        list[Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]], Field(max_length=40)
    ] = []


class OcopNoteIn(Schema):
    """A remark, perhaps none."""

    note: Annotated[str, Field(max_length=600, pattern=r"^[^\x00]*$")] = ""


class OcopRoadReasonIn(Schema):
    """Why."""

    reason: Reason


class OcopAskAgainIn(Schema):
    """What an answer still lacks, until when."""

    reason: Reason
    due_on: Day


class OcopTakeUpIn(Schema):
    """To the advisory team, into a round (its number) or none."""

    round: Number | None = None
    note: Text = ""


class OcopPutIn(Schema):
    """Into which round; null: out of any."""

    round: Number | None = None


class OcopFinishIn(Schema):
    """The advisory team's conclusion; a reason where requests are still live."""

    conclusion: Said
    reason: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""


class OcopRejectIn(Schema):
    """On which printed grounds, and why."""

    grounds: Annotated[
        list[Annotated[str, Field(max_length=60, pattern=r"^[A-Z0-9_]+$")]],
        Field(min_length=1, max_length=20),
    ]
    reason: Reason


class OcopSamplesIn(Schema):
    """Samples that leave."""

    count: Annotated[int, Field(ge=1, le=200)]
    sent_on: Day
    stage: Literal["office", "ministry"] = "office"


class OcopReceiveIn(Schema):
    """Samples that came."""

    count: Samples
    received_on: Day
    condition: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class OcopVisitIn(Schema):
    """A visit to come."""

    planned_on: Day
    team: Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00]*$")]


class OcopVisitDoneIn(Schema):
    """What a visit found."""

    done_on: Day
    findings: Said


class OcopTestIn(Schema):
    """A test to be made."""

    indicators: Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00]*$")]
    laboratory: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    due_on: Day | None = None


class OcopTestResultIn(Schema):
    """What a test came to; ``evidence`` is the key of the entity's paper that says so."""

    result_on: Day
    passed: bool
    result: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] = ""
    evidence: UUID | None = None


class OcopSendUpIn(Schema):
    """The letter to the Ministry."""

    letter_no: LetterNo
    letter_on: Day


class OcopMinistryResultIn(Schema):
    """The Ministry's average as it writes it: "91,25" or an exact fraction "731/8"."""

    average: Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[0-9., /]+$")]
    note: Text = ""


class OcopRoundIn(Schema):
    """A round; ``area_code`` is its province, where the caller keeps several."""

    level: Literal["province", "ministry"]
    year: Year
    no: Annotated[int, Field(ge=1, le=12)]
    request_before: Day
    finish_before: Day
    note: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class OcopTermIn(Schema):
    """A term of the province for a stage."""

    count: Annotated[int, Field(ge=1, le=365)]
    unit: Literal["working_days", "days"] = "working_days"
    source: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class OcopDayIn(Schema):
    """A day a decision moves."""

    works: bool
    reason: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    source: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
