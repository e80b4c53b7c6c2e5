"""The loading list as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cungcau.domain.logistics.loading_list import to_pdf
from cungcau.domain.logistics.selectors import trips as selectors
from cungcau.domain.logistics.views.trips_frame import trip_for


@require_safe
def loading_list(request: HttpRequest, pk: int) -> HttpResponse:
    """A trip's list as PDF, of the loads its reader sees."""
    user, trip = trip_for(request, pk)
    made = to_pdf(trip, selectors.stops_of(trip), selectors.loads_shown(user, trip))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{trip.code}.pdf"'
    return answer
