"""The shapes in which the API tells of orders."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

from cungcau.domain.orders.models import Entry, Order, OrderLine, PriceFlag, Terms
from cungcau.domain.orders.selectors.orders import gist_of


class OrderPartOut(Schema):
    """An order in a list."""

    id: int
    code: str
    state: str
    origin: str
    buyer: str = Field(alias="buyer.code")
    buyer_name: str = Field(alias="buyer.name")
    seller: str = Field(alias="seller.code")
    seller_name: str = Field(alias="seller.name")
    commodity: str = Field(alias="commodity.code")
    asked_kg: int
    delivered_kg: int
    paid_kg: int
    price_vnd_per_kg: int | None
    frozen: bool

    @staticmethod
    def resolve_asked_kg(order: Order) -> int:
        """Kg of the lines, before they are agreed of the waiting terms."""
        return gist_of(order).asked_kg

    @staticmethod
    def resolve_delivered_kg(order: Order) -> int:
        """Kg that arrived."""
        return gist_of(order).delivered_kg

    @staticmethod
    def resolve_paid_kg(order: Order) -> int:
        """Kg paid for."""
        return gist_of(order).paid_kg

    @staticmethod
    def resolve_price_vnd_per_kg(order: Order) -> int | None:
        """The price frozen or waiting; null for none yet."""
        return gist_of(order).price_vnd_per_kg

    @staticmethod
    def resolve_frozen(order: Order) -> bool:
        """Whether both sides agreed on it."""
        return gist_of(order).frozen


class DeliveryDayOut(Schema):
    """One delivery of terms."""

    no: int
    harvest_date: date
    dispatch_date: date
    delivery_date: date
    kg: int


class OrderTermsOut(Schema):
    """One revision of an order's terms."""

    revision: int
    state: str
    price_vnd_per_kg: int
    price_at: str
    grade: int | None
    pack: str
    freight_by: str
    deposit_vnd: int
    payment_days: int
    tolerance_under: int
    tolerance_over: int
    reason: str
    proposed_side: str
    proposed_at: datetime
    seller_yes_at: datetime | None
    seller_heard: str
    buyer_yes_at: datetime | None
    buyer_heard: str
    frozen_at: datetime | None
    refused_reason: str
    days: list[DeliveryDayOut]

    @staticmethod
    def resolve_days(terms: Terms) -> list[object]:
        """Its deliveries by number."""
        return list(terms.days.all())


class OrderLineOut(Schema):
    """One delivery with its eleven quantities, kg."""

    no: int
    state: str
    harvest_date: date
    dispatch_date: date
    delivery_date: date
    most_kg: int
    asked_kg: int
    allocated_kg: int
    confirmed_kg: int
    harvested_kg: int
    received_kg: int
    rejected_kg: int
    loaded_kg: int
    lost_kg: int
    delivered_kg: int
    accepted_kg: int
    paid_kg: int


class OrderOut(Schema):
    """An order whole."""

    id: int
    version: int
    code: str
    state: str
    season: str = Field(alias="season.code")
    origin: str
    buyer: str = Field(alias="buyer.code")
    buyer_name: str = Field(alias="buyer.name")
    seller: str = Field(alias="seller.code")
    seller_name: str = Field(alias="seller.name")
    commodity: str = Field(alias="commodity.code")
    point: str | None
    market: str | None
    need: str | None
    place_text: str
    agreed_at_text: str
    note: str
    reason: str
    source: str
    lines: list[OrderLineOut]
    terms: list[OrderTermsOut]

    @staticmethod
    def resolve_point(order: Order) -> str | None:
        """The point's code."""
        return order.point.code if order.point is not None else None

    @staticmethod
    def resolve_market(order: Order) -> str | None:
        """The market's code."""
        return order.market.code if order.market is not None else None

    @staticmethod
    def resolve_need(order: Order) -> str | None:
        """The need's code."""
        return order.need.code if order.need is not None else None

    @staticmethod
    def resolve_lines(order: Order) -> list[OrderLine]:
        """Its deliveries by number."""
        return list(order.lines.order_by("no"))

    @staticmethod
    def resolve_terms(order: Order) -> list[Terms]:
        """Every revision, the latest first."""
        return list(order.terms.prefetch_related("days").order_by("-revision"))


class QuantityEntryOut(Schema):
    """One step of one quantity; kg below 0 take back."""

    id: int
    line: int = Field(alias="line.no")
    slip_id: int | None
    kind: str
    kg: int
    at: datetime
    recorded_at: datetime
    by: str
    evidence: str
    corrects_id: int | None
    reason: str

    @staticmethod
    def resolve_by(entry: Entry) -> str:
        """Who wrote it down; blank for the system."""
        return entry.by.full_name if entry.by is not None else ""


class PriceFlagOut(Schema):
    """A price below the frozen one or the reference band, with its evidence."""

    id: int
    state: str
    why: str
    line: int | None
    said_vnd_per_kg: int
    frozen_vnd_per_kg: int | None
    band_low_vnd_per_kg: int | None
    band_high_vnd_per_kg: int | None
    evidence: str
    noticed_at: datetime
    outcome: str
    closed_reason: str

    @staticmethod
    def resolve_line(flag: PriceFlag) -> int | None:
        """The delivery's number; null for the whole order."""
        return flag.line.no if flag.line is not None else None
