"""The page a driver opens from a link: no account, this one trip's stops and goods, nobody's name or phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cungcau.domain.logistics import states
from cungcau.domain.logistics.selectors import day as days
from cungcau.domain.logistics.selectors import trips as selectors
from cungcau.domain.logistics.services.links import trip_of_token
from cungcau.domain.logistics.throttle import slow_down, unlisted
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.messages import answer


@require_safe
def driver_link(request: HttpRequest, token: str) -> HttpResponse:
    """The trip's stops in order with times and kg; an old or forged link says what to do."""
    try:
        slow_down(request, "driver")
        trip = trip_of_token(token)
    except DomainError as refused:
        said = answer(refused)
        return unlisted(
            render(request, "logistics/driver_link_over.html", {"said": said}, status=said.status)
        )
    loads = list(selectors.loads_of(trip))
    context = {
        "trip": trip, "state": str(states.TRIP_LABELS[trip.state]), "tone": states.TRIP_TONES[trip.state],
        "stops": [
            {
                "stop": stop, "name": stop.name, "geo": days.geo_of(stop),
                "picked": [load for load in loads if load.pickup_id == stop.pk],
                "dropped": [load for load in loads if load.drop_id == stop.pk],
            }
            for stop in selectors.stops_of(trip)
        ],
    }  # fmt: skip
    return unlisted(render(request, "logistics/driver_link.html", context))
