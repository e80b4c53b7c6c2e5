"""Display points: the list, a page of one, its form, what it shows, its closing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.promotion import policies, selectors, states, tables
from cungcau.domain.promotion.filters import PointFilter
from cungcau.domain.promotion.forms.displays import CloseForm, PointForm, ShowForm
from cungcau.domain.promotion.models import DisplayPoint
from cungcau.domain.promotion.selectors.displays import displayed_at
from cungcau.domain.promotion.services import displays as services
from cungcau.domain.promotion.views import frame
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.ui import clock
from cungcau.reference.listing import PER_PAGE, Sheet, show_list

NEW, EDIT = "promotion.point.new", "promotion.point"


@require_safe
def points(request: HttpRequest) -> HttpResponseBase:
    """The display points of one's area."""
    user = frame.reader(request)
    rows = selectors.points_shown(user, clock.today())
    chosen = PointFilter(request.GET, queryset=rows)
    sheet = Sheet(_("điểm trưng bày"), tables.POINTS, tables.point_rows)
    context = {
        "tab": "points", "title": _("Điểm trưng bày, bán sản phẩm"), "may_add": access.allows(user, policies.RECORD),
        "lead": _("Nơi trưng bày, giới thiệu, bán sản phẩm của tỉnh: mở từ khi nào, đang bày gì."),
        "is_empty": not rows.exists(), "new": "promotion:point-new", "new_label": _("Ghi điểm trưng bày"),
        "nothing": _("Chưa ghi điểm trưng bày nào"),
        "nothing_text": _("Ghi điểm kèm địa chỉ, ngày mở; rồi ghi sản phẩm OCOP đang bày ở đó."),
    }  # fmt: skip
    return show_list(request, "promotion/list.html", chosen, tables.PointTable(chosen.qs), sheet, context)


@require_safe
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """One point with what it shows."""
    user = frame.reader(request)
    return _page(request, user, frame.found(selectors.point_for(user, pk)))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a point."""
    user = frame.writer(request)
    context = {
        "title": _("Ghi điểm trưng bày"),
        "back": "promotion:points",
        "saved": _("Đã ghi điểm trưng bày."),
    }
    form = PointForm(request.POST or None, user=user)
    return frame.new_page(request, services.POINT, form, key=NEW, page="promotion:point", context=context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a point."""
    user = frame.writer(request)
    row = _mine(user, pk)
    context = {
        "title": _("Sửa điểm trưng bày"),
        "back": "promotion:points",
        "saved": _("Đã lưu điểm trưng bày."),
    }
    form = PointForm(request.POST or None, user=user, row=row)
    return frame.edit_page(request, services.POINT, form, key=EDIT, page="promotion:point", context=context)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say its last day and why."""
    user = frame.writer(request)
    row = _mine(user, pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        if frame.done(
            form, lambda: services.close(point=row, on=said["closes_on"], reason=said["reason"], actor=user)
        ):
            messages.success(request, _("Đã ghi ngày đóng."))
            return redirect("promotion:point", pk)
    return _page(request, user, row, 400, close_form=form)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a closing."""
    user = frame.writer(request)
    services.reopen(point=_mine(user, pk), actor=user)
    messages.success(request, _("Đã mở lại điểm trưng bày."))
    return redirect("promotion:point", pk)


@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a product on show."""
    user = frame.writer(request)
    row = _mine(user, pk)
    form = ShowForm(request.POST)
    if form.is_valid() and frame.done(
        form, lambda: services.show(point=row, actor=user, **form.cleaned_data)
    ):
        return redirect("promotion:point", pk)
    return _page(request, user, row, 400, show_form=form)


@require_POST
def take_off(request: HttpRequest, pk: int, shown: int) -> HttpResponse:
    """No longer show a product."""
    user = frame.writer(request)
    services.take_off(point=_mine(user, pk), pk=shown, actor=user)
    return redirect("promotion:point", pk)


def _mine(user: User, pk: int) -> DisplayPoint:
    row: DisplayPoint = frame.found(selectors.point_for(user, pk))
    access.require(user, policies.RECORD, row.area_code)
    return row


def _page(
    request: HttpRequest, user: User, row: DisplayPoint, status: int = 200, **bound: Any
) -> HttpResponse:
    standing = states.point_standing(row.opens_on, row.closes_on, clock.today())
    today = {"from_on": max(clock.today(), row.opens_on), "closes_on": clock.today()}
    context = {
        "point": row, "tab": "points", "may_write": access.allows(user, policies.RECORD, row.area_code),
        "page": Paginator(displayed_at(row), PER_PAGE).get_page(request.GET.get("page")), "today": clock.today(),
        "state_label": states.POINT_LABELS[standing], "state_tone": states.POINT_TONES[standing],
        "show_form": bound.get("show_form") or ShowForm(initial=today),
        "close_form": bound.get("close_form") or CloseForm(initial=today), "changes": changes_of(row),
    }  # fmt: skip
    return render(request, "promotion/point.html", context, status=status)
