"""One transfer file: taking it to the bank, and writing down what the bank did."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.settlement import forms, services, states, tables
from cungcau.domain.settlement.models import TransferFile, TransferRow
from cungcau.domain.settlement.views.frame import do, file_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock
from cungcau.reference.listing import PER_PAGE

_PARTS: dict[str, dict[str, Any]] = {
    "cho": {"live": True},
    "xong": {"payment__isnull": False},
    "tu-choi": {"live": False, "payment__isnull": True},
}
_PART_LABELS = {
    "cho": gettext_lazy("Chờ ngân hàng"), "xong": gettext_lazy("Đã chuyển"), "tu-choi": gettext_lazy("Không chuyển"),
}  # fmt: skip


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The transfers of a file and what became of each; account numbers masked."""
    _user, found = file_for(request, pk)
    rows = found.rows.select_related("statement__payee", "account", "payment").order_by("pk")
    part = request.GET.get("phan", "")
    shown = rows.filter(**_PARTS[part]) if part in _PARTS else rows
    return render(request, "settlement/file.html", {
        "file": found,
        "label": str(states.TRANSFER_LABELS[found.state]),
        "tone": {states.MADE: "warn", states.DONE: "good", states.DROPPED: "bad"}[found.state],
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "part": part,
        "parts": [(key, _PART_LABELS[key], rows.filter(**_PARTS[key]).count()) for key in _PARTS],
        "is_open": found.state == states.MADE,
        "untouched": not rows.filter(live=False).exists(),
        "today": clock.today().isoformat(),
    })  # fmt: skip


@never_cache
@require_POST
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file for the bank, CSV or XLSX, with whole account numbers; the look is written to the trail."""
    user, found = file_for(request, pk)
    services.reveal_file(file=found, actor=user)
    kind = request.POST.get("kind", "csv")
    return export_response(found.code, kind, tables.TRANSFERS, tables.transfer_rows(found))


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a file up that the bank never got."""
    user, found = file_for(request, pk)
    reason = request.POST.get("reason", "")[:300]
    return do(
        request, lambda: services.drop_file(file=found, reason=reason, actor=user),
        _("Đã bỏ tệp; các bảng kê lại chờ trả."), "settlement:file", pk=pk,
    )  # fmt: skip


@require_POST
def all_done(request: HttpRequest, pk: int) -> HttpResponse:
    """The bank carried out all that still waits in the file."""
    user, found = file_for(request, pk)
    form = forms.TransferRowForm(request.POST)
    if not form.is_valid():
        raise DomainError("transfer_unclear")
    return do(
        request, lambda: services.file_done(file=found, actor=user, **form.cleaned_data),
        _("Đã ghi ngân hàng chuyển xong cả tệp."), "settlement:file", pk=pk,
    )  # fmt: skip


@require_POST
def done(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The bank carried a transfer out."""
    user, _file, found = _row(request, pk, row)
    form = forms.TransferRowForm(request.POST)
    if not form.is_valid():
        raise DomainError("transfer_unclear")
    return do(
        request, lambda: services.row_done(row=found, actor=user, **form.cleaned_data),
        _("Đã ghi chuyển xong."), "settlement:file", pk=pk,
    )  # fmt: skip


@require_POST
def refused(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The bank refused a transfer."""
    user, _file, found = _row(request, pk, row)
    reason = request.POST.get("reason", "")[:300]
    return do(
        request, lambda: services.row_refused(row=found, reason=reason, actor=user),
        _("Đã ghi ngân hàng từ chối; bảng kê lại chờ trả."), "settlement:file", pk=pk,
    )  # fmt: skip


def _row(request: HttpRequest, pk: int, row: int) -> tuple[User, TransferFile, TransferRow]:
    user, found = file_for(request, pk)
    one = found.rows.filter(pk=row).first()
    if one is None:
        raise DomainError("not_found")
    return user, found, one
