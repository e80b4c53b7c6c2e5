"""The shapes of events, display points and memoranda over the API; weights in kg, days ISO dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from cungcau.domain.promotion import states
from cungcau.domain.promotion.models import DisplayPoint, Event, EventParty, EventSite, Memorandum
from cungcau.platform.ui import clock

NO_NUL = r"^[^\x00]*$"
SAID = r"^[^\x00]*\S[^\x00]*$"
Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Text = Annotated[str, Field(max_length=300, pattern=NO_NUL)]
Line = Annotated[str, Field(min_length=1, max_length=300, pattern=SAID)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=SAID)]
Long = Annotated[str, Field(max_length=4000, pattern=NO_NUL)]
Area = Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
EventKindName = Literal["conference", "fair", "week", "training", "other"]
WayName = Literal["in_person", "online", "both"]
SiteKindName = Literal["main", "province", "online", "stand"]
RoleName = Literal["host", "partner", "seller", "buyer", "carrier", "press"]


class PromotionPageIn(Schema):
    """Which rows: ``q`` words with or without marks; paging."""

    q: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class PromotionEventPageIn(PromotionPageIn):
    """Events; ``first`` and ``last`` bound the day they end on."""

    kind: EventKindName | None = None
    state: Literal["planned", "held", "cancelled"] | None = None
    first: Day | None = None
    last: Day | None = None


class PromotionPointPageIn(PromotionPageIn):
    """Display points by how they stand on ``day`` (today without one)."""

    standing: Literal["not_yet", "open", "closed"] | None = None
    day: Day | None = None


class PromotionMemorandumPageIn(PromotionPageIn):
    """Memoranda; ``first`` and ``last`` bound the day of signing."""

    commodity: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    state: Literal["signed", "ended", "cancelled"] | None = None
    first: Day | None = None
    last: Day | None = None


class PromotionEventIn(Schema):
    """An event; ``area`` is the code of the province or commune in force it takes place in."""

    kind: EventKindName
    title: Line
    way: WayName = "in_person"
    starts_on: Day
    ends_on: Day
    area: Area
    place_text: Text = ""
    held_by: Line
    goods: Text = ""
    purpose: Long = ""
    result: Long = ""
    visitors: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    source: Text = ""


class PromotionEventChangeIn(PromotionEventIn):
    """The same, over the version that was read."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class PromotionReasonIn(Schema):
    """Why, where a move needs it."""

    reason: Text = ""


class PromotionSiteOut(Schema):
    """A place of an event."""

    id: int
    kind: SiteKindName
    name: str
    address: str

    @classmethod
    def of(cls, one: EventSite) -> PromotionSiteOut:
        """The shape of one."""
        return cls.model_validate({"id": one.pk, "kind": one.kind, "name": one.name, "address": one.address})


class PromotionPartyOut(Schema):
    """Who takes part; ``organisation`` its code, null for one told by name; ``came`` null while not known."""

    id: int
    role: RoleName
    organisation: str | None
    name: str
    came: bool | None

    @classmethod
    def of(cls, one: EventParty) -> PromotionPartyOut:
        """The shape of one."""
        code = one.organisation.code if one.organisation is not None else None
        given = {"id": one.pk, "role": one.role, "organisation": code, "name": str(one), "came": one.came}
        return cls.model_validate(given)


class PromotionEventOut(Schema):
    """An event."""

    id: int
    version: int
    kind: EventKindName
    title: str
    way: WayName
    starts_on: date
    ends_on: date
    area: str
    place_text: str
    held_by: str
    goods: str
    visitors: int | None
    state: Literal["planned", "held", "cancelled"]
    source: str

    @classmethod
    def of(cls, one: Event) -> PromotionEventOut:
        """The shape of one."""
        return cls.model_validate(_event(one))


