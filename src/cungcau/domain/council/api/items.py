"""Products on the council's table over the API: giving out, closing, agreeing, results."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Status

from cungcau.domain.council.api import finding
from cungcau.domain.council.api.inputs import (
    Number,
    OcopAgreementIn,
    OcopDiscussionIn,
    OcopGroundIn,
    OcopMeetingIn,
    OcopReasonIn,
    OcopRecusalIn,
)
from cungcau.domain.council.api.routing import router
from cungcau.domain.council.api.shapes import (
    OcopDiscussionOut,
    OcopEarlierResultOut,
    OcopGroundOut,
    OcopItemOut,
    OcopMemberSheetOut,
    OcopRecusalOut,
    OcopTableOut,
)
from cungcau.domain.council.models import Discussion, EarlierResult, Item, ItemRejection, Recusal
from cungcau.domain.council.selectors.results import table_of
from cungcau.domain.council.selectors.sheets import given, may_read_sheets
from cungcau.domain.council.services import agenda, closing, results
from cungcau.domain.council.services import agreed as agreeing
from cungcau.domain.council.services import items as services
from cungcau.domain.council.services.agreed import Agreement
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.problems import PROBLEMS

_AT = "/items/{int:number}"
_ITEM = {200: OcopItemOut, **PROBLEMS}


@router.get(_AT, response=_ITEM, summary="Một sản phẩm trong phiên")
def item(request: HttpRequest, number: Number) -> Item:
    """A product on a session, its result once it stands."""
    return finding.item(request, number)[1]


@router.post(_AT + "/start", response=_ITEM, summary="Phát phiếu")
def start(request: HttpRequest, number: Number) -> Item:
    """Give it out to score."""
    user, found = finding.item(request, number)
    services.start_item(item=found, actor=user)
    return _again(request, number)


@router.post(_AT + "/take-off", response={204: None, **PROBLEMS}, summary="Đưa ra khỏi chương trình")
def take_off(request: HttpRequest, number: Number, wanted: OcopReasonIn) -> Status[None]:
    """Take it off a session that was not opened yet."""
    user, found = finding.item(request, number)
    agenda.take_off(item=found, reason=wanted.reason, actor=user)
    return Status(204, None)


@router.post(_AT + "/postpone", response=_ITEM, summary="Hoãn sang phiên khác")
def postpone(request: HttpRequest, number: Number, wanted: OcopReasonIn) -> Item:
    """Leave it for another session."""
    user, found = finding.item(request, number)
    agenda.postpone(item=found, reason=wanted.reason, actor=user)
    return _again(request, number)


@router.get(_AT + "/recusals", response={200: list[OcopRecusalOut], **PROBLEMS}, summary="Ai đứng ngoài")
def recusals(request: HttpRequest, number: Number) -> list[Recusal]:
    """Who stands out and why."""
    return list(finding.item(request, number)[1].recusals.all())


@router.post(_AT + "/recusals", response={201: OcopRecusalOut, **PROBLEMS}, summary="Đứng ngoài")
def stand_out(request: HttpRequest, number: Number, wanted: OcopRecusalIn) -> Status[Recusal]:
    """Stand out oneself, or write it down for a member."""
    user, found = finding.item(request, number)
    own = wanted.seat is None
    seat = services.own_seat(found, user) if own else finding.seat_on(found.session, wanted.seat or 0)
    made = services.stand_out(item=found, seat=seat, reason=wanted.reason, actor=user)
    return Status(201, made)


@router.post(
    _AT + "/recusals/{int:recusal}/undo", response={204: None, **PROBLEMS}, summary="Thôi đứng ngoài"
)
def stand_in(request: HttpRequest, number: Number, recusal: Number, wanted: OcopReasonIn) -> Status[None]:
    """Undo it before the scoring is closed."""
    user, found = finding.item(request, number)
    row = found.recusals.select_related("item", "seat__user").filter(pk=recusal).first()
    if row is None:
        raise DomainError("recusal_not_found")
    services.stand_in(recusal=row, reason=wanted.reason, actor=user)
    return Status(204, None)


@router.post(_AT + "/close", response=_ITEM, summary="Khép việc chấm")
def close(request: HttpRequest, number: Number) -> Item:
    """Close the scoring; the sheets are open to the council from now on."""
    user, found = finding.item(request, number)
    closing.close_scoring(item=found, actor=user)
    return _again(request, number)


@router.post(_AT + "/stop", response=_ITEM, summary="Dừng chấm vì có căn cứ loại")
def stop(request: HttpRequest, number: Number, wanted: OcopGroundIn) -> Item:
    """Stop it for a ground the sheet prints."""
    user, found = finding.item(request, number)
    closing.stop(item=found, code=wanted.code, reason=wanted.reason, actor=user)
    return _again(request, number)


@router.get(_AT + "/table", response={200: OcopTableOut, **PROBLEMS}, summary="Phiếu của lần chấm đã khép")
def table(request: HttpRequest, number: Number) -> dict[str, Any]:
    """What members gave in the last scoring, once it is closed: for the council and the office."""
    user, found = finding.item(request, number)
    if not may_read_sheets(user, found.session):
        raise DomainError("sheets_of_others")
    shown = table_of(found)
    return {
        "attempt": found.attempt, "spread": shown.spread, "left": [row.code for row in shown.left],
        "sheets": [OcopMemberSheetOut.of(one) for one in shown.sheets],
        "matters": [
            {
                "criterion": one.criterion.code, "given": list(one.given), "proposed": one.proposed,
                "asked": one.asked, "agreed": shown.agreed.get(one.criterion.code),
            }
            for one in shown.matters
        ],
    }  # fmt: skip


@router.get(
    _AT + "/attempts/{int:attempt}/sheets",
    response={200: list[OcopMemberSheetOut], **PROBLEMS},
    summary="Phiếu của một lần",
)
def sheets(request: HttpRequest, number: Number, attempt: Number) -> list[dict[str, Any]]:
    """The sheets of any closed scoring: for the council and the office."""
    user, found = finding.item(request, number)
    if not may_read_sheets(user, found.session):
        raise DomainError("sheets_of_others")
    return [OcopMemberSheetOut.of(one) for one in given(found, attempt)]


@router.get(_AT + "/discussions", response={200: list[OcopDiscussionOut], **PROBLEMS}, summary="Thảo luận")
def discussions(request: HttpRequest, number: Number) -> list[Discussion]:
    """What was said of totals too far apart."""
    user, found = finding.item(request, number)
    if not may_read_sheets(user, found.session):
        raise DomainError("sheets_of_others")
    return list(found.discussions.all())


@router.post(_AT + "/discussions", response=_ITEM, summary="Ghi thảo luận")
def discuss(request: HttpRequest, number: Number, wanted: OcopDiscussionIn) -> Item:
    """Write it down and go on: score anew or let the scores stand."""
    user, found = finding.item(request, number)
    closing.discuss(item=found, again=wanted.again, text=wanted.text, actor=user)
    return _again(request, number)


@router.post(_AT + "/meeting", response={201: OcopItemOut, **PROBLEMS}, summary="Đưa ra phiên họp")
def call_meeting(request: HttpRequest, number: Number, wanted: OcopMeetingIn) -> Status[Item]:
    """Hand a product disputed in writing to a meeting; the item there is answered."""
    user, found = finding.item(request, number)
    _user, meeting = finding.session(request, wanted.session)
    made = closing.call_meeting(item=found, meeting=meeting, text=wanted.text, actor=user)
    return Status(201, _again(request, made.pk))


@router.post(_AT + "/agreement", response=_ITEM, summary="Thống nhất mức tối thiểu, chốt kết quả")
def agree(request: HttpRequest, number: Number, wanted: OcopAgreementIn) -> Item:
    """Write the agreed levels down; with ``finish`` let the result stand."""
    user, found = finding.item(request, number)
    values = {one.criterion: Agreement(one.points, one.reason) for one in wanted.values}
    results.agree_and_finish(item=found, values=values, finish_too=wanted.finish, actor=user)
    return _again(request, number)


@router.get(_AT + "/rejections", response={200: list[OcopGroundOut], **PROBLEMS}, summary="Căn cứ loại")
def rejections(request: HttpRequest, number: Number) -> list[ItemRejection]:
    """Grounds of rejection written down."""
    return list(finding.item(request, number)[1].rejections.all())


@router.post(_AT + "/rejections", response={201: OcopGroundOut, **PROBLEMS}, summary="Ghi căn cứ loại")
def reject(request: HttpRequest, number: Number, wanted: OcopGroundIn) -> Status[ItemRejection]:
    """Write one down."""
    user, found = finding.item(request, number)
    made = agreeing.reject(item=found, code=wanted.code, reason=wanted.reason, actor=user)
    return Status(201, made)


@router.post(
    _AT + "/rejections/{int:ground}/drop", response={204: None, **PROBLEMS}, summary="Bỏ căn cứ loại"
)
def drop_rejection(
    request: HttpRequest, number: Number, ground: Number, wanted: OcopReasonIn
) -> Status[None]:
    """Take one back."""
    user, found = finding.item(request, number)
    row = found.rejections.select_related("item").filter(pk=ground).first()
    if row is None:
        raise DomainError("ground_not_found")
    agreeing.drop_rejection(rejection=row, reason=wanted.reason, actor=user)
    return Status(204, None)


@router.post(_AT + "/reopen", response=_ITEM, summary="Mở lại kết quả")
def reopen(request: HttpRequest, number: Number, wanted: OcopReasonIn) -> Item:
    """Open the result again; the one that stood is kept."""
    user, found = finding.item(request, number)
    results.reopen(item=found, reason=wanted.reason, actor=user)
    return _again(request, number)


@router.get(
    _AT + "/earlier",
    response={200: list[OcopEarlierResultOut], **PROBLEMS},
    summary="Kết quả trước khi mở lại",
)
def earlier(request: HttpRequest, number: Number) -> list[EarlierResult]:
    """Results that stood before."""
    return list(finding.item(request, number)[1].earlier.all())


def _again(request: HttpRequest, number: int) -> Item:
    return finding.item(request, number)[1]
