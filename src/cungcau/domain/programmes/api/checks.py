"""The checks of a plan over the API, and plans begun from a template or from another plan."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from cungcau.domain.programmes.api.routing import router as programmes
from cungcau.domain.programmes.api.shapes import Day, Number, ProgrammeKind, Text
from cungcau.domain.programmes.models import Agency, Dismissal
from cungcau.domain.programmes.selectors.findings import Found, checked
from cungcau.domain.programmes.selectors.plans import plan_for
from cungcau.domain.programmes.services import drafting, findings
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["kế hoạch, chương trình"])
programmes.add_router("", router)

Key = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Reason = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
Title = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]


class ProgrammeFindingRow(Schema):
    """Where a finding stands: the part of the plan, the row's number, its place as people count, its words."""

    kind: str
    key: int
    number: int
    text: str


class ProgrammeFindingOut(Schema):
    """A finding; ``mends`` say what each would do, the first by ``place`` 0; ``dismissed`` why it was set aside."""

    key: str
    rule: str
    seriousness: str
    row: ProgrammeFindingRow
    where: str
    sentence: str
    mends: list[str]
    dismissal: int | None
    dismissed: str


class ProgrammeMendIn(Schema):
    """Which of a finding's mends to carry out, 0 the first."""

    place: Annotated[int, Field(ge=0, le=99)] = 0


class ProgrammeDismissalIn(Schema):
    """Why a finding is set aside."""

    reason: Reason


class ProgrammeDismissalOut(Schema):
    """A finding set aside."""

    id: int
    key: str
    rule: str
    sentence: str
    reason: str


class ProgrammeBeginIn(Schema):
    """A plan to begin: from the template of ``kind``, or from the plan ``last`` it continues (one of the two)."""

    kind: ProgrammeKind | None = None
    last: Number | None = None
    title: Title = ""
    issuer: Number
    lead: Number | None = None
    starts_on: Day
    ends_on: Day


class ProgrammeBegunOut(Schema):
    """The draft that was written."""

    id: int
    title: Text
    findings: int


def _told(one: Found) -> dict[str, Any]:
    row = one.finding.row
    return {
        "key": one.finding.key, "rule": one.finding.rule, "seriousness": one.finding.seriousness.value,
        "row": {"kind": row.kind, "key": row.key, "number": row.number, "text": row.text},
        "where": one.where, "sentence": one.sentence, "mends": [offer for _mend, offer in one.mends],
        "dismissal": one.dismissal.pk if one.dismissal else None,
        "dismissed": one.dismissal.reason if one.dismissal else "",
    }  # fmt: skip


@router.get(
    "/{int:number}/findings",
    response={200: list[ProgrammeFindingOut], **PROBLEMS},
    summary="Kiểm tra kế hoạch",
)
def find(request: HttpRequest, number: Number) -> list[dict[str, Any]]:
    """What the checks find now, the worst first, then what was set aside."""
    found = checked(plan_for(signed_in(request), number), clock.today())
    return [_told(one) for one in (*found.standing, *found.dismissed)]


@router.post(
    "/{int:number}/findings/{key}/mend",
    response={200: ProgrammeFindingOut, **PROBLEMS},
    summary="Sửa theo đề xuất",
)
def mend(request: HttpRequest, number: Number, key: Key, wanted: ProgrammeMendIn) -> dict[str, Any]:
    """Carry out one mend on a draft; gives back what was found."""
    user = signed_in(request)
    return _told(findings.apply_mend(plan=plan_for(user, number), key=key, place=wanted.place, actor=user))


@router.post(
    "/{int:number}/findings/{key}/dismiss",
    response={201: ProgrammeDismissalOut, **PROBLEMS},
    summary="Bỏ qua phát hiện",
)
def dismiss(
    request: HttpRequest, number: Number, key: Key, wanted: ProgrammeDismissalIn
) -> Status[Dismissal]:
    """Set a finding aside, with the reason."""
    user = signed_in(request)
    made = findings.dismiss(plan=plan_for(user, number), key=key, reason=wanted.reason, actor=user)
    return Status(201, made)


@router.post(
    "/{int:number}/dismissals/{int:dismissal}/withdraw",
    response={200: ProgrammeDismissalOut, **PROBLEMS},
    summary="Xem lại phát hiện",
)
def withdraw(request: HttpRequest, number: Number, dismissal: Number) -> Dismissal:
    """Let a finding set aside stand again."""
    user = signed_in(request)
    row = Dismissal.objects.filter(plan=plan_for(user, number), pk=dismissal).first()
    if row is None:
        raise DomainError("not_found")
    return findings.withdraw(dismissal=row, actor=user)


@router.post("/begin", response={201: ProgrammeBegunOut, **PROBLEMS}, summary="Lập từ mẫu hoặc kỳ trước")
def begin(request: HttpRequest, wanted: ProgrammeBeginIn) -> Status[dict[str, Any]]:
    """Begin a draft from a template or from the plan it continues."""
    user = signed_in(request)
    rows = Agency.objects.defer("words").in_bulk([key for key in (wanted.issuer, wanted.lead) if key])
    for name, key in (("issuer", wanted.issuer), ("lead", wanted.lead)):
        if key is not None and key not in rows:
            raise InputInvalid([Fault("plan", 1, name, str(key), "không có cơ quan này")])
    if (wanted.kind is None) == (wanted.last is None):
        raise InputInvalid([Fault("plan", 1, "kind", wanted.kind or "", "cần kind hoặc last, một trong hai")])
    if wanted.ends_on < wanted.starts_on:
        raise InputInvalid(
            [Fault("plan", 1, "ends_on", str(wanted.ends_on), "ngày cuối đứng trước ngày đầu")]
        )
    begun = drafting.Begun(
        wanted.title, rows[wanted.issuer], wanted.starts_on, wanted.ends_on, rows.get(wanted.lead or 0)
    )
    if wanted.last is not None:
        made = drafting.draft_from_last(last=plan_for(user, wanted.last), begun=begun, actor=user)
    else:
        made = drafting.draft_from_template(kind=wanted.kind or "", begun=begun, actor=user)
    left = len(checked(made, clock.today()).standing)
    return Status(201, {"id": made.pk, "title": made.title[:300], "findings": left})
