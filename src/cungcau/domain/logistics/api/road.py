"""Transit papers and route events over the API."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.logistics import checklist, policies, states
from cungcau.domain.logistics.api.road_shapes import (
    ApproveIn,
    ClosedOut,
    EventChangeIn,
    GiveBackIn,
    MissingOut,
    Number,
    RoadPageIn,
    RoadReasonIn,
    RouteEventIn,
    RouteEventOut,
    ToldOut,
    TouchedOut,
    TransitPaperIn,
    TransitPaperOut,
)
from cungcau.domain.logistics.models import RouteEvent, TransitPaper
from cungcau.domain.logistics.selectors import events as event_selectors
from cungcau.domain.logistics.selectors import papers as paper_selectors
from cungcau.domain.logistics.selectors.rules import missing_of
from cungcau.domain.logistics.services import events, papers
from cungcau.domain.logistics.services.warning import tell_concerned
from cungcau.domain.logistics.views.paper_frame import event_for, paper_for
from cungcau.domain.orders.models import OrderLine
from cungcau.domain.orders.selectors import shown_q
from cungcau.domain.registry.selectors import by_code
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.models import Season
from cungcau.reference.search import matching

router = Router(tags=["giấy đi đường, đường sá"])
Move = Callable[..., TransitPaper]
_MOVES: dict[str, Move] = {
    "submit": papers.submit_paper,
    "take-back": papers.take_back_paper,
    "cancel": papers.cancel_paper,
}


def season_for(request: HttpRequest, code: str, permission: str) -> tuple[User, Season]:
    """Who asks, and a season of theirs; raises ``season_unknown``."""
    user = signed_in(request)
    access.require(user, permission)
    season = catalogue.season(code)
    if season is None or season not in catalogue.seasons_touching(areas_with(user, permission)):
        raise DomainError("season_unknown", value=code)
    return user, season


def once(request: HttpRequest, user: User, door: str, work: Callable[[], int], content: Any) -> int:
    """The id of what ``work`` makes, made once for this call's ``Idempotency-Key``."""
    done = editing.once(once_token(request), user, door, lambda: {"pk": work()}, content=content)
    return int(str(done.result["pk"]))


@router.get("/papers", response={200: list[TransitPaperOut], **PROBLEMS}, summary="Giấy đi đường")
def list_papers(request: HttpRequest, wanted: Query[RoadPageIn]) -> Sequence[TransitPaper]:
    """A season's papers one may see, the latest first."""
    user, season = season_for(request, wanted.season, policies.VIEW_PAPERS)
    rows = matching(paper_selectors.papers_of(season, user), wanted.q).order_by("-id")
    if wanted.state:
        rows = paper_selectors.in_state(rows, _known(wanted.state, states.PAPER_LABELS))
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.post("/papers", response={201: TransitPaperOut, **PROBLEMS}, summary="Lập giấy đi đường")
def enter_paper(request: HttpRequest, wanted: TransitPaperIn) -> Status[TransitPaper]:
    """A new paper, a draft until it is submitted."""
    user, season = season_for(request, wanted.season, policies.ENTER_PAPER)
    carrier = by_code([wanted.carrier]).get(wanted.carrier)
    if carrier is None:
        raise InputInvalid([Fault("paper", 1, "carrier", wanted.carrier, "cần mã một tổ chức đã có")])
    facts: dict[str, Any] = wanted.dict(exclude={"season", "carrier", "proofs", "client_uuid"})
    facts |= {name: "\n".join(facts[name]) for name in ("pick_ups", "drops", "returns")}
    facts["carrier_id"] = carrier.pk
    for proof in wanted.proofs:
        facts |= {f"{proof.kind}_no": proof.number, f"{proof.kind}_to": proof.valid_to}

    def work() -> int:
        return papers.enter_paper(season=season, facts=facts, actor=user, client_uuid=wanted.client_uuid).pk

    pk = once(request, user, "logistics.paper.api", work, wanted.dict())
    return Status(201, paper_for(request, pk)[1])


@router.get("/papers/{int:number}", response={200: TransitPaperOut, **PROBLEMS}, summary="Một giấy đi đường")
def one_paper(request: HttpRequest, number: Number) -> TransitPaper:
    """One paper."""
    return paper_for(request, number)[1]


@router.get(
    "/papers/{int:number}/checklist",
    response={200: list[MissingOut], **PROBLEMS},
    summary="Các mục thiếu, sai",
)
def paper_checklist(request: HttpRequest, number: Number) -> list[checklist.Missing]:
    """Everything missing or wrong, in the order of the rules."""
    found = paper_for(request, number)[1]
    return missing_of(found)


@router.post(
    "/papers/{int:number}/{verb}",
    response={200: TransitPaperOut, **PROBLEMS},
    summary="Nộp, lấy lại, huỷ giấy",
)
def move_paper(
    request: HttpRequest, number: Number, verb: Literal["submit", "take-back", "cancel"]
) -> TransitPaper:
    """Submit (every missing item comes back as a fault), take back, give up."""
    user, found = paper_for(request, number)
    _MOVES[verb](paper=found, actor=user)
    return paper_for(request, number)[1]


@router.post(
    "/papers/{int:number}/decision/give-back",
    response={200: TransitPaperOut, **PROBLEMS},
    summary="Trả lại giấy",
)
def give_back(request: HttpRequest, number: Number, wanted: GiveBackIn) -> TransitPaper:
    """Return a paper with the items to correct."""
    user, found = paper_for(request, number)
    papers.give_back_paper(paper=found, items=wanted.items, reason="", actor=user)
    return paper_for(request, number)[1]


