"""Plans: list, read, write, change, issue and what else becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Schema, Status

from cungcau.domain.programmes import policies, services
from cungcau.domain.programmes.api.inputs import (
    Limit,
    Offset,
    ProgrammeIssueIn,
    ProgrammePlanChangeIn,
    ProgrammeReasonIn,
)
from cungcau.domain.programmes.api.routing import router
from cungcau.domain.programmes.api.shapes import (
    Number,
    ProgrammeKind,
    ProgrammePlanIn,
    ProgrammePlanOut,
    ProgrammePlanPartOut,
    Text,
)
from cungcau.domain.programmes.api.telling import whole
from cungcau.domain.programmes.models import Plan
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.domain.programmes.selectors.plans import plan_for, plans_shown
from cungcau.platform.access.services import require
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.search import matching

_LINKS = ("issuer", "lead", "parent", "continues", "season")


class ProgrammePageIn(Schema):
    """Which plans: words in any spelling, kind, state; which part of the list."""

    q: Text = ""
    kind: ProgrammeKind | None = None
    state: Literal["draft", "issued", "closed", "cancelled"] | None = None
    limit: Limit = 50
    offset: Offset = 0


@router.get("", response={200: list[ProgrammePlanPartOut], **PROBLEMS}, summary="Danh sách kế hoạch")
def plans(request: HttpRequest, page: Query[ProgrammePageIn]) -> list[Plan]:
    """The plans one may see, the latest first; at most 200 at once."""
    user = signed_in(request)
    if not agencies_of(user, clock.today()):
        require(user, policies.VIEW)
    rows = matching(plans_shown(user), page.q)
    rows = rows.filter(kind=page.kind) if page.kind else rows
    rows = rows.filter(state=page.state) if page.state else rows
    return list(rows.order_by("-starts_on", "-pk")[page.offset : page.offset + page.limit])


@router.post("", response={201: ProgrammePlanOut, **PROBLEMS}, summary="Lập kế hoạch")
def write(request: HttpRequest, wanted: ProgrammePlanIn) -> Status[dict[str, Any]]:
    """A new draft; ``Idempotency-Key`` guards against a call sent twice."""
    user = signed_in(request)

    def work() -> Mapping[str, object]:
        return {"pk": services.plans.write_plan(facts=_facts(wanted), actor=user).pk}

    done = editing.once(once_token(request), user, "programmes.plan.api", work, content=wanted.dict())
    return Status(201, whole(plan_for(user, int(str(done.result["pk"])))))


@router.get("/{int:number}", response={200: ProgrammePlanOut, **PROBLEMS}, summary="Một kế hoạch")
def plan(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One plan with its text, targets as they stand today, money and scenarios."""
    return whole(plan_for(signed_in(request), number))


@router.put("/{int:number}", response={200: ProgrammePlanOut, **PROBLEMS}, summary="Sửa dự thảo")
def change(request: HttpRequest, number: Number, wanted: ProgrammePlanChangeIn) -> dict[str, Any]:
    """Write a draft's head anew; 409 ``edited_meanwhile`` where it is another version now."""
    user = signed_in(request)
    found = plan_for(user, number)
    facts = _facts(wanted)
    seen = {name: getattr(found, name) for name in facts}
    services.plans.change_plan(pk=found.pk, version=wanted.version, seen=seen, mine=facts, actor=user)
    return whole(plan_for(user, number))


@router.post("/{int:number}/issue", response={200: ProgrammePlanPartOut, **PROBLEMS}, summary="Ban hành")
def issue(request: HttpRequest, number: Number, wanted: ProgrammeIssueIn) -> Plan:
    """Put a draft in force under its number."""
    user = signed_in(request)
    services.plans.issue_plan(plan=plan_for(user, number), actor=user, **wanted.dict())
    return plan_for(user, number)


@router.post(
    "/{int:number}/reopen", response={200: ProgrammePlanPartOut, **PROBLEMS}, summary="Đưa về dự thảo"
)
def reopen(request: HttpRequest, number: Number, wanted: ProgrammeReasonIn) -> Plan:
    """Make an issued plan a draft again."""
    user = signed_in(request)
    services.plans.reopen_plan(plan=plan_for(user, number), reason=wanted.reason, actor=user)
    return plan_for(user, number)


@router.post(
    "/{int:number}/close", response={200: ProgrammePlanPartOut, **PROBLEMS}, summary="Kết thúc kế hoạch"
)
def close(request: HttpRequest, number: Number) -> Plan:
    """Its time is over."""
    user = signed_in(request)
    services.plans.close_plan(plan=plan_for(user, number), actor=user)
    return plan_for(user, number)


@router.post(
    "/{int:number}/resume", response={200: ProgrammePlanPartOut, **PROBLEMS}, summary="Mở lại kế hoạch"
)
def resume(request: HttpRequest, number: Number) -> Plan:
    """Closed too early."""
    user = signed_in(request)
    services.plans.resume_plan(plan=plan_for(user, number), actor=user)
    return plan_for(user, number)


@router.post(
    "/{int:number}/cancel", response={200: ProgrammePlanPartOut, **PROBLEMS}, summary="Bãi bỏ kế hoạch"
)
def cancel(request: HttpRequest, number: Number, wanted: ProgrammeReasonIn) -> Plan:
    """It does not hold any more."""
    user = signed_in(request)
    services.plans.cancel_plan(plan=plan_for(user, number), reason=wanted.reason, actor=user)
    return plan_for(user, number)


def _facts(wanted: ProgrammePlanIn) -> dict[str, Any]:
    facts = {f"{name}_id" if name in _LINKS else name: value for name, value in wanted.dict().items()}
    facts.pop("version", None)
    if not facts["source"]:
        del facts["source"]
    return facts
