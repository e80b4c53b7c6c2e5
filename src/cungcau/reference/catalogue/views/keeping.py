"""How long goods keep: all observations, which one is used and why, names that stand for no commodity yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.reference.catalogue import policies, selectors, services, tables
from cungcau.reference.catalogue.doors.cells import code_from
from cungcau.reference.catalogue.filters import ShelfLifeFilter
from cungcau.reference.catalogue.forms import NameForm, ReasonForm
from cungcau.reference.catalogue.models import ShelfLife
from cungcau.reference.catalogue.views.entering import enter
from cungcau.reference.catalogue.views.goods import reader, writer
from cungcau.reference.listing import Sheet, show_list


@require_safe
def shelf_lives(request: HttpRequest) -> HttpResponseBase:
    """Every observation with its source."""
    user = reader(request)
    chosen = ShelfLifeFilter(request.GET, queryset=selectors.shelf_lives())
    may_record = access.allows(user, policies.RECORD)
    context = {
        "title": _("Thời gian giữ được"),
        "lead": _("Mỗi dòng là một số liệu có nguồn; số liệu trái nhau được giữ cạnh nhau ở trang nông sản."),
        "may_record": may_record,
        "is_empty": not ShelfLife.objects.exists(),
        "door": "catalogue.shelf_lives",
    }
    table = tables.ShelfLifeTable(chosen.qs, may_record=may_record)
    sheet = Sheet(_("thời gian giữ được"), tables.SHELF_LIFE_SHEET, tables.shelf_life_rows)
    return show_list(request, "catalogue/goods_list.html", chosen, table, sheet, context)


def _row(pk: int) -> ShelfLife:
    found = selectors.shelf_lives().filter(pk=pk).first()
    if found is None:
        raise DomainError("not_found")
    return found


def _back(row: ShelfLife) -> str:
    if row.commodity is None:
        return reverse("catalogue:shelf-lives")
    return reverse("catalogue:commodity", args=[row.commodity.code])


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Use this observation, with a reason."""
    user = writer(request)
    row = _row(pk)
    form = ReasonForm(request.POST or None)
    return enter(
        request, form,
        lambda: services.choose_shelf_life(row=row, reason=form.cleaned_data["reason"], actor=user),
        title=_("Dùng số liệu %(days)s của %(goods)s") % {"days": tables.days_kept(row), "goods": row.goods},
        back=_back(row), draft=f"catalogue.shelf-life.choose.{pk}",
        crumbs=((_("Thời gian giữ được"), reverse("catalogue:shelf-lives")),),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave this observation out, with a reason."""
    user = writer(request)
    row = _row(pk)
    form = ReasonForm(request.POST or None)
    return enter(
        request, form,
        lambda: services.withdraw_shelf_life(row=row, reason=form.cleaned_data["reason"], actor=user),
        title=_("Bỏ số liệu %(days)s của %(goods)s") % {"days": tables.days_kept(row), "goods": row.goods},
        back=_back(row), draft=f"catalogue.shelf-life.withdraw.{pk}",
        crumbs=((_("Thời gian giữ được"), reverse("catalogue:shelf-lives")),),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which commodity a free name stands for; the nearest known one is proposed."""
    user = writer(request)
    row = _row(pk)
    near = selectors.commodity_named(row.goods)
    form = NameForm(request.POST or None, initial={"commodity": near[0].commodity if near else None})

    def save() -> None:
        wanted = form.cleaned_data["commodity"]
        made = (
            None if wanted else services.CommodityRow(code_from(row.goods), row.goods, row.source, aliases=())
        )
        services.name_shelf_life(row=row, commodity=wanted, new=made, actor=user)

    return enter(
        request, form, save, title=_("«%(goods)s» là nông sản nào?") % {"goods": row.goods},
        back=reverse("catalogue:shelf-lives"), draft=f"catalogue.shelf-life.name.{pk}",
        crumbs=((_("Thời gian giữ được"), reverse("catalogue:shelf-lives")),),
    )  # fmt: skip
