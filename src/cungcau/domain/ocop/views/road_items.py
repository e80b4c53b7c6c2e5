"""What an entity is asked, on its phone: each thing by itself, answered with words, a photograph, a paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.forms import road as forms
from cungcau.domain.ocop.models import Dossier, ItemRequest
from cungcau.domain.ocop.selectors import road
from cungcau.domain.ocop.selectors.clocks import Clock, left
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.services import road_commune
from cungcau.domain.ocop.services.answering import answer_with
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.views.dossier_frame import dossier_for
from cungcau.domain.ocop.views.road import frame
from cungcau.domain.ocop.views.road_frame import told
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer as said


@require_safe
def items(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything asked of a file: what waits for its entity first."""
    user, found = dossier_for(request, pk)
    today, codes = clock.today(), sheet_of(found.criteria_set).by_code
    rows = [_shown(one, today_clock=left(one.due_on, today), names=codes) for one in road.requests_of(found)]
    around = frame(user, found)
    context = {
        **around,
        "groups": [
            (state, label, [row for row in rows if row["request"].state == state])
            for state, label in (
                (states.OPEN, _("Chờ chủ thể trả lời")),
                (states.ANSWERED, _("Đã trả lời, chờ xem")),
                (states.ACCEPTED, _("Đã đủ")),
                (states.CANCELLED, _("Thôi yêu cầu")),
            )
        ],
        "any": bool(rows),
        "writes": around["mine"].writes,
        "back": found.state == states.RETURNED,
        "left": sum(row["request"].state == states.OPEN for row in rows),
        "reason": _why_returned(found),
    }
    return render(request, "ocop/road/items.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Answer one thing."""
    user, found = dossier_for(request, pk)
    row = road.requests_of(found).filter(pk=item).first() if item < 2**63 else None
    if row is None:
        raise DomainError("ocop_request_not_found", number=item)
    row.dossier = found
    require_dossier(user, found, policies.WRITE_DOSSIERS)
    if row.state != states.OPEN:
        messages.info(request, _("Mục này không còn chờ trả lời."))
        return redirect("ocop:items", pk=pk)
    form = forms.HandInForm(request.POST or None, request.FILES or None, dossier=found)
    if request.method == "POST" and form.is_valid() and _answered(request, user, row, form):
        messages.success(request, _("Đã gửi câu trả lời."))
        return redirect("ocop:items", pk=pk)
    shown = _shown(row, left(row.due_on, clock.today()), sheet_of(found.criteria_set).by_code)
    context = {**frame(user, found), "row": shown, "form": form}
    return render(request, "ocop/road/answer.html", context, status=400 if form.errors else 200)


def _answered(request: HttpRequest, user: User, row: ItemRequest, form: forms.HandInForm) -> bool:
    given = form.cleaned_data

    def work() -> dict[str, object]:
        answer_with(
            request=row, text=given["text"], uploads=form.uploads, links=[given["link"]],
            evidence=given["evidence"], actor=user,
        )  # fmt: skip
        return {}

    try:
        editing.once(once_token(request), user, "ocop.item.answer", work)
    except InputInvalid as refused:
        told(form, refused)
    except DomainError as refused:
        if said(refused).status in (401, 403, 404):
            raise
        form.add_error("attachments" if refused.code.startswith("paper_") else None, said(refused).text)
    else:
        editing.finish_draft(user, f"ocop.item.{row.pk}", request.POST.get("draft_id"))
        return True
    return False


@require_POST
def resubmit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the mended file back to whoever sent it."""
    user, found = dossier_for(request, pk)
    try:
        road_commune.resubmit(dossier=found, actor=user)
    except DomainError as refused:
        if said(refused).status in (401, 403, 404):
            raise
        messages.error(request, said(refused).text)
        return redirect("ocop:items", pk=pk)
    messages.success(request, _("Đã nộp lại hồ sơ."))
    return redirect("ocop:road", pk=pk)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out, with the reason."""
    user, found = dossier_for(request, pk)
    require_dossier(user, found, policies.WRITE_DOSSIERS)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            road_commune.withdraw(dossier=found, reason=form.cleaned_data["reason"], actor=user)
        except InputInvalid as refused:
            told(form, refused)
        except DomainError as refused:
            if said(refused).status in (401, 403, 404):
                raise
            form.add_error(None, said(refused).text)
        else:
            messages.success(request, _("Đã rút hồ sơ."))
            return redirect("ocop:dossier", pk=pk)
    context = {**frame(user, found), "form": form}
    return render(request, "ocop/road/withdraw.html", context, status=400 if form.errors else 200)


def _shown(one: ItemRequest, today_clock: Clock, names: Any) -> dict[str, Any]:
    criterion = names.get(one.criterion)
    return {
        "request": one,
        "about": f"{criterion.code} {criterion.name}" if criterion is not None else "",
        "clock": today_clock,
        "label": str(states.REQUEST_LABELS[one.state]),
        "tone": states.REQUEST_TONES[one.state],
    }


def _why_returned(dossier: Dossier) -> str:
    """What was said when the file came back the last time."""
    if dossier.state != states.RETURNED:
        return ""
    last = dossier.steps.exclude(ended_at=None).order_by("-ended_at", "-pk").first()
    return last.note if last is not None else ""
