"""Goods that change vehicles on the way: put off at a transfer point, taken on by another trip."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import Trip, TripLoad
from cungcau.domain.logistics.planning.by_hand import around
from cungcau.domain.logistics.planning.drafting import needed
from cungcau.domain.logistics.planning.drafts import StopDraft, TripDraft, draft_of, settings_of
from cungcau.domain.logistics.planning.places import place_of_point
from cungcau.domain.logistics.services.judging import judged_now
from cungcau.domain.logistics.services.limits import check_room, lock
from cungcau.domain.logistics.services.rights import require_trip
from cungcau.domain.logistics.services.writing import write
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit


def change_over(load: TripLoad, *, point: CollectionPoint, actor: User | None) -> Trip:
    """Let a load be put off at a transfer point, from which another trip takes it onward; returns the trip.

    The onward trip is made by ``trips.add_trip`` with ``NewLoad(onward_of=…)``. Raises ``stop_places_unknown`` for
    the pick-up itself, ``trip_carries_onward`` where another trip takes it onward already, ``trip_not_editable``,
    ``trip_moved_meanwhile``, ``not_allowed``, ``trip_not_found``.
    """
    trip = load.trip
    require_trip(actor, trip, policies.PLAN_TRIPS)
    draft = changed_over(load, point)
    settings = settings_of(trip)
    seen = around(draft, settings)
    with transaction.atomic():
        locked = lock(trip)
        if locked.version != trip.version:
            raise DomainError("trip_moved_meanwhile", trip=locked.code)
        onward = load.onward.exclude(trip__state=states.CANCELLED).select_related("trip").first()
        if onward is not None:
            raise DomainError("trip_carries_onward", trip=onward.trip.code)
        judged = judged_now(draft, settings, seen)
        check_room(draft, but=[locked.pk])
        write(locked, draft, judged)
        audit.record(
            actor=actor, verb=messages.trips.CHANGED_OVER, thing=locked, area=locked.area_code,
            kg=load.planned_kg, point=point.name,
        )  # fmt: skip
    return locked


def changed_over(load: TripLoad, point: CollectionPoint) -> TripDraft:
    """The trip with the load put off at the point, right after its pick-ups where it does not call there yet."""
    draft = draft_of(load.trip)
    place = place_of_point(point, settings_of(load.trip))
    own = next(one for one in draft.loads if one.pk == load.pk)
    order = {stop.key: at for at, stop in enumerate(draft.stops)}
    if next(stop for stop in draft.stops if stop.key == own.pickup).place.key == place.key:
        raise DomainError("stop_places_unknown")
    begins = order[own.pickup]
    there = next((stop for stop in draft.stops[begins + 1 :] if stop.place.key == place.key), None)
    stops = draft.stops
    if there is None:
        there = StopDraft("new-transfer", place)
        after = max(order[one.pickup] for one in draft.loads) + 1
        stops = (*stops[:after], there, *stops[after:])
    loads = tuple(
        replace(one, drop=there.key, goes_on=True) if one.pk == load.pk else one for one in draft.loads
    )
    return needed(replace(draft, stops=stops, loads=loads))
