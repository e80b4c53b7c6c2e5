"""What the API says of lots, and what it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.supply import selectors
from cungcau.domain.supply.chatting import PORTION
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.quantities import MOST_KG
from cungcau.platform.ui import clock

Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
"""What people type: PostgreSQL keeps every character but NUL."""
Long = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
Kg = Annotated[int, Field(ge=1, le=MOST_KG)]
Vnd = Annotated[int, Field(ge=0, le=100_000_000)]
Days = Annotated[int, Field(ge=0, le=3660)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]


class LotOut(Schema):
    """A lot: kg, đồng per kg, days; ``state`` is offered, withdrawn, or expired where its last day is past."""

    id: int
    version: int
    season: str = Field(alias="season.code")
    code: str
    state: str
    producer: str = Field(alias="producer.code")
    producer_name: str = Field(alias="producer.name")
    representative: str | None
    commodity: str = Field(alias="commodity.code")
    variety: str
    grade: int | None
    size_class: str
    certificates: list[str]
    quantity_kg: int
    already_sold_kg: int
    harvest_from: date
    harvest_to: date
    max_kg_per_day: int | None
    shelf_life_days: int | None
    place: str = Field(alias="place.code")
    area_code: str
    point_code: str
    largest_truck_kg: int | None
    floor_price_vnd_per_kg: int | None
    offered_price_vnd_per_kg: int | None
    price_at: str
    freight_vnd_per_kg: int | None
    urgency: str
    expires_on: date | None
    confirmed_at: datetime | None
    channel: str
    note: str

    @staticmethod
    def resolve_state(lot: Lot) -> str:
        """The state on the day of the answer."""
        return selectors.condition(lot, clock.today())

    @staticmethod
    def resolve_representative(lot: Lot) -> str | None:
        """The representative's code."""
        return lot.representative.code if lot.representative else None


class FiguresIn(Schema):
    """What a lot may say beside its producer, goods, quantity and days."""

    grade: Annotated[int, Field(ge=0, le=1000)] | None = None
    variety: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    size_class: Code = ""
    certificates: list[Code] = Field(default_factory=list, max_length=20)
    already_sold_kg: Annotated[int, Field(ge=0, le=MOST_KG)] = 0
    max_kg_per_day: Kg | None = None
    shelf_life_days: Days | None = None
    point_code: Code = ""
    largest_truck_kg: Kg | None = None
    floor_price_vnd_per_kg: Vnd | None = None
    offered_price_vnd_per_kg: Vnd | None = None
    price_at: Literal["farm", "point", "market"] = "point"
    freight_vnd_per_kg: Vnd | None = None
    urgency: Literal["normal", "soon", "now"] = "normal"
    expires_on: date | None = None
    note: Long = ""


class LotIn(FiguresIn):
    """A lot to offer: codes of season, producer and goods; ``place`` the code of the commune, else the producer's."""

    season: Code
    producer: Code
    commodity: Code
    quantity_kg: Kg
    harvest_from: date
    harvest_to: date
    place: Code = ""
    confirmed_with: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    client_uuid: UUID | None = None


class LotChange(Schema):
    """What to correct: the ``version`` it was read at, and the new values of those columns that change."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    quantity_kg: Kg | None = None
    harvest_from: date | None = None
    harvest_to: date | None = None
    already_sold_kg: Annotated[int, Field(ge=0, le=MOST_KG)] | None = None
    grade: Annotated[int, Field(ge=0, le=1000)] | None = None
    max_kg_per_day: Kg | None = None
    floor_price_vnd_per_kg: Vnd | None = None
    offered_price_vnd_per_kg: Vnd | None = None
    freight_vnd_per_kg: Vnd | None = None
    expires_on: date | None = None
    urgency: Literal["normal", "soon", "now"] | None = None
    note: Long | None = None
    reason: Text = ""


class LotReasonIn(Schema):
    """Why a lot is taken back."""

    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class LotConfirmIn(Schema):
    """Who was asked."""

    confirmed_with: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""


class LotsIn(Schema):
    """Which lots: of a season, by words with or without marks, by state; ``offset`` and ``limit`` page."""

    season: Code
    q: Text = ""
    state: Literal["", "offered", "expired", "withdrawn"] = ""
    mine: bool = False
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class MessageIn(Schema):
    """A chat message to read."""

    season: Code
    text: Annotated[str, Field(min_length=1, max_length=PORTION, pattern=r"^[^\x00]*$")]


class ProposalOut(Schema):
    """A lot a message seems to offer; nothing is written. What is not clear stands in ``questions``."""

    text: str
    producer: str
    commodity: int | None
    grade: int | None
    quantity: str
    harvest_from: date | None
    harvest_to: date | None
    place: str
    offered_price_vnd_per_kg: int | None
    questions: list[str]
    assumptions: list[str]
