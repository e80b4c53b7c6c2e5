"""The season's needs, and those about to expire."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.demand import policies, selectors, tables
from cungcau.domain.demand.filters import NeedFilter
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import season_words
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list


@require_safe
def needs(request: HttpRequest) -> HttpResponseBase:
    """What buyers ask for in a season; a buyer sees their own, everybody with a part in the season all of it."""
    return _list(request, soon=False)


@require_safe
def expiring(request: HttpRequest) -> HttpResponseBase:
    """The needs to ask about now: those that end within days, the first to end first."""
    return _list(request, soon=True)


def _list(request: HttpRequest, *, soon: bool) -> HttpResponseBase:
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW)
    context: dict[str, Any] = {
        "choice": choice,
        "title": _("Nhu cầu sắp hết hạn") if soon else _("Nhu cầu"),
        "lead": choice.season.name if choice.season else "",
        "soon": soon,
    }
    if choice.season is None:
        return render(request, "demand/needs.html", context)
    season = choice.season
    words = season_words(season)
    rows = selectors.shown_to(selectors.needs_of(season), user, season)
    if soon:
        rows = selectors.about_to_expire(rows, clock.today())
    chosen = NeedFilter(request.GET, queryset=rows, season=season, words=words)
    total = selectors.total(chosen.qs)
    table = tables.NeedTable(chosen.qs, words=words)
    sheet = Sheet(f"{season.code} nhu cầu", tables.SHEET, lambda found: tables.sheet_rows(found, words))
    may_record = access.allows(user, policies.RECORD, season.area_code)
    context |= {
        "total": total,
        "is_empty": not total.needs,
        "may_enter": may_record or selectors.own_buyers(user).exists(),
        "may_import": may_record,
    }
    return show_list(request, "demand/needs.html", chosen, table, sheet, context)
