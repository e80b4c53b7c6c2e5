"""A file's road over the API: reading it, the verbs that move the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.api import road_inputs as given
from cungcau.domain.ocop.api import road_shapes as shapes
from cungcau.domain.ocop.models import Dossier, Round, Waiting
from cungcau.domain.ocop.selectors import road as selectors
from cungcau.domain.ocop.selectors import waiting as waits
from cungcau.domain.ocop.selectors.completeness import Point, completeness
from cungcau.domain.ocop.selectors.rounds import rounds_shown
from cungcau.domain.ocop.services import ministry, report, road_commune, road_office
from cungcau.domain.ocop.services.report import Findings
from cungcau.domain.ocop.services.requests import Again, Item
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road_commune import Letter
from cungcau.domain.ocop.views.dossier_frame import dossier_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["OCOP: đường đi của hồ sơ"])
ROAD = {200: shapes.OcopRoadOut, **PROBLEMS}


def done(
    request: HttpRequest,
    number: int,
    verb: str,
    deed: Callable[[Dossier, User], object],
    content: object = None,
) -> dict[str, Any]:
    """Carry a deed on a file out once for the call's ``Idempotency-Key``; the road as it is then."""
    user, found = dossier_for(request, number)

    def work() -> dict[str, object]:
        deed(found, user)
        return {}

    sent = {"number": number, "sent": str(content)}
    editing.once(once_token(request), user, f"ocop.road.api.{verb}", work, content=sent)
    return told(request, number)


def told(request: HttpRequest, number: int) -> dict[str, Any]:
    """The road of a file as its reader may know it."""
    user, found = dossier_for(request, number)
    inside = selectors.sees_inside(user, found)
    stays = selectors.stays(found, whole=inside)
    visits = list(selectors.visits_of(found))
    for visit in visits:
        visit.findings = visit.findings if inside else ""
    return {
        "dossier": found.pk,
        "code": found.code,
        "state": found.state,
        "round": found.round_id,
        "reject_grounds": found.reject_grounds,
        "end_reason": found.end_reason,
        "steps": [
            {
                "stage": stay.step.stage, "started_at": stay.step.started_at, "ended_at": stay.step.ended_at,
                "due_on": stay.step.due_on, "due_why": stay.step.due_why, "note": stay.note,
                "clock": stay.clock.text, "late": stay.clock.standing in ("late", "ended_late"),
            }
            for stay in stays
        ],
        "requests": list(selectors.requests_of(found)),
        "reports": list(selectors.reports_of(found)),
        "samples": list(selectors.samples_of(found)),
        "visits": visits,
        "tests": list(selectors.tests_of(found)),
    }  # fmt: skip


@router.get("/waiting", response={200: list[shapes.OcopWaitingOut], **PROBLEMS}, summary="Ai đang chờ ai")
def waiting(request: HttpRequest, page: Query[given.OcopWaitingIn]) -> Sequence[Waiting]:
    """Open files and live requests one may see, the overdue first."""
    user = signed_in(request)
    access.require(user, policies.SEE_WAITING)
    rows = waits.waiting_shown(user)
    for name, value in (("holder", page.holder), ("kind", page.kind), ("area_code", page.area_code)):
        if value:
            rows = rows.filter(**{name: value})
    if page.overdue:
        rows = rows.filter(due_on__lt=clock.today())
    if page.mine:
        rows = rows.filter(waits.turn_of(user))
    if page.q:
        rows = waits.about(rows, page.q)
    return list(waits.beside(rows)[page.offset : page.offset + page.limit])


@router.get("/{int:number}", response=ROAD, summary="Đường đi của một hồ sơ")
def road(request: HttpRequest, number: given.Number) -> dict[str, Any]:
    """Who had the file how long, what was asked, reports, samples, visits, tests."""
    return told(request, number)


@router.get(
    "/{int:number}/checklist",
    response={200: list[shapes.OcopCheckOut], **PROBLEMS},
    summary="Bảng kiểm tra hồ sơ",
)
def checklist(request: HttpRequest, number: given.Number) -> Sequence[Point]:
    """What the software finds complete, missing, or for a person to judge."""
    user, found = dossier_for(request, number)
    require_dossier(user, found, policies.VIEW_DOSSIERS)
    return completeness(found).points


@router.post("/{int:number}/report", response=ROAD, summary="Ghi báo cáo của xã (Mẫu 03)")
def save_report(request: HttpRequest, number: given.Number, wanted: given.OcopReportIn) -> dict[str, Any]:
    """The commune's findings; may be written again until the file goes up."""
    findings = Findings(**wanted.dict())
    return done(
        request, number, "report",
        lambda file, user: report.save_report(dossier=file, findings=findings, actor=user), wanted.dict(),
    )  # fmt: skip


@router.post("/{int:number}/forward", response=ROAD, summary="Xã chuyển hồ sơ lên tỉnh")
def forward(request: HttpRequest, number: given.Number, wanted: given.OcopForwardIn) -> dict[str, Any]:
    """With the commune's letter and samples; 409 without a report, with gaps unexplained, with too few samples."""
    letter = Letter(wanted.letter_no, wanted.letter_on)
    return done(
        request, number, "forward",
        lambda file, user: road_commune.forward(
            dossier=file, letter=letter, actor=user, samples=wanted.samples, samples_later=wanted.samples_later
        ),
        wanted.dict(),
    )  # fmt: skip


