"""Lots over the API: found, offered, corrected, withdrawn, confirmed; messages read into proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from cungcau.domain.supply import chatting, policies, selectors, services
from cungcau.domain.supply.api.shapes import (
    FiguresIn,
    Key,
    LotChange,
    LotConfirmIn,
    LotIn,
    LotOut,
    LotReasonIn,
    LotsIn,
    MessageIn,
    ProposalOut,
)
from cungcau.domain.supply.models import Channel, Lot
from cungcau.domain.supply.views.frame import lot_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import seasons_touching
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import units_by_code

router = Router(tags=["nguồn cung"])

_NULLABLE = frozenset(
    {
        "grade",
        "max_kg_per_day",
        "floor_price_vnd_per_kg",
        "offered_price_vnd_per_kg",
        "freight_vnd_per_kg",
        "expires_on",
    }
)
"""Columns that null empties; null for another means that it stays."""


def _season(user: User, code: str, permission: str) -> Season:
    access.require(user, permission)
    found = next((one for one in seasons_touching(areas_with(user, permission)) if one.code == code), None)
    if found is None:
        raise DomainError("season_unknown", value=code)
    return found


@router.get("", response={200: list[LotOut], **PROBLEMS}, summary="Các lô hàng của một mùa vụ")
def lots(request: HttpRequest, wanted: Query[LotsIn]) -> Sequence[Lot]:
    """The season's lots one may see, by harvest day; a lowest price is null where it is not shown to the reader."""
    user = signed_in(request)
    season = _season(user, wanted.season, policies.VIEW)
    rows = selectors.search(selectors.lots_read(season, user), wanted.q)
    today = clock.today()
    if wanted.state == selectors.EXPIRED:
        rows = rows.filter(selectors.lapsed(today))
    elif wanted.state == "offered":
        rows = rows.filter(selectors.live(today))
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.mine:
        rows = rows.filter(entered_by=user)
    return selectors.price_sight(user, today).cover(rows[wanted.offset : wanted.offset + wanted.limit])


@router.post("/messages", response={200: list[ProposalOut], **PROBLEMS}, summary="Đọc một tin nhắn")
def read(request: HttpRequest, wanted: MessageIn) -> list[dict[str, Any]]:
    """The lots a message proposes, thirty at most; nothing is written."""
    user = signed_in(request)
    season = _season(user, wanted.season, policies.RECORD)
    found, _rest = chatting.propose(wanted.text, season=season, user=user, today=clock.today())
    return [_proposal(one) for one in found]


@router.get("/{lot_id}", response={200: LotOut, **PROBLEMS}, summary="Một lô hàng")
def lot(request: HttpRequest, lot_id: Key) -> Lot:
    """One lot; its lowest price is null for those it is not shown to."""
    return _shown(signed_in(request), lot_id)


def _shown(user: User, pk: int) -> Lot:
    (found,) = selectors.price_sight(user, clock.today()).cover([lot_for(user, pk)])
    return found


@router.post("", response={201: LotOut, **PROBLEMS}, summary="Chào bán một lô hàng")
def offer(request: HttpRequest, wanted: LotIn) -> Status[Lot]:
    """Offer a lot; the same ``Idempotency-Key`` or ``client_uuid`` twice is the same lot."""
    user = signed_in(request)
    season = _season(user, wanted.season, policies.RECORD)

    def write() -> Mapping[str, object]:
        made = services.offer_lots(
            season=season, offers=[_offer(user, season, wanted)], actor=user, channel=Channel.API,
            confirmed_with=wanted.confirmed_with,
        )  # fmt: skip
        return {"pk": made[0].pk}

    done = editing.once(once_token(request), user, "supply.api.offer", write, content=_content(wanted))
    return Status(201, _shown(user, int(str(done.result["pk"]))))


