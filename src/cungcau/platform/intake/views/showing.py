"""The page of one table, whatever state it is in, and its files."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.intake import selectors, states
from cungcau.platform.intake.models import Intake
from cungcau.platform.jobs import selectors as jobs

KINDS_A_PAGE = 25


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Columns to match, progress, the preview, or what was written: the step the table is at."""
    intake = selectors.intake_for(signed_in(request), pk)
    if intake.state == states.UPLOADED:
        return redirect("intake:match", pk=pk)
    context: dict[str, Any] = {
        "intake": intake,
        "title": selectors.title_of(intake.door),
        "before": selectors.same_file_before(intake),
    }
    if intake.state in states.AT_WORK:
        context["picture"] = jobs.picture(intake.job) if intake.job else None
        return render(request, "intake/at_work.html", context)
    page = Paginator(selectors.fault_kinds(intake), KINDS_A_PAGE).get_page(request.GET.get("page"))
    kinds = list(map(selectors.kind_of, page))
    context |= {
        "page": page,
        "kinds": kinds,
        "any_single": any(kind.column and len(kind.proposals) == 1 for kind in kinds),
        "done_url": _done_url(intake),
        "whole": selectors.only_whole(intake.door),
        "may_go_on": "read" in states.INTAKE.verbs_from(intake.state),
    }
    return render(request, "intake/show.html", context)


def _done_url(intake: Intake) -> str:
    """Where what came in is shown; blank for a door without such a page."""
    name = selectors.done_url_of(intake.door)
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


@require_safe
def returned(request: HttpRequest, pk: UUID) -> FileResponse:
    """The rows at fault as a workbook."""
    intake = selectors.intake_for(signed_in(request), pk)
    name = f"dòng lỗi – {intake.file_name.rpartition('.')[0] or intake.file_name}.xlsx"
    return FileResponse(BytesIO(selectors.returned_of(intake)), as_attachment=True, filename=name)


@require_safe
def original(request: HttpRequest, pk: UUID) -> FileResponse:
    """The file as it was sent."""
    intake = selectors.intake_for(signed_in(request), pk)
    return FileResponse(BytesIO(selectors.content_of(intake)), as_attachment=True, filename=intake.file_name)
