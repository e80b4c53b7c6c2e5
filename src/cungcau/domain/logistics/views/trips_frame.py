"""What pages of one trip share: finding it, what its reader may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.models import Trip, TripLoad, TripStop
from cungcau.domain.logistics.selectors import trips as selectors
from cungcau.domain.logistics.selectors.fleet import carriers_of
from cungcau.domain.logistics.selectors.trips import points_loaded_at
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with a trip in its present state."""

    plans: bool
    confirms: bool
    withdraws: bool
    loads: frozenset[int]
    puts_off: frozenset[int]
    times: frozenset[int]
    departs: bool
    links: bool
    closes: bool


def trip_for(request: HttpRequest, pk: int) -> tuple[User, Trip]:
    """The trip and who looks; ``trip_not_found`` alike where it is not there or not for these eyes."""
    user = signed_in(request)
    access.require(user, policies.VIEW_TRIPS)
    found = selectors.trip(user, pk)
    if found is None:
        raise DomainError("trip_not_found", number=pk)
    return user, found


def load_for(request: HttpRequest, pk: int, load_pk: int) -> tuple[User, TripLoad]:
    """One load of a trip; raises ``trip_load_not_found`` as well."""
    user, trip = trip_for(request, pk)
    found = selectors.loads_of(trip).filter(pk=load_pk).first()
    if found is None or found.pk not in {load.pk for load in selectors.loads_shown(user, trip)}:
        raise DomainError("trip_load_not_found")
    found.trip = trip
    return user, found


def rights_of(user: User, trip: Trip, loads: list[TripLoad], stops: list[TripStop]) -> Rights:
    """Which buttons to draw; ``loads`` and ``puts_off`` are ids of loads, ``times`` of stops."""
    plans = access.allows(user, policies.PLAN_TRIPS, trip.area_code)
    own = trip.vehicle.carrier_id in carriers_of(user)
    open_now = trip.state in states.EDITABLE_TRIPS
    kept = points_loaded_at(user)
    may_load = frozenset(
        load.pk
        for load in loads
        if open_now and (_loads_at(user, load, kept) or access.allows(user, policies.LOAD, trip.area_code))
    )
    return Rights(
        plans=plans and open_now,
        confirms=(plans or own) and trip.state == states.PLANNED,
        withdraws=(plans or own) and trip.state == states.CONFIRMED,
        loads=may_load,
        puts_off=frozenset(load.pk for load in loads if _puts_off(user, trip, load, kept)),
        times=frozenset(stop.pk for stop in stops if _times(user, trip, stop, kept, plans or own, plans)),
        departs=trip.state == states.LOADING and bool(may_load or own),
        links=(plans or own) and trip.state in states.OPEN_TRIPS,
        closes=(plans or own) and trip.state == states.ARRIVED,
    )


def _times(user: User, trip: Trip, stop: TripStop, kept: frozenset[int], runs: bool, plans: bool) -> bool:
    if trip.state == states.CANCELLED or (trip.state == states.CLOSED and not plans):
        return False
    here = stop.point is not None and (
        stop.point.pk in kept or access.allows(user, policies.LOAD, stop.point.area_code)
    )
    return runs or here or access.allows(user, policies.LOAD, trip.area_code)


def _puts_off(user: User, trip: Trip, load: TripLoad, kept: frozenset[int]) -> bool:
    if not load.goes_on or load.arrived_kg is not None or trip.state != states.UNDER_WAY:
        return False
    at = load.drop.point
    return (at is not None and at.pk in kept) or access.allows(user, policies.LOAD, trip.area_code)


def _loads_at(user: User, load: TripLoad, kept: frozenset[int]) -> bool:
    point = load.pickup.point
    return point is not None and (point.pk in kept or access.allows(user, policies.LOAD, point.area_code))


def day_asked(request: HttpRequest) -> date:
    """The day the address names by ``?ngay=``, else today; ``day_invalid`` for no day."""
    text = request.GET.get("ngay", "") or request.POST.get("ngay", "")
    if not text:
        return clock.today()
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise DomainError("trip_day_invalid", value=text[:40]) from error
    if not 1990 <= found.year <= 2200:
        raise DomainError("trip_day_invalid", value=text[:40])
    return found
