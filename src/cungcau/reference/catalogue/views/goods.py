"""Commodities: the list, one with all that is known of it, entering and correcting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue import policies, selectors, services, tables
from cungcau.reference.catalogue.doors.cells import listed
from cungcau.reference.catalogue.filters import CommodityFilter
from cungcau.reference.catalogue.forms import (
    CommodityForm,
    GradeForm,
    NewCommodityForm,
    PackForm,
    ShelfLifeForm,
    SizeForm,
    VarietyForm,
)
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.catalogue.views.entering import enter
from cungcau.reference.listing import Sheet, show_list


def reader(request: HttpRequest) -> User:
    """Whoever may look at the catalogue; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    return user


def writer(request: HttpRequest) -> User:
    """Whoever may write it; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.RECORD)
    return user


def commodity_for(code: str) -> Commodity:
    """The commodity, or ``commodity_unknown``."""
    found = selectors.commodity(code)
    if found is None:
        raise DomainError("commodity_unknown")
    return found


@require_safe
def commodities(request: HttpRequest) -> HttpResponseBase:
    """All commodities, with how much is known of each."""
    user = reader(request)
    chosen = CommodityFilter(request.GET, queryset=selectors.listed_commodities())
    context = {
        "title": _("Danh mục nông sản"),
        "lead": _("Nông sản với giống, loại, cỡ, quy cách và thời gian giữ được."),
        "may_record": access.allows(user, policies.RECORD),
        "is_empty": not Commodity.objects.exists(),
        "door": "catalogue.commodities",
        "new_url": reverse("catalogue:commodity-new"),
    }
    table = tables.CommodityTable(chosen.qs)
    sheet = Sheet(_("danh mục nông sản"), tables.COMMODITY_SHEET, tables.commodity_rows)
    return show_list(request, "catalogue/goods_list.html", chosen, table, sheet, context)


@require_safe
def commodity(request: HttpRequest, code: str) -> HttpResponse:
    """One commodity: names, varieties, grades, sizes, packs, how long it keeps, seasons."""
    user = reader(request)
    found = commodity_for(code)
    rows = list(found.shelf_lives.all())
    context = {
        "one": found,
        "packs": list(selectors.packs_for(found)),
        "kept": selectors.shelf_life_groups(rows),
        "withdrawn": [row for row in rows if row.withdrawn_reason],
        "may_record": access.allows(user, policies.RECORD),
    }
    return render(request, "catalogue/commodity.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a commodity."""
    user = writer(request)
    form = NewCommodityForm(request.POST or None)

    def save() -> None:
        data = form.cleaned_data
        row = services.CommodityRow(
            data["code"], data["name_vi"], data["source"], data["name_en"], data["group"],
            aliases=listed(data["aliases"]),
        )  # fmt: skip
        services.record_commodities(rows=[row], actor=user)

    back = reverse("catalogue:commodities")
    return enter(
        request, form, save, title=_("Thêm nông sản"), back=back, draft="catalogue.commodity.new",
        after=lambda: reverse("catalogue:commodity", args=[form.cleaned_data["code"]]),
        crumbs=((_("Nông sản"), back),),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a commodity; somebody else's change meanwhile is shown and merged."""
    user = writer(request)
    one = commodity_for(code)
    form = CommodityForm(request.POST or None, row=one)

    def save() -> None:
        services.edit_commodity(
            row=one, version=form.version_seen, seen=form.as_columns(form.seen_values()),
            mine=form.as_columns(form.mine()), actor=user,
        )  # fmt: skip

    back = reverse("catalogue:commodity", args=[code])
    return enter(
        request, form, save, title=_("Sửa nông sản"), back=back, draft=f"catalogue.commodity.edit.{one.pk}",
        crumbs=((_("Nông sản"), reverse("catalogue:commodities")), (one.name_vi, back)),
    )  # fmt: skip


Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Something a commodity has many of: its form, and how one is written (the same name again corrects it)."""

    title: Any
    form: type[forms.Form]
    write: Callable[[str, Data, User], object]


def _variety(code: str, data: Data, actor: User) -> object:
    row = services.VarietyRow(code, data["name"], data["source"], listed(data["aliases"]))
    return services.record_varieties(rows=[row], actor=actor)


def _grade(code: str, data: Data, actor: User) -> object:
    row = services.GradeRow(code, data["rank"], data["name"], data["source"])
    return services.record_grades(rows=[row], actor=actor)


def _size(code: str, data: Data, actor: User) -> object:
    row = services.SizeRow(
        code,
        data["name"],
        data["source"],
        data["min_g"],
        data["max_g"],
        data["min_per_kg"],
        data["max_per_kg"],
    )
    return services.record_sizes(rows=[row], actor=actor)


def _pack(code: str, data: Data, actor: User) -> object:
    row = services.PackRow(data["name"], data["kg"], data["source"], "" if data["for_any"] else code)
    return services.record_packs(rows=[row], actor=actor)


def _shelf_life(code: str, data: Data, actor: User) -> object:
    low, high = data["temp"]
    dry, damp = (None if end is None else int(end) for end in data["humidity"])
    row = services.ShelfLifeRow(
        commodity_for(code).name_vi, data["days_min"], data["days_max"], data["source"], code,
        temp_min=low, temp_max=high, humidity_min=dry, humidity_max=damp, observed_on=data["observed_on"],
        confidence=data["confidence"], note=data["note"],
    )  # fmt: skip
    return services.record_shelf_lives(rows=[row], actor=actor)


PARTS = {
    "giong": Part(gettext_lazy("Ghi giống"), VarietyForm, _variety),
    "loai": Part(gettext_lazy("Ghi loại"), GradeForm, _grade),
    "co": Part(gettext_lazy("Ghi cỡ"), SizeForm, _size),
    "quy-cach": Part(gettext_lazy("Ghi quy cách đóng gói"), PackForm, _pack),
    "bao-quan": Part(gettext_lazy("Ghi thời gian giữ được"), ShelfLifeForm, _shelf_life),
}


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Record a variety, grade, size, pack or shelf life of a commodity."""
    user = writer(request)
    one = commodity_for(code)
    known = PARTS.get(kind)
    if known is None:
        raise Http404
    form = known.form(request.POST or None)
    back = reverse("catalogue:commodity", args=[code])
    return enter(
        request, form, lambda: known.write(code, form.cleaned_data, user), title=f"{known.title}: {one.name_vi}",
        back=back, draft=f"catalogue.part.{one.pk}.{kind}",
        crumbs=((_("Nông sản"), reverse("catalogue:commodities")), (one.name_vi, back)),
    )  # fmt: skip
