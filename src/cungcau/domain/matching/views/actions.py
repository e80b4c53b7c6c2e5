"""Buttons: compute, publish, discard; and what can be taken away as files."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cungcau.domain.matching import archive, paper_of_plan, policies, selectors, services
from cungcau.domain.matching.views.frame import plan_for, user_of
from cungcau.engines.allocation.model import Objective
from cungcau.kernel.errors import DomainError
from cungcau.platform.documents import services as documents
from cungcau.reference.catalogue import selectors as catalogue


@login_required
@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Ask for a new plan of the season in the chosen order; goes on to its progress."""
    season = catalogue.season(request.POST.get("mua", ""))
    if season is None:
        raise DomainError("season_unknown", value=request.POST.get("mua", ""))
    words = [word for word in request.POST.get("order", "").split(",") if word]
    try:
        order = tuple(Objective(word) for word in words)
    except ValueError as error:
        raise DomainError("order_invalid", order=", ".join(words)) from error
    plan = services.request_plan(season=season, actor=user_of(request), order=order)
    return redirect("matching:plan", plan_id=plan.pk)


@login_required
@require_POST
def publish(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Make the plan the one in force."""
    plan = services.publish_plan(
        plan=plan_for(request, plan_id), actor=user_of(request), note=request.POST.get("note", "")
    )
    messages.success(
        request, _("Đã công bố %(title)s. Kế hoạch trước đó được giữ lại để tra cứu.") % {"title": plan.title}
    )
    return redirect("matching:plan", plan_id=plan.pk)


@login_required
@require_POST
def discard(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Put the plan aside."""
    plan = services.discard_plan(plan=plan_for(request, plan_id), actor=user_of(request))
    messages.success(request, _("Đã bỏ %(title)s.") % {"title": plan.title})
    if plan.base_id is not None:
        return redirect("matching:what-if", plan_id=plan.base_id)
    return redirect("matching:plans")


@login_required
@require_GET
def download(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The scenario's files and the plan's as one zip, as ``cungcau plan`` reads and writes them."""
    plan = plan_for(request, plan_id)
    packed = archive.pack(selectors.shown_scenario(plan, user_of(request)), selectors.answer_of(plan))
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{plan.season.code}-ke-hoach-{plan.number}.zip"'
    return response


@login_required
@require_GET
def paper(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan as an official paper in PDF."""
    plan = plan_for(request, plan_id, policies.VIEW)
    pdf = documents.to_pdf(paper_of_plan.paper(plan))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{plan.season.code}-ke-hoach-{plan.number}.pdf"'
    return response
