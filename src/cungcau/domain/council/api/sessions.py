"""Sessions over the API: planning, the programme, attendance, opening, closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Status

from cungcau.domain.council.api import finding
from cungcau.domain.council.api.inputs import (
    Number,
    OcopAgendaIn,
    OcopAttendanceIn,
    OcopConclusionIn,
    OcopCouncilPageIn,
    OcopPresideIn,
    OcopReasonIn,
    OcopSessionChangeIn,
    OcopSessionIn,
)
from cungcau.domain.council.api.routing import router
from cungcau.domain.council.api.shapes import OcopSessionOut
from cungcau.domain.council.api.status_shapes import OcopStatusOut, status_data
from cungcau.domain.council.models import Session
from cungcau.domain.council.selectors import searching
from cungcau.domain.council.selectors import sessions as selectors
from cungcau.domain.council.selectors.ready import ready_for
from cungcau.domain.council.selectors.status import status_of
from cungcau.domain.council.services import agenda, attendance, items, telling
from cungcau.domain.council.services import sessions as services
from cungcau.domain.council.views.frame import reader
from cungcau.domain.ocop.models import Round
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS

_AT = "/sessions/{int:number}"
_STATUS = {200: OcopStatusOut, **PROBLEMS}


@router.get("/sessions", response={200: list[OcopSessionOut], **PROBLEMS}, summary="Các phiên")
def sessions(
    request: HttpRequest,
    page: Query[OcopCouncilPageIn],
    state: Literal["", "planned", "open", "closed", "cancelled"] = "",
    mine: bool = False,
) -> list[Session]:
    """The sessions one may look into, the latest first; ``mine``: those one sits on."""
    user = reader(request)
    rows = selectors.sessions_of(user) if mine else selectors.sessions_shown(user)
    if page.q:
        rows = searching.sessions(rows, page.q)
    if state:
        rows = rows.filter(state=state)
    return list(rows[page.offset : page.offset + page.limit])


@router.post(
    "/councils/{int:number}/sessions", response={201: OcopSessionOut, **PROBLEMS}, summary="Lập phiên"
)
def plan(request: HttpRequest, number: Number, wanted: OcopSessionIn) -> Status[Session]:
    """Plan a session; ``Idempotency-Key`` guards against a call sent twice."""
    user, council = finding.council(request, number)
    made_of = services.Plan(
        wanted.held_on, wanted.place, wanted.mode, _round(wanted, council.area_code), wanted.answer_by
    )

    def work() -> Mapping[str, object]:
        return {"pk": services.plan(council=council, wanted=made_of, actor=user).pk}

    content = {"council": number, **wanted.dict()}
    done = editing.once(once_token(request), user, "council.api.session", work, content=content)
    return Status(201, finding.session(request, int(str(done.result["pk"])))[1])


@router.get(_AT, response=_STATUS, summary="Một phiên và tình hình chấm")
def session(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Who is there, what stands on it, who has handed in."""
    return _status(finding.session(request, number)[1])


@router.put(_AT, response={200: OcopSessionOut, **PROBLEMS}, summary="Sửa phiên")
def change(request: HttpRequest, number: Number, wanted: OcopSessionChangeIn) -> Session:
    """Change it before it is opened; refused where somebody changed it since ``version``."""
    user, found = finding.session(request, number)
    if wanted.version != found.version:
        raise DomainError("edited_meanwhile", version=found.version, fields=5)
    round_ = _round(wanted, found.area_code)
    mine = {
        "held_on": wanted.held_on, "place": wanted.place, "mode": wanted.mode,
        "round_id": round_.pk if round_ else None, "answer_by": wanted.answer_by,
    }  # fmt: skip
    seen = {name: getattr(found, name) for name in mine}
    return services.change(session=found, version=wanted.version, seen=seen, mine=mine, actor=user)


@router.post(_AT + "/items", response=_STATUS, summary="Đưa hồ sơ vào phiên")
def put_on(request: HttpRequest, number: Number, wanted: OcopAgendaIn) -> dict[str, Any]:
    """Put ready dossiers on it, in this order: all or none."""
    user, found = finding.session(request, number)
    rows = {one.pk: one for one in ready_for(found.council).filter(pk__in=wanted.ids)}
    if missing := [pk for pk in wanted.ids if pk not in rows]:
        raise DomainError("ready_dossier_not_found", number=missing[0])
    agenda.put_on(session=found, wanted=[rows[pk] for pk in dict.fromkeys(wanted.ids)], actor=user)
    return _status(found)


@router.put(_AT + "/order", response=_STATUS, summary="Xếp thứ tự sản phẩm")
def order(request: HttpRequest, number: Number, wanted: OcopAgendaIn) -> dict[str, Any]:
    """Let the items come in this order."""
    user, found = finding.session(request, number)
    agenda.put_in_order(session=found, items=wanted.ids, actor=user)
    return _status(found)


@router.post(_AT + "/invite", response=_STATUS, summary="Mời họp")
def invite(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Send a notice to everybody who has a seat."""
    user, found = finding.session(request, number)
    telling.invite(session=found, actor=user)
    return _status(found)


@router.post(_AT + "/attendance", response=_STATUS, summary="Điểm danh")
def attend(request: HttpRequest, number: Number, wanted: OcopAttendanceIn) -> dict[str, Any]:
    """Say whether somebody is there."""
    user, found = finding.session(request, number)
    seat = finding.seat_on(found, wanted.seat)
    attendance.attend(session=found, seat=seat, present=wanted.present, reason=wanted.reason, actor=user)
    return _status(found)


@router.post(_AT + "/preside", response=_STATUS, summary="Ghi người chủ trì")
def preside(request: HttpRequest, number: Number, wanted: OcopPresideIn) -> dict[str, Any]:
    """Name who presides."""
    user, found = finding.session(request, number)
    seat = finding.seat_on(found, wanted.seat)
    attendance.preside(session=found, seat=seat, reason=wanted.reason, actor=user)
    return _status(found)


@router.post(_AT + "/open", response=_STATUS, summary="Khai mạc")
def open_session(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Open it."""
    user, found = finding.session(request, number)
    return _status(services.open_session(session=found, actor=user))


@router.post(_AT + "/start", response=_STATUS, summary="Phát phiếu mọi sản phẩm")
def start(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Give every product out that waits."""
    user, found = finding.session(request, number)
    items.start_all(session=found, actor=user)
    return _status(found)


@router.post(_AT + "/close", response=_STATUS, summary="Bế mạc")
def close(request: HttpRequest, number: Number, wanted: OcopConclusionIn) -> dict[str, Any]:
    """Close it."""
    user, found = finding.session(request, number)
    return _status(services.close_session(session=found, conclusion=wanted.conclusion, actor=user))


@router.post(_AT + "/cancel", response=_STATUS, summary="Huỷ phiên")
def cancel(request: HttpRequest, number: Number, wanted: OcopReasonIn) -> dict[str, Any]:
    """Give it up."""
    user, found = finding.session(request, number)
    return _status(services.cancel_session(session=found, reason=wanted.reason, actor=user))


def _status(found: Session) -> dict[str, Any]:
    return status_data(status_of(found))


def _round(wanted: OcopSessionIn, area: str) -> Round | None:
    if wanted.round is None:
        return None
    found = Round.objects.filter(pk=wanted.round, area_code=area, level="province").first()
    if found is None:
        raise DomainError("ocop_round_not_found")
    return found
