"""Putting a trip together, changing it, moving goods: times and faults are shown before anything is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.forms.trips import MoveForm, NewTripForm, TripForm
from cungcau.domain.logistics.models import Trip, Vehicle
from cungcau.domain.logistics.planning import wording
from cungcau.domain.logistics.planning.by_hand import judge
from cungcau.domain.logistics.planning.crew import fits
from cungcau.domain.logistics.planning.drafting import NewLoad, drafted, rearranged, values_of
from cungcau.domain.logistics.planning.drafts import Judged, TripDraft, settings_of
from cungcau.domain.logistics.planning.settings import Basis, PlanSettings
from cungcau.domain.logistics.selectors import trips as selectors
from cungcau.domain.logistics.selectors.goods import goods_of_day
from cungcau.domain.logistics.services import moving
from cungcau.domain.logistics.services import trips as services
from cungcau.domain.logistics.services.judging import refuse_impossible
from cungcau.domain.logistics.services.rights import require_trip
from cungcau.domain.logistics.views.trips_frame import day_asked, load_for, trip_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.views import choose_season

SHOW = "xem-thu"
_REFUSED = frozenset({
    "driver_licence_over", "driver_may_not_drive", "driver_out_of_use", "stop_visited", "trip_over_capacity",
    "trip_over_volume", "vehicle_inspection_over", "load_over_line", "load_onward_over_first", "load_below_loaded",
    "load_kg_invalid", "stops_out_of_order", "stop_places_unknown", "driver_of_another_carrier",
    "vehicle_out_of_use", "trip_carries_onward", "trip_moved_meanwhile", "trips_not_of_one_day", "trip_not_editable",
    "already_sent",
})  # fmt: skip


def judged_rows(draft: TripDraft, judged: Judged) -> dict[str, Any]:
    """A draft as ``logistics/parts/judged.html`` draws it."""
    told = [wording.fault(kept) for kept in judged.faults]
    kg = {load.key: load.kg for load in draft.loads}
    return {
        "stops": [
            {
                "no": number, "name": stop.place.name, "times": judged.times.get(stop.key),
                "picked": sum(kg[load.key] for load in draft.loads if load.pickup == stop.key),
                "dropped": sum(kg[load.key] for load in draft.loads if load.drop == stop.key),
                "faults": [one for one in told if one.stop == number],
            }
            for number, stop in enumerate(draft.stops, 1)
        ],
        "faults": [one for one in told if one.stop == 0], "count": len(told), "judged": judged,
        "notes": [wording.fault(kept).text for kept in judged.notes],
        "plate": draft.vehicle.plate, "note": judged.ways.note if judged.ways else "",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A trip by hand of the goods that wait on a day."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW_TRIPS)
    if choice.season is None:
        return redirect("logistics:day")
    season, on = choice.season, day_asked(request)
    access.require(user, policies.PLAN_TRIPS, season.area_code)
    goods = goods_of_day(season, on, Basis.EXPECTED) or goods_of_day(season, on, Basis.RECEIVED)
    form = NewTripForm(request.POST or None, day=on, goods=goods)
    context: dict[str, Any] = {"form": form, "season": season, "day": on}
    if request.method != "POST" or not form.is_valid():
        return _draw(request, "logistics/trip_new.html", context, form)
    data = form.cleaned_data
    loads = [NewLoad(good.line, kg, good.point) for good, kg in form.chosen()]
    purpose = "logistics.trip.new"
    try:
        draft = drafted(day=on, vehicle=data["vehicle"], driver=data["driver"], loads=loads)
        fits(data["vehicle"], data["driver"], on)
        judged = judge(draft, PlanSettings())
        if _stays_to_be_seen(request, context, form, shown=(draft, judged)):
            return render(request, "logistics/trip_new.html", context, status=_status(context))
        done = editing.once(
            once_token(request), user, purpose,
            lambda: {
                "pk": services.add_trip(
                    season=season, day=on, vehicle=data["vehicle"], driver=data["driver"], loads=loads,
                    note=data["note"], actor=user,
                ).pk
            },
            content=request.POST,
        )  # fmt: skip
    except DomainError as refused:
        return _refused(request, "logistics/trip_new.html", context, form, refused)
    editing.finish_draft(user, purpose, request.POST.get("draft_id"))
    messages.success(request, _("Đã lập chuyến."))
    _tell(request, judged)
    return redirect("logistics:trip", pk=int(str(done.result["pk"])))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a trip: vehicle, driver, order of stops, kg; the second of two people sees what the first changed."""
    user, trip = trip_for(request, pk)
    require_trip(user, trip, policies.PLAN_TRIPS)
    if trip.state not in states.EDITABLE_TRIPS:
        raise DomainError("trip_not_editable", trip=trip.code)
    form = TripForm(request.POST or None, row=trip)
    context: dict[str, Any] = {"form": form, "trip": trip}
    if request.method != "POST" or not form.is_valid():
        return _draw(request, "logistics/trip_edit.html", context, form)
    try:
        draft = rearranged(trip, form.mine())
        judged = judge(draft, settings_of(trip))
        if _stays_to_be_seen(request, context, form, shown=(draft, judged)):
            return render(request, "logistics/trip_edit.html", context, status=_status(context))
        services.edit_trip(
            trip, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
        )
    except EditedMeanwhile as error:
        fresh = Trip.objects.get(pk=pk)
        if set(form.seen_values()) != set(values_of(fresh)):
            return _refused(
                request, "logistics/trip_edit.html", {"form": TripForm(row=fresh), "trip": fresh},
                TripForm(row=fresh), DomainError("trip_moved_meanwhile", trip=fresh.code), status=409,
            )  # fmt: skip
        context |= merge_context(error, form, viewer=user)
        return render(request, "logistics/trip_edit.html", context, status=409)
    except DomainError as refused:
        return _refused(request, "logistics/trip_edit.html", context, form, refused)
    editing.finish_draft(user, f"logistics.trip.edit.{pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã lưu chuyến, giờ và chi phí đã tính lại."))
    _tell(request, judged)
    return redirect("logistics:trip", pk=pk)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, load_pk: int) -> HttpResponse:
    """Goods to another trip, whole or in part; both trips are shown as they would be, then saved."""
    user, load = load_for(request, pk, load_pk)
    require_trip(user, load.trip, policies.PLAN_TRIPS)
    trips = (
        selectors.trips_shown(user)
        .filter(season=load.trip.season_id, day=load.trip.day, state__in=states.EDITABLE_TRIPS)
        .exclude(pk=pk)
        .order_by("code")
    )
    form = MoveForm(request.POST or None, load=load, trips=trips)
    context: dict[str, Any] = {"form": form, "trip": load.trip, "load": load}
    if request.method != "POST" or not form.is_valid():
        return _draw(request, "logistics/trip_move.html", context, form)
    data = form.cleaned_data
    vehicle: Vehicle | None = data["vehicle"]
    to = moving.Fresh(vehicle) if vehicle is not None else data["to"]
    try:
        shown = moving.moved(load, data["kg"], to)
        context |= {"versions": f"{shown.versions[0]}-{shown.versions[1]}"}
        both = {"target": (shown.target, shown.target_judged), "source": (shown.source, shown.source_judged)}
        if isinstance(to, moving.Fresh):
            fits(to.vehicle, to.driver, load.trip.day)
        if _stays_to_be_seen(request, context, form, **both):
            return render(request, "logistics/trip_move.html", context, status=_status(context))
        other = moving.move_load(
            load, kg=data["kg"], to=to, actor=user, versions=_versions(request.POST.get("versions", ""))
        )
    except DomainError as refused:
        return _refused(request, "logistics/trip_move.html", context, form, refused)
    messages.success(request, _("Đã chuyển hàng sang chuyến %(code)s.") % {"code": other.code})
    _tell(request, shown.target_judged)
    return redirect("logistics:trip", pk=other.pk)


