"""Who owes what: the list, one due, excusing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.reporting import policies, services
from cungcau.domain.reporting.filters import SOON_DAYS, DueFilter
from cungcau.domain.reporting.forms.duties import ReasonForm
from cungcau.domain.reporting.models import Due
from cungcau.domain.reporting.selectors.boards import counts_of
from cungcau.domain.reporting.selectors.rights import (
    dues_shown,
    duties_shown,
    gate,
    may_arrange,
    reports_shown,
)
from cungcau.domain.reporting.selectors.schedule import days_late
from cungcau.domain.reporting.services.opening import when
from cungcau.domain.reporting.states import EXCUSED, LABELS, SENT, TONES, WAITING
from cungcau.domain.reporting.tables import SHEET, DueTable, due_rows
from cungcau.domain.reporting.views.asked import due_asked, reader, refuse
from cungcau.domain.reporting.wording import badge
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import allows
from cungcau.platform.ui import clock
from cungcau.reference.listing import Sheet, show_list


@require_safe
def dues(request: HttpRequest) -> HttpResponseBase:
    """Every report owed and sent in one's areas and agencies, with what is late on top."""
    user = reader(request)
    now = clock.now()
    rows = dues_shown(user)
    chosen = DueFilter(request.GET, queryset=rows, duties=duties_shown(user))
    table = DueTable(chosen.qs, now=now)
    counts = counts_of(rows, now, now.date() + timedelta(days=SOON_DAYS))
    here, year = reverse("reporting:list"), f"{now.year}-01-01"
    context: dict[str, Any] = {
        "title": _("Ai phải báo cáo gì"), "tab": "dues", "is_empty": not rows.exists(),
        "cards": (
            (_("Trễ, chưa gửi"), counts.late, "alert", "bad", f"{here}?standing=late&sort=due_on"),
            (_("Đến hạn trong 14 ngày"), counts.soon, "clock", "warn", f"{here}?standing=soon&sort=due_on"),
            (_("Còn phải gửi"), counts.owed, "report", "", f"{here}?standing=owed&sort=due_on"),
            (_("Đã gửi, hạn trong năm nay"), counts.sent, "check", "good", f"{here}?standing=sent&first={year}"),
        ),
        "may_arrange": allows(user, policies.ARRANGE),
    }  # fmt: skip
    sheet = Sheet(_("báo cáo phải gửi"), SHEET, due_rows)
    return show_list(request, "reporting/dues.html", chosen, table, sheet, context)


@require_safe
def due(request: HttpRequest, pk: int) -> HttpResponse:
    """One due: whose, until when, its revisions, the reports it sums up, how it was reminded of."""
    return _page(request, pk, ReasonForm())


def _page(request: HttpRequest, pk: int, form: ReasonForm, status: int = 200) -> HttpResponse:
    user = reader(request)
    found = due_asked(user, pk)
    now = clock.now()
    reports = reports_shown(user).filter(due=found).select_related("written_by").order_by("-revision")
    below = list(
        Due.objects.filter(above=found).select_related("agency", "duty").defer("words", "agency__words", "duty__words")
        .order_by("agency__name")
    )  # fmt: skip
    writes = gate(user, policies.WRITE, found) is not None
    standing = badge(found, now)
    return render(request, "reporting/due.html", {
        "due": found,
        "when": when(found),
        "standing": standing[0],
        "tone": standing[1],
        "late": days_late(found, now.date()),
        "reports": [(one, LABELS[one.state], TONES[one.state]) for one in reports],
        "below": [(one, *badge(one, now)) for one in below],
        "below_sent": sum(one.state == SENT for one in below),
        "nudges": list(found.nudges.order_by("pk")),
        "may_begin": writes and found.state == WAITING,
        "may_excuse": may_arrange(user, found.duty.area_code) and found.state == WAITING,
        "may_unexcuse": may_arrange(user, found.duty.area_code) and found.state == EXCUSED,
        "form": form,
    }, status=status)  # fmt: skip


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin writing; where somebody began already, go on with theirs."""
    user = reader(request)
    report = services.begin(due=due_asked(user, pk), actor=user)
    return redirect("reporting:report", report.pk)


@require_POST
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an agency off one report, or ask for it again."""
    user = reader(request)
    found = due_asked(user, pk)
    if request.POST.get("then") == "undo":
        services.unexcuse(due=found, actor=user)
        messages.success(request, _("Đã bỏ miễn; cơ quan lại phải gửi báo cáo này."))
        return redirect("reporting:due", pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.excuse(due=found, reason=form.cleaned_data["reason"], actor=user)
        except DomainError as refused:
            refuse(form, refused, "reason")
        else:
            messages.success(request, _("Đã miễn báo cáo kỳ này."))
            return redirect("reporting:due", pk)
    return _page(request, pk, form, 400)
