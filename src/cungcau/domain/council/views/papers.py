"""The council's papers as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cungcau.domain.council.models import Session
from cungcau.domain.council.papers.decision import decision_paper
from cungcau.domain.council.papers.minutes import minutes as minutes_of
from cungcau.domain.council.papers.programme import programme as programme_of
from cungcau.domain.council.papers.score_sheet import score_sheet
from cungcau.domain.council.papers.summary import summary as summary_of
from cungcau.domain.council.selectors.decisions import decision_for
from cungcau.domain.council.selectors.sheets import may_read_sheets, sheet_of
from cungcau.domain.council.views.frame import item_here, reader, session_here
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.documents.answers import paper_response


def _name(session: Session, what: str) -> str:
    return f"{what} {session.code.replace('/', '-')}"


@never_cache
@require_safe
def programme(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The programme."""
    _user, session = session_here(request, pk)
    return paper_response(programme_of(session), _name(session, "chương trình"), kind)


@never_cache
@require_safe
def minutes(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The minutes: for the council and the office."""
    user, session = session_here(request, pk)
    _require_inside(user, session)
    return paper_response(minutes_of(session), _name(session, "biên bản"), kind)


@never_cache
@require_safe
def summary(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The table of closed scorings: for the council and the office."""
    user, session = session_here(request, pk)
    _require_inside(user, session)
    return paper_response(summary_of(session), _name(session, "bảng tổng hợp"), kind)


@never_cache
@require_safe
def sheet(request: HttpRequest, pk: int, sheet_pk: int, kind: str) -> HttpResponse:
    """A score sheet: one's own, or any of a closed scoring."""
    user, item = item_here(request, pk)
    found = sheet_of(user, item, min(sheet_pk, 2**63 - 1))
    name = f"phiếu chấm {item.dossier.product.name} {found.seat.user.full_name}"
    return paper_response(score_sheet(item, found), name, kind)


@never_cache
@require_safe
def decision(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A decision of the province, drafted or signed."""
    found = decision_for(reader(request), min(pk, 2**63 - 1))
    return paper_response(decision_paper(found), f"quyết định OCOP {found.pk}", kind)


def _require_inside(user: User, session: Session) -> None:
    """Members' totals are the council's and the office's business."""
    if not may_read_sheets(user, session):
        raise DomainError("sheets_of_others")