def _stays_to_be_seen(
    request: HttpRequest, context: dict[str, Any], form: Any, **drafts: tuple[TripDraft, Judged]
) -> bool:
    """Whether the trips as they would be are shown instead of saved: asked for, or with faults nobody accepted.

    The first is the one goods come to: raises what :func:`refuse_impossible` raises of it.
    """
    context |= {name: judged_rows(*pair) for name, pair in drafts.items()}
    if SHOW in request.POST:
        return True
    refuse_impossible(*next(iter(drafts.values())))
    faulty = any(judged.faults for _draft, judged in drafts.values())
    context["asks"] = faulty and not form.cleaned_data["accept"]
    return bool(context["asks"])


def _status(context: dict[str, Any]) -> int:
    return 422 if context.get("asks") else 200


def _tell(request: HttpRequest, judged: Judged) -> None:
    """What a saved trip waits for."""
    for kept in judged.notes:
        messages.info(request, wording.fault(kept).text)


def _versions(text: str) -> tuple[int, int] | None:
    first, _dash, second = text.partition("-")
    return (int(first[:9]), int(second[:9])) if first.isdecimal() and second.isdecimal() else None


def _draw(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    return render(request, template, context, status=422 if form.is_bound else 200)


def _refused(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    form: Any,
    refused: DomainError,
    status: int = 422,
) -> HttpResponse:
    """The form again with the sentence; other refusals are the site's to show."""
    if refused.code not in _REFUSED:
        raise refused
    context["refused"] = answer(refused).text
    return render(request, template, context, status=status)
