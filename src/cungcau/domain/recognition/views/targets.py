"""Targets of plans: the list with progress, writing one down, correcting it, taking it away."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.recognition import policies
from cungcau.domain.recognition.filters.targets import TargetFilter
from cungcau.domain.recognition.forms.targets import TargetForm
from cungcau.domain.recognition.models import PlanTarget
from cungcau.domain.recognition.selectors.targets import (
    targets_shown,
)
from cungcau.domain.recognition.services import targets as services
from cungcau.domain.recognition.services.targets import FIELDS, Figure
from cungcau.domain.recognition.tables import targets as tables
from cungcau.domain.recognition.views.figures import chosen_day, reader
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list

NEW = "recognition.target.new"


@require_safe
def targets(request: HttpRequest) -> HttpResponseBase:
    """The targets of one's areas with how far they are on a day, who wrote them, from what."""
    user = reader(request)
    day = chosen_day(request)
    rows = targets_shown(user)
    chosen = TargetFilter(request.GET, queryset=rows)
    table = tables.TargetTable(chosen.qs, user=user, day=day)
    sheet = Sheet(f"chỉ tiêu OCOP {day.isoformat()}", tables.SHEET, partial(tables.sheet_rows, day=day))
    context: dict[str, Any] = {
        "day": day, "tab": "targets", "may_add": access.allows(user, policies.TARGETS),
        "is_empty": not rows.exists(),
    }  # fmt: skip
    return show_list(request, "recognition/targets.html", chosen, table, sheet, context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a target down."""
    user = _setter(request)
    form = TargetForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["place"]
        figure = Figure(**{name: form.cleaned_data[name] for name in FIELDS})

        def work() -> dict[str, object]:
            return {"pk": services.set_target(area=unit.area_code, figure=figure, actor=user).pk}

        try:
            editing.once(once_token(request), user, NEW, work, content=request.POST)
        except DomainError as refused:
            _refuse(form, refused)
        else:
            editing.finish_draft(user, NEW, request.POST.get("draft_id"))
            messages.success(request, _("Đã ghi chỉ tiêu."))
            return redirect("recognition:targets")
    context = {"form": form, "title": _("Ghi chỉ tiêu"), "draft_key": NEW, "tab": "targets"}
    return render(request, "recognition/target_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a target; where somebody else saved meanwhile the person chooses field by field."""
    user = _setter(request)
    target = _target(user, pk)
    form = TargetForm(request.POST or None, user=user, row=target)
    context: dict[str, Any] = {"form": form, "target": target, "title": _("Sửa chỉ tiêu"), "tab": "targets"}
    if request.method == "POST" and form.is_valid():
        try:
            services.change_target(
                pk=pk, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return render(request, "recognition/target_form.html", context, status=409)
        except DomainError as refused:
            _refuse(form, refused)
        else:
            editing.finish_draft(user, f"recognition.target.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu chỉ tiêu."))
            return redirect("recognition:targets")
    return render(request, "recognition/target_form.html", context, status=400 if form.errors else 200)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a target entered by mistake away."""
    user = _setter(request)
    services.drop_target(pk=_target(user, pk).pk, actor=user)
    messages.success(request, _("Đã bỏ chỉ tiêu; sổ nhật ký còn giữ."))
    return redirect("recognition:targets")


def _setter(request: HttpRequest) -> User:
    user = signed_in(request)
    access.require(user, policies.TARGETS)
    return user


def _target(user: User, pk: int) -> PlanTarget:
    found = targets_shown(user).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise DomainError("ocop_target_not_found")
    return found


def _refuse(form: TargetForm, refused: DomainError) -> None:
    """Say a refusal by its fields; one of rights is no matter of the form."""
    if isinstance(refused, InputInvalid):
        for fault in refused.faults:
            form.add_error(fault.column if fault.column in form.fields else None, fault.expected)
        return
    if answer(refused).status in (403, 404):
        raise refused
    form.add_error(None, answer(refused).text)
