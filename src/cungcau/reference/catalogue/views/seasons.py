"""Seasons: those of one's areas, opening one, correcting one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue import policies, selectors, services, tables
from cungcau.reference.catalogue.filters import OpenSeasonFilter
from cungcau.reference.catalogue.forms import NewSeasonForm, SeasonForm
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.views.entering import enter
from cungcau.reference.geography.selectors import counted_at
from cungcau.reference.listing import Sheet, show_list


@require_safe
def seasons(request: HttpRequest) -> HttpResponseBase:
    """The seasons of one's areas, the latest first."""
    user = signed_in(request)
    access.require(user, policies.RECORD_SEASON)
    known = selectors.seasons_touching(areas_with(user, policies.RECORD_SEASON))
    rows = Season.objects.filter(pk__in=[season.pk for season in known]).prefetch_related("commodities")
    chosen = OpenSeasonFilter(request.GET, queryset=rows)
    context = {
        "title": _("Mùa vụ"),
        "lead": _(
            "Mỗi mùa vụ được lập kế hoạch thành một: địa bàn, nông sản, những ngày nào, điều gì trước."
        ),
        "may_record": True,
        "is_empty": not known,
        "new_url": reverse("catalogue:season-new"),
    }
    sheet = Sheet(_("mùa vụ"), tables.SEASON_SHEET, tables.season_rows)
    return show_list(
        request, "catalogue/plain_list.html", chosen, tables.SeasonTable(chosen.qs), sheet, context
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a season."""
    user = signed_in(request)
    access.require(user, policies.RECORD_SEASON)
    held = areas_with(user, policies.RECORD_SEASON) - {""}
    own = {"area": counted_at(min(held))} if len(held) == 1 else {}
    form = NewSeasonForm(request.POST or None, initial=own)

    def save() -> None:
        data = form.cleaned_data
        first, second, third = data["order"].split(",")
        row = services.SeasonRow(
            data["code"], data["name"], data["start"], data["end"], data["source"],
            tuple(one.code for one in data["commodities"]), data["area_code"], (first, second, third),
            data["description"], stale_after_days=data["stale_after_days"],
        )  # fmt: skip
        services.record_season(row=row, actor=user)

    back = reverse("catalogue:seasons")
    return enter(
        request, form, save, title=_("Mở mùa vụ mới"), back=back, draft="catalogue.season.new",
        done=_("Đã mở mùa vụ. Từ nay ghi được lô hàng và nhu cầu vào mùa vụ này."), crumbs=((_("Mùa vụ"), back),),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a season; somebody else's change meanwhile is shown and merged."""
    user = signed_in(request)
    season = selectors.season(code)
    if season is None or not access.allows(user, policies.RECORD_SEASON, season.area_code):
        raise DomainError("season_unknown", value=code)
    initial = {"area": counted_at(season.area_code), "commodities": list(season.commodities.all())}
    form = SeasonForm(request.POST or None, row=season, initial=initial)

    def save() -> None:
        services.edit_season(
            row=season, version=form.version_seen, seen=form.as_columns(form.seen_values()),
            mine=form.as_columns(form.mine()), commodities=list(form.cleaned_data["commodities"]), actor=user,
        )  # fmt: skip

    back = reverse("catalogue:seasons")
    return enter(
        request, form, save, title=_("Sửa mùa vụ %(name)s") % {"name": season.name}, back=back,
        draft=f"catalogue.season.edit.{season.pk}", crumbs=((_("Mùa vụ"), back),),
    )  # fmt: skip
