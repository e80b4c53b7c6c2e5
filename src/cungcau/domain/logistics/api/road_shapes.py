"""The shapes of transit papers, route events, arrivals and claims over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.logistics.models import Arrival, Claim, RouteEvent, TransitPaper
from cungcau.domain.logistics.selectors.events import places_of
from cungcau.platform.ui import clock

_NO_NUL = r"^[^\x00]*$"
Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Code = Annotated[str, Field(max_length=80, pattern=_NO_NUL)]
Text = Annotated[str, Field(max_length=200, pattern=_NO_NUL)]
Long = Annotated[str, Field(max_length=600, pattern=_NO_NUL)]
Why = Annotated[str, Field(min_length=1, max_length=300, pattern=_NO_NUL)]
Said = Annotated[str, Field(min_length=1, max_length=2000, pattern=_NO_NUL)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Kg = Annotated[int, Field(ge=0, le=2_000_000_000)]
Vnd = Annotated[int, Field(ge=0, le=1_000_000_000_000)]
Places = Annotated[list[Annotated[str, Field(max_length=300, pattern=_NO_NUL)]], Field(max_length=30)]


class RoadPageIn(Schema):
    """Which rows of a season: ``state`` narrows, ``offset`` and ``limit`` page."""

    season: Code
    q: Text = ""
    state: Annotated[str, Field(max_length=20, pattern=r"^[a-z_]*$")] = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class RoadReasonIn(Schema):
    """Why."""

    reason: Why


class ProofIn(Schema):
    """A paper of driver or vehicle and the last day it counts."""

    kind: Literal["licence", "inspection", "badge", "insurance", "test"]
    number: Annotated[str, Field(max_length=60, pattern=_NO_NUL)] = ""
    valid_to: Day | None = None


class TransitPaperIn(Schema):
    """A new transit paper; ``carrier`` is an organisation's code, loads are kg."""

    season: Code
    carrier: Code
    plate: Annotated[str, Field(min_length=1, max_length=20, pattern=_NO_NUL)]
    trailer_plate: Annotated[str, Field(max_length=20, pattern=_NO_NUL)] = ""
    capacity_kg: Annotated[int, Field(ge=1, le=100_000_000)] | None = None
    load_kg: Annotated[int, Field(ge=1, le=100_000_000)] | None = None
    goods: Annotated[str, Field(max_length=300, pattern=_NO_NUL)] = ""
    route_text: Long = ""
    pick_ups: Places = []
    drops: Places = []
    returns: Places = []
    wants_return: bool = True
    leaves_on: Day
    back_on: Day
    valid_from: Day
    valid_to: Day
    driver_name: Annotated[str, Field(max_length=120, pattern=_NO_NUL)] = ""
    driver_phone: Annotated[str, Field(max_length=20, pattern=_NO_NUL)] = ""
    proofs: Annotated[list[ProofIn], Field(max_length=5)] = []
    client_uuid: UUID | None = None


class TransitPaperOut(Schema):
    """A transit paper with its state today; nothing of the driver."""

    id: int
    code: str
    state: str
    carrier: str = Field(alias="carrier.code")
    carrier_name: str = Field(alias="carrier.name")
    plate: str
    trailer_plate: str
    capacity_kg: int | None
    load_kg: int | None
    goods: str
    route_text: str
    leaves_on: date
    back_on: date
    valid_from: date
    valid_to: date
    returned_items: list[str]
    reason: str
    signer: str
    signed_at: datetime | None

    @staticmethod
    def resolve_state(paper: TransitPaper) -> str:
        """The state as it reads today, ``expired`` and ``not_yet`` among them."""
        return paper.state_on(clock.today())


class MissingOut(Schema):
    """One thing missing or wrong before a paper may be submitted."""

    code: str
    item: str
    text: str


class GiveBackIn(Schema):
    """What has to be corrected."""

    items: Annotated[list[Why], Field(min_length=1, max_length=20)]


class ApproveIn(Schema):
    """Who signs."""

    signer: Text = ""


