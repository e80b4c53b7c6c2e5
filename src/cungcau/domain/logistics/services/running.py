"""A trip's way through its states: taken on, given back, gone, cancelled; and the driver's link."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import Trip, TripLoad
from cungcau.domain.logistics.selectors.trips import stops_of
from cungcau.domain.logistics.services.arrivals import expect_load
from cungcau.domain.logistics.services.rights import may, pass_loading, pass_trip, require_trip
from cungcau.domain.logistics.services.stop_times import note_leaving
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present

_AHEAD_S = 300


def confirm_trip(trip: Trip, *, actor: User | None) -> Trip:
    """The carrier takes the trip on; raises ``verb_not_allowed``, ``not_allowed``, ``trip_not_found``."""
    permission, area = pass_trip(actor, trip, policies.PLAN_TRIPS, policies.CONFIRM_OWN_TRIP)
    return advance(trip, "confirm", actor=actor, permission=permission, area=area)


def withdraw_trip(trip: Trip, *, reason: str, actor: User | None) -> Trip:
    """The carrier cannot drive it after all; raises ``trip_reason_missing`` as well."""
    permission, area = pass_trip(actor, trip, policies.PLAN_TRIPS, policies.CONFIRM_OWN_TRIP)
    return advance(trip, "withdraw", actor=actor, permission=permission, area=area, reason=_reason(reason))


@transaction.atomic
def cancel_trip(trip: Trip, *, reason: str, actor: User | None) -> Trip:
    """The trip will not be driven; its goods are free again.

    Raises ``trip_reason_missing``, ``trip_has_loaded`` while something is aboard, ``trip_carries_onward`` while
    another trip takes its goods onward, ``verb_not_allowed``, ``not_allowed``, ``trip_not_found``.
    """
    permission, area = pass_trip(actor, trip, policies.PLAN_TRIPS)
    why = _reason(reason)
    row = Trip.objects.select_for_update(of=("self",)).get(pk=trip.pk)
    aboard = _loaded(row)
    if aboard:
        raise DomainError("trip_has_loaded", trip=row.code, kg=aboard)
    onward = (
        TripLoad.objects.filter(onward_of__trip=row)
        .exclude(trip__state=states.CANCELLED)
        .select_related("trip")
        .first()
    )
    if onward is not None:
        raise DomainError("trip_carries_onward", trip=onward.trip.code)
    fields = {"reason": why, "key": uuid.uuid4()}
    return advance(trip, "cancel", actor=actor, permission=permission, area=area, fields=fields, reason=why)


@transaction.atomic
def depart(trip: Trip, *, actor: User | None, at: datetime | None = None) -> Trip:
    """The vehicle leaves its last pick-up with what is aboard; what was not loaded is free again.

    Raises ``trip_nothing_loaded``, ``quantity_in_future``, ``verb_not_allowed``, ``not_allowed``.
    """
    row = Trip.objects.select_for_update(of=("self",)).select_related("vehicle").get(pk=trip.pk)
    if may(actor, row, policies.LOAD, policies.CONFIRM_OWN_TRIP):
        permission, area = pass_trip(actor, row, policies.LOAD, policies.CONFIRM_OWN_TRIP)
    else:
        permission, area = pass_loading(actor, row, [stop.point for stop in stops_of(row)])
    left = at or present()
    if (left - clock.now()).total_seconds() > _AHEAD_S:
        raise DomainError("quantity_in_future", at=left)
    aboard = _loaded(row)
    if not aboard:
        raise DomainError("trip_nothing_loaded", trip=row.code)
    gone = advance(
        trip, "depart", actor=actor, permission=permission, area=area, fields={"left_at": left}, kg=aboard
    )
    for load in row.loads.filter(goes_on=False, loaded_kg__gt=0).order_by("pk"):
        expect_load(load=load, actor=actor)
    note_leaving(row, left, actor)
    return gone


def close_trip(trip: Trip, *, actor: User | None) -> Trip:
    """Everything about the trip is settled; its driver's link ends. Raises ``verb_not_allowed``, ``not_allowed``."""
    permission, area = pass_trip(actor, trip, policies.PLAN_TRIPS, policies.CONFIRM_OWN_TRIP)
    return advance(trip, "close", actor=actor, permission=permission, area=area)


@transaction.atomic
def renew_link(trip: Trip, *, actor: User | None) -> Trip:
    """A new link for the driver; the old one ends. Raises ``not_allowed``, ``trip_not_found``."""
    require_trip(actor, trip, policies.PLAN_TRIPS, policies.CONFIRM_OWN_TRIP)
    row = Trip.objects.select_for_update(of=("self",)).get(pk=trip.pk)
    row.key = uuid.uuid4()
    row.save(update_fields=["key", "updated_at"])
    audit.record(actor=actor, verb=messages.trips.LINK_RENEWED, thing=row, area=row.area_code)
    trip.key = row.key
    return row


def _loaded(trip: Trip) -> int:
    return int(trip.loads.aggregate(kg=Sum("loaded_kg"))["kg"] or 0)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise DomainError("trip_reason_missing")
    return reason.strip()[:300]
