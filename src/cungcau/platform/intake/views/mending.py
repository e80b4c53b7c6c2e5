"""The faults of a table, cell by cell, and the fixes a person accepts or types."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.exchange.services import export_response
from cungcau.platform.intake import selectors, services, states
from cungcau.platform.intake.services import Fix
from cungcau.platform.intake.tables import FAULT_SHEET, NOTE_SHEET, fault_rows

_A_PAGE = 50
_MOST_FIXES = 500
KEEP, OTHER = "giu", "khac"


@require_safe
def faults(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Every fault in the order of the file; ``?xuat=csv`` or ``xlsx`` takes away what the filter shows."""
    intake = selectors.intake_for(signed_in(request), pk)
    words, column = request.GET.get("q", "")[:200], request.GET.get("cot", "")
    value = request.GET.get("gia-tri")
    rows = selectors.faults_of(intake, words, column, value)
    wanted = request.GET.get("xuat", "")
    if wanted:
        return export_response(f"lỗi – {intake.file_name}", wanted, FAULT_SHEET, fault_rows(rows))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "intake": intake,
        "title": selectors.title_of(intake.door),
        "page": Paginator(rows, _A_PAGE).get_page(request.GET.get("page")),
        "columns": selectors.columns_at_fault(intake),
        "words": words,
        "column": column,
        "query": kept.urlencode(),
        "may_go_on": "read" in states.INTAKE.verbs_from(intake.state),
    }
    return render(request, "intake/faults.html", context)


@require_safe
def notes(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What is to be known of rows that were taken; ``?xuat=csv`` or ``xlsx`` takes away what the search leaves."""
    intake = selectors.intake_for(signed_in(request), pk)
    words = request.GET.get("q", "")[:200]
    rows = selectors.notes_of(intake, words)
    wanted = request.GET.get("xuat", "")
    if wanted:
        found = rows.iterator(chunk_size=2000)
        return export_response(f"điều cần biết – {intake.file_name}", wanted, NOTE_SHEET, found)
    kept = request.GET.copy()
    kept.pop("page", None)
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "intake": intake, "title": selectors.title_of(intake.door), "page": page, "words": words,
        "query": kept.urlencode(),
    }  # fmt: skip
    return render(request, "intake/notes.html", context)


@require_POST
def mend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what was accepted or typed, and read the table again."""
    user = signed_in(request)
    intake = selectors.intake_for(user, pk)
    if request.POST.get("nhan-het"):
        count = services.accept_only_proposals(intake=intake, actor=user)
    else:
        count = services.mend(intake=intake, fixes=_fixes(request.POST), actor=user)
    if not count:
        messages.warning(request, _("Chưa chọn chỗ sửa nào."))
        return redirect("intake:show", pk=pk)
    services.request_preview(intake=intake, actor=user)
    return redirect("intake:show", pk=pk)


def _fixes(data: QueryDict) -> list[Fix]:
    """The fixes of a page: for each numbered place the proposal taken, or the text typed."""
    fixes = []
    for number in data.getlist("n")[:_MOST_FIXES]:
        taken, typed = data.get(f"chon-{number}", KEEP), data.get(f"khac-{number}", "").strip()
        text = typed or (taken.removeprefix("=") if taken.startswith("=") else "")
        if not text and taken != OTHER:
            continue
        line = data.get(f"dong-{number}", "0")
        fixes.append(
            Fix(
                data.get(f"cot-{number}", ""), data.get(f"gia-tri-{number}", ""), text, data.get(f"trang-{number}", ""),
                int(line) if line.isdecimal() and len(line) < 8 else 0,
            )
        )  # fmt: skip
    return fixes
