"""Lists: filtering, sorting, paging, taking the rows away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from cungcau.platform.exchange.services import Column, export_response
from cungcau.platform.ui.fields import drawn
from cungcau.platform.ui.templatetags.tables import ExportLink
from cungcau.reference.filters import ListFilter

EXPORT = "xuat"
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a list is as a spreadsheet: the file's name, its columns, and the rows of a filtered query."""

    name: str
    columns: Sequence[Column]
    rows: Callable[[QuerySet[Any]], Iterable[object]]


def show_list(
    request: HttpRequest,
    template: str,
    chosen: ListFilter,
    table: tables.Table,
    sheet: Sheet,
    context: dict[str, Any],
) -> HttpResponseBase:
    """A page of 50 rows (or ``table.rows_a_page``), or with ``?xuat=csv`` or ``xlsx`` all the rows the filter leaves.

    A senseless filter answers 400 with its reasons by the fields. Raises ``format_unknown``.
    """
    a_page = {"per_page": getattr(table, "rows_a_page", PER_PAGE), "silent": True}
    tables.RequestConfig(request, paginate=a_page).configure(table)
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response(sheet.name, wanted, sheet.columns, sheet.rows(table.data.data))
    table.exports = [ExportLink(_with(request, kind), kind) for kind in ("xlsx", "csv")]
    refused = chosen.is_bound and not chosen.form.is_valid()
    fields = [(bound, drawn(bound)["widget"]) for bound in chosen.form]
    shown = {"fields": fields, "table": table, "filtered": _filtered(request, chosen), **context}
    return render(request, template, shown, status=400 if refused else 200)


def _with(request: HttpRequest, kind: str) -> str:
    """The address of the rows as a file: the same filter and order, without the page."""
    query = request.GET.copy()
    query.pop("page", None)
    query[EXPORT] = kind
    return f"?{query.urlencode()}"


def _filtered(request: HttpRequest, chosen: ListFilter) -> bool:
    return any(request.GET.get(name) for name in chosen.filters)
