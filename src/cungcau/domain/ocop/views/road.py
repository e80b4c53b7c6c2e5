"""The road of one file, its commune's reports as papers; who waits for whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.ocop import states
from cungcau.domain.ocop.filters.road import WaitingFilter
from cungcau.domain.ocop.models import CommuneReport, Dossier
from cungcau.domain.ocop.paper_of_report import paper
from cungcau.domain.ocop.selectors import files, road, waiting
from cungcau.domain.ocop.tables.road import SHEET, WaitingTable, sheet_rows
from cungcau.domain.ocop.views.dossier_frame import dossier_for, may_read_files, rights_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.ui import clock
from cungcau.reference.listing import Sheet, show_list


@require_safe
def road_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Who had the file how long, what was asked and answered, the commune's reports, samples, visits, tests."""
    user, found = dossier_for(request, pk)
    inside = road.sees_inside(user, found)
    context = {
        **frame(user, found),
        "stays": road.stays(found, whole=inside),
        "inside": inside,
        "requests": road.requests_of(found),
        "reports": road.reports_of(found),
        "samples": road.samples_of(found),
        "visits": road.visits_of(found),
        "tests": road.tests_of(found),
    }
    return render(request, "ocop/road/road.html", context)


@require_safe
def report(request: HttpRequest, pk: int, no: int, kind: str) -> HttpResponse:
    """The commune's report (form 03) as PDF or docx."""
    _user, found = dossier_for(request, pk)
    row = CommuneReport.objects.filter(dossier=found, no=no).first() if no < 2**15 else None
    if row is None:
        raise DomainError("not_found")
    name = f"mau-03-{(found.code or str(found.pk)).replace('/', '-')}-{row.no}"
    return paper_response(paper(found, row), name, kind)


@require_safe
def waits(request: HttpRequest) -> HttpResponseBase:
    """Who waits for whom, the overdue first; each reader's own part of it."""
    user = may_read_files(request)
    rows = waiting.waiting_shown(user)
    chosen = WaitingFilter(request.GET, queryset=rows, user=user, areas=files.communes_of(user))
    table = WaitingTable(waiting.beside(chosen.qs))
    held, mine = waiting.holdings(rows, user, clock.today())
    context: dict[str, Any] = {"title": _("Ai đang chờ ai"), "holdings": held, "mine": mine}
    return show_list(
        request, "ocop/road/waiting.html", chosen, table, Sheet("ai đang chờ ai", SHEET, sheet_rows), context
    )


def frame(user: User, dossier: Dossier) -> dict[str, Any]:
    """What every page of a file's road shows around its own part."""
    mine = rights_of(user, dossier)
    return {
        "dossier": dossier,
        "mine": mine,
        "ways": road.ways(user, dossier, speaks=mine.writes),
        "state_label": str(states.DOSSIER_LABELS[dossier.state]),
        "state_tone": states.DOSSIER_TONES[dossier.state],
    }