class RouteEventIn(Schema):
    """What is shut; ``targets`` as "market 7", "point 2", "lane 3"; both days included."""

    season: Code
    kind: Literal["road", "checkpoint", "gate", "market", "point"]
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=_NO_NUL)]
    targets: Annotated[
        list[Annotated[str, Field(pattern=r"^(market|point|lane) [0-9]{1,18}$")]],
        Field(min_length=1, max_length=200),
    ]
    first: Day
    last: Day
    percent_left: Annotated[int, Field(ge=0, le=99)] = 0
    what: Long = ""
    heard_by: Literal["paper", "web", "phone", "seen"]
    source: Why
    client_uuid: UUID | None = None


class RouteEventOut(Schema):
    """A route event with its state today and what it touches."""

    id: int
    code: str
    state: str
    kind: str
    name: str
    first: date
    last: date
    percent_left: int
    what: str
    source: str
    places: list[str]
    follows_id: int | None

    @staticmethod
    def resolve_state(event: RouteEvent) -> str:
        """The state as it reads today, ``over`` among them."""
        return event.state_on(clock.today())

    @staticmethod
    def resolve_places(event: RouteEvent) -> list[str]:
        """What it touches, in words."""
        return [place.name for place in places_of(event)]


class TouchedOut(Schema):
    """A line not delivered yet that uses what is shut."""

    line: int = Field(alias="pk")
    order: str = Field(alias="order.code")
    no: int
    state: str
    dispatch_date: date
    delivery_date: date
    asked_kg: int


class EventChangeIn(Schema):
    """The new last closed day, and why."""

    last: Day
    reason: Why


class ToldOut(Schema):
    """How many accounts, and organisations without one, were told now."""

    people: int
    contacts: int


class ClosedOut(Schema):
    """How many closures of the network an event has."""

    closures: int


class ArrivalOut(Schema):
    """A consignment at the buyer's, kg; ``late_days`` below 0 is early."""

    id: int
    line: int = Field(alias="line_id")
    order: str = Field(alias="line.order.code")
    state: str
    due_on: date
    expected_kg: int
    arrived_kg: int
    accepted_kg: int
    refused_kg: int
    lost_kg: int
    carrier_kg: int | None
    arrived_at: datetime | None
    late_days: int | None

    @staticmethod
    def resolve_refused_kg(arrival: Arrival) -> int:
        """kg that came and were not taken."""
        return arrival.refused_kg


class ArrivalSayIn(Schema):
    """One side's word; the same ``client_uuid`` again changes nothing."""

    speaker: Literal["buyer", "carrier"]
    arrived_kg: Kg
    refused_kg: Kg = 0
    refused_why: Annotated[str, Field(max_length=300, pattern=_NO_NUL)] = ""
    done: bool = True
    said_by: Annotated[str, Field(max_length=120, pattern=_NO_NUL)] = ""
    note: Annotated[str, Field(max_length=300, pattern=_NO_NUL)] = ""
    client_uuid: UUID | None = None


class ArrivalSettleIn(Schema):
    """What is to count, kg; the rest of what was sent is lost."""

    arrived_kg: Kg
    accepted_kg: Kg
    reason: Why


class ClaimIn(Schema):
    """A claim about an arrival (its id) by one side."""

    arrival: Number
    side: Literal["buyer", "seller"]
    kind: Literal["short", "quality", "refused", "late", "money", "other"]
    text: Said
    kg: Kg = 0
    vnd: Vnd = 0
    client_uuid: UUID | None = None


class ClaimAnswerIn(Schema):
    """What is offered or decided, in words, kg and đồng."""

    text: Said
    kg: Kg = 0
    vnd: Vnd = 0


class ClaimOut(Schema):
    """A claim; ``outcome_vnd`` is what the seller pays the buyer (below 0: the buyer the seller)."""

    id: int
    code: str
    state: str
    arrival: int = Field(alias="arrival_id")
    side: str
    kind: str
    text: str
    asked_kg: int
    asked_vnd: int
    opened_at: datetime
    answer_until: datetime
    answer: str
    offered_kg: int | None
    offered_vnd: int | None
    outcome: str
    outcome_kg: int
    outcome_vnd: int
    photos: list[UUID]

    @staticmethod
    def resolve_photos(claim: Claim) -> list[UUID]:
        """The keys of its pictures."""
        return [photo.key for photo in claim.photos.all()]
