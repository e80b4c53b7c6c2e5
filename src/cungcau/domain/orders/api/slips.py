"""Slips over the API: the list, a proposal, keeping and sending a split, answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from cungcau.domain.orders import policies
from cungcau.domain.orders.models import AnswerBy, OrderLine, Slip
from cungcau.domain.orders.selectors import slips as selectors
from cungcau.domain.orders.services import slips as services
from cungcau.domain.orders.views.slips_frame import line_for, may_split, slip_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.search import matching

router = Router(tags=["phiếu hái"])

Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Kg = Annotated[int, Field(ge=1, le=100_000_000)]
Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
State = Literal[
    "", "draft", "sent", "accepted", "declined", "lapsed", "failed", "brought", "settled", "cancelled"
]


class SlipPageIn(Schema):
    """Which slips, and which part of the list."""

    season: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    state: State = ""
    harvest_date: Day | None = None
    line: Number | None = None
    q: Words = ""
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class SlipOut(Schema):
    """A slip; kg whole, price in đồng per kg, moments with their zone. Phones are not told here."""

    id: int
    code: str
    state: str
    line: int = Field(alias="line_id")
    order: str = Field(alias="line.order.code")
    household: str = Field(alias="producer.code")
    household_name: str = Field(alias="producer.name")
    lot: str | None
    instead_of: int | None = Field(alias="instead_of_id")
    harvest_date: date
    point: str | None
    grade: int | None
    price_vnd_per_kg: int
    allocated_by: str
    reason: str
    offered_kg: int
    allocated_kg: int
    confirmed_kg: int
    harvested_kg: int
    received_kg: int
    rejected_kg: int
    paid_kg: int
    slot_from: datetime | None
    slot_to: datetime | None
    sent_at: datetime | None
    answer_until: datetime | None
    answered_at: datetime | None
    answered_by: str
    answer_note: str

    @staticmethod
    def resolve_lot(slip: Slip) -> str | None:
        """The lot's code."""
        return slip.lot.code if slip.lot is not None else None

    @staticmethod
    def resolve_point(slip: Slip) -> str | None:
        """The point's code."""
        return slip.point.code if slip.point is not None else None


class SplitPartOut(Schema):
    """One part of a proposal."""

    lot: int
    household: str
    household_name: str
    kg: int
    allocated_by: str
    reason: str


class SplitOut(Schema):
    """How a delivery could be split; ``short_kg`` is what nobody here can bring."""

    line: int
    wanted_kg: int
    kg: int
    short_kg: int
    parts: list[SplitPartOut]


class SplitPartIn(Schema):
    """So many kg of a lot (its number), and why; by hand a reason is needed."""

    lot: Number
    kg: Kg
    allocated_by: Literal["plan", "ledger", "hand"] = "hand"
    reason: Words = ""


class SplitIn(Schema):
    """The drafts as they shall be: at most 500 parts, none for no drafts."""

    parts: Annotated[list[SplitPartIn], Field(max_length=500)]


class SplitSendIn(Schema):
    """Which drafts to send; none named: all of the delivery."""

    slips: Annotated[list[Number], Field(max_length=500)] = []


class SlipAnswerIn(Schema):
    """What the household takes in kg (0: no), and how that is known."""

    kg: Annotated[int, Field(ge=0, le=100_000_000)]
    by: Literal["phone", "paper", "sms"] = "phone"
    spoke_with: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    note: Words = ""


class SlipReasonIn(Schema):
    """Why."""

    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


def _read(rows: QuerySet[Slip]) -> QuerySet[Slip]:
    return rows.select_related("producer", "lot", "point", "line__order").defer(
        "words", "producer__words", "lot__words", "point__words", "line__order__words"
    )


def _one(request: HttpRequest, number: int) -> Slip:
    return slip_for(request, number)[1]


@router.get("", response={200: list[SlipOut], **PROBLEMS}, summary="Phiếu hái")
def slips(request: HttpRequest, page: Query[SlipPageIn]) -> Sequence[Slip]:
    """The slips one may see, by day of picking."""
    user = signed_in(request)
    access.require(user, policies.SEE_SLIPS)
    rows = _read(selectors.slips_shown(user))
    for name, value in (
        ("season__code", page.season), ("state", page.state), ("harvest_date", page.harvest_date),
        ("line", page.line),
    ):  # fmt: skip
        if value:
            rows = rows.filter(**{name: value})
    rows = matching(rows, page.q).order_by("harvest_date", "pk")
    return list(rows[page.offset : page.offset + page.limit])


