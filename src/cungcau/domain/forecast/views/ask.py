"""The list to call: who is expected to forecast and has not, or not lately."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.forecast import policies, selectors, tables
from cungcau.domain.forecast.filters import AskFilter
from cungcau.domain.forecast.views.frame import page
from cungcau.platform.access.selectors import visible
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue.views import Sheet, show_list


@require_safe
def ask(request: HttpRequest) -> HttpResponseBase:
    """Producers of one's areas whose forecast is old or absent."""
    choice, context = page(request, "ask", _("Cần hỏi lại"))
    season = choice.season
    if season is None:
        return render(request, "forecast/ask.html", context)
    rows = visible(selectors.to_ask(season), signed_in(request), policies.VIEW)
    rows = rows.defer("words").select_related("unit", "representative")
    chosen = AskFilter(request.GET, queryset=rows)
    enter = f"{reverse('forecast:new')}?{urlencode({'mua': season.code})}&ho="
    table = tables.AskTable(chosen.qs, enter=enter)
    sheet = Sheet(f"{season.code} cần hỏi dự báo", tables.ASK, tables.ask_rows)
    context |= {"stale_days": selectors.stale_days(season), "is_empty": False}
    return show_list(request, "forecast/ask.html", chosen, table, sheet, context)
