"""The province's registry: its products with what is lacking, the workbook in and out, the line a list brought."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.ocop import policies as ocop
from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.filters.registry_book import RegistryFilter
from cungcau.domain.recognition.forms.registry_book import CompleteForm
from cungcau.domain.recognition.registry_book.columns import BY_KEY
from cungcau.domain.recognition.selectors.registry_book import registered
from cungcau.domain.recognition.services.registry_completing import complete, lacking_for
from cungcau.domain.recognition.services.registry_export import export_registry
from cungcau.domain.recognition.tables import registry_book as tables
from cungcau.domain.recognition.views.figures import chosen_area, reader
from cungcau.domain.recognition.views.frame import file_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def registry(request: HttpRequest) -> HttpResponseBase:
    """Every product that is or was recognised, with what is still to be said of it."""
    user = reader(request)
    rows = tables.with_latest(registered(user))
    chosen = RegistryFilter(request.GET, queryset=rows)
    may_write = access.allows(user, ocop.RECORD_PRODUCTS)
    table = tables.RegistryTable(chosen.qs, may_write=may_write)
    sheet = Sheet(f"danh bạ OCOP {clock.today().isoformat()}", tables.SHEET, tables.sheet_rows)
    context: dict[str, Any] = {
        "tab": "registry", "may_bring": access.allows(user, policies.BRING_IN),
        "may_people": _may_people(user), "is_empty": not registered(user).exists(),
    }  # fmt: skip
    return show_list(request, "recognition/registry.html", chosen, table, sheet, context)


def _may_people(user: User) -> bool:
    held = areas_with(user, policies.FIGURES)
    return bool(held) and all(access.allows(user, ocop.EXPORT_PEOPLE, area) for area in held)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The workbook; with names and phones only where they were asked for and may be had."""
    user = reader(request)
    people = request.POST.get("people") == "1"
    content = export_registry(actor=user, area=chosen_area(request, user), people=people)
    return file_of(content, _XLSX, f"danh bạ OCOP {clock.today().isoformat()}.xlsx")


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """What a list said of a product, and the form for what it left open."""
    user = reader(request)
    product = _product(user, pk)
    lacking = lacking_for(product)
    may_write = access.allows(user, ocop.RECORD_PRODUCTS, product.area_code)
    form = CompleteForm(request.POST or None, product=product, lacking=lacking)
    if request.method == "POST" and form.is_valid():
        try:
            complete(product=product, given=form.given(), actor=user)
        except DomainError as refused:
            if answer(refused).status in (403, 404):
                raise
            form.add_error(None, answer(refused).text)
        else:
            messages.success(request, _("Đã bổ sung."))
            return redirect("recognition:registry-line", pk=pk)
    brought = tables.line_of(product)
    said = brought.said if brought is not None else {}
    context: dict[str, Any] = {
        "product": product, "line": brought, "form": form, "tab": "registry",
        "lacking": tables.lacking_words(product), "may_write": may_write and lacking.anything,
        "cells": [(column.header, said[key]) for key, column in BY_KEY.items() if said.get(key)],
        "certificates": product.certificates.select_related("instrument").order_by("-starts_on", "-pk"),
        "may_open": access.allows(user, policies.VIEW),
    }  # fmt: skip
    return render(request, "recognition/registry_line.html", context, status=400 if form.errors else 200)


def _product(user: User, pk: int) -> Product:
    rows = registered(user).select_related("entity", "unit", "registry_line__intake")
    found = rows.defer("words", "entity__words", "unit__words").filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise DomainError("not_found")
    return found
