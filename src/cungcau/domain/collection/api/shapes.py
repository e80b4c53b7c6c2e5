"""The shapes of points, turns and tickets over the API. Quantities are whole kg."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from cungcau.domain.collection.models import RejectReason, Ticket
from cungcau.domain.collection.services.loads import MOST_KG

Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Moment = Annotated[
    AwareDatetime,
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2100, 12, 31, tzinfo=UTC)),
]
Text = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Kg = Annotated[int, Field(ge=0, le=MOST_KG)]
Reason = Literal["", "bruised", "rotten", "unripe", "overripe", "pest", "size", "residue", "pack", "other"]
assert {*Reason.__args__} == {"", *RejectReason.values}  # type: ignore[attr-defined]


class ScalePointOut(Schema):
    """A point and how it stands on the day asked for."""

    id: int
    code: str
    name: str
    may_keep: bool
    approved: bool
    closed: bool
    why: str


class TurnOut(Schema):
    """One turn of a day: how many of its bays are free."""

    starts_at: datetime
    ends_at: datetime
    bays: int
    free: int
    kg: int


class BookingIn(Schema):
    """Whom a turn is for: slips, or a vehicle's ``plate`` with its kg."""

    day: Day
    starts_at: Moment
    slips: Annotated[list[Number], Field(max_length=50)] = []
    plate: Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")] = ""
    kg: Kg = 0
    label: Name = ""
    override_reason: Text = ""
    client_uuid: UUID | None = None


class BookingOut(Schema):
    """A booked turn."""

    id: int
    point: int = Field(alias="point_id")
    state: str
    day: date
    starts_at: datetime
    ends_at: datetime
    bay: int
    label: str
    plate: str
    kg: int
    override_reason: str


class ScaleReasonIn(Schema):
    """Why."""

    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class LoadIn(Schema):
    """What stood on the scale: of a ``slip``, or goods outside an order (``commodity`` id, ``producer_text``)."""

    slip: Number | None = None
    commodity: Number | None = None
    producer_text: Name = ""
    grade: Annotated[int, Field(ge=0, le=1000)] | None = None
    gross_kg: Kg
    tare_kg: Kg = 0
    rejected_kg: Kg = 0
    crates: Annotated[int, Field(ge=0, le=100_000)] | None = None
    reject_reason: Reason = ""
    reject_text: Text = ""
    weighed_at: Moment | None = None
    delivery: UUID | None = None


class TicketIn(LoadIn):
    """A new ticket; the same ``client_uuid`` again gives the ticket there is."""

    client_uuid: UUID | None = None


class TicketCorrectIn(LoadIn):
    """A ticket as it shall read, and why; ``void`` takes the weighing back whole."""

    void: bool = False
    gross_kg: Kg = 0
    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
    client_uuid: UUID | None = None


class TicketOut(Schema):
    """A weighbridge ticket; ``replaced_by`` is the ticket that took its place, if any."""

    id: int
    code: str
    point: int = Field(alias="point_id")
    slip: str | None
    producer: str
    commodity: str = Field(alias="commodity.code")
    grade: int | None
    gross_kg: int
    tare_kg: int
    net_kg: int
    accepted_kg: int
    rejected_kg: int
    reject_reason: str
    reject_text: str
    crates: int | None
    warnings: str
    weighed_at: datetime
    offline: bool
    client_uuid: UUID
    replaces: int | None = Field(alias="voids_id")
    replaced_by: int | None
    void_reason: str

    @staticmethod
    def resolve_slip(row: Ticket) -> str | None:
        """The slip's code."""
        return row.slip.code if row.slip is not None else None

    @staticmethod
    def resolve_producer(row: Ticket) -> str:
        """Who brought the goods."""
        return row.producer.name if row.producer is not None else row.producer_text

    @staticmethod
    def resolve_replaced_by(row: Ticket) -> int | None:
        """The later ticket's id."""
        later = getattr(row, "voided_by", None)
        return later.pk if later is not None else None


class TicketPageIn(Schema):
    """Which tickets: ``q`` searches, ``point`` and ``day`` narrow, ``offset`` and ``limit`` page."""

    q: Name = ""
    point: Number | None = None
    day: Day | None = None
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class ReplayEntryIn(Schema):
    """One entry a phone kept; see ``services.replay.Entry``."""

    uuid: UUID
    kind: Literal["weigh", "correct", "void", "arrive", "miss"]
    point: Number
    at: Moment
    slip: Number | None = None
    booking: Number | None = None
    corrects: UUID | None = None
    reason: Text = ""
    commodity: Number | None = None
    producer_text: Name = ""
    grade: Annotated[int, Field(ge=0, le=1000)] | None = None
    gross_kg: Kg = 0
    tare_kg: Kg = 0
    rejected_kg: Kg = 0
    crates: Annotated[int, Field(ge=0, le=100_000)] | None = None
    reject_reason: Reason = ""
    reject_text: Text = ""
    delivery: UUID | None = None


class ReplayIn(Schema):
    """What a phone kept, at most 200 entries; ``device`` names it."""

    device: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    entries: Annotated[list[ReplayEntryIn], Field(max_length=200)]


class ReplayAnswerOut(Schema):
    """What became of an entry: ``done``, ``again`` (done before), ``refused`` with its reason, or ``waits``."""

    uuid: UUID
    status: Literal["done", "again", "refused", "waits"]
    ticket: int | None = None
    code: str = ""
    ticket_code: str = ""
    reason: str = ""
    warnings: list[str] = []


class ScalePhotoOut(Schema):
    """A picture as it is kept; ``taken_sha256`` is that of the picture as sent."""

    id: int
    client_uuid: UUID
    about: UUID
    sha256: str
    taken_sha256: str
    bytes: int


class ExpectedOut(Schema):
    """A slip to expect, for the list a phone keeps."""

    id: int
    code: str
    producer: str
    place: str
    order: str
    commodity: int
    commodity_name: str
    grade: int | None
    confirmed_kg: int
    allocated_kg: int
    received_kg: int
    rejected_kg: int
    state: str
    slot: str
    booking: int | None
    booking_state: str
    folded: str


class PhoneDayOut(Schema):
    """A point's day as a phone keeps it; ``now`` is the moment at the points."""

    point: int
    point_name: str
    day: date
    now: datetime
    me: int
    me_name: str
    slips: list[ExpectedOut]
    commodities: list[dict[str, object]]
    reasons: list[dict[str, str]]
    weighed_kg: int
    tickets: int
    more: bool
