"""Decisions after a session: the list, drafting, the draft, recording the signature."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.council import policies, states, tables
from cungcau.domain.council.filters import DecisionFilter
from cungcau.domain.council.forms.sessions import SignForm, WhyForm
from cungcau.domain.council.models import Decision, DecisionLine
from cungcau.domain.council.selectors import decisions as selectors
from cungcau.domain.council.selectors.decisions import Purpose
from cungcau.domain.council.services import decisions as services
from cungcau.domain.council.views.frame import carried_out, reader, said_wrong, session_here
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list


@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    """The decisions of the reader's provinces."""
    user = reader(request)
    rows = selectors.listed(selectors.decisions_shown(user))
    chosen = DecisionFilter(request.GET, queryset=rows)
    context: dict[str, Any] = {
        "title": _("Quyết định OCOP"), "tab": "decisions", "is_empty": not selectors.decisions_shown(user).exists(),
        "lead": _("Dự thảo, quyết định đã ký và đề nghị gửi Bộ; ký xong thì giấy chứng nhận được cấp."),
    }  # fmt: skip
    sheet = Sheet("quyết định OCOP", tables.DECISION_SHEET, tables.decision_rows)
    return show_list(
        request, "council/decisions.html", chosen, tables.DecisionTable(chosen.qs), sheet, context
    )


def _decision(request: HttpRequest, pk: int) -> tuple[User, Decision]:
    user = reader(request)
    return user, selectors.decision_for(user, min(pk, 2**63 - 1))


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with its list."""
    user, found = _decision(request, pk)
    lines = list(selectors.lines_of(found))
    purpose = selectors.purpose_of(found, lines)
    may = access.allows(user, policies.DECIDE, found.area_code)
    by_star: dict[int, list[tuple[DecisionLine, Any]]] = {}
    for one in lines:
        by_star.setdefault(one.star, []).append((one, selectors.shown_standing(one.item)))
    context = {
        "decision": found, "by_star": by_star, "purpose": purpose.value, "count": len(lines),
        "label": str(states.DECISION_LABELS[found.state]), "tone": states.DECISION_TONES[found.state],
        "is_draft": found.state == states.DRAFT, "is_signed": found.state == states.SIGNED, "may_decide": may,
        "has_paper": purpose is not Purpose.MINISTRY,
        "sign_form": SignForm(initial={"signed_on": clock.today()}, auto_id="sign_%s"),
        "why_form": WhyForm(auto_id="why_%s"),
    }  # fmt: skip
    return render(request, "council/decision.html", context)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a decision of products of a session."""
    user, session = session_here(request, pk)
    access.require(user, policies.DECIDE, session.area_code)
    sent = request.POST.get("loai", "")
    if sent not in {one.value for one in Purpose}:
        raise DomainError("decision_empty")
    items = [
        int(text)
        for text in request.POST.getlist("muc")
        if text.isascii() and text.isdigit() and len(text) < 19
    ]
    authority = request.POST.get("authority", "")

    def work() -> dict[str, object]:
        made = services.draft(
            session=session, purpose=Purpose(sent), items=items, authority=authority, actor=user
        )
        return {"pk": made.pk}

    try:
        done = editing.once(once_token(request), user, "council.decision.new", work, content=request.POST)
    except DomainError as refused:
        if answer(refused).status in (401, 403, 404):
            raise
        why = refused

        def refuse() -> None:
            raise why

        return carried_out(request, refuse, "", "council:session", pk)
    return redirect("council:decision", pk=done.result["pk"])


@require_POST
def line_off(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Take a product off a draft."""
    user, found = _decision(request, pk)
    rows = DecisionLine.objects.select_related("decision", "item__dossier__product")
    line = rows.filter(decision=found, pk=min(line_pk, 2**63 - 1)).first()
    if line is None:
        raise DomainError("decision_line_not_found")
    said = _("Đã bỏ %(name)s khỏi dự thảo.") % {"name": line.item.dossier.product.name}
    return carried_out(
        request, lambda: services.take_off(line=line, actor=user), said, "council:decision", pk
    )


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the signature: certificates are issued, or files go up."""
    user, found = _decision(request, pk)
    access.require(user, policies.DECIDE, found.area_code)
    form = SignForm(request.POST)
    if not form.is_valid():
        return said_wrong(request, form, "council:decision", pk)
    data = form.cleaned_data

    def deed() -> object:
        return services.sign(decision=found, actor=user, **data)

    return carried_out(request, deed, _("Đã ghi quyết định đã ký."), "council:decision", pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    user, found = _decision(request, pk)
    reason = request.POST.get("reason", "")
    return carried_out(
        request, lambda: services.drop(decision=found, reason=reason, actor=user), _("Đã bỏ dự thảo."),
        "council:decision", pk,
    )  # fmt: skip


@require_POST
def not_recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """End the files of products too low for a decision."""
    user, session = session_here(request, pk)
    return carried_out(
        request, lambda: services.not_recognise(session=session, actor=user),
        _("Đã ghi không công nhận các sản phẩm này."), "council:session", pk,
    )  # fmt: skip
