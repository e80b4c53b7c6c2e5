"""The list of products, one product, entering and correcting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.filters.products import ProductFilter
from cungcau.domain.ocop.forms.products import AliasForm, ProductForm
from cungcau.domain.ocop.models import Product, ProductAlias
from cungcau.domain.ocop.selectors import certificates, files
from cungcau.domain.ocop.selectors import products as selectors
from cungcau.domain.ocop.selectors.dossiers import dossiers_shown
from cungcau.domain.ocop.selectors.rules import categories, sets_used
from cungcau.domain.ocop.services import products as services
from cungcau.domain.ocop.services.rights import may_entity
from cungcau.domain.ocop.tables import products as tables
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import acting_for, shown_to
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list

NEW = "ocop.product.new"
_HISTORY = 15


@require_safe
def products(request: HttpRequest) -> HttpResponseBase:
    """The products one may see."""
    user = signed_in(request)
    access.require(user, policies.VIEW_PRODUCTS)
    groups = categories()
    areas = files.communes_named(set(selectors.communes_of(user)))
    chosen = ProductFilter(
        request.GET, queryset=selectors.listed(user), areas=areas, sets=sets_used(),
        categories=list(groups.items()),
    )  # fmt: skip
    table = tables.ProductTable(chosen.qs, on=clock.today(), categories=groups)
    sheet = Sheet("sản phẩm OCOP", tables.SHEET, lambda rows: tables.sheet_rows(rows, groups))
    context: dict[str, Any] = {"title": _("Sản phẩm OCOP"), "may_record": _may_record(user)}
    return show_list(request, "ocop/products.html", chosen, table, sheet, context)


@require_safe
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """One product: its codes and names, certificates, files."""
    user, found = product_for(request, pk)
    writes = may_entity(user, found.entity_id, found.area_code, policies.RECORD_PRODUCTS)
    starts = may_entity(user, found.entity_id, found.area_code, policies.WRITE_DOSSIERS)
    today = clock.today()
    held = list(found.certificates.select_related("instrument"))
    dossiers = files.of_product(found.pk) if starts or access.allows(user, policies.VIEW_DOSSIERS) else None
    seen = dossiers.filter(pk__in=dossiers_shown(user).values("pk")) if dossiers is not None else []
    context = {
        "product": found,
        "star": selectors.star_of(found, today),
        "group": categories().get(found.category, ""),
        "aliases": list(found.aliases.all()),
        "certificates": [
            (one, certificates.STANDING_LABELS[how], certificates.STANDING_TONES[how])
            for one in held
            for how in [certificates.standing(one, today)]
        ],
        "dossiers": [
            (one, states.DOSSIER_LABELS[one.state], states.DOSSIER_TONES[one.state]) for one in seen
        ],
        "writes": writes,
        "starts": starts
        and not found.entity_unknown
        and found.stopped_on is None
        and files.live_of(found.pk) is None,
        "alias_form": AliasForm(),
        "changes": changes_of(found, most=_HISTORY) if writes else [],
    }
    return render(request, "ocop/product.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a product."""
    user = signed_in(request)
    form = _new_form(request, user)
    if request.method == "POST" and form.is_valid():
        done = _create(request, user, form)
        if done is not None:
            return done
    context = {"form": form, "title": _("Ghi sản phẩm"), "draft_key": NEW}
    return render(request, "ocop/product_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a product; where somebody else saved meanwhile the person chooses field by field."""
    user, found = product_for(request, pk)
    if not may_entity(user, found.entity_id, found.area_code, policies.RECORD_PRODUCTS):
        access.require(user, policies.RECORD_PRODUCTS, found.area_code)
    form = ProductForm(request.POST or None, row=found, area=home_area(user))
    context: dict[str, Any] = {
        "form": form, "product": found, "title": _("Sửa %(name)s") % {"name": found.name},
        "draft_key": f"ocop.product.edit.{pk}",
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.change_product(
                pk=found.pk, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return render(request, "ocop/product_form.html", context, status=409)
        except DomainError as error:
            name_faults(form, error)
        else:
            editing.finish_draft(user, f"ocop.product.edit.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("ocop:product", pk=pk)
    return render(request, "ocop/product_form.html", context, status=400 if form.errors else 200)


@require_POST
def alias(request: HttpRequest, pk: int) -> HttpResponse:
    """Add another code or name, or take one away (``bo``)."""
    user, found = product_for(request, pk)
    wanted = request.POST.get("bo", "")
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 18:
        one = ProductAlias.objects.filter(pk=int(wanted), product=found).first()
        if one is not None:
            services.drop_alias(alias=one, actor=user)
            messages.success(request, _("Đã bỏ %(text)s.") % {"text": one.text})
        return redirect("ocop:product", pk=pk)
    form = AliasForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        services.add_alias(
            product=found, kind=data["kind"], text=data["text"], source=data["source"], actor=user
        )
        messages.success(request, _("Đã thêm %(text)s.") % {"text": data["text"]})
    else:
        messages.error(request, _("Cần mã hoặc tên."))
    return redirect("ocop:product", pk=pk)


def product_for(request: HttpRequest, pk: int) -> tuple[User, Product]:
    """Who asks, and a product they may see; raises ``not_signed_in``, ``not_found``."""
    user = signed_in(request)
    found = selectors.product(user, pk)
    if found is None:
        raise DomainError("not_found")
    return user, found


def home_area(user: User) -> str:
    """Where a person's place names are looked for first."""
    held = areas_with(user, policies.RECORD_PRODUCTS)
    return next(iter(held)) if len(held) == 1 else ""


def name_faults(form: ProductForm, error: DomainError) -> None:
    """A service's refusal by the boxes it belongs to."""
    if not isinstance(error, InputInvalid):
        form.add_error(None, answer(error).text)
        return
    for fault in error.faults:
        bare = fault.column.removesuffix("_id")
        said = f"{fault.expected[:1].upper()}{fault.expected[1:]}."
        form.add_error(bare if bare in form.fields else None, said)


def _new_form(request: HttpRequest, user: User) -> ProductForm:
    """For officers any organisation they see; for a representative those they act for."""
    data = request.POST or None
    if access.allows(user, policies.RECORD_PRODUCTS):
        form = ProductForm(data, area=home_area(user))
        fields: dict[str, Any] = form.fields
        fields["entity"].among = shown_to(user, clock.today())
        return form
    access.require(user, policies.WRITE_OWN)
    own = list(
        Organisation.objects.filter(pk__in=acting_for(user, clock.today()), merged_into=None).defer("words")
    )
    return ProductForm(data, entities=own)


def _create(request: HttpRequest, user: User, form: ProductForm) -> HttpResponse | None:
    def work() -> dict[str, object]:
        made = services.record_product(entity=form.cleaned_data["entity"], facts=form.facts(), actor=user)
        return {"pk": made.pk}

    try:
        done = editing.once(once_token(request), user, NEW, work, content=request.POST)
    except DomainError as error:
        name_faults(form, error)
        return None
    editing.finish_draft(user, NEW, request.POST.get("draft_id"))
    messages.success(request, _("Đã ghi sản phẩm. Bước tiếp: lập hồ sơ."))
    return redirect("ocop:product", pk=done.result["pk"])


def _may_record(user: User) -> bool:
    return access.allows(user, policies.RECORD_PRODUCTS) or access.allows(user, policies.WRITE_OWN)
