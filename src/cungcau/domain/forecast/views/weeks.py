"""A season by week: the whole of it by commune, one commune by its households."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cungcau.domain.forecast import selectors, tables
from cungcau.domain.forecast.filters import ForecastFilter
from cungcau.domain.forecast.pictures import Bar, weekly
from cungcau.domain.forecast.selectors import Rule
from cungcau.domain.forecast.views.frame import chosen_commodity, held, page
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import areas
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.exchange.services import export_response
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.views import EXPORT, Sheet, show_list
from cungcau.reference.geography.models import Unit


@require_safe
def weeks(request: HttpRequest) -> HttpResponseBase:
    """Every commune of the season by week, the sum above, what is missing named as missing."""
    choice, context = page(request, "weeks", _("Dự báo thu hoạch"))
    season = choice.season
    if season is None:
        return render(request, "forecast/weeks.html", context)
    rule = _rule(request)
    commodity, goods = chosen_commodity(request, season)
    mine = held(request, season)
    told = selectors.roll_up(season, rule=rule, commodity=commodity.pk if commodity else None, held=mine)
    covered = {
        area: one for area, one in selectors.coverage(season).items()
        if any(areas.covers(wide, area) for wide in mine)
    }  # fmt: skip
    names = _names({*told.areas, *covered, *(area for area, _kg in told.wider)})
    rows = sorted(
        (
            {
                "name": names.get(code, _("Chưa rõ địa bàn")),
                "area": told.areas.get(code),
                "code": code,
                "coverage": covered.get(code),
            }
            for code in {*told.areas, *covered}
        ),
        key=lambda row: str(row["name"]),
    )
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response(
            f"{season.code} dự báo theo tuần", wanted, tables.AREA_WEEKS, _long(rows, season)
        )
    context |= {
        "rule": rule.value, "rules": _RULES, "commodity": commodity, "goods": goods, "rollup": told,
        "rows": rows, "chart": weekly(bars(told.weeks)), "query": _query(request),
        "wider": [(names.get(area, area), kg) for area, kg in told.wider],
        "expected": sum(one.expected for one in covered.values()),
        "told": sum(one.told for one in covered.values()),
        "stale_days": selectors.stale_days(season),
    }  # fmt: skip
    return render(request, "forecast/weeks.html", context)


@require_safe
def area(request: HttpRequest, area: str) -> HttpResponseBase:
    """One area: its weeks, then every forecast of it, found, filtered, sorted, taken away."""
    choice, context = page(request, "weeks", _("Dự báo thu hoạch"))
    season = choice.season
    if season is None:
        return render(request, "forecast/area.html", context)
    if not any(areas.covers(wide, area) for wide in held(request, season)):
        raise DomainError("place_not_found", area=area)
    name = _names({area}).get(area)
    if name is None:
        raise DomainError("place_not_found", area=area)
    rule = _rule(request)
    commodity, goods = chosen_commodity(request, season)
    told = selectors.roll_up(
        season, rule=rule, commodity=commodity.pk if commodity else None, held=frozenset({area})
    )
    rows = selectors.shown(season, signed_in(request)).filter(areas.within("area_code", frozenset({area})))
    chosen = ForecastFilter(request.GET, queryset=rows, season=season)
    table = tables.ForecastTable(chosen.qs, oldest_fresh=selectors.oldest_fresh(season))
    sheet = Sheet(f"{season.code} dự báo {name}", tables.SHEET, tables.sheet_rows)
    context |= {
        "title": name, "lead": season.name, "rule": rule.value, "rules": _RULES, "commodity": commodity,
        "goods": goods, "rollup": told, "chart": weekly(bars(told.weeks)), "area_code": area,
        "coverage": selectors.coverage(season).get(area),
        "is_empty": not rows.exists(),
    }  # fmt: skip
    return show_list(request, "forecast/area.html", chosen, table, sheet, context)


_RULES = (
    (Rule.HOUSEHOLDS.value, gettext_lazy("Tổng các hộ (thiếu thì số của xã)")),
    (Rule.COMMUNE.value, gettext_lazy("Ước tính của xã (thiếu thì tổng các hộ)")),
)


def bars(found: list[selectors.AreaWeek]) -> list[Bar]:
    """The weeks as the chart takes them."""
    return [
        Bar(
            week.start,
            week.counted.low_kg if week.counted else None,
            week.counted.likely_kg if week.counted else None,
            week.counted.high_kg if week.counted else None,
            week.harvested_kg,
        )
        for week in found
    ]


def _rule(request: HttpRequest) -> Rule:
    return Rule.COMMUNE if request.GET.get("tinh") == Rule.COMMUNE else Rule.HOUSEHOLDS


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop(EXPORT, None)
    return kept.urlencode()


def _names(codes: set[str]) -> dict[str, str]:
    """What areas are called today, by their path; the last part of the path is the unit's code."""
    units = Unit.objects.filter(valid_to=None, area_code__in=codes).order_by("code")
    return {unit.area_code: unit.title for unit in units}


def _long(rows: list[dict[str, Any]], season: Season) -> Iterator[dict[str, Any]]:
    """One row per area and week, missing figures blank."""
    for row in rows:
        found = row["area"]
        for week in found.weeks.values() if found else ():
            yield {
                "code": row["code"],
                "name": row["name"],
                "week": week.start,
                "low": week.counted.low_kg if week.counted else None,
                "likely": week.counted.likely_kg if week.counted else None,
                "high": week.counted.high_kg if week.counted else None,
                "uses": tables.uses(found),
                "households": week.households.likely_kg if week.households else None,
                "subjects": week.households.subjects if week.households else None,
                "place": week.place.likely_kg if week.place else None,
                "difference": week.difference_kg,
                "harvested": week.harvested_kg,
                "reports": week.reports or None,
                "expected": row["coverage"].expected if row["coverage"] else None,
                "told": row["coverage"].told if row["coverage"] else None,
            }
        if found is None and row["coverage"]:
            yield {
                **dict.fromkeys(column.key for column in tables.AREA_WEEKS),
                "code": row["code"], "name": row["name"], "week": season.start,
                "expected": row["coverage"].expected, "told": row["coverage"].told,
            }  # fmt: skip
