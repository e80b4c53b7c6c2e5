"""Buttons of a table: write it, stop the work on it, put it aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.intake import selectors, services
from cungcau.platform.jobs import services as jobs


@require_POST
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the table to be written."""
    user = signed_in(request)
    intake = selectors.intake_for(user, pk)
    services.request_apply(intake=intake, actor=user, keep_good=request.POST.get("cach") == "dong-dung")
    return redirect("intake:show", pk=pk)


@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the work on a table to stop; nothing of it stays."""
    intake = selectors.intake_for(signed_in(request), pk)
    if intake.job is not None:
        jobs.request_cancel(intake.job)
        messages.info(request, _("Đã yêu cầu dừng."))
    return redirect("intake:show", pk=pk)


@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a table aside."""
    user = signed_in(request)
    services.discard(intake=selectors.intake_for(user, pk), actor=user)
    messages.success(request, _("Đã bỏ bảng này; tệp vẫn xem lại được."))
    return redirect("intake:show", pk=pk)
