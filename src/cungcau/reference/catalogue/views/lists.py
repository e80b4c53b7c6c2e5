"""Units of measure with a converter, key products by group, kinds of certificates."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock
from cungcau.reference.catalogue import policies, selectors, services, tables
from cungcau.reference.catalogue.filters import CertificateFilter, UnitFactorFilter
from cungcau.reference.catalogue.forms import CertificateForm, ConvertForm, CoveredForm, UnitFactorForm
from cungcau.reference.catalogue.models import CertificateKind, KeyProduct, UnitFactor
from cungcau.reference.catalogue.views.entering import enter
from cungcau.reference.catalogue.views.goods import reader, writer
from cungcau.reference.listing import EXPORT, Sheet, show_list


@require_safe
def measures(request: HttpRequest) -> HttpResponseBase:
    """Units with their sizes, and a converter."""
    user = reader(request)
    chosen = UnitFactorFilter(request.GET, queryset=selectors.unit_factors())
    asked = "so" in request.GET
    form = ConvertForm(request.GET if asked else None)
    context: dict[str, Any] = {
        "title": _("Đơn vị đo"),
        "lead": _("Sào, công, mẫu, giạ … ở mỗi miền bằng bao nhiêu m² hoặc kg, theo nguồn nào."),
        "may_record": access.allows(user, policies.RECORD),
        "is_empty": not UnitFactor.objects.exists(),
        "door": "catalogue.units",
        "convert": form,
        "new_url": reverse("catalogue:measure-new"),
    }
    if asked and form.is_valid():
        context |= _converted(form.cleaned_data)
    table = tables.UnitFactorTable(chosen.qs)
    sheet = Sheet(_("đơn vị đo"), tables.UNIT_SHEET, tables.unit_rows)
    return show_list(request, "catalogue/measures.html", chosen, table, sheet, context)


def _converted(asked: dict[str, Any]) -> dict[str, Any]:
    """The amount in the standard unit, for the one unit meant or for each of those to ask about."""
    answer = selectors.factor(asked["don_vi"], asked["mien"], clock.today())
    rows = [answer] if isinstance(answer, UnitFactor) else answer
    amount: Decimal = asked["so"]
    results = [(row, None if row.factor is None else amount * row.factor) for row in rows]
    return {"amount": amount, "results": results, "sure": isinstance(answer, UnitFactor)}


@require_http_methods(["GET", "POST"])
def new_measure(request: HttpRequest) -> HttpResponse:
    """Record what a unit is worth somewhere."""
    user = writer(request)
    form = UnitFactorForm(request.POST or None)

    def save() -> None:
        data = form.cleaned_data
        standard = "m2" if data["quantity"] == UnitFactor.Quantity.AREA else "kg"
        row = services.UnitFactorRow(
            data["unit"], data["quantity"], standard, data["source"], data["region"], data["factor"],
            data["confidence"], data["valid_from"], data["valid_to"], data["note"],
        )  # fmt: skip
        services.record_unit_factors(rows=[row], actor=user)

    back = reverse("catalogue:measures")
    return enter(
        request, form, save, title=_("Ghi hệ số đơn vị đo"), back=back, draft="catalogue.measure.new",
        crumbs=((_("Đơn vị đo"), back),),
    )  # fmt: skip


@require_safe
def key_products(request: HttpRequest) -> HttpResponseBase:
    """The key products in force, by list and group."""
    user = reader(request)
    rows = selectors.key_products(clock.today())
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response(
            _("sản phẩm chủ lực"), wanted, tables.KEY_PRODUCT_SHEET, tables.key_product_rows(rows)
        )
    lists = [
        (document, [(group, list(items)) for group, items in groupby(products, key=lambda one: one.group)])
        for document, products in groupby(
            rows[:1000], key=lambda one: (one.area_code, one.document, one.valid_from)
        )
    ]
    context = {"lists": lists, "may_record": access.allows(user, policies.RECORD)}
    return render(request, "catalogue/key_products.html", context)


@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which commodities a key product covers."""
    user = writer(request)
    product = KeyProduct.objects.filter(pk=pk).first()
    if product is None:
        raise DomainError("not_found")
    form = CoveredForm(request.POST or None, initial={"commodities": list(product.commodities.all())})
    back = reverse("catalogue:key-products")
    return enter(
        request, form,
        lambda: services.link_key_product(
            product=product, commodities=form.cleaned_data["commodities"], actor=user
        ),
        title=_("Nông sản thuộc «%(name)s»") % {"name": product.name}, back=back,
        draft=f"catalogue.key-product.{pk}", crumbs=((_("Sản phẩm chủ lực"), back),),
    )  # fmt: skip


@require_safe
def certificates(request: HttpRequest) -> HttpResponseBase:
    """Kinds of certificates that buyers ask for."""
    user = reader(request)
    chosen = CertificateFilter(request.GET, queryset=selectors.certificates())
    context = {
        "title": _("Các loại chứng nhận"),
        "lead": _("Chứng nhận mà lô hàng có và người mua đòi."),
        "may_record": access.allows(user, policies.RECORD),
        "is_empty": not CertificateKind.objects.exists(),
        "new_url": reverse("catalogue:certificate-new"),
    }
    table = tables.CertificateTable(chosen.qs)
    sheet = Sheet(_("các loại chứng nhận"), tables.CERTIFICATE_SHEET, lambda rows: rows.iterator())
    return show_list(request, "catalogue/goods_list.html", chosen, table, sheet, context)


@require_http_methods(["GET", "POST"])
def new_certificate(request: HttpRequest) -> HttpResponse:
    """Record a kind of certificate; a known code corrects it."""
    user = writer(request)
    form = CertificateForm(request.POST or None)

    def save() -> None:
        data = form.cleaned_data
        row = services.CertificateRow(data["code"], data["name"], data["source"])
        services.record_certificates(rows=[row], actor=user)

    back = reverse("catalogue:certificates")
    return enter(
        request, form, save, title=_("Ghi loại chứng nhận"), back=back, draft="catalogue.certificate.new",
        crumbs=((_("Các loại chứng nhận"), back),),
    )  # fmt: skip
