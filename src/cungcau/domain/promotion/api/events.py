"""Events over the API."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.promotion import selectors
from cungcau.domain.promotion.api import shapes
from cungcau.domain.promotion.api.shared import chosen, narrowed, unit_id
from cungcau.domain.promotion.filters import EventFilter
from cungcau.domain.promotion.models import Event
from cungcau.domain.promotion.selectors.events import parties_of, sites_of
from cungcau.domain.promotion.services import events as services
from cungcau.domain.promotion.services.keeping import change, enter
from cungcau.domain.promotion.views import frame
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["xúc tiến thương mại"])
WHOLE = {200: shapes.PromotionEventWholeOut, **PROBLEMS}


@router.get("", response={200: list[shapes.PromotionEventOut], **PROBLEMS}, summary="Sự kiện xúc tiến")
def list_events(
    request: HttpRequest, wanted: Query[shapes.PromotionEventPageIn]
) -> list[shapes.PromotionEventOut]:
    """The events of one's area, the latest first."""
    rows = chosen(EventFilter(narrowed(wanted), queryset=selectors.events_shown(frame.reader(request))))
    return [shapes.PromotionEventOut.of(one) for one in rows[wanted.offset : wanted.offset + wanted.limit]]


@router.get("/{int:number}", response=WHOLE, summary="Một sự kiện xúc tiến")
def show_event(request: HttpRequest, number: shapes.Number) -> shapes.PromotionEventWholeOut:
    """One event with its places and who takes part."""
    return _whole(_event(frame.reader(request), number))


@router.post("", response={201: shapes.PromotionEventWholeOut, **PROBLEMS}, summary="Ghi sự kiện xúc tiến")
def enter_event(
    request: HttpRequest, wanted: shapes.PromotionEventIn
) -> Status[shapes.PromotionEventWholeOut]:
    """Write an event down."""
    user = frame.writer(request)

    def work() -> dict[str, object]:
        return {"pk": enter(services.EVENT, facts=_facts(wanted), actor=user).pk}

    done = editing.once(once_token(request), user, "promotion.event.api", work, content=wanted.dict())
    return Status(201, _whole(_event(user, int(str(done.result["pk"])))))


@router.put("/{int:number}", response=WHOLE, summary="Sửa sự kiện xúc tiến")
def change_event(
    request: HttpRequest, number: shapes.Number, wanted: shapes.PromotionEventChangeIn
) -> shapes.PromotionEventWholeOut:
    """Correct an event; 409 where somebody changed it since it was read."""
    user = frame.writer(request)
    one = _event(user, number)
    mine = _facts(wanted)
    seen = {name: getattr(one, name) for name in mine}
    change(services.EVENT, one, version=wanted.version, seen=seen, mine=mine, actor=user)
    return _whole(_event(user, number))


@router.post("/{int:number}/{verb}", response=WHOLE, summary="Đổi trạng thái sự kiện xúc tiến")
def move_event(
    request: HttpRequest,
    number: shapes.Number,
    verb: Literal["hold", "take_back", "cancel", "resume"],
    wanted: shapes.PromotionReasonIn,
) -> shapes.PromotionEventWholeOut:
    """Held, not to be held (with a reason), back among those planned."""
    user = frame.writer(request)
    one = _event(user, number)
    if verb == "cancel":
        services.cancel(event=one, reason=wanted.reason, actor=user)
    else:
        moves = {"hold": services.hold, "take_back": services.take_back, "resume": services.resume}
        moves[verb](event=one, actor=user)
    return _whole(_event(user, number))


def _event(user: User, number: int) -> Event:
    found: Event = frame.found(selectors.event_for(user, number))
    return found


def _whole(one: Event) -> shapes.PromotionEventWholeOut:
    return shapes.PromotionEventWholeOut.whole(one, list(sites_of(one)), list(parties_of(one)))


def _facts(wanted: shapes.PromotionEventIn) -> dict[str, Any]:
    given = wanted.dict(exclude={"area", "version"})
    return {**given, "unit_id": unit_id(wanted.area)}