@router.post("/{int:number}/send-back", response=ROAD, summary="Trả lại hồ sơ để bổ sung")
def send_back(request: HttpRequest, number: given.Number, wanted: given.OcopSendBackIn) -> dict[str, Any]:
    """The commune, or the provincial office, item by item."""
    items = [Item(one.text, one.due_on, one.criterion) for one in wanted.items]
    again = [Again(one.request, one.reason, one.due_on) for one in wanted.again]
    return done(
        request, number, "send-back",
        lambda file, user: road_commune.send_back(
            dossier=file, items=items, again=again, reason=wanted.reason, actor=user
        ),
        wanted.dict(),
    )  # fmt: skip


@router.post("/{int:number}/resubmit", response=ROAD, summary="Chủ thể nộp lại hồ sơ")
def resubmit(request: HttpRequest, number: given.Number) -> dict[str, Any]:
    """To whoever sent it back; 409 while a request has no answer."""
    return done(
        request, number, "resubmit", lambda file, user: road_commune.resubmit(dossier=file, actor=user)
    )


@router.post("/{int:number}/withdraw", response=ROAD, summary="Rút hồ sơ")
def withdraw(request: HttpRequest, number: given.Number, wanted: given.OcopRoadReasonIn) -> dict[str, Any]:
    """Before the council has it."""
    return done(
        request, number, "withdraw",
        lambda file, user: road_commune.withdraw(dossier=file, reason=wanted.reason, actor=user), wanted.reason,
    )  # fmt: skip


@router.post("/{int:number}/round", response=ROAD, summary="Xếp hồ sơ vào đợt")
def assign_round(request: HttpRequest, number: given.Number, wanted: given.OcopPutIn) -> dict[str, Any]:
    """A round of its province, or none."""
    return done(
        request, number, "round",
        lambda file, user: road_office.assign_round(dossier=file, round=_round(user, wanted.round), actor=user),
        wanted.round,
    )  # fmt: skip


@router.post("/{int:number}/take-up", response=ROAD, summary="Giao hồ sơ cho tổ tư vấn")
def take_up(request: HttpRequest, number: given.Number, wanted: given.OcopTakeUpIn) -> dict[str, Any]:
    """The office found it in order."""
    return done(
        request, number, "take-up",
        lambda file, user: road_office.take_up(
            dossier=file, actor=user, round=_round(user, wanted.round), note=wanted.note
        ),
        wanted.dict(),
    )  # fmt: skip


@router.post("/{int:number}/finish", response=ROAD, summary="Tổ tư vấn kết thúc xem xét")
def finish(request: HttpRequest, number: given.Number, wanted: given.OcopFinishIn) -> dict[str, Any]:
    """Only when no request is live, or with a reason."""
    return done(
        request, number, "finish",
        lambda file, user: road_office.finish_review(dossier=file, actor=user, **wanted.dict()), wanted.dict(),
    )  # fmt: skip


@router.post("/{int:number}/reopen", response=ROAD, summary="Mở lại việc xem xét")
def reopen(request: HttpRequest, number: given.Number, wanted: given.OcopRoadReasonIn) -> dict[str, Any]:
    """Before the council has it."""
    return done(
        request, number, "reopen",
        lambda file, user: road_office.reopen_review(dossier=file, reason=wanted.reason, actor=user), wanted.reason,
    )  # fmt: skip


@router.post("/{int:number}/reject", response=ROAD, summary="Loại hồ sơ")
def reject(request: HttpRequest, number: given.Number, wanted: given.OcopRejectIn) -> dict[str, Any]:
    """On grounds its set prints."""
    return done(
        request, number, "reject",
        lambda file, user: road_office.reject(dossier=file, actor=user, **wanted.dict()), wanted.dict(),
    )  # fmt: skip


@router.post("/{int:number}/send-up", response=ROAD, summary="Gửi hồ sơ lên Bộ")
def send_up(request: HttpRequest, number: given.Number, wanted: given.OcopSendUpIn) -> dict[str, Any]:
    """Where average and minimums make a star the Ministry decides on."""
    return done(
        request, number, "send-up",
        lambda file, user: ministry.send_up(dossier=file, actor=user, **wanted.dict()), wanted.dict(),
    )  # fmt: skip


@router.post("/{int:number}/ministry-result", response=ROAD, summary="Ghi kết quả của Bộ")
def come_back(
    request: HttpRequest, number: given.Number, wanted: given.OcopMinistryResultIn
) -> dict[str, Any]:
    """Kept as an exact fraction."""
    return done(
        request, number, "ministry-result",
        lambda file, user: ministry.come_back(
            dossier=file, average=ministry.average_in(wanted.average), note=wanted.note, actor=user
        ),
        wanted.dict(),
    )  # fmt: skip


@router.post("/{int:number}/use-ministry-result", response=ROAD, summary="Dùng kết quả của Bộ để xếp 3–4 sao")
def use_result(request: HttpRequest, number: given.Number) -> dict[str, Any]:
    """Where the Ministry's average is below its own rank."""
    return done(
        request,
        number,
        "use-ministry-result",
        lambda file, user: ministry.use_result(dossier=file, actor=user),
    )


def _round(user: User, number: int | None) -> Round | None:
    if number is None:
        return None
    found = rounds_shown(user).filter(pk=number).first()
    if found is None:
        raise DomainError("ocop_round_not_found")
    return found
