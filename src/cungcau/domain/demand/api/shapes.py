"""The shapes of needs and offers over the API."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.demand.models import Need, Offer
from cungcau.platform.ui import clock

_LONG = 10_000_000_000
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
"""What people type: PostgreSQL keeps every character but NUL."""
Code = Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
Note = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]
Codes = Annotated[list[Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]], Field(max_length=50)]
Kg = Annotated[int, Field(ge=1, le=_LONG)]
Most = Annotated[int, Field(ge=0, le=_LONG)]
Percent = Annotated[int, Field(ge=0, le=100)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]


class TermsIn(Schema):
    """What a buyer asks; quantities kg, prices đồng per kg, weekdays 2 (thứ hai) to 8 (chủ nhật)."""

    kind: Literal["need", "commitment", "contract", "order"] = "need"
    commodity: Code
    min_grade: Annotated[int, Field(ge=0, le=1000)] | None = None
    variety: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    size: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    pack: Text = ""
    certificates: Codes = []
    certificates_preferred: Codes = []
    tests: Codes = []
    quantity_kg: Kg | None = None
    quantity_low_kg: Kg | None = None
    quantity_high_kg: Kg | None = None
    kg_per_delivery: Kg | None = None
    frequency: Literal["once", "daily", "weekdays", "weekly", "every"] = "once"
    weekdays: Annotated[list[Annotated[int, Field(ge=2, le=8)]], Field(max_length=7)] = []
    every_days: Annotated[int, Field(ge=1, le=366)] | None = None
    skip_holidays: bool = False
    hours_from: time | None = None
    hours_to: time | None = None
    deliver_from: Day
    deliver_to: Day
    market: Code = ""
    place_text: Text = ""
    price_vnd_per_kg: Most | None = None
    price_at: Literal["point", "market"] = "point"
    freight_by: Literal["", "buyer", "seller", "shared"] = ""
    deposit_vnd: Most | None = None
    deposit_percent: Percent | None = None
    payment_days: Annotated[int, Field(ge=0, le=3650)] | None = None
    tolerance_under: Percent = 0
    tolerance_over: Percent = 0
    min_life_left_days: Annotated[int, Field(ge=0, le=3650)] = 0
    max_kg_per_day: Most | None = None
    expires_on: Day | None = None
    confirmed_by: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    note: Note = ""


class NeedIn(TermsIn):
    """A new need of a buyer (its code) in a season; the same ``client_uuid`` again gives the need there is."""

    season: Code
    buyer: Code
    client_uuid: UUID | None = None


class NeedPatch(TermsIn):
    """A need as it shall be, against the version it was read in."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class NeedOut(Schema):
    """A need with its state today and what is still wanted."""

    id: int
    code: str
    version: int
    season: str = Field(alias="season.code")
    state: str
    kind: str
    buyer: str = Field(alias="buyer.code")
    buyer_name: str = Field(alias="buyer.name")
    commodity: str = Field(alias="commodity.code")
    min_grade: int | None
    certificates: list[str]
    certificates_preferred: list[str]
    tests: list[str]
    pack: str
    quantity_kg: int
    quantity_low_kg: int | None
    quantity_high_kg: int | None
    accepted_kg: int
    kg_per_delivery: int | None
    frequency: str
    weekdays: list[int]
    every_days: int | None
    hours_from: time | None
    hours_to: time | None
    deliver_from: date
    deliver_to: date
    window_stated: bool
    market: str | None
    place_text: str
    price_vnd_per_kg: int | None
    price_at: str
    freight_by: str
    deposit_vnd: int | None
    deposit_percent: int | None
    payment_days: int | None
    tolerance_under: int
    tolerance_over: int
    ends_on: date | None
    confirmed_on: date | None
    note: str
    source: str

    @staticmethod
    def resolve_state(need: Need) -> str:
        """The state as it reads today, ``expired`` among them."""
        return need.state_on(clock.today())

    @staticmethod
    def resolve_market(need: Need) -> str | None:
        """The market's code, null while nobody knows it."""
        return need.market.code if need.market is not None else None

    @staticmethod
    def resolve_accepted_kg(need: Need) -> int:
        """What was taken of offers."""
        return int(getattr(need, "accepted_kg", 0))


class DeliveryOut(Schema):
    """One dated delivery of a recurring need."""

    day: date = Field(alias="deliver_from")
    kg: int = Field(alias="quantity_kg")
    hours_from: time | None
    hours_to: time | None
    state: str
    reason: str


class DeliveryIn(Schema):
    """A delivery as it shall be, and why; 0 kg leaves it out."""

    kg: Most
    hours_from: time | None = None
    hours_to: time | None = None
    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class NeedReasonIn(Schema):
    """Why."""

    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class NeedConfirmIn(Schema):
    """Who said that it is still wanted, until when."""

    confirmed_by: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    expires_on: Day | None = None


class OfferIn(Schema):
    """What an organisation (its code) offers towards a need."""

    organisation: Code
    kg: Kg | None = None
    kg_per_delivery: Kg | None = None
    first: Day
    last: Day
    grade: Annotated[int, Field(ge=0, le=1000)] | None = None
    certificates: Codes = []
    tests: Codes = []
    pack_fits: bool | None = None
    hours_fit: bool | None = None
    price_vnd_per_kg: Most | None = None
    price_at: Literal["point", "market"] = "point"
    valid_until: Day | None = None
    confirmed_by: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    note: Note = ""
    client_uuid: UUID | None = None


class OfferOut(Schema):
    """An offer with its state today."""

    id: int
    version: int
    need: int = Field(alias="need_id")
    organisation: str = Field(alias="organisation.code")
    organisation_name: str = Field(alias="organisation.name")
    state: str
    kg: int
    kg_per_delivery: int | None
    first: date
    last: date
    grade: int | None
    certificates: list[str]
    tests: list[str]
    price_vnd_per_kg: int | None
    price_at: str
    valid_until: date | None
    note: str
    reason: str

    @staticmethod
    def resolve_state(offer: Offer) -> str:
        """The state as it reads today, ``expired`` among them."""
        return offer.state_on(clock.today())


class PageIn(Schema):
    """Which rows: ``q`` searches with or without marks, ``state`` narrows, ``offset`` and ``limit`` page."""

    q: Text = ""
    state: Literal["", "open", "met", "withdrawn", "expired"] = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)
