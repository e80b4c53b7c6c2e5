"""What the API takes of orders: bounds of every number and text."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.orders.services.checking import MOST_KG, MOST_VND

OrderWord = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
OrderCode = Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
OrderReason = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*\S[^\x00]*$")]
OrderDay = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
OrderNumber = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Revision = Annotated[int, Field(ge=1, le=1_000_000)]
_Money = Annotated[int, Field(ge=0, le=MOST_VND)]
_Percent = Annotated[int, Field(ge=0, le=100)]


class DeliveryDayIn(Schema):
    """One delivery; ``no`` is the number of the line it changes, none adds a delivery."""

    no: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    harvest_date: OrderDay
    dispatch_date: OrderDay | None = None
    delivery_date: OrderDay | None = None
    kg: Annotated[int, Field(ge=1, le=MOST_KG)]


class OrderTermsIn(Schema):
    """What the two sides agree; prices đồng per kg (0: none yet), percentages of each delivery."""

    price_vnd_per_kg: _Money = 0
    price_at: Literal["point", "market"] = "point"
    grade: Annotated[int, Field(ge=0, le=1000)] | None = None
    pack: OrderWord = ""
    freight_by: Literal["", "buyer", "seller", "shared"] = ""
    deposit_vnd: _Money = 0
    payment_days: Annotated[int, Field(ge=0, le=3650)] = 0
    tolerance_under: _Percent = 0
    tolerance_over: _Percent = 0
    days: Annotated[list[DeliveryDayIn], Field(min_length=1, max_length=400)]


class OrderIn(Schema):
    """An order by phone or of a direct agreement; sides, goods, point, market and season by code."""

    season: OrderCode
    origin: Literal["agreement", "phone"] = "phone"
    buyer: OrderCode
    seller: OrderCode
    commodity: OrderCode
    point: OrderCode = ""
    market: OrderCode = ""
    place_text: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    agreed_at_text: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    note: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] = ""
    terms: OrderTermsIn
    draft: bool = False
    client_uuid: UUID | None = None


class DraftIn(Schema):
    """A draft as it shall read; ``version`` is the one that was read. Codes as in a new order."""

    version: Annotated[int, Field(ge=1, le=2_000_000_000)]
    origin: Literal["agreement", "phone"] = "phone"
    buyer: OrderCode
    seller: OrderCode
    commodity: OrderCode
    point: OrderCode = ""
    market: OrderCode = ""
    place_text: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    agreed_at_text: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    note: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] = ""
    terms: OrderTermsIn


class ClosingIn(Schema):
    """Why an order is closed while something of it is open; may be blank when all is done."""

    reason: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class TermsProposalIn(OrderTermsIn):
    """Other terms; ``instead_of`` is the revision that waits and is answered by them."""

    reason: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    instead_of: Revision | None = None


class TermsYesIn(Schema):
    """Which side agrees; an officer says how it was heard."""

    side: Literal["buyer", "seller"]
    heard: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""


class TermsRefusalIn(Schema):
    """Which side does not agree (or the office takes the terms back), and why."""

    side: Literal["buyer", "seller", "office"]
    reason: OrderReason


class OrderReasonIn(Schema):
    """Why."""

    reason: OrderReason


class OrderPageIn(Schema):
    """Which orders: ``q`` searches with or without marks, days are of deliveries, ``offset`` and ``limit`` page.

    ``sort`` by kg ordered, first day of leaving, price, or number; with a minus the other way; none: newest first.
    """

    q: OrderWord = ""
    state: Literal["", "draft", "proposed", "agreed", "closed", "cancelled"] = ""
    first: OrderDay | None = None
    last: OrderDay | None = None
    sort: Literal["", "kg", "-kg", "day", "-day", "price", "-price", "id", "-id"] = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=500)
