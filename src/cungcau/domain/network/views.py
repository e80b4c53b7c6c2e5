"""Pages of the network: a season's collection points, its lanes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.network import policies, selectors, tables
from cungcau.domain.network.filters import LaneFilter, PointFilter
from cungcau.reference.catalogue.views import Choice, Sheet, choose_season, show_list


@require_safe
def points(request: HttpRequest) -> HttpResponseBase:
    """The points that serve a season; everybody with a part in the season sees them all."""
    choice = choose_season(request, policies.VIEW)
    context = _context(choice, _("Điểm tập kết"))
    if choice.season is None:
        return render(request, "network/points.html", context)
    rows = selectors.points_of(choice.season)
    chosen = PointFilter(request.GET, queryset=rows)
    sheet = Sheet(f"{choice.season.code} điểm tập kết", tables.POINT_SHEET, tables.point_rows)
    context["is_empty"] = not rows.exists()
    return show_list(request, "network/points.html", chosen, tables.PointTable(chosen.qs), sheet, context)


@require_safe
def lanes(request: HttpRequest) -> HttpResponseBase:
    """The lanes that start at a season's points."""
    choice = choose_season(request, policies.VIEW)
    context = _context(choice, _("Tuyến"))
    if choice.season is None:
        return render(request, "network/lanes.html", context)
    rows = selectors.lanes_of(choice.season)
    chosen = LaneFilter(request.GET, queryset=rows, season=choice.season)
    sheet = Sheet(f"{choice.season.code} tuyến", tables.LANE_SHEET, tables.lane_rows)
    context["is_empty"] = not rows.exists()
    return show_list(request, "network/lanes.html", chosen, tables.LaneTable(chosen.qs), sheet, context)


def _context(choice: Choice, title: str) -> dict[str, Any]:
    return {"choice": choice, "title": title, "lead": choice.season.name if choice.season else ""}
