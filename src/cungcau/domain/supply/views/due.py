"""Whom to call: offers nobody has confirmed for some days."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.registry.services import reveal_phone
from cungcau.domain.supply import policies, selectors, tables
from cungcau.domain.supply.filters import DueFilter
from cungcau.domain.supply.views.frame import lot_for
from cungcau.platform.accounts.phones import national
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list


@require_safe
def due(request: HttpRequest) -> HttpResponseBase:
    """The offers of one's areas to ask about, the most kg × days first."""
    choice = choose_season(request, policies.RECORD)
    season = choice.season
    context: dict[str, Any] = {
        "choice": choice,
        "title": _("Cần nhắc"),
        "lead": season.name if season else "",
    }
    if season is None:
        return render(request, "supply/due.html", context)
    rows = selectors.due(season, signed_in(request), clock.today())
    chosen = DueFilter(request.GET, queryset=rows, season=season)
    found = selectors.due_total(chosen.qs)
    stale_days = selectors.stale_after(season)
    table = tables.DueTable(tables.LotData(chosen.qs, found.lots), stale_days=stale_days)
    sheet = Sheet(f"{season.code} cần nhắc", tables.DUE_SHEET, tables.due_rows)
    context |= {"due": found, "is_empty": not found.lots, "stale_days": stale_days}
    return show_list(request, "supply/due.html", chosen, table, sheet, context)


@never_cache
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole number of a lot's producer; the look is written to the trail."""
    user = signed_in(request)
    lot = lot_for(user, pk)
    number = reveal_phone(organisation=lot.producer, actor=user)
    part = request.headers.get("HX-Request") == "true"
    context = {"lot": lot, "phone": number, "shown": national(number)}
    return render(request, "supply/parts/phone.html" if part else "supply/phone.html", context)