@router.patch("/{lot_id}", response={200: LotOut, **PROBLEMS}, summary="Sửa một lô hàng")
def correct(request: HttpRequest, lot_id: Key, wanted: LotChange) -> Lot:
    """Correct a lot; 409 ``edited_meanwhile`` when somebody saved since the version given."""
    user = signed_in(request)
    found = lot_for(user, lot_id)
    sent = wanted.dict(exclude_unset=True)
    mine = {
        name: value
        for name, value in sent.items()
        if name not in ("version", "reason") and (value is not None or name in _NULLABLE)
    }

    def write() -> Mapping[str, object]:
        services.correct_lot(
            lot=found, version=wanted.version, seen=services.figures_of(found), mine=mine, actor=user,
            reason=wanted.reason,
        )  # fmt: skip
        return {}

    content = {**_content(wanted), "lot": lot_id}
    editing.once(once_token(request), user, "supply.api.correct", write, content=content)
    return _shown(user, lot_id)


@router.post("/{lot_id}/withdraw", response={200: LotOut, **PROBLEMS}, summary="Rút một lô hàng")
def withdraw(request: HttpRequest, lot_id: Key, wanted: LotReasonIn) -> Lot:
    """Take a lot back, with the reason."""
    user = signed_in(request)
    found = lot_for(user, lot_id)

    def write() -> Mapping[str, object]:
        services.withdraw_lot(lot=found, actor=user, reason=wanted.reason)
        return {}

    content = {**_content(wanted), "lot": lot_id}
    editing.once(once_token(request), user, "supply.api.withdraw", write, content=content)
    return _shown(user, lot_id)


@router.post("/{lot_id}/confirm", response={200: LotOut, **PROBLEMS}, summary="Xác nhận lô vẫn đúng")
def confirm(request: HttpRequest, lot_id: Key, wanted: LotConfirmIn) -> Lot:
    """Say that the figures are right today; 409 when the window is over or the lot was withdrawn."""
    user = signed_in(request)
    found = lot_for(user, lot_id)
    done = services.confirm_lots(lots=[found.pk], actor=user, confirmed_with=wanted.confirmed_with)
    if done.left:
        raise DomainError("lot_not_confirmable", lot=found.code)
    return _shown(user, lot_id)


def _offer(user: User, season: Season, wanted: LotIn) -> services.Offer:
    producers = selectors.producers_for(user, clock.today())
    producer = producers.filter(code=wanted.producer).first()
    if producer is None:
        raise DomainError("producer_unknown", value=wanted.producer)
    commodity = Commodity.objects.filter(seasons=season, code=wanted.commodity).first()
    if commodity is None:
        raise DomainError("commodity_not_in_season", value=wanted.commodity)
    place: Unit | None = units_by_code([wanted.place], season.start).get(wanted.place)
    if wanted.place and place is None:
        raise DomainError("place_unknown_here", value=wanted.place)
    figures = {name: getattr(wanted, name) for name in FiguresIn.model_fields}
    return services.Offer(
        producer, commodity, wanted.quantity_kg, wanted.harvest_from, wanted.harvest_to, place=place,
        client_uuid=wanted.client_uuid or uuid4(), **{**figures, "certificates": tuple(wanted.certificates)},
    )  # fmt: skip


def _content(wanted: Schema) -> dict[str, object]:
    return {name: str(value) for name, value in wanted.dict().items()}


def _proposal(one: chatting.Proposed) -> dict[str, Any]:
    first = one.initial
    return {
        "text": one.text,
        "producer": first.get("producer") or "",
        "commodity": first.get("commodity"),
        "grade": first.get("grade"),
        "quantity": first.get("quantity_kg") or "",
        "harvest_from": first.get("harvest_from"),
        "harvest_to": first.get("harvest_to"),
        "place": first.get("place") or "",
        "offered_price_vnd_per_kg": first.get("offered_price_vnd_per_kg"),
        "questions": list(one.questions),
        "assumptions": list(one.assumptions),
    }
