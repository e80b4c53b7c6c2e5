"""One's own sheet over the API. Nobody else's is here: see the table of a closed scoring."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cungcau.domain.council.api import finding
from cungcau.domain.council.api.inputs import Number, OcopTapsIn
from cungcau.domain.council.api.routing import router
from cungcau.domain.council.api.shapes import OcopOwnSheetOut
from cungcau.domain.council.models import Item
from cungcau.domain.council.selectors.desk import desk_of
from cungcau.domain.council.selectors.sessions import seat_of
from cungcau.domain.council.services import scores as services
from cungcau.domain.council.services.scores import Kept, Tap
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui.problems import PROBLEMS

_AT = "/items/{int:number}/my-sheet"
_SHEET = {200: OcopOwnSheetOut, **PROBLEMS}


@router.get(_AT, response=_SHEET, summary="Phiếu chấm của tôi")
def my_sheet(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One's own sheet of the scoring that is open or was last."""
    user, found = _mine(request, number)
    return _sheet(user, found)


@router.put(_AT, response=_SHEET, summary="Lưu điểm của tôi")
def keep(request: HttpRequest, number: Number, wanted: OcopTapsIn) -> dict[str, Any]:
    """Keep choices, all or none; the same ones again change nothing."""
    user, found = _mine(request, number)
    taps = [
        Tap(one.criterion, one.points, one.case, one.note, one.client_uuid, one.tick) for one in wanted.taps
    ]
    kept = services.keep(item=found, taps=taps, actor=user, remark=wanted.remark)
    return _sheet(user, found, kept)


@router.post(_AT + "/submit", response=_SHEET, summary="Nộp phiếu")
def hand_in(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Hand it in, every criterion answered."""
    user, found = _mine(request, number)
    services.hand_in(item=found, actor=user)
    return _sheet(user, found)


@router.post(_AT + "/take-back", response=_SHEET, summary="Lấy lại phiếu")
def take_back(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Take it back while the scoring is open."""
    user, found = _mine(request, number)
    services.take_back(item=found, actor=user)
    return _sheet(user, found)


@router.post(_AT + "/repeat", response=_SHEET, summary="Lấy điểm lần chấm trước của tôi")
def repeat(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Take over one's own points of the scoring before where nothing is chosen yet."""
    user, found = _mine(request, number)
    services.repeat_earlier(item=found, actor=user)
    return _sheet(user, found)


def _mine(request: HttpRequest, number: int) -> tuple[User, Item]:
    user, found = finding.item(request, number)
    seat = seat_of(found.session, user)
    if seat is None or not seat.scores:
        raise DomainError("scores_not")
    return user, found


def _sheet(user: User, found: Item, kept: list[Kept] | None = None) -> dict[str, Any]:
    desk = desk_of(found, user)
    stale = {one.score.criterion for one in kept or () if one.stale}
    rows = [line.score for line in desk.lines if line.score is not None]
    return {
        "item": found.pk, "attempt": desk.sheet.attempt if desk.sheet else found.attempt,
        "state": desk.sheet.state if desk.sheet else "draft", "answered": desk.answered, "of": len(desk.lines),
        "total": desk.total, "left": [line.criterion.code for line in desk.left],
        "remark": desk.sheet.remark if desk.sheet else "",
        "scores": [
            {
                "criterion": one.criterion, "points": one.points, "case": one.case, "note": one.note,
                "tick": one.tick, "stale": one.criterion in stale,
            }
            for one in rows
        ],
    }  # fmt: skip