@router.post(
    "/papers/{int:number}/decision/approve",
    response={200: TransitPaperOut, **PROBLEMS},
    summary="Duyệt, ký giấy",
)
def approve(request: HttpRequest, number: Number, wanted: ApproveIn) -> TransitPaper:
    """Approve and sign."""
    user, found = paper_for(request, number)
    papers.approve_paper(paper=found, signer=wanted.signer, actor=user)
    return paper_for(request, number)[1]


@router.post(
    "/papers/{int:number}/decision/revoke",
    response={200: TransitPaperOut, **PROBLEMS},
    summary="Thu hồi giấy",
)
def revoke(request: HttpRequest, number: Number, wanted: RoadReasonIn) -> TransitPaper:
    """End an approved paper before its time."""
    user, found = paper_for(request, number)
    papers.revoke_paper(paper=found, reason=wanted.reason, actor=user)
    return paper_for(request, number)[1]


@router.get("/events", response={200: list[RouteEventOut], **PROBLEMS}, summary="Tin đường sá, cửa khẩu")
def list_events(request: HttpRequest, wanted: Query[RoadPageIn]) -> Sequence[RouteEvent]:
    """A season's events, the latest first."""
    user, season = season_for(request, wanted.season, policies.VIEW_EVENTS)
    rows = matching(event_selectors.events_of(season, user), wanted.q).order_by("-first", "-id")
    if wanted.state:
        rows = event_selectors.in_state(rows, _known(wanted.state, states.EVENT_LABELS))
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.post("/events", response={201: RouteEventOut, **PROBLEMS}, summary="Báo tin đường sá")
def report(request: HttpRequest, wanted: RouteEventIn) -> Status[RouteEvent]:
    """Report what is shut; a coordinator's own report is confirmed at once."""
    user, season = season_for(request, wanted.season, policies.REPORT_EVENT)
    facts = wanted.dict(exclude={"season", "targets", "client_uuid"})

    def work() -> int:
        made = events.report_event(
            season=season, facts=facts, targets=wanted.targets, actor=user, client_uuid=wanted.client_uuid
        )
        return made.pk

    pk = once(request, user, "logistics.event.api", work, wanted.dict())
    return Status(201, event_for(request, pk)[1])


@router.get("/events/{int:number}", response={200: RouteEventOut, **PROBLEMS}, summary="Một tin đường sá")
def one_event(request: HttpRequest, number: Number) -> RouteEvent:
    """One event."""
    return event_for(request, number)[1]


@router.get(
    "/events/{int:number}/lines", response={200: list[TouchedOut], **PROBLEMS}, summary="Đơn hàng bị chạm"
)
def touched(request: HttpRequest, number: Number) -> list[OrderLine]:
    """Lines not delivered yet that use what is shut, of those one may see; at most 500."""
    user, found = event_for(request, number)
    seen = shown_q(user, "order__")
    rows = event_selectors.lines_touched(found.targets.all(), found.first, found.last, seen=seen)
    return list(rows[: event_selectors.MOST])


@router.post(
    "/events/{int:number}/confirm", response={200: RouteEventOut, **PROBLEMS}, summary="Xác nhận tin"
)
def confirm(request: HttpRequest, number: Number) -> RouteEvent:
    """An officer says that it is so."""
    user, found = event_for(request, number)
    events.confirm_event(event=found, actor=user)
    return event_for(request, number)[1]


@router.post("/events/{int:number}/dismiss", response={200: RouteEventOut, **PROBLEMS}, summary="Bỏ tin")
def dismiss(request: HttpRequest, number: Number, wanted: RoadReasonIn) -> RouteEvent:
    """It was not so."""
    user, found = event_for(request, number)
    events.dismiss_event(event=found, reason=wanted.reason, actor=user)
    return event_for(request, number)[1]


@router.post("/events/{int:number}/tell", response={200: ToldOut, **PROBLEMS}, summary="Báo cho mọi người")
def tell(request: HttpRequest, number: Number) -> dict[str, int]:
    """Tell everybody concerned who was not told yet; nobody hears it twice."""
    user, found = event_for(request, number)
    people, contacts = tell_concerned(event=found, actor=user)
    return {"people": people, "contacts": contacts}


@router.post("/events/{int:number}/close", response={200: ClosedOut, **PROBLEMS}, summary="Ghi đoạn đóng")
def close(request: HttpRequest, number: Number) -> dict[str, int]:
    """Make the event's closures in the network, so that plans know."""
    user, found = event_for(request, number)
    return {"closures": events.close_for_plans(event=found, actor=user)}


@router.post(
    "/events/{int:number}/change", response={201: RouteEventOut, **PROBLEMS}, summary="Đổi ngày mở lại"
)
def change(request: HttpRequest, number: Number, wanted: EventChangeIn) -> Status[RouteEvent]:
    """Reopen early or keep shut longer: a further event takes this one's place."""
    user, found = event_for(request, number)
    new = events.change_event(event=found, last=wanted.last, reason=wanted.reason, actor=user)
    return Status(201, event_for(request, new.pk)[1])


def _known(state: str, labels: dict[str, Any]) -> str:
    if state not in labels:
        raise InputInvalid([Fault("query", 1, "state", state, "cần một trong: " + ", ".join(labels))])
    return state
