"""The page a driver opens from a link: no account, this one trip's stops and goods, nobody's name or phone."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cungcau.domain.logistics import states
from cungcau.domain.logistics.forms.stop_times import StopTimeForm
from cungcau.domain.logistics.models import SaidBy, StopMoment, Trip
from cungcau.domain.logistics.selectors import day as days
from cungcau.domain.logistics.selectors import trips as selectors
from cungcau.domain.logistics.selectors.stop_times import moments_of
from cungcau.domain.logistics.services.links import trip_of_token
from cungcau.domain.logistics.services.stop_times import record_time
from cungcau.domain.logistics.views.stop_times import stop_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.messages import answer
from cungcau.platform.ui.throttle import slow_down, unlisted


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def driver_link(request: HttpRequest, token: str) -> HttpResponse:
    """The trip's stops in order with times and kg, and when the vehicle really came and left.

    The signed link itself is what proves who speaks; a script that previews links changes nothing. An old or forged
    link says what to do.
    """
    try:
        slow_down(request, "logistics.driver", most=120, code="too_many_tries")
        trip = trip_of_token(token)
    except DomainError as refused:
        said = answer(refused)
        return unlisted(
            render(request, "logistics/driver_link_over.html", {"said": said}, status=said.status)
        )
    if request.method != "POST":
        return unlisted(_draw(request, trip))
    refused_with = _record(request, trip)
    if refused_with:
        return unlisted(_draw(request, trip, refused=refused_with, status=422))
    return unlisted(HttpResponseRedirect(request.path))


def _record(request: HttpRequest, trip: Trip) -> str:
    """Write the time; why not, in words, where it is refused."""
    form, number = StopTimeForm(request.POST), request.POST.get("stop", "")
    if not form.is_valid():
        return form.first_error()
    data = form.cleaned_data
    try:
        stop = stop_for(trip, int(number) if number.isdecimal() and len(number) < 19 else 0)
        record_time(
            stop, moment=StopMoment(data["moment"]), at=data["at"], actor=None, via=SaidBy.LINK, by_link=True,
            reason=data["reason"].replace("\x00", ""), client_uuid=_once(request),
        )  # fmt: skip
    except DomainError as error:
        return answer(error).text
    return ""


def _draw(request: HttpRequest, trip: Trip, *, refused: str = "", status: int = 200) -> HttpResponse:
    loads = list(selectors.loads_of(trip))
    stops = selectors.stops_of(trip)
    moments = moments_of(trip, stops)
    context = {
        "trip": trip, "state": str(states.TRIP_LABELS[trip.state]), "tone": states.TRIP_TONES[trip.state],
        "refused": refused, "once": uuid4(), "by_link": True,
        "stops": [
            {
                "stop": stop, "name": stop.name, "geo": days.geo_of(stop), "moments": moments[stop.pk],
                "picked": [load for load in loads if load.pickup_id == stop.pk],
                "dropped": [load for load in loads if load.drop_id == stop.pk],
            }
            for stop in stops
        ],
    }  # fmt: skip
    return render(request, "logistics/driver_link.html", context, status=status)


def _once(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None
