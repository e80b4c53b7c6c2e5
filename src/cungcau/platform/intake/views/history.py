"""The tables sent so far: searched, filtered, sorted, paged, taken away as a file."""

from __future__ import annotations

import django_tables2 as tables
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.exchange.services import export_response
from cungcau.platform.intake import selectors
from cungcau.platform.intake.forms import HistoryForm
from cungcau.platform.intake.tables import SHEET, IntakeTable, sheet_rows
from cungcau.platform.ui.templatetags.tables import ExportLink

_PER_PAGE = 50


@require_safe
def history(request: HttpRequest) -> HttpResponseBase:
    """One's own tables; all of them for those who may see all."""
    user = signed_in(request)
    form = HistoryForm(request.GET or None)
    refused = form.is_bound and not form.is_valid()
    wanted = form.cleaned_data if form.is_bound and not refused else {}
    rows = selectors.intakes_for(user)
    rows = rows.none() if refused else rows
    rows = selectors.found_by(rows, wanted.get("q", ""), wanted.get("state", ""), wanted.get("door", ""))
    table = IntakeTable(rows)
    tables.RequestConfig(request, paginate={"per_page": _PER_PAGE, "silent": True}).configure(table)
    if request.GET.get("xuat"):
        return export_response("bảng đã nhập", request.GET["xuat"], SHEET, sheet_rows(table.data.data))
    table.exports = [ExportLink(_with(request, kind), kind) for kind in ("xlsx", "csv")]
    context = {"form": form, "table": table, "filtered": any(request.GET.get(name) for name in form.fields)}
    return render(request, "intake/history.html", context, status=400 if refused else 200)


def _with(request: HttpRequest, kind: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query["xuat"] = kind
    return f"?{query.urlencode()}"
