"""Tickets over the API."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Query, Status

from cungcau.domain.collection import policies, services
from cungcau.domain.collection.api.routing import router
from cungcau.domain.collection.api.shapes import (
    LoadIn,
    Number,
    TicketCorrectIn,
    TicketIn,
    TicketOut,
    TicketPageIn,
)
from cungcau.domain.collection.finding import point_for, slip_at
from cungcau.domain.collection.models import Ticket
from cungcau.domain.collection.selectors.rights import tickets_shown
from cungcau.domain.collection.selectors.tickets import listed, ticket_for
from cungcau.domain.network.models import CollectionPoint
from cungcau.platform.access.services import require
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.search import matching


def load_of(point: CollectionPoint, wanted: LoadIn, device: str = "") -> services.Load:
    """The load a call describes."""
    slip = slip_at(point, wanted.slip) if wanted.slip is not None else None
    goods = Commodity.objects.filter(pk=wanted.commodity).first() if wanted.commodity is not None else None
    return services.Load(
        wanted.gross_kg, wanted.tare_kg, wanted.rejected_kg, slip=slip, commodity=goods,
        producer_text=wanted.producer_text, grade=wanted.grade, crates=wanted.crates,
        reject_reason=wanted.reject_reason, reject_text=wanted.reject_text, weighed_at=wanted.weighed_at,
        delivery=wanted.delivery, device=device,
    )  # fmt: skip


@router.post("/points/{int:number}/tickets", response={201: TicketOut, **PROBLEMS}, summary="Lập phiếu cân")
def issue(request: HttpRequest, number: Number, wanted: TicketIn) -> Status[Ticket]:
    """Weigh one grade of a delivery; ``client_uuid`` guards against a call sent twice."""
    user = signed_in(request)
    on = wanted.weighed_at.date() if wanted.weighed_at else clock.today()
    point = point_for(user, number, on)
    made = services.issue(
        point=point, load=load_of(point, wanted), actor=user, client_uuid=wanted.client_uuid
    )
    return Status(201, made.ticket)


@router.get("/tickets", response={200: list[TicketOut], **PROBLEMS}, summary="Phiếu cân")
def tickets(request: HttpRequest, page: Query[TicketPageIn]) -> Sequence[Ticket]:
    """The tickets one may see, the latest first."""
    user = signed_in(request)
    require(user, policies.VIEW)
    rows = matching(tickets_shown(user), page.q)
    if page.point is not None:
        rows = rows.filter(point=page.point)
    if page.day is not None:
        rows = rows.filter(day=page.day)
    return list(listed(rows)[page.offset : page.offset + page.limit])


@router.get("/tickets/{int:number}", response={200: TicketOut, **PROBLEMS}, summary="Một phiếu cân")
def ticket(request: HttpRequest, number: Number) -> Ticket:
    """One ticket."""
    user = signed_in(request)
    require(user, policies.VIEW)
    return ticket_for(user, number)


@router.post("/tickets/{int:number}/correct", response={201: TicketOut, **PROBLEMS}, summary="Sửa phiếu cân")
def correct(request: HttpRequest, number: Number, wanted: TicketCorrectIn) -> Status[Ticket]:
    """Issue a ticket in its place, with the reason."""
    user = signed_in(request)
    require(user, policies.VIEW)
    old = ticket_for(user, number)
    load = None if wanted.void else load_of(old.point, wanted)
    made = services.correct(
        ticket=old, load=load, reason=wanted.reason, actor=user, client_uuid=wanted.client_uuid
    )
    return Status(201, made.ticket)
