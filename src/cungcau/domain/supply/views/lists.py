"""The season's list of lots, and one lot."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.registry.selectors import phone_for
from cungcau.domain.supply import policies, selectors, tables
from cungcau.domain.supply.filters import LotFilter
from cungcau.domain.supply.states import OFFERED
from cungcau.domain.supply.views.frame import lot_for
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import commodity_words, season_words
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list
from cungcau.reference.geography.selectors import today_of


@require_safe
def lots(request: HttpRequest) -> HttpResponseBase:
    """The season's lots one may see."""
    choice = choose_season(request, policies.VIEW)
    context: dict[str, Any] = {
        "choice": choice,
        "title": _("Nguồn cung"),
        "lead": choice.season.name if choice.season else "",
    }
    if choice.season is None:
        return render(request, "supply/lots.html", context)
    user = signed_in(request)
    rows = selectors.lots_shown(choice.season, user)
    words = season_words(choice.season)
    chosen = LotFilter(request.GET, queryset=rows, season=choice.season, words=words, user=user)
    total = selectors.total(chosen.qs)
    sight = selectors.price_sight(user, clock.today())
    table = tables.LotTable(
        tables.LotData(chosen.qs, total.lots),
        words=words,
        stale_days=selectors.stale_after(choice.season),
        sight=sight,
    )
    sheet = Sheet(
        f"{choice.season.code} nguồn cung", tables.SHEET, lambda found: tables.sheet_rows(found, words, sight)
    )
    context |= {
        "total": total,
        "is_empty": not total.lots,
        "may_record": access.allows(user, policies.RECORD),
    }
    return show_list(request, "supply/lots.html", chosen, table, sheet, context)


@require_safe
def lot(request: HttpRequest, pk: int) -> HttpResponse:
    """One lot; 404 alike where it is not there or not for these eyes."""
    user = signed_in(request)
    found = lot_for(user, pk)
    words = commodity_words(found.commodity)
    today = clock.today()
    state = selectors.condition(found, today)
    may = selectors.reach_of(user, today).holds(found.producer_id, found.area_code) and access.allows(
        user, policies.RECORD, found.area_code
    )
    price_shown = selectors.price_sight(user, today).sees(found.producer_id, found.area_code)
    context = {
        "lot": found,
        "grade": words.grade(found.commodity_id, found.grade),
        "papers": selectors.papers_of(found, words, today),
        "today": today_of(found.place),
        "phone": phone_for(found.producer),
        "state_label": tables.STATE_WORDS[state],
        "tone": tables.TONES[state],
        "offered": found.state == OFFERED,
        "may_record": may,
        "may_confirm": may and found.state == OFFERED and found.harvest_to >= today,
        "stale_days": selectors.stale_after(found.season),
        "history": selectors.history_of(found, without=() if price_shown else (selectors.PRICE,)),
        "price_shown": price_shown,
        "point": selectors.point_name(found.point_code),
        "later": selectors.season_after(found, user),
    }
    return render(request, "supply/lot.html", context)
