"""The coordinator's home: asked, offered, planned, short; this week and over the season."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cungcau.domain.demand import policies as demand
from cungcau.domain.matching import policies, selectors
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.selectors.weeks import Week
from cungcau.domain.matching.views.frame import user_of
from cungcau.domain.supply import policies as supply
from cungcau.platform.access import services as access
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.models import Season


def chosen_season(request: HttpRequest) -> tuple[Season | None, list[Season]]:
    """The season the address names (``mua=code``), else today's of those one may see; and all of them."""
    user = user_of(request)
    seasons = [
        season for season in catalogue.seasons() if access.allows(user, policies.VIEW, season.area_code)
    ]
    wanted = request.GET.get("mua", "")
    named = next((season for season in seasons if season.code == wanted), None)
    return named or catalogue.season_of_day(seasons, today()), seasons


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Seven figures a coordinator looks at first, and the way on from each."""
    season, seasons = chosen_season(request)
    if season is None:
        user = user_of(request)
        ways = ((supply.RECORD, "supply:list"), (demand.VIEW, "demand:list"))
        way = next((page for permission, page in ways if access.allows(user, permission)), "")
        return redirect(way) if way else render(request, "matching/home_empty.html", {})
    plan = selectors.current_plan(season)
    weeks = selectors.season_weeks(season, plan)
    chosen = _week(request, weeks)
    context: dict[str, Any] = {
        "season": season,
        "seasons": seasons,
        "plan": plan,
        "weeks": weeks,
        "week": chosen,
        "this_week": chosen is not None and chosen.start <= today() <= chosen.end,
        "previous": _beside(weeks, chosen, -1),
        "next": _beside(weeks, chosen, 1),
        "total": _total(weeks, plan),
        "reasons": selectors.unsold_reasons(plan)[:4] if plan else [],
        "bottlenecks": selectors.with_names(season, selectors.worth_relieving(plan, 4)) if plan else [],
        "computing": Plan.objects.filter(season=season, state="computing").select_related("job").first(),
        "may_run": access.allows(user_of(request), policies.RUN, season.area_code),
    }
    return render(request, "matching/home.html", context)


def _week(request: HttpRequest, weeks: list[Week]) -> Week | None:
    """The week the address names, else today's, else the nearest one of the season."""
    if not weeks:
        return None
    try:
        day = date.fromisoformat(request.GET.get("tuan", ""))
    except ValueError:
        day = today()
    day = min(max(day, weeks[0].start), weeks[-1].end)
    return next(week for week in weeks if week.start <= day <= week.end)


def _beside(weeks: list[Week], week: Week | None, step: int) -> date | None:
    other = week.start + timedelta(days=7 * step) if week else None
    return other if any(item.start == other for item in weeks) else None


def _total(weeks: list[Week], plan: Plan | None) -> dict[str, int]:
    asked, offered = sum(week.asked_kg for week in weeks), sum(week.offered_kg for week in weeks)
    planned = plan.sold_kg if plan else 0
    return {
        "asked": asked,
        "offered": offered,
        "planned": planned,
        "short": max(0, asked - planned),
        "left": max(0, offered - planned),
    }
