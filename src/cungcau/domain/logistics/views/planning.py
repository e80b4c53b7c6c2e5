"""Computing a day's trips: the form, how far it is, what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.forms.planning import PlanForm, begun_with
from cungcau.domain.logistics.models import RoadsFrom
from cungcau.domain.logistics.planning import wording
from cungcau.domain.logistics.planning.settings import Basis, PlanSettings
from cungcau.domain.logistics.selectors import day as days
from cungcau.domain.logistics.selectors import trips as selectors
from cungcau.domain.logistics.services.planning import plan_day
from cungcau.domain.logistics.views.trips_frame import day_asked
from cungcau.domain.network.models import Market
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.jobs import states as job_states
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.views import choose_season

_REFUSED = frozenset({"nothing_to_carry", "no_vehicle_free", "day_being_planned"})
MOST_SHOWN = 200


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Ask for a day's trips; the page then follows the job."""
    user = signed_in(request)
    choice = choose_season(request, policies.PLAN_TRIPS)
    if choice.season is None:
        return redirect("logistics:day")
    season, on = choice.season, day_asked(request)
    access.require(user, policies.PLAN_TRIPS, season.area_code)
    last = selectors.day_plans(season).first()
    settings = PlanSettings.from_json(last.parameters) if last else PlanSettings()
    begun = begun_with(settings, season) | {"basis": Basis.EXPECTED, "points": [], "vehicles": []}
    markets = Market.objects.defer("words").order_by("name", "code")
    form = PlanForm(request.POST or None, initial=begun, season=season, markets=markets)
    context: dict[str, Any] = {"form": form, "season": season, "day": on, "title": _("Xếp chuyến trong ngày")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "logistics/plan.html", context, status=422 if form.is_bound else 200)
    try:
        asked = plan_day(season=season, day=on, settings=form.settings(), actor=user)
    except DomainError as refused:
        if refused.code not in _REFUSED:
            raise
        form.add_error(None, answer(refused).text)
        return render(request, "logistics/plan.html", context, status=422)
    return redirect("logistics:day-plan", pk=asked.pk)


@require_safe
def day_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What a planning came to: trips, what stays and why, what it saves; while it runs, how far it is."""
    user = signed_in(request)
    access.require(user, policies.PLAN_TRIPS)
    found = selectors.day_plan(pk)
    if found is None or not access.allows(user, policies.PLAN_TRIPS, found.area_code):
        raise DomainError("day_plan_not_found")
    if found.finished_at is None and found.job is not None and found.job.state not in job_states.FINISHED:
        return redirect("jobs:show", job_id=found.job.pk)
    said = found.outcome
    shown = list(
        selectors.with_stops(found.trips.select_related("vehicle__carrier", "driver")).order_by("pk")
    )
    context = {
        "plan": found, "rows": days.rows_of(shown), "outcome": said,
        "left": [
            {**row, "why": wording.reason(row["code"], row["facts"])} for row in said.get("unassigned", [])[:MOST_SHOWN]
        ],
        "left_more": max(0, len(said.get("unassigned", [])) - MOST_SHOWN),
        "by_service": found.roads == RoadsFrom.SERVICE, "settings": PlanSettings.from_json(found.parameters),
        "saved_vnd": _saved(said, "vnd"), "saved_metres": _saved(said, "metres"),
    }  # fmt: skip
    return render(request, "logistics/day_plan.html", context)


def _saved(said: dict[str, Any], unit: str) -> int:
    compared = said.get("comparison", {})
    mine = compared.get("cost_vnd" if unit == "vnd" else "metres", 0)
    return max(0, int(compared.get(f"alone_{unit}", 0)) - int(mine))
