"""Revocation cases: the list, opening one, its page, deciding or dropping it, its paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.recognition import papers, policies, states
from cungcau.domain.recognition.filters.after import RevocationFilter
from cungcau.domain.recognition.forms.after import DecideForm, RevokeForm, WhyForm, today_form
from cungcau.domain.recognition.models import Inspection, Revocation
from cungcau.domain.recognition.selectors import revocations as selectors
from cungcau.domain.recognition.selectors.inspections import inspection_for as inspection_shown
from cungcau.domain.recognition.services import revocations as services
from cungcau.domain.recognition.tables import follow_up as tables
from cungcau.domain.recognition.views.frame import certificate_for, do, reader, revocation_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.views.entering import enter
from cungcau.reference.listing import Sheet, show_list


@require_safe
def revocations(request: HttpRequest) -> HttpResponseBase:
    """The cases one may see; those past their 15 days can be asked for."""
    user = reader(request)
    rows = selectors.revocations(user)
    chosen = RevocationFilter(request.GET, queryset=rows)
    table = tables.RevocationTable(chosen.qs)
    sheet = Sheet("thu hồi giấy chứng nhận OCOP", tables.REVOCATIONS, tables.revocation_rows)
    context: dict[str, Any] = {
        "title": _("Thu hồi giấy chứng nhận"), "tab": "revocations", "is_empty": not rows.exists(),
        "overdue": selectors.overdue(rows, clock.today()).count(),
    }  # fmt: skip
    return show_list(request, "recognition/revocations.html", chosen, table, sheet, context)


@require_http_methods(["GET", "POST"])
def new_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a case about a certificate, perhaps from an inspection (``?kiem-tra=``)."""
    user, certificate = certificate_for(request, pk)
    access.require(user, policies.REVOKE, certificate.area_code)
    visit = _inspection(user, request.GET.get("kiem-tra", ""))
    initial = (
        {"facts": visit.conclusion, "concluded_on": visit.done_on}
        if visit
        else {"concluded_on": clock.today()}
    )
    form = RevokeForm(request.POST or None, initial=initial)
    made: list[Revocation] = []

    def save() -> None:
        made.append(
            services.open_revocation(
                certificate=certificate, inspection=visit, actor=user, **form.cleaned_data
            )
        )

    back = reverse("recognition:certificate", args=[pk])
    return enter(
        request, form, save,
        title=_("Đề nghị thu hồi giấy chứng nhận: %(product)s") % {"product": certificate.product.name}, back=back,
        draft=f"recognition.revoke.{pk}", crumbs=((certificate.product.name, back),),
        after=lambda: reverse("recognition:revocation", args=[made[0].pk]) if made else back,
    )  # fmt: skip


@require_safe
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """One case with its clock and what may be done."""
    user, found = revocation_for(request, pk)
    return _page(request, user, found)


@require_POST
def move_revocation(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Write down the decision, or that it is not revoked."""
    user, found = revocation_for(request, pk)
    if verb == "khong":
        reason = request.POST.get("reason", "").replace("\x00", "")
        return do(
            request, lambda: services.drop_revocation(revocation=found, reason=reason, actor=user),
            _("Đã khép: không thu hồi."), "recognition:revocation", pk=pk,
        )  # fmt: skip
    if verb != "quyet-dinh":
        raise DomainError("not_found")
    form = DecideForm(request.POST, auto_id="decide_%s")
    if form.is_valid():
        try:
            services.decide_revocation(revocation=found, actor=user, **form.cleaned_data)
        except DomainError as refused:
            if answer(refused).status in (403, 404):
                raise
            form.add_error(None, answer(refused).text)
        else:
            messages.success(
                request, _("Đã thu hồi giấy chứng nhận. Trang tra cứu báo thu hồi ngay từ lúc này.")
            )
            return redirect("recognition:revocation", pk=pk)
    return _page(request, user, found, form, 400)


@require_safe
def proposal(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The proposal to revoke as a paper: pdf or docx."""
    user, found = revocation_for(request, pk)
    access.require(user, policies.REVOKE, found.area_code)
    return paper_response(papers.proposal(found), f"to-trinh-thu-hoi-{found.pk}", kind)


def _page(
    request: HttpRequest, user: User, found: Revocation, form: DecideForm | None = None, status: int = 200
) -> HttpResponse:
    acts = access.allows(user, policies.REVOKE, found.area_code)
    is_open = found.state == states.OPEN
    today = clock.today()
    context = {
        "case": found, "certificate": found.certificate, "product": found.certificate.product,
        "label": states.REVOCATION_LABELS[found.state], "tone": states.REVOCATION_TONES[found.state],
        "left": tables.till(found.due_on, today) if is_open else "", "late": is_open and found.due_on < today,
        "by": selectors.decided_by(found.certificate.star), "acts": acts, "may_move": acts and is_open,
        "decide_form": form or today_form(DecideForm, "decided_on", auto_id="decide_%s"),
        "drop_form": WhyForm(auto_id="drop_%s"), "changes": changes_of(found)[:20] if acts else [],
    }  # fmt: skip
    return render(request, "recognition/revocation.html", context, status=status)


def _inspection(user: User, text: str) -> Inspection | None:
    if not text:
        return None
    found = (
        inspection_shown(user, int(text)) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    )
    if found is None:
        raise DomainError("inspection_not_found", number=text[:20])
    return found
