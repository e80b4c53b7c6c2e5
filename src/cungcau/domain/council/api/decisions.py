"""Decisions over the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.http import HttpRequest
from ninja import Query, Status

from cungcau.domain.council.api import finding
from cungcau.domain.council.api.inputs import (
    Number,
    OcopCouncilPageIn,
    OcopDecisionIn,
    OcopReasonIn,
    OcopSignatureIn,
)
from cungcau.domain.council.api.routing import router
from cungcau.domain.council.api.shapes import OcopDecisionOut, OcopDecisionPartOut, OcopItemOut
from cungcau.domain.council.models import Decision, Item
from cungcau.domain.council.selectors import decisions as selectors
from cungcau.domain.council.selectors import searching
from cungcau.domain.council.selectors.decisions import Purpose
from cungcau.domain.council.services import decisions as services
from cungcau.domain.council.views.frame import reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS

_AT = "/decisions/{int:number}"


@router.get("/decisions", response={200: list[OcopDecisionPartOut], **PROBLEMS}, summary="Các quyết định")
def decisions(
    request: HttpRequest,
    page: Query[OcopCouncilPageIn],
    state: Literal["", "draft", "signed", "cancelled"] = "",
) -> list[Decision]:
    """The decisions one may look into, the latest first."""
    rows = selectors.decisions_shown(reader(request))
    if page.q:
        rows = searching.decisions(rows, page.q)
    if state:
        rows = rows.filter(state=state)
    return list(rows[page.offset : page.offset + page.limit])


@router.post(
    "/sessions/{int:number}/decisions", response={201: OcopDecisionOut, **PROBLEMS}, summary="Lập dự thảo"
)
def draft(request: HttpRequest, number: Number, wanted: OcopDecisionIn) -> Status[Decision]:
    """Draft a decision of items of a session; ``Idempotency-Key`` guards against a call sent twice."""
    user, session = finding.session(request, number)

    def work() -> Mapping[str, object]:
        made = services.draft(
            session=session, purpose=Purpose(wanted.purpose), items=wanted.items,
            authority=wanted.authority, actor=user,
        )  # fmt: skip
        return {"pk": made.pk}

    content = {"session": number, **wanted.dict()}
    done = editing.once(once_token(request), user, "council.api.decision", work, content=content)
    return Status(201, _decision(request, int(str(done.result["pk"])))[1])


@router.get(_AT, response={200: OcopDecisionOut, **PROBLEMS}, summary="Một quyết định")
def decision(request: HttpRequest, number: Number) -> Decision:
    """One decision with its list."""
    return _decision(request, number)[1]


@router.post(
    _AT + "/lines/{int:line}/drop", response={200: OcopDecisionOut, **PROBLEMS}, summary="Bỏ một sản phẩm"
)
def line_off(request: HttpRequest, number: Number, line: Number) -> Decision:
    """Take a product off a draft."""
    user, found = _decision(request, number)
    row = found.lines.select_related("decision", "item__dossier__product").filter(pk=line).first()
    if row is None:
        raise DomainError("decision_line_not_found")
    services.take_off(line=row, actor=user)
    return _decision(request, number)[1]


@router.post(_AT + "/sign", response={200: OcopDecisionOut, **PROBLEMS}, summary="Ghi đã ký")
def sign(request: HttpRequest, number: Number, wanted: OcopSignatureIn) -> Decision:
    """Record the signature: certificates are issued, or files go up to the Ministry."""
    user, found = _decision(request, number)
    services.sign(
        decision=found, number=wanted.number, signed_on=wanted.signed_on, signer=wanted.signer, actor=user
    )
    return _decision(request, number)[1]


@router.post(_AT + "/cancel", response={200: OcopDecisionOut, **PROBLEMS}, summary="Bỏ dự thảo")
def cancel(request: HttpRequest, number: Number, wanted: OcopReasonIn) -> Decision:
    """Give a draft up."""
    user, found = _decision(request, number)
    services.drop(decision=found, reason=wanted.reason, actor=user)
    return _decision(request, number)[1]


@router.post(
    "/sessions/{int:number}/not-recognised",
    response={200: list[OcopItemOut], **PROBLEMS},
    summary="Không công nhận",
)
def not_recognise(request: HttpRequest, number: Number) -> list[Item]:
    """End the files of products below 3 stars and of those rejected."""
    user, session = finding.session(request, number)
    return services.not_recognise(session=session, actor=user)


def _decision(request: HttpRequest, number: int) -> tuple[User, Decision]:
    user = reader(request)
    return user, selectors.decision_for(user, number)
