"""How good forecasts were, by reporter and by commune."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.forecast import selectors, tables
from cungcau.domain.forecast.accuracy import ENOUGH_WEEKS
from cungcau.domain.forecast.selectors.accuracy import Judged
from cungcau.domain.forecast.views.frame import held, page
from cungcau.platform.exchange.services import export_response
from cungcau.reference.catalogue.views import EXPORT, PER_PAGE


@require_safe
def accuracy(request: HttpRequest) -> HttpResponseBase:
    """Scores of the whole season, of each reporter and each commune; searched, sorted, taken away."""
    choice, context = page(request, "accuracy", _("Độ chính xác của dự báo"))
    season = choice.season
    if season is None:
        return render(request, "forecast/accuracy.html", context)
    wanted = _wanted(request)
    export = request.GET.get(EXPORT, "")
    if export:
        rows = _rows(selectors.judged_all(season, held(request, season), wanted))
        return export_response(f"{season.code} độ chính xác dự báo", export, tables.ACCURACY, rows)
    found = selectors.judged(season, held(request, season), wanted)
    paginator = Paginator(range(found.count), PER_PAGE)
    page_shown: Any = paginator.get_page(request.GET.get("page"))
    if page_shown.number > 1 and (page_shown.number - 1) * PER_PAGE != wanted.offset:
        wanted = replace(wanted, offset=(page_shown.number - 1) * PER_PAGE)
        found = selectors.judged(season, held(request, season), wanted)
    page_shown.object_list = found.rows
    kept = request.GET.copy()
    for name in (EXPORT, "page"):
        kept.pop(name, None)
    context |= {
        "whole": found.whole, "enough": ENOUGH_WEEKS, "page": page_shown,
        "q": wanted.text, "sort": wanted.order, "query": kept.urlencode(),
    }  # fmt: skip
    return render(request, "forecast/accuracy.html", context)


def _wanted(request: HttpRequest) -> selectors.Wanted:
    """What the address asks for; an odd page number is the first."""
    number = request.GET.get("page", "")
    page_number = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1
    return selectors.Wanted(
        request.GET.get("q", "")[:200],
        request.GET.get("sort", "name"),
        max(0, page_number - 1) * PER_PAGE,
        PER_PAGE,
    )


def _rows(found: Iterable[Judged]) -> Iterator[dict[str, Any]]:
    for one in found:
        score = one.score
        yield {
            "kind": tables.kind_name(one.kind),
            "name": one.name,
            "weeks": score.weeks,
            "missing": score.missing,
            "likely": score.likely_kg,
            "harvested": score.harvested_kg,
            "wape": _percent(score.wape),
            "bias": _percent(score.bias),
            "inside": _percent(score.inside_share),
        }


def _percent(part: Fraction | None) -> Decimal | None:
    return None if part is None else Decimal(round(part * 1000)) / 10
