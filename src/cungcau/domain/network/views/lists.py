"""The season's points, lanes, ways and closures; every market."""

from __future__ import annotations

from typing import Any

import django_tables2
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.network import policies, selectors, sheets, tables
from cungcau.domain.network.filters import AccessFilter, ClosureFilter, LaneFilter, MarketFilter, PointFilter
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue.filters import SeasonFilter
from cungcau.reference.catalogue.views import Choice, Sheet, choose_season, show_list


@require_safe
def points(request: HttpRequest) -> HttpResponseBase:
    """The points that serve a season; everybody with a part in the season sees them all."""
    choice = choose_season(request, policies.VIEW)
    context = _context(request, choice, _("Điểm tập kết"), "diem-tap-ket", "network.points")
    if choice.season is None:
        return render(request, "network/points.html", context)
    rows = selectors.points_of(choice.season)
    chosen = PointFilter(request.GET, queryset=rows)
    sheet = Sheet(f"{choice.season.code} điểm tập kết", sheets.POINT_SHEET, sheets.point_rows)
    context["is_empty"] = not rows.exists()
    return show_list(request, "network/points.html", chosen, tables.PointTable(chosen.qs), sheet, context)


@require_safe
def lanes(request: HttpRequest) -> HttpResponseBase:
    """The lanes that start at a season's points."""
    choice = choose_season(request, policies.VIEW)
    context = _context(request, choice, _("Tuyến"), "tuyen", "network.lanes")
    if choice.season is None:
        return render(request, "network/lanes.html", context)
    rows = selectors.all_lanes_of(choice.season)
    chosen = LaneFilter(request.GET, queryset=rows, season=choice.season)
    sheet = Sheet(f"{choice.season.code} tuyến", sheets.LANE_SHEET, sheets.lane_rows)
    context["is_empty"] = not rows.exists()
    return show_list(request, "network/lanes.html", chosen, tables.LaneTable(chosen.qs), sheet, context)


@require_safe
def markets(request: HttpRequest) -> HttpResponseBase:
    """Every market, whichever season sends goods there."""
    choice = choose_season(request, policies.VIEW)
    context = _context(request, choice, _("Thị trường"), "thi-truong", "network.markets")
    rows = selectors.markets()
    chosen = MarketFilter(request.GET, queryset=rows)
    sheet = Sheet("thị trường", sheets.MARKET_SHEET, sheets.market_rows)
    return _more(request, context, rows, chosen, tables.MarketTable(chosen.qs), sheet)


@require_safe
def ways(request: HttpRequest) -> HttpResponseBase:
    """Which places reach a season's points."""
    choice = choose_season(request, policies.VIEW)
    context = _context(request, choice, _("Đường gom hàng"), "duong-gom", "network.access")
    if choice.season is None:
        return render(request, "network/more.html", context)
    rows = selectors.all_access_of(choice.season)
    chosen = AccessFilter(request.GET, queryset=rows, season=choice.season)
    sheet = Sheet(f"{choice.season.code} đường gom", sheets.ACCESS_SHEET, sheets.access_rows)
    return _more(request, context, rows, chosen, tables.AccessTable(chosen.qs), sheet)


@require_safe
def closures(request: HttpRequest) -> HttpResponseBase:
    """What is shut or narrowed in a season."""
    choice = choose_season(request, policies.VIEW)
    context = _context(request, choice, _("Đóng, thu hẹp"), "dong", "network.closures")
    if choice.season is None:
        return render(request, "network/more.html", context)
    rows = selectors.closures_of(choice.season)
    chosen = ClosureFilter(request.GET, queryset=rows)
    sheet = Sheet(f"{choice.season.code} đoạn đóng", sheets.CLOSURE_SHEET, sheets.closure_rows)
    return _more(request, context, rows, chosen, tables.ClosureTable(chosen.qs), sheet)


def _more(
    request: HttpRequest,
    context: dict[str, Any],
    rows: QuerySet[Any],
    chosen: SeasonFilter,
    table: django_tables2.Table,
    sheet: Sheet,
) -> HttpResponseBase:
    context["is_empty"] = not rows.exists()
    return show_list(request, "network/more.html", chosen, table, sheet, context)


def _context(request: HttpRequest, choice: Choice, title: str, kind: str, door: str) -> dict[str, Any]:
    season = choice.season
    user = signed_in(request)
    return {
        "choice": choice,
        "title": title,
        "lead": season.name if season else "",
        "kind": kind,
        "door": door,
        "may_record": season is not None and access.allows(user, policies.RECORD, season.area_code),
    }
