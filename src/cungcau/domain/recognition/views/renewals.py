"""The renewal queue, and whom the office is to call."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.ocop import policies as ocop_policies
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.filters.after import RenewalFilter
from cungcau.domain.recognition.forms.after import CallForm
from cungcau.domain.recognition.models import Reminder
from cungcau.domain.recognition.selectors import renewals as selectors
from cungcau.domain.recognition.services.reminders import mark_called
from cungcau.domain.recognition.tables import after as tables
from cungcau.domain.recognition.views.frame import do, reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.ui import clock
from cungcau.reference.listing import Sheet, show_list

_CALLS_A_PAGE = 30


@require_safe
def renewals(request: HttpRequest) -> HttpResponseBase:
    """Certificates from T−180 on (or at the stage chosen), with days left, file, who was told."""
    user = reader(request)
    today = clock.today()
    rows = selectors.renewable(user)
    chosen = RenewalFilter(request.GET or None, queryset=rows)
    may_start = any(
        access.allows(user, one) for one in (ocop_policies.WRITE_DOSSIERS, ocop_policies.WRITE_OWN)
    )
    table = tables.RenewalTable(chosen.qs, may_start=may_start)
    sheet = Sheet("hạn đánh giá lại OCOP", tables.RENEWALS, partial(tables.renewal_rows, today=today))
    may_call = access.allows(user, policies.CALL)
    context: dict[str, Any] = {
        "title": _("Hạn đánh giá lại"), "tab": "renewals", "terms": terms_on(today), "may_call": may_call,
        "to_call": selectors.to_call(user).count() if may_call else 0, "is_empty": False,
    }  # fmt: skip
    return show_list(request, "recognition/renewals.html", chosen, table, sheet, context)


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Entities nobody of which has an account: to be called, oldest reminder first."""
    user = reader(request)
    access.require(user, policies.CALL)
    page = Paginator(selectors.to_call(user), _CALLS_A_PAGE).get_page(request.GET.get("page"))
    found = {
        one.certificate.pk: one for one in selectors.renewals_of([r.certificate for r in page], clock.today())
    }
    lines = [
        (one, found[one.certificate_id], tables.days_left(found[one.certificate_id]), CallForm(auto_id=f"c{one.pk}_%s"))
        for one in page
    ]  # fmt: skip
    return render(request, "recognition/calls.html", {"page": page, "lines": lines, "tab": "calls"})


@require_POST
def called(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a call."""
    user = reader(request)
    reminder = Reminder.objects.filter(pk=pk, certificate__in=selectors.renewable(user).values("pk")).first()
    if reminder is None:
        raise DomainError("reminder_not_found", number=pk)
    note = request.POST.get("note", "").replace("\x00", "")
    return do(
        request, lambda: mark_called(reminder=reminder, note=note, actor=user), _("Đã ghi cuộc gọi."),
        "recognition:calls",
    )  # fmt: skip
