"""Crates: the list and the form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.filters.trips import StowageFilter
from cungcau.domain.logistics.forms.stowage import StowageForm
from cungcau.domain.logistics.selectors.stowage import stowages_shown
from cungcau.domain.logistics.services import stowage as services
from cungcau.domain.logistics.tables import stowage as tables
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list

_KIND = "sot"


@require_safe
def stowages(request: HttpRequest) -> HttpResponseBase:
    """The crates goods travel in."""
    user = signed_in(request)
    access.require(user, policies.VIEW_FLEET)
    rows = stowages_shown(user)
    chosen = StowageFilter(request.GET, queryset=rows)
    sheet = Sheet(_("cỡ sọt, thùng"), tables.STOWAGE_SHEET, tables.stowage_rows)
    context = {
        "title": _("Cỡ sọt, thùng"), "kind": _KIND, "is_empty": not rows.exists(),
        "lead": _("Để biết hàng có xếp vừa thùng xe không khi xếp chuyến."),
        "may_record": access.allows(user, policies.RECORD_FLEET), "new_url": reverse("logistics:stowage-new"),
    }  # fmt: skip
    return show_list(request, "logistics/fleet.html", chosen, tables.StowageTable(chosen.qs), sheet, context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new crate."""
    user = signed_in(request)
    access.require(user, policies.RECORD_FLEET)
    form = StowageForm(request.POST or None, row=None)
    if request.method != "POST" or not form.is_valid():
        return _draw(request, form)
    try:
        editing.once(
            once_token(request), user, "logistics.stowage.new",
            lambda: {"pk": services.enter_stowage(facts=form.facts(), actor=user).pk}, content=request.POST,
        )  # fmt: skip
    except DomainError as refused:
        return _refused(request, form, refused)
    editing.finish_draft(user, f"logistics.{_KIND}.new", request.POST.get("draft_id"))
    messages.success(request, _("Đã ghi."))
    return redirect("logistics:stowages")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a crate; the second of two people is shown what the first changed."""
    user = signed_in(request)
    access.require(user, policies.RECORD_FLEET)
    row = stowages_shown(user).filter(pk=pk).first()
    if row is None:
        raise DomainError("stowage_not_found")
    form = StowageForm(request.POST or None, row=row)
    if request.method != "POST" or not form.is_valid():
        return _draw(request, form)
    try:
        services.change_stowage(
            row, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
        )
    except EditedMeanwhile as error:
        return _draw(request, form, status=409, **merge_context(error, form, viewer=user))
    except DomainError as refused:
        return _refused(request, form, refused)
    editing.finish_draft(user, f"logistics.{_KIND}.edit.{pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã lưu."))
    return redirect("logistics:stowages")


def _refused(request: HttpRequest, form: StowageForm, refused: DomainError) -> HttpResponse:
    """The form with every fault by its field; other refusals are the site's to show."""
    if isinstance(refused, InputInvalid):
        for fault in refused.faults:
            words = fault.expected[:1].upper() + fault.expected[1:] + "."
            form.add_error(fault.column if fault.column in form.fields else None, words)
    elif refused.code == "already_sent":
        form.add_error(None, answer(refused).text)
    else:
        raise refused
    return _draw(request, form)


def _draw(request: HttpRequest, form: StowageForm, status: int = 0, **more: Any) -> HttpResponse:
    context = {
        "form": form, "kind": _KIND, "row": form.row, "listed": reverse("logistics:stowages"),
        "title": _("Ghi cỡ sọt, thùng") if form.row is None else _("Sửa cỡ sọt, thùng"), **more,
    }  # fmt: skip
    return render(
        request, "logistics/fleet_form.html", context, status=status or (422 if form.is_bound else 200)
    )
