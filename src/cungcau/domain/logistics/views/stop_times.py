"""Actual times at stops, recorded on the trip's page by whoever may."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cungcau.domain.logistics.forms.stop_times import StopTimeForm
from cungcau.domain.logistics.models import SaidBy, StopMoment, Trip, TripStop
from cungcau.domain.logistics.services import stop_times as services
from cungcau.domain.logistics.views.trips_frame import trip_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.messages import answer

_PASSED_ON = frozenset({"not_allowed", "not_signed_in", "trip_not_found", "not_found"})


def stop_for(trip: Trip, pk: int) -> TripStop:
    """A stop of the trip; raises ``trip_stop_not_found``."""
    found = trip.stops.filter(pk=pk).first()
    if found is None:
        raise DomainError("trip_stop_not_found")
    return found


@require_POST
def record(request: HttpRequest, pk: int, stop_pk: int) -> HttpResponse:
    """When the vehicle came or left; what was recorded before changes with a reason."""
    user, trip = trip_for(request, pk)
    stop = stop_for(trip, stop_pk)
    form = StopTimeForm(request.POST)
    back = redirect(f"{reverse('logistics:trip', args=[trip.pk])}#diem-{stop.pk}")
    if not form.is_valid():
        messages.error(request, f"{stop.name}: {form.first_error()}")
        return back
    data = form.cleaned_data
    via = SaidBy(data["via"] or SaidBy.APP)
    try:
        services.record_time(
            stop, moment=StopMoment(data["moment"]), at=data["at"], actor=user, reason=data["reason"],
            via=SaidBy.APP if via == SaidBy.LINK else via, client_uuid=once_token(request),
        )  # fmt: skip
    except DomainError as refused:
        if refused.code in _PASSED_ON:
            raise
        messages.error(request, answer(refused).text)
    else:
        messages.success(request, _("Đã ghi giờ ở %(stop)s.") % {"stop": stop.name})
    return back
