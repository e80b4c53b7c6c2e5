"""Putting trips together and changing them by hand.

Roads are asked for and rules judged before the transaction; inside it the trip is locked, then the lines by id,
and what was judged is written if nobody changed the trip in between.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from cungcau.domain.logistics import messages, policies
from cungcau.domain.logistics.models import DayPlan, Driver, MadeBy, Trip, Vehicle
from cungcau.domain.logistics.planning.by_hand import around
from cungcau.domain.logistics.planning.crew import fits
from cungcau.domain.logistics.planning.drafting import NewLoad, drafted, rearranged, values_of
from cungcau.domain.logistics.planning.drafts import Judged, TripDraft, settings_of
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.services.judging import judged_now, refuse_impossible
from cungcau.domain.logistics.services.limits import check_room, keeps_onward, lock
from cungcau.domain.logistics.services.rights import require_trip
from cungcau.domain.logistics.services.writing import number_trip, write
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.editing.versions import take
from cungcau.reference.catalogue.models import Season


def add_trip(
    *,
    season: Season,
    day: date,
    vehicle: Vehicle,
    loads: Sequence[NewLoad],
    actor: User | None,
    driver: Driver | None = None,
    note: str = "",
    client_uuid: uuid.UUID | None = None,
) -> Trip:
    """A trip put together by hand; the same ``client_uuid`` again gives the trip there is.

    Raises ``not_allowed``, what :func:`crew.fits` and :func:`refuse_impossible` raise, ``load_over_line``,
    ``load_onward_over_first``, ``stop_places_unknown``, ``load_kg_invalid``.
    """
    draft = drafted(day=day, vehicle=vehicle, driver=driver, loads=loads, note=note)
    fits(vehicle, driver, day)
    settings = PlanSettings()
    seen = around(draft, settings)
    with transaction.atomic():
        there = Trip.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
        if there is not None:
            return there
        judged = judged_now(draft, settings, seen)
        refuse_impossible(draft, judged)
        return create(
            season=season, draft=draft, judged=judged, made_by=MadeBy.HAND, actor=actor, client_uuid=client_uuid
        )  # fmt: skip


def create(
    *,
    season: Season,
    draft: TripDraft,
    judged: Judged,
    made_by: str,
    actor: User | None,
    day_plan: DayPlan | None = None,
    client_uuid: uuid.UUID | None = None,
) -> Trip:
    """Write a new trip inside the caller's transaction; raises what :func:`add_trip` raises."""
    areas = [stop.place.point.area_code for stop in draft.stops if stop.place.point is not None]
    area = areas[0] if areas else season.area_code
    if actor is not None:
        for one in {*areas, area}:
            access.require(actor, policies.PLAN_TRIPS, one)
    onward = next((load.onward for load in draft.loads if load.onward is not None), None)
    trip = Trip(
        season=season, code=number_trip(draft.day), day=draft.day, vehicle=draft.vehicle, made_by=made_by,
        day_plan=day_plan, previous=onward.trip if onward else None, area_code=area, client_uuid=client_uuid,
        entered_by=actor, is_demo=season.is_demo,
    )  # fmt: skip
    check_room(draft)
    write(trip, draft, judged)
    audit.record(
        actor=actor, verb=messages.trips.TRIP_ADDED, thing=trip, area=area,
        kg=sum(load.kg for load in draft.loads), vehicle=draft.vehicle.plate,
    )  # fmt: skip
    return trip


def edit_trip(
    trip: Trip, *, version: int, seen: Mapping[str, Any], mine: Mapping[str, Any], actor: User | None
) -> Trip:
    """Write what a person changed of a trip (names of :func:`values_of`), with its times anew.

    Raises ``EditedMeanwhile``, ``trip_moved_meanwhile``, ``trip_not_editable``, ``load_over_line``, what
    :func:`rearranged` and :func:`refuse_impossible` raise, ``not_allowed``, ``trip_not_found``.
    """
    require_trip(actor, trip, policies.PLAN_TRIPS)
    draft, settings = rearranged(trip, mine), settings_of(trip)
    surroundings = around(draft, settings)
    with transaction.atomic():
        locked = lock(trip)
        now = values_of(locked)
        locked.__dict__.update({name: now.get(name, 0) for name in seen})
        changed = take(locked, version=version, seen=seen, mine=mine)
        if not changed:
            return locked
        if locked.version != trip.version:
            raise DomainError("trip_moved_meanwhile", trip=locked.code)
        judged = judged_now(draft, settings, surroundings)
        refuse_impossible(draft, judged)
        check_room(draft, but=[locked.pk])
        keeps_onward(locked, draft)
        before = {name: now.get(name) for name in changed}
        write(locked, draft, judged)
        audit.record(
            actor=actor, verb=messages.trips.TRIP_CHANGED, thing=locked, area=locked.area_code,
            changes={name: [str(before[name]), str(value)] for name, value in changed.items()},
        )  # fmt: skip
    return locked
