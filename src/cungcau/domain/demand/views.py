"""Pages of needs: the season's list, one need."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.demand import policies, selectors, tables
from cungcau.domain.demand.filters import NeedFilter
from cungcau.domain.registry.selectors import phone_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue.selectors import commodity_words, season_words, seasons_touching
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list


@require_safe
def needs(request: HttpRequest) -> HttpResponseBase:
    """What buyers ask for in a season; everybody with a part in the season sees all of it."""
    choice = choose_season(request, policies.VIEW)
    context: dict[str, Any] = {
        "choice": choice,
        "title": _("Nhu cầu"),
        "lead": choice.season.name if choice.season else "",
    }
    if choice.season is None:
        return render(request, "demand/needs.html", context)
    words = season_words(choice.season)
    rows = selectors.needs_of(choice.season)
    chosen = NeedFilter(request.GET, queryset=rows, season=choice.season, words=words)
    total = selectors.total(chosen.qs)
    table = tables.NeedTable(chosen.qs, words=words)
    sheet = Sheet(
        f"{choice.season.code} nhu cầu", tables.SHEET, lambda found: tables.sheet_rows(found, words)
    )
    context |= {"total": total, "is_empty": not total.needs}
    return show_list(request, "demand/needs.html", chosen, table, sheet, context)


@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need; 404 alike where it is not there or not for these eyes."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.need(pk)
    if found is None or found.season not in seasons_touching(areas_with(user, policies.VIEW)):
        raise DomainError("need_not_found", number=pk)
    words = commodity_words(found.commodity)
    context = {
        "need": found,
        "grade": words.grade(found.commodity_id, found.min_grade),
        "certificates": [words.certificate(code) for code in found.certificates],
        "phone": phone_for(found.buyer),
    }
    return render(request, "demand/need.html", context)
