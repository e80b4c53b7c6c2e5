"""What is sent to the council's room over the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.council.models import MinimumRule, Post, Session

Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Line = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Words = Annotated[str, Field(min_length=1, max_length=600, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(min_length=1, max_length=12, pattern=r"^[0-9.]+$")]
Points = Annotated[int, Field(ge=0, le=100)]
PostName = Literal["chair", "deputy", "member", "secretary"]
ModeName = Literal["meeting", "written"]
RuleName = Literal["agreed", "average", "everybody"]
PurposeName = Literal["recognise", "send_up", "ministry"]
assert {*PostName.__args__} == set(Post.values)  # type: ignore[attr-defined]
assert {*ModeName.__args__} == set(Session.Mode.values)  # type: ignore[attr-defined]
assert {*RuleName.__args__} == set(MinimumRule.values)  # type: ignore[attr-defined]


class OcopCouncilPageIn(Schema):
    """Which part of a list: words to find, how many, after how many."""

    q: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


class OcopCouncilIn(Schema):
    """A council and its province's regulation; ``area`` is the province's code."""

    area: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")]
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    decision_no: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]
    decided_on: Day
    valid_from: Day
    valid_to: Day | None = None
    quorum_percent: Annotated[int, Field(ge=1, le=100)] = 75
    chair_must_attend: bool = True
    least_members: Annotated[int, Field(ge=1, le=100)] = 3
    spread_limit: Annotated[int, Field(ge=0, le=100)] = 10
    minimum_rule: RuleName = "agreed"
    shown_decimals: Annotated[int, Field(ge=0, le=4)] = 2
    regulation: Line = ""
    source: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class OcopCouncilChangeIn(OcopCouncilIn):
    """The same as it is to be; ``version`` is the one it was read with."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class OcopSeatIn(Schema):
    """Who sits as what from when; ``user`` is a user name."""

    user: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00]*$")]
    post: PostName
    agency: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    valid_from: Day


class OcopSeatEndIn(Schema):
    """The last day of a seat and why."""

    valid_to: Day
    reason: Line


class OcopSessionIn(Schema):
    """When, where, how; ``round`` a round's id, ``answer_by`` the last day of written opinions."""

    held_on: Day
    place: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    mode: ModeName = "meeting"
    round: Number | None = None
    answer_by: Day | None = None


class OcopSessionChangeIn(OcopSessionIn):
    """The same as it is to be; ``version`` is the one it was read with."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class OcopAgendaIn(Schema):
    """Ids: of dossiers to put on, or of items in their new order."""

    ids: Annotated[list[Number], Field(min_length=1, max_length=100)]


class OcopAttendanceIn(Schema):
    """Whether a seat's holder is there."""

    seat: Number
    present: bool
    reason: Line = ""


class OcopPresideIn(Schema):
    """Who presides; ``reason`` by what authority, where it is not the chair."""

    seat: Number
    reason: Line = ""


class OcopReasonIn(Schema):
    """Why."""

    reason: Words


class OcopConclusionIn(Schema):
    """What a session came to."""

    conclusion: Text = ""


class OcopRecusalIn(Schema):
    """Why somebody stands out; ``seat`` missing: oneself."""

    seat: Number | None = None
    reason: Line


class OcopTapIn(Schema):
    """A choice for one criterion; ``tick`` as in the page's own saves, missing: now."""

    criterion: Code
    points: Points
    case: Annotated[str, Field(max_length=4, pattern=r"^[a-z]*$")] = ""
    note: Annotated[str, Field(max_length=600, pattern=r"^[^\x00]*$")] | None = None
    client_uuid: UUID | None = None
    tick: Annotated[int, Field(ge=0, le=2**53)] | None = None


class OcopTapsIn(Schema):
    """Choices to keep, all or none, and perhaps the remark."""

    taps: Annotated[list[OcopTapIn], Field(max_length=200)] = []
    remark: Text | None = None


class OcopDiscussionIn(Schema):
    """What was said of totals too far apart; ``again``: score anew."""

    text: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]
    again: bool


class OcopMeetingIn(Schema):
    """The meeting a product disputed in writing goes to."""

    session: Number
    text: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]


class OcopAgreedIn(Schema):
    """A level the council agreed on."""

    criterion: Code
    points: Points
    reason: Annotated[str, Field(max_length=600, pattern=r"^[^\x00]*$")] = ""


class OcopAgreementIn(Schema):
    """Levels agreed on, all or none; ``finish``: let the result stand at once."""

    values: Annotated[list[OcopAgreedIn], Field(max_length=100)] = []
    finish: bool = False


class OcopGroundIn(Schema):
    """A ground of rejection by the sheet's code, and the reason."""

    code: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Z0-9_]+$")]
    reason: Words


class OcopDecisionIn(Schema):
    """A decision to draft of a session's items (ids)."""

    purpose: PurposeName
    items: Annotated[list[Number], Field(min_length=1, max_length=100)]
    authority: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class OcopSignatureIn(Schema):
    """A decision as it was signed."""

    number: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]
    signed_on: Day
    signer: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
