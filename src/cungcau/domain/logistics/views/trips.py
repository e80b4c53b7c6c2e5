"""Trips: the list, a day with its map and timeline, one trip."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.filters.trips import TripFilter
from cungcau.domain.logistics.forms.trips import points_of, vehicles_for
from cungcau.domain.logistics.lateness import latest, minute_words
from cungcau.domain.logistics.planning import wording
from cungcau.domain.logistics.planning.by_hand import window_shown
from cungcau.domain.logistics.planning.settings import Basis
from cungcau.domain.logistics.selectors import day as days
from cungcau.domain.logistics.selectors import trips as selectors
from cungcau.domain.logistics.selectors.fleet import driver_name_for
from cungcau.domain.logistics.selectors.goods import goods_of_day
from cungcau.domain.logistics.selectors.stop_times import moments_of
from cungcau.domain.logistics.services.links import token_of
from cungcau.domain.logistics.tables import trips as tables
from cungcau.domain.logistics.views.trips_frame import day_asked, rights_of, trip_for
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.views import Choice, Sheet, choose_season, show_list
from cungcau.reference.listing import EXPORT

MOST_A_DAY = 300
"""Trips a day's page draws; the list has them all."""


@require_safe
def trips(request: HttpRequest) -> HttpResponseBase:
    """The season's trips one sees."""
    choice = choose_season(request, policies.VIEW_TRIPS)
    context = _context(request, choice, _("Chuyến"))
    if choice.season is None:
        return render(request, "logistics/trips.html", context)
    rows = selectors.with_stops(selectors.trips_shown(signed_in(request)).filter(season=choice.season))
    chosen = TripFilter(request.GET, queryset=rows)
    sheet = Sheet(
        _("%(season)s chuyến") % {"season": choice.season.code}, tables.TRIP_SHEET, tables.trip_rows
    )
    context["is_empty"] = not rows.exists()
    return show_list(request, "logistics/trips.html", chosen, tables.TripTable(chosen.qs), sheet, context)


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """One day: what still waits, the trips on a map, on a timeline and as a table."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW_TRIPS)
    on = day_asked(request)
    context = _context(request, choice, _("Chuyến trong ngày"))
    context |= {"day": on, "before": on - timedelta(days=1), "after": on + timedelta(days=1)}
    if choice.season is None:
        return render(request, "logistics/day.html", context)
    season = choice.season
    shown = list(selectors.trips_of_day(user, season, on)[: MOST_A_DAY + 1])
    plans = access.allows(user, policies.PLAN_TRIPS, season.area_code)
    rows = days.rows_of(shown[:MOST_A_DAY])
    live = [row for row in rows if row.trip.state != states.CANCELLED]
    context |= {
        "rows": rows, "timeline": days.timeline_of(shown[:MOST_A_DAY], on), "live_rows": live,
        "cancelled": [row for row in rows if row.trip.state == states.CANCELLED], "more": len(shown) > MOST_A_DAY,
        "map": days.map_of(shown[:MOST_A_DAY]), "plans": plans, "live": len(live),
        "planned_kg": sum(row.planned_kg for row in live), "loaded_kg": sum(row.loaded_kg for row in live),
        "cost_vnd": sum(row.trip.cost_vnd for row in live), "km": days.km(sum(row.trip.metres for row in live)),
        "goods": goods_of_day(season, on, _basis(on)) if plans else [],
        "latest": selectors.day_plans(season).filter(day=on).first() if plans else None,
        "trips_url": f"{reverse('logistics:trips')}?mua={season.code}&first={on}&last={on}",
    }  # fmt: skip
    return render(request, "logistics/day.html", context)


@require_safe
def trip(request: HttpRequest, pk: int) -> HttpResponse:
    """One trip: stops with times, what goes on and off, what is wrong, what may be done."""
    user, found = trip_for(request, pk)
    stops, loads = selectors.stops_of(found), selectors.loads_shown(user, found)
    rights = rights_of(user, found, loads, stops)
    whole = selectors.sees_whole(user, found)
    told = [wording.fault(kept) for kept in found.faults] if whole else []
    plans = access.allows(user, policies.PLAN_TRIPS, found.area_code)
    onward, moments = selectors.taken_onward(loads), moments_of(found, stops)
    context = {
        "trip": found, "state": str(states.TRIP_LABELS[found.state]), "tone": states.TRIP_TONES[found.state],
        "stops": [
            {
                "stop": stop, "name": stop.name,
                "picked": [load for load in loads if load.pickup_id == stop.pk],
                "dropped": [load for load in loads if load.drop_id == stop.pk],
                "faults": [one for one in told if one.stop == stop.no],
                "moments": moments[stop.pk], "may_time": stop.pk in rights.times,
            }
            for stop in stops
        ],
        "late": minute_words(latest(stops)),
        "loads": [
            {"load": load, "may_load": load.pk in rights.loads, "left_kg": max(0, load.planned_kg - load.loaded_kg),
             "window": window_shown(load.line, found.day), "may_put_off": load.pk in rights.puts_off,
             "taken_onward": load.pk in onward}
            for load in loads
        ],
        "faults": [one for one in told if one.stop == 0], "may": rights, "whole": whole, "plans": plans,
        "planned_kg": sum(load.planned_kg for load in loads), "loaded_kg": sum(load.loaded_kg for load in loads),
        "driver_name": driver_name_for(found.driver) if found.driver and whole else "",
        "map": days.map_of([_with(found, stops, loads)]), "km": days.km(found.metres),
        "link": request.build_absolute_uri(reverse("logistics:driver-link", args=[token_of(found)])),
        "points": points_of(found.season) if rights.plans else [],
        "vehicles": vehicles_for(found.day) if plans and any(load.goes_on for load in loads) else [],
        "next_legs": found.next_legs.exclude(state=states.CANCELLED).defer("words") if whole else [],
        "changes": changes_of(found) if plans else [],
    }  # fmt: skip
    return render(request, "logistics/trip.html", context)


def _with(found: Any, stops: list[Any], loads: list[Any]) -> Any:
    """The trip with its stops and loads at hand, for what reads them from it."""
    found._prefetched_objects_cache = {"stops": stops, "loads": loads}
    return found


def _basis(on: Any) -> str:
    """Before the day what was promised, from the day on what was weighed too: all that is not on a vehicle yet."""
    return Basis.EXPECTED if on >= clock.today() else Basis.RECEIVED


def _context(request: HttpRequest, choice: Choice, title: str) -> dict[str, Any]:
    season: Season | None = choice.season
    user = signed_in(request)
    return {
        "choice": choice, "title": title, "lead": season.name if season else "", "is_empty": False,
        "plans": season is not None and access.allows(user, policies.PLAN_TRIPS, season.area_code),
        "export": EXPORT,
    }  # fmt: skip
