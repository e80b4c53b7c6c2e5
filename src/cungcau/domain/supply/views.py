"""Pages of lots: the season's list, one lot."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.registry.selectors import phone_for
from cungcau.domain.supply import policies, selectors, tables
from cungcau.domain.supply.filters import LotFilter
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
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
    rows = selectors.lots_shown(choice.season, signed_in(request))
    words = season_words(choice.season)
    chosen = LotFilter(request.GET, queryset=rows, season=choice.season, words=words)
    total = selectors.total(chosen.qs)
    table = tables.LotTable(tables.LotData(chosen.qs, total.lots), words=words)
    sheet = Sheet(
        f"{choice.season.code} nguồn cung", tables.SHEET, lambda found: tables.sheet_rows(found, words)
    )
    context |= {"total": total, "is_empty": not total.lots}
    return show_list(request, "supply/lots.html", chosen, table, sheet, context)


@require_safe
def lot(request: HttpRequest, pk: int) -> HttpResponse:
    """One lot; 404 alike where it is not there or not for these eyes."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.lot(pk)
    if found is None or not any(
        access.allows(user, policies.VIEW, area) for area in (found.area_code, found.season.area_code)
    ):
        raise DomainError("lot_not_found", number=pk)
    words = commodity_words(found.commodity)
    context = {
        "lot": found,
        "grade": words.grade(found.commodity_id, found.grade),
        "certificates": [words.certificate(code) for code in found.certificates],
        "today": today_of(found.place),
        "phone": phone_for(found.producer),
    }
    return render(request, "supply/lot.html", context)