@router.get("/split/{int:number}", response={200: SplitOut, **PROBLEMS}, summary="Đề xuất chia một đợt giao")
def propose(
    request: HttpRequest,
    number: Number,
    by: Literal["plan", "ledger", "hand"] = "ledger",
    kg: Annotated[int | None, Query(ge=1, le=100_000_000)] = None,
    least_kg: Annotated[int, Query(ge=1, le=1_000_000)] = services.USUAL_LEAST_KG,
) -> SplitOut:
    """A proposal with its reasons; nothing is written."""
    _user, line = line_for(request, number)
    return _proposal(line, services.propose(line, by, kg=kg, least_kg=least_kg))


@router.put(
    "/split/{int:number}", response={200: list[SlipOut], **PROBLEMS}, summary="Lưu cách chia (phiếu nháp)"
)
def keep(request: HttpRequest, number: Number, wanted: SplitIn) -> list[Slip]:
    """The delivery's drafts become these parts; 409 where a lot or the order has less."""
    user, line = line_for(request, number)
    parts = [services.Part(part.lot, part.kg, part.allocated_by, part.reason) for part in wanted.parts]

    def work() -> dict[str, object]:
        return {"slips": [slip.pk for slip in services.keep_split(line=line, parts=parts, actor=user)]}

    done = editing.once(
        once_token(request), user, "orders.split.api", work, content=wanted.dict() | {"line": number}
    )
    return list(_read(Slip.objects.filter(pk__in=done.result["slips"])).order_by("pk"))  # type: ignore[misc]


@router.post("/split/{int:number}/send", response={200: list[SlipOut], **PROBLEMS}, summary="Gửi phiếu")
def send(request: HttpRequest, number: Number, wanted: SplitSendIn) -> list[Slip]:
    """Ask the households of the drafts."""
    user, line = line_for(request, number)
    sent = services.send_slips(line=line, slips=wanted.slips, actor=user)
    return list(_read(Slip.objects.filter(pk__in=[slip.pk for slip in sent])).order_by("pk"))


@router.get("/{int:number}", response={200: SlipOut, **PROBLEMS}, summary="Một phiếu hái")
def slip(request: HttpRequest, number: Number) -> Slip:
    """One slip."""
    return _one(request, number)


@router.post("/{int:number}/answer", response={200: SlipOut, **PROBLEMS}, summary="Ghi trả lời của hộ")
def answer(request: HttpRequest, number: Number, said: SlipAnswerIn) -> Slip:
    """What the household takes; the rest goes to the next household at once."""
    user, found = slip_for(request, number)
    if not may_split(user, found.line):
        raise DomainError("slip_not_found", number=number)
    services.answer(
        slip=found, kg=said.kg, by=AnswerBy(said.by), actor=user, spoke_with=said.spoke_with, note=said.note
    )
    return _one(request, number)


@router.post("/{int:number}/fail", response={200: SlipOut, **PROBLEMS}, summary="Không hái được")
def fail(request: HttpRequest, number: Number, said: SlipReasonIn) -> Slip:
    """The household cannot pick after all; everything goes to the next."""
    user, found = slip_for(request, number)
    if not may_split(user, found.line):
        raise DomainError("slip_not_found", number=number)
    services.fail(slip=found, reason=said.reason, actor=user)
    return _one(request, number)


@router.post("/{int:number}/cancel", response={200: SlipOut, **PROBLEMS}, summary="Huỷ phiếu")
def cancel(request: HttpRequest, number: Number, said: SlipReasonIn) -> Slip:
    """Take the slip back; its kg stay with the delivery."""
    user, found = slip_for(request, number)
    if not may_split(user, found.line):
        raise DomainError("slip_not_found", number=number)
    services.cancel(slip=found, reason=said.reason, actor=user)
    return _one(request, number)


def _proposal(line: OrderLine, found: services.Proposal) -> SplitOut:
    lots = {room.lot.pk: one.producer for one in found.households.values() for room in one.lots}
    lots |= {pk: slip.producer for pk, slip in found.drafts.items() if pk not in lots}
    parts = [
        SplitPartOut(
            lot=part.lot_id, household=lots[part.lot_id].code, household_name=lots[part.lot_id].name, kg=part.kg,
            allocated_by=part.allocated_by, reason=part.reason,
        )
        for part in found.parts
    ]  # fmt: skip
    return SplitOut(
        line=line.pk, wanted_kg=found.wanted_kg, kg=found.kg, short_kg=found.short_kg, parts=parts
    )
