"""Memoranda: the list, a page of one, its form, the orders by which it is fulfilled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.promotion import policies, selectors, states, tables
from cungcau.domain.promotion.filters import MemorandumFilter
from cungcau.domain.promotion.forms.events import ReasonForm
from cungcau.domain.promotion.forms.memoranda import MemorandumForm, TieForm
from cungcau.domain.promotion.models import Memorandum
from cungcau.domain.promotion.selectors.memoranda import ties_of
from cungcau.domain.promotion.services import memoranda as services
from cungcau.domain.promotion.views import frame
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.selectors import changes_of
from cungcau.reference.listing import Sheet, show_list

NEW, EDIT = "promotion.memorandum.new", "promotion.memorandum"


@require_safe
def memoranda(request: HttpRequest) -> HttpResponseBase:
    """The memoranda of one's area."""
    user = frame.reader(request)
    rows = selectors.memoranda_shown(user)
    chosen = MemorandumFilter(request.GET, queryset=rows)
    sheet = Sheet(_("biên bản ghi nhớ"), tables.MEMORANDA, tables.memorandum_rows)
    context = {
        "tab": "memoranda", "title": _("Biên bản ghi nhớ"), "may_add": access.allows(user, policies.RECORD),
        "lead": _("Bên mua, bên bán đã hẹn gì, và các đơn hàng đã thực hiện được bao nhiêu."),
        "is_empty": not rows.exists(), "new": "promotion:memorandum-new", "new_label": _("Ghi biên bản"),
        "nothing": _("Chưa ghi biên bản ghi nhớ nào"),
        "nothing_text": _("Ghi biên bản hai bên đã ký; khi có đơn hàng, gắn đơn vào để theo dõi thực hiện."),
    }  # fmt: skip
    return show_list(
        request, "promotion/list.html", chosen, tables.MemorandumTable(chosen.qs), sheet, context
    )


@require_safe
def memorandum(request: HttpRequest, pk: int) -> HttpResponse:
    """One memorandum with its orders."""
    user = frame.reader(request)
    return _page(request, user, frame.found(selectors.memorandum_for(user, pk)))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a memorandum; ``?su-kien=`` names the event it was signed at."""
    user = frame.writer(request)
    said = request.GET.get("su-kien", "")
    event = (
        selectors.event_for(user, int(said)) if said.isascii() and said.isdigit() and len(said) < 18 else None
    )
    initial = (
        {}
        if event is None
        else {"event": event.pk, "signed_on": event.starts_on, "starts_on": event.starts_on}
    )
    context = {
        "title": _("Ghi biên bản ghi nhớ"),
        "back": "promotion:memoranda",
        "saved": _("Đã ghi biên bản."),
    }
    form = MemorandumForm(request.POST or None, user=user, initial=initial)
    return frame.new_page(
        request, services.MEMORANDUM, form, key=NEW, page="promotion:memorandum", context=context
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a memorandum."""
    user = frame.writer(request)
    row = _mine(user, pk)
    context = {
        "title": _("Sửa biên bản ghi nhớ"),
        "back": "promotion:memoranda",
        "saved": _("Đã lưu biên bản."),
    }
    form = MemorandumForm(request.POST or None, user=user, row=row)
    return frame.edit_page(
        request, services.MEMORANDUM, form, key=EDIT, page="promotion:memorandum", context=context
    )


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """End it, cancel it, put it in force again."""
    user = frame.writer(request)
    row = _mine(user, pk)
    if verb == "lai":
        services.resume(memorandum=row, actor=user)
        return redirect("promotion:memorandum", pk)
    deed = {"ket-thuc": services.end, "huy": services.cancel}.get(verb)
    if deed is None:
        raise DomainError("not_found")
    form = ReasonForm(request.POST)
    if form.is_valid() and frame.done(
        form, lambda: deed(memorandum=row, reason=form.cleaned_data["reason"], actor=user)
    ):
        messages.success(request, _("Đã ghi."))
        return redirect("promotion:memorandum", pk)
    return _page(request, user, row, 400, reason_form=form)


@require_POST
def tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie an order to it."""
    user = frame.writer(request)
    row = _mine(user, pk)
    form = TieForm(request.POST, orders=selectors.orders_to_tie(user, row))
    if form.is_valid() and frame.done(
        form, lambda: services.tie(memorandum=row, order=form.cleaned_data["order"], actor=user)
    ):
        messages.success(request, _("Đã gắn đơn hàng."))
        return redirect("promotion:memorandum", pk)
    return _page(request, user, row, 400, tie_form=form)


@require_POST
def untie(request: HttpRequest, pk: int, made: int) -> HttpResponse:
    """Take an order off it."""
    user = frame.writer(request)
    services.untie(memorandum=_mine(user, pk), pk=made, actor=user)
    messages.success(request, _("Đã gỡ đơn hàng."))
    return redirect("promotion:memorandum", pk)


def _mine(user: User, pk: int) -> Memorandum:
    row: Memorandum = frame.found(selectors.memorandum_for(user, pk))
    access.require(user, policies.RECORD, row.area_code)
    return row


def _page(request: HttpRequest, user: User, row: Memorandum, status: int = 200, **bound: Any) -> HttpResponse:
    may = access.allows(user, policies.RECORD, row.area_code)
    ties: list[Any] = list(ties_of(row))
    delivered = sum(one.delivered or 0 for one in ties)
    context = {
        "memorandum": row, "tab": "memoranda", "may_write": may, "ties": ties, "delivered": delivered,
        "asked": sum(one.asked or 0 for one in ties),
        "state_label": states.MEMORANDUM_LABELS[row.state], "state_tone": states.MEMORANDUM_TONES[row.state],
        "in_force": row.state == states.SIGNED,
        "tie_form": bound.get("tie_form") or TieForm(orders=selectors.orders_to_tie(user, row)) if may else None,
        "reason_form": bound.get("reason_form") or ReasonForm(), "changes": changes_of(row),
    }  # fmt: skip
    return render(request, "promotion/memorandum.html", context, status=status)
