"""What can still be promised, week by week and commune by commune."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.forecast import policies
from cungcau.domain.forecast.selectors import Rule
from cungcau.domain.forecast.views.frame import chosen_commodity, held
from cungcau.domain.matching.selectors import promise as selectors
from cungcau.domain.matching.selectors.promise import Promise
from cungcau.platform.access import areas
from cungcau.platform.exchange.columns import Column
from cungcau.platform.exchange.services import export_response
from cungcau.reference.catalogue.selectors import commodity_words
from cungcau.reference.catalogue.views import EXPORT, PER_PAGE, choose_season
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

_SHEET = (
    Column("code", "Mã địa bàn hiện nay, mã hộ"),
    Column("name", "Địa bàn, hộ"),
    Column("week", "Tuần từ thứ Hai", "date"),
    Column("low", "Dự báo thấp (kg)", "kg"),
    Column("likely", "Dự báo nhiều khả năng (kg)", "kg"),
    Column("promised", "Đã hứa (kg)", "kg"),
    Column("left_low", "Còn lại theo mức thấp (kg)", "int"),
    Column("left_likely", "Còn lại theo mức nhiều khả năng (kg)", "int"),
    Column("state", "Tình trạng"),
)
_ORDERS = {
    "week": lambda row: (row.start, row.name),
    "name": lambda row: (words(row.name), row.start),
    "promised": lambda row: (row.promised_kg, row.start),
    "left": lambda row: ((row.likely_kg or 0) - row.promised_kg, row.start),
}


@require_safe
def promise(request: HttpRequest) -> HttpResponseBase:
    """By week, then by commune and week; a commune and week opens on its producers."""
    choice = choose_season(request, policies.VIEW)
    season = choice.season
    commodity, goods = chosen_commodity(request, season) if season else (None, [])
    commodity = commodity or (goods[0] if goods else None)
    context: dict[str, Any] = {"choice": choice, "season": season, "goods": goods, "commodity": commodity}
    if season is None or commodity is None:
        return render(request, "matching/promise.html", context)
    plan = selectors.published_plan(season)
    mine, grade = held(request, season), _grade(request)
    rule = Rule.COMMUNE if request.GET.get("tinh") == Rule.COMMUNE else Rule.HOUSEHOLDS
    area, week = request.GET.get("xa", "")[:40].replace("\0", ""), _week(request)
    rows = selectors.available(season, plan, commodity=commodity, grade=grade, rule=rule, held=mine)
    weeks = selectors.by_week(rows)
    inside = any(areas.covers(wide, area) for wide in mine)
    opened = bool(area and week and inside)
    if opened and week is not None:
        rows = selectors.by_producer(season, plan, commodity=commodity, area=area, start=week, grade=grade)
    else:
        names = _names({row.area_code for row in rows})
        rows = [replace(row, name=names.get(row.area_code, row.area_code or _("Chưa rõ"))) for row in rows]
    rows = _narrowed(request, rows, opened)
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response(f"{season.code} còn hứa được", wanted, _SHEET, _sheet(rows))
    grades = commodity_words(commodity)
    context |= {
        "plan": plan, "weeks": weeks, "rule": rule.value, "grade": grade, "opened": opened, "week": week,
        "grades": grades.grade_choices(), "grade_name": grades.grade(commodity.pk, grade), "area_code": area,
        "area_name": _names({area}).get(area, area) if opened else "", "q": request.GET.get("q", "")[:200],
        "promised_by_grade": [
            (grades.grade(commodity.pk, rank) or _("không phân loại"), kg)
            for rank, kg in selectors.grades_promised(season, plan, commodity=commodity, held=mine)
        ],
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "only": request.GET.get("chi", ""), "sort": request.GET.get("sort", "week"), "query": _query(request),
        "forecast_url": reverse("forecast:weeks"), "over": sum(row.over for row in rows),
    }  # fmt: skip
    return render(request, "matching/promise.html", context)


def _narrowed(request: HttpRequest, rows: list[Promise], opened: bool) -> list[Promise]:
    """By words, by week, by those promised too much; in the order asked for."""
    text, week = request.GET.get("q", "")[:200], _week(request)
    found = [row for row in rows if all(f" {word}" in f" {words(row.name)}" for word in words(text).split())]
    if week is not None and not opened:
        found = [row for row in found if row.start == week]
    if request.GET.get("chi") == "qua":
        found = [row for row in found if row.over]
    order = request.GET.get("sort", "left" if opened else "week")
    key = _ORDERS.get(order.removeprefix("-"), _ORDERS["week"])
    return sorted(found, key=key, reverse=order.startswith("-"))


def _sheet(rows: list[Promise]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "code": row.area_code,
            "name": row.name,
            "week": row.start,
            "low": row.low_kg,
            "likely": row.likely_kg,
            "promised": row.promised_kg,
            "left_low": row.left_low_kg,
            "left_likely": row.left_likely_kg,
            "state": _state(row),
        }


def _state(row: Promise) -> str:
    if row.over:
        return _("đã hứa quá") if row.likely_kg is not None else _("đã hứa mà chưa ai dự báo")
    return _("chỉ đủ nếu thu như dự kiến") if row.risky else ""


def _grade(request: HttpRequest) -> int | None:
    text = request.GET.get("loai", "")
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _week(request: HttpRequest) -> date | None:
    """The Monday the address names, as a page links to it."""
    try:
        day = date.fromisoformat(request.GET.get("tuan", ""))
    except ValueError:
        return None
    return day if day.weekday() == 0 and 1900 <= day.year <= 2199 else None


def _names(codes: set[str]) -> dict[str, str]:
    units = Unit.objects.filter(valid_to=None, area_code__in=codes).order_by("code")
    return {unit.area_code: unit.title for unit in units}


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in (EXPORT, "page"):
        kept.pop(name, None)
    return kept.urlencode()
