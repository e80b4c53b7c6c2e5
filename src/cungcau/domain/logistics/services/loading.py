"""Goods put on a vehicle at the point: the line's "loaded", and never more than was received."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from cungcau.domain.logistics import messages, states
from cungcau.domain.logistics.models import Arrival, Trip, TripLoad
from cungcau.domain.logistics.services.rights import pass_loading
from cungcau.domain.orders import services as orders
from cungcau.domain.orders.models import Entry, Kind, Order, OrderLine
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui.clock import now as present

MOST_KG = 100_000_000
_WAITS = (states.EXPECTED, states.PARTLY)


@transaction.atomic
def load_goods(
    load: TripLoad,
    *,
    kg: int,
    actor: User | None,
    at: datetime | None = None,
    client_uuid: UUID | None = None,
) -> TripLoad:
    """Record ``kg`` (whole, above 0) of a trip's load put aboard; the same ``client_uuid`` again changes nothing.

    The line's "loaded" grows by as much (evidence "trip_load:ID"), the trip is being loaded, the line under way.
    Of a second leg nothing is posted: its goods left the line before, and no more of them goes on than came.
    Raises ``load_kg_invalid``, ``loaded_over_received``, ``load_over_capacity``, ``load_onward_over_first``,
    ``load_waits_for_first``, ``trip_not_editable``, ``quantity_in_future``, ``not_allowed``, ``trip_not_found``.
    """
    if not 0 < kg <= MOST_KG:
        raise DomainError("load_kg_invalid", most_kg=MOST_KG)
    trip, row, line = _locked(load)
    gate = pass_loading(actor, trip, [row.pickup.point])
    if client_uuid is not None and Entry.objects.filter(client_uuid=client_uuid).exists():
        return row
    if trip.state not in states.EDITABLE_TRIPS:
        raise DomainError("trip_not_editable", trip=trip.code)
    _room(trip, row, kg)
    _put(row, line, kg, at or present(), actor, client_uuid=client_uuid)
    if trip.state != states.LOADING:
        advance(trip, "load", actor=actor, permission=gate[0], area=gate[1])
    if row.onward_of_id is None:
        advance(line, "load", actor=actor, permission=gate[0], area=gate[1], kg=kg, trip=trip.code)
    audit.record(actor=actor, verb=messages.trips.LOADED, thing=trip, area=gate[1], kg=kg, load=row.pk)
    return row


@transaction.atomic
def correct_loaded(load: TripLoad, *, kg: int, reason: str, actor: User | None) -> TripLoad:
    """Make a load read ``kg`` aboard (0: all unloaded), with the reason; before the trip leaves.

    Raises ``trip_reason_missing``, ``trip_not_editable``, what :func:`load_goods` raises.
    """
    why = reason.strip()[:300]
    if not why:
        raise DomainError("trip_reason_missing")
    if not 0 <= kg <= MOST_KG:
        raise DomainError("load_kg_invalid", most_kg=MOST_KG)
    trip, row, line = _locked(load)
    gate = pass_loading(actor, trip, [row.pickup.point])
    if trip.state not in states.EDITABLE_TRIPS:
        raise DomainError("trip_not_editable", trip=trip.code)
    step = kg - row.loaded_kg
    if step == 0:
        return row
    if step > 0:
        _room(trip, row, step)
    _put(row, line, step, present(), actor, reason=why)
    audit.record(
        actor=actor, verb=messages.trips.LOADED_CORRECTED, thing=trip, area=gate[1], kg=kg, reason=why, load=row.pk
    )  # fmt: skip
    return row


@transaction.atomic
def put_off(load: TripLoad, *, kg: int, actor: User | None, at: datetime | None = None) -> TripLoad:
    """Record that ``kg`` of goods that go on were put off at the transfer stop; what is missing was lost.

    With the last of what is waited for the trip has arrived.

    Raises ``load_kg_invalid``, ``load_put_off_already``, ``verb_not_allowed`` before the trip left, ``not_allowed``.
    """
    trip, row, line = _locked(load)
    gate = pass_loading(actor, trip, [row.drop.point])
    if not row.goes_on or row.arrived_kg is not None:
        raise DomainError("load_put_off_already")
    if trip.state != states.UNDER_WAY:
        raise DomainError("trip_not_under_way", trip=trip.code)
    if not 0 <= kg <= row.loaded_kg:
        raise DomainError("load_kg_invalid", most_kg=row.loaded_kg)
    row.arrived_kg = kg
    row.save(update_fields=["arrived_kg"])
    lost = row.loaded_kg - kg
    if lost:
        orders.post(
            line=line, kind=Kind.LOST, kg=lost, actor=actor, at=at or present(),
            evidence=f"trip_load:{row.pk}",
        )  # fmt: skip
    audit.record(actor=actor, verb=messages.trips.PUT_OFF, thing=trip, area=gate[1], kg=kg, load=row.pk)
    onward = trip.loads.filter(goes_on=True, loaded_kg__gt=0, arrived_kg=None).exists()
    if not onward and not Arrival.objects.filter(load__trip=trip, state__in=_WAITS).exists():
        advance(trip, "arrive", actor=actor, permission=gate[0], area=gate[1])
    return row


def _locked(load: TripLoad) -> tuple[Trip, TripLoad, OrderLine]:
    """Trip, order, line, load: locked in that order."""
    trip = (
        Trip.objects.select_for_update(of=("self",))
        .select_related("vehicle")
        .defer("words", "vehicle__words")
        .get(pk=load.trip_id)
    )
    order_id = OrderLine.objects.values_list("order_id", flat=True).get(pk=load.line_id)
    Order.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=order_id)
    line = OrderLine.objects.select_for_update(of=("self",)).get(pk=load.line_id)
    row = TripLoad.objects.select_for_update(of=("self",)).filter(pk=load.pk).first()
    if row is None:
        raise DomainError("trip_load_not_found")
    return trip, row, line


def _room(trip: Trip, load: TripLoad, kg: int) -> None:
    peak = _at_once(trip, load) + kg
    if peak > trip.vehicle.capacity_kg:
        raise DomainError(
            "load_over_capacity", plate=trip.vehicle.plate, capacity_kg=trip.vehicle.capacity_kg, kg=peak
        )
    if load.onward_of is None:
        return
    first = TripLoad.objects.select_for_update(of=("self",)).select_related("trip").get(pk=load.onward_of.pk)
    if first.arrived_kg is None:
        raise DomainError("load_waits_for_first", trip=first.trip.code)
    taken = int(first.onward.exclude(trip__state=states.CANCELLED).aggregate(kg=Sum("loaded_kg"))["kg"] or 0)
    if taken + kg > first.arrived_kg:
        raise DomainError("load_onward_over_first", over_kg=taken + kg - first.arrived_kg)


def _at_once(trip: Trip, load: TripLoad) -> int:
    """The most kg aboard at one moment between this load's stops, by what is loaded so far."""
    begins, ends = load.pickup.no, load.drop.no
    rows = trip.loads.filter(loaded_kg__gt=0).values_list("pickup__no", "drop__no", "loaded_kg")
    moments = range(begins, ends)
    return max(
        (sum(kg for first, last, kg in rows if first <= moment < last) for moment in moments), default=0
    )


def _put(
    load: TripLoad,
    line: OrderLine,
    kg: int,
    at: datetime,
    actor: User | None,
    *,
    reason: str = "",
    client_uuid: UUID | None = None,
) -> None:
    if load.onward_of_id is None:
        orders.post(
            line=line, kind=Kind.LOADED, kg=kg, actor=actor, at=at, evidence=f"trip_load:{load.pk}",
            reason=reason, client_uuid=client_uuid,
        )  # fmt: skip
    load.loaded_kg += kg
    load.loaded_at = at
    load.save(update_fields=["loaded_kg", "loaded_at"])
