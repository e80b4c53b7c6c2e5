"""How good forecasts were, by reporter and by commune."""

from __future__ import annotations

from collections.abc import Iterator
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
from cungcau.domain.forecast.selectors.accuracy import AREA, Judged
from cungcau.domain.forecast.views.frame import held, page
from cungcau.platform.exchange.services import export_response
from cungcau.reference.catalogue.views import EXPORT, PER_PAGE
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

_ORDERS = {
    "name": lambda one: words(one.name),
    "weeks": lambda one: one.score.weeks,
    "missing": lambda one: one.score.missing,
    "wape": lambda one: one.score.wape if one.score.wape is not None else Fraction(-1),
    "bias": lambda one: one.score.bias if one.score.bias is not None else Fraction(-1_000_000),
}


@require_safe
def accuracy(request: HttpRequest) -> HttpResponseBase:
    """Scores of the whole season, of each reporter and each commune; searched, sorted, taken away."""
    choice, context = page(request, "accuracy", _("Độ chính xác của dự báo"))
    season = choice.season
    if season is None:
        return render(request, "forecast/accuracy.html", context)
    whole, reporters, places = selectors.judged(season, held(request, season))
    named = _named([*reporters, *places])
    text, order = request.GET.get("q", "")[:200], request.GET.get("sort", "name")
    found = [one for one in named if _holds(one, text)]
    key = _ORDERS.get(order.removeprefix("-"), _ORDERS["name"])
    found.sort(key=key, reverse=order.startswith("-"))
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response(f"{season.code} độ chính xác dự báo", wanted, tables.ACCURACY, _rows(found))
    kept = request.GET.copy()
    for name in (EXPORT, "page"):
        kept.pop(name, None)
    context |= {
        "whole": whole, "enough": ENOUGH_WEEKS, "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "q": text, "sort": order, "query": kept.urlencode(),
    }  # fmt: skip
    return render(request, "forecast/accuracy.html", context)


def _named(found: list[Judged]) -> list[Judged]:
    """Areas by what they are called."""
    codes = {one.name for one in found if one.kind == AREA}
    units = {unit.area_code: unit.title for unit in Unit.objects.filter(valid_to=None, area_code__in=codes)}
    return [
        Judged(one.kind, units.get(one.name, one.name) if one.kind == AREA else one.name, one.score)
        for one in found
    ]


def _holds(one: Judged, text: str) -> bool:
    name = f" {words(one.name)}"
    return all(f" {word}" in name for word in words(text).split())


def _rows(found: list[Judged]) -> Iterator[dict[str, Any]]:
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
