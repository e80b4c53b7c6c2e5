"""Arrivals and claims over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.api.road import once, season_for
from cungcau.domain.logistics.api.road_shapes import (
    ArrivalOut,
    ArrivalSayIn,
    ArrivalSettleIn,
    ClaimAnswerIn,
    ClaimIn,
    ClaimOut,
    Number,
    RoadPageIn,
    RoadReasonIn,
)
from cungcau.domain.logistics.models import Arrival, Claim, ClaimPhoto
from cungcau.domain.logistics.selectors import arrivals as arrival_selectors
from cungcau.domain.logistics.selectors import claims as claim_selectors
from cungcau.domain.logistics.services import arrivals, claims
from cungcau.domain.logistics.views.paper_frame import arrival_for, claim_for
from cungcau.domain.orders.models import Order
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.files.pictures import MOST_BYTES
from cungcau.platform.ui.problems import PROBLEMS, Problem
from cungcau.reference.search import matching

router = Router(tags=["hàng tới nơi, khiếu nại"])


class ClaimPhotoIn(Schema):
    """Which side shows the picture."""

    side: Literal["buyer", "seller"]


class ClaimPhotoOut(Schema):
    """A picture as kept: at most 1,600 points a side, without what the camera wrote into it."""

    key: UUID
    side: str
    sha256: str
    width: int
    height: int


@router.get("/arrivals", response={200: list[ArrivalOut], **PROBLEMS}, summary="Hàng tới nơi")
def list_arrivals(request: HttpRequest, wanted: Query[RoadPageIn]) -> Sequence[Arrival]:
    """A season's arrivals one may see, the latest due first."""
    user, season = season_for(request, wanted.season, policies.VIEW_ARRIVALS)
    rows = arrival_selectors.arrivals_of(season, user).order_by("-due_on", "-id")
    if wanted.state:
        _known(wanted.state, states.ARRIVAL.states)
        rows = rows.filter(state=wanted.state)
    if wanted.q.strip():
        rows = rows.filter(line__order__in=matching(Order.objects.all(), wanted.q).order_by().values("pk"))
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.get("/arrivals/{int:number}", response={200: ArrivalOut, **PROBLEMS}, summary="Một chuyến hàng tới")
def one_arrival(request: HttpRequest, number: Number) -> Arrival:
    """One arrival."""
    return arrival_for(request, number)[1]


@router.post("/arrivals/{int:number}/say", response={200: ArrivalOut, **PROBLEMS}, summary="Báo hàng tới")
def say(request: HttpRequest, number: Number, wanted: ArrivalSayIn) -> Arrival:
    """One side's word, kept beside the other's."""
    user, found = arrival_for(request, number)
    said = arrivals.Said(
        arrived_kg=wanted.arrived_kg,
        refused_kg=wanted.refused_kg,
        refused_why=wanted.refused_why,
        done=wanted.done,
        said_by=wanted.said_by,
        note=wanted.note,
    )

    def work() -> int:
        row = arrivals.say(
            arrival=found, speaker=wanted.speaker, said=said, actor=user, client_uuid=wanted.client_uuid
        )
        return row.pk

    once(request, user, "logistics.arrival.api", work, {**wanted.dict(), "number": number})
    return arrival_for(request, number)[1]


@router.post("/arrivals/{int:number}/settle", response={200: ArrivalOut, **PROBLEMS}, summary="Chốt hàng tới")
def settle(request: HttpRequest, number: Number, wanted: ArrivalSettleIn) -> Arrival:
    """The coordinator says what counts."""
    user, found = arrival_for(request, number)
    arrivals.settle_arrival(
        arrival=found,
        arrived_kg=wanted.arrived_kg,
        accepted_kg=wanted.accepted_kg,
        reason=wanted.reason,
        actor=user,
    )
    return arrival_for(request, number)[1]