class PromotionEventWholeOut(PromotionEventOut):
    """An event with its texts, places and who takes part."""

    purpose: str
    result: str
    reason: str
    sites: list[PromotionSiteOut]
    parties: list[PromotionPartyOut]

    @classmethod
    def whole(cls, one: Event, sites: list[EventSite], parties: list[EventParty]) -> PromotionEventWholeOut:
        """The shape of one."""
        more: dict[str, Any] = {
            "purpose": one.purpose, "result": one.result, "reason": one.reason,
            "sites": [PromotionSiteOut.of(site) for site in sites],
            "parties": [PromotionPartyOut.of(party) for party in parties],
        }  # fmt: skip
        return cls.model_validate({**_event(one), **more})


def _event(one: Event) -> dict[str, Any]:
    names = (
        "version", "kind", "title", "way", "starts_on", "ends_on", "place_text", "held_by", "goods", "visitors",
        "state", "source",
    )  # fmt: skip
    return {"id": one.pk, "area": one.area_code, **{name: getattr(one, name) for name in names}}


class PromotionPointIn(Schema):
    """A display point; ``keeper`` the code of who runs it, ``market`` the code of it as a market."""

    name: Name
    address: Line
    area: Area
    keeper: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    market: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    opens_on: Day
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    note: Annotated[str, Field(max_length=2000, pattern=NO_NUL)] = ""
    source: Text = ""


class PromotionCloseIn(Schema):
    """The last day of a point, and why."""

    closes_on: Day
    reason: Line


class PromotionPointOut(Schema):
    """A display point as it stands today."""

    id: int
    version: int
    name: str
    address: str
    area: str
    keeper: str | None
    opens_on: date
    closes_on: date | None
    standing: Literal["not_yet", "open", "closed"]
    products_on_show: int | None
    source: str

    @classmethod
    def of(cls, one: DisplayPoint) -> PromotionPointOut:
        """The shape of one; how many products it shows where it was counted."""
        given: dict[str, Any] = {
            "id": one.pk, "version": one.version, "name": one.name, "address": one.address, "area": one.area_code,
            "keeper": one.keeper.code if one.keeper is not None else None, "opens_on": one.opens_on,
            "closes_on": one.closes_on, "source": one.source,
            "standing": states.point_standing(one.opens_on, one.closes_on, clock.today()),
            "products_on_show": getattr(one, "on_show", None),
        }  # fmt: skip
        return cls.model_validate(given)


class PromotionMemorandumIn(Schema):
    """A memorandum: codes of both sides and of the commodity, kg, days; ``event`` the id of where it was signed."""

    number: Annotated[str, Field(min_length=1, max_length=60, pattern=SAID)]
    event: Number | None = None
    seller: Annotated[str, Field(min_length=1, max_length=60, pattern=SAID)]
    buyer: Annotated[str, Field(min_length=1, max_length=60, pattern=SAID)]
    commodity: Annotated[str, Field(min_length=1, max_length=60, pattern=SAID)]
    kg: Annotated[int, Field(ge=1, le=10_000_000_000)]
    signed_on: Day
    starts_on: Day
    ends_on: Day
    text: Long = ""
    source: Text = ""


class PromotionTieIn(Schema):
    """The order, by its code, that fulfils a memorandum."""

    order: Annotated[str, Field(min_length=1, max_length=60, pattern=SAID)]


class PromotionMemorandumOut(Schema):
    """A memorandum with what its orders delivered, kg."""

    id: int
    version: int
    number: str
    event: int | None
    seller: str
    buyer: str
    commodity: str
    kg: int
    delivered_kg: int
    signed_on: date
    starts_on: date
    ends_on: date
    area: str
    state: Literal["signed", "ended", "cancelled"]
    source: str

    @classmethod
    def of(cls, one: Memorandum, delivered_kg: int) -> PromotionMemorandumOut:
        """The shape of one."""
        given: dict[str, Any] = {
            "id": one.pk, "version": one.version, "number": one.number, "event": one.event_id,
            "seller": one.seller.code, "buyer": one.buyer.code, "commodity": one.commodity.code, "kg": one.kg,
            "delivered_kg": delivered_kg, "signed_on": one.signed_on, "starts_on": one.starts_on,
            "ends_on": one.ends_on, "area": one.area_code, "state": one.state, "source": one.source,
        }  # fmt: skip
        return cls.model_validate(given)