@router.get("/claims", response={200: list[ClaimOut], **PROBLEMS}, summary="Khiếu nại")
def list_claims(request: HttpRequest, wanted: Query[RoadPageIn]) -> Sequence[Claim]:
    """A season's claims of those one is a side of, or coordinates; the latest first."""
    user, season = season_for(request, wanted.season, policies.VIEW_CLAIMS)
    rows = claim_selectors.claims_of(season, user).prefetch_related("photos").order_by("-id")
    if wanted.state:
        _known(wanted.state, states.CLAIM.states)
        rows = rows.filter(state=wanted.state)
    if wanted.q.strip():
        orders = matching(Order.objects.all(), wanted.q).order_by().values("pk")
        rows = rows.filter(arrival__line__order__in=orders)
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.post("/claims", response={201: ClaimOut, **PROBLEMS}, summary="Mở khiếu nại")
def open_claim(request: HttpRequest, wanted: ClaimIn) -> Status[Claim]:
    """One side claims about an arrival; pictures are sent to ``/claims/{number}/photos``."""
    user, found = arrival_for(request, wanted.arrival)
    asked = claims.Asked(kind=wanted.kind, text=wanted.text, kg=wanted.kg, vnd=wanted.vnd)

    def work() -> int:
        made = claims.open_claim(
            arrival=found, side=wanted.side, asked=asked, actor=user, client_uuid=wanted.client_uuid
        )
        return made.pk

    pk = once(request, user, "logistics.claim.api", work, wanted.dict())
    return Status(201, claim_for(request, pk)[1])


@router.get("/claims/{int:number}", response={200: ClaimOut, **PROBLEMS}, summary="Một khiếu nại")
def one_claim(request: HttpRequest, number: Number) -> Claim:
    """One claim."""
    return claim_for(request, number)[1]


@router.post(
    "/claims/{int:number}/photos",
    response={201: ClaimPhotoOut, 413: Problem, **PROBLEMS},
    summary="Gửi ảnh khiếu nại",
)
def add_photo(
    request: HttpRequest, number: Number, wanted: Form[ClaimPhotoIn], file: File[UploadedFile]
) -> Status[ClaimPhoto]:
    """Show a picture with a claim (multipart; JPEG, PNG, WebP; at most 8 MB, 6 a claim); the same again is the same."""
    user, found = claim_for(request, number)
    if (file.size or 0) > MOST_BYTES:
        raise DomainError("point_photo_too_large", most_mb=MOST_BYTES // 1024 // 1024)
    return Status(201, claims.add_photo(claim=found, side=wanted.side, content=file.read(), actor=user))


@router.post(
    "/claims/{int:number}/{verb}", response={200: ClaimOut, **PROBLEMS}, summary="Trả lời, kết thúc khiếu nại"
)
def decide(
    request: HttpRequest, number: Number, verb: Literal["answer", "end"], wanted: ClaimAnswerIn
) -> Claim:
    """The other side answers, or the coordinator ends it."""
    user, found = claim_for(request, number)
    if verb == "answer":
        claims.answer_claim(claim=found, text=wanted.text, kg=wanted.kg, vnd=wanted.vnd, actor=user)
    else:
        claims.end_claim(claim=found, kg=wanted.kg, vnd=wanted.vnd, reason=wanted.text, actor=user)
    return claim_for(request, number)[1]


@router.post(
    "/claims/{int:number}/answer/accept", response={200: ClaimOut, **PROBLEMS}, summary="Đồng ý với trả lời"
)
def accept(request: HttpRequest, number: Number) -> Claim:
    """Whoever claimed takes what was offered."""
    user, found = claim_for(request, number)
    claims.accept_answer(claim=found, actor=user)
    return claim_for(request, number)[1]


@router.post(
    "/claims/{int:number}/own/withdraw", response={200: ClaimOut, **PROBLEMS}, summary="Rút khiếu nại"
)
def withdraw(request: HttpRequest, number: Number, wanted: RoadReasonIn) -> Claim:
    """Whoever claimed gives it up."""
    user, found = claim_for(request, number)
    claims.withdraw_claim(claim=found, reason=wanted.reason, actor=user)
    return claim_for(request, number)[1]


def _known(state: str, known: tuple[str, ...]) -> None:
    if state not in known:
        raise InputInvalid([Fault("query", 1, "state", state, "cần một trong: " + ", ".join(known))])
