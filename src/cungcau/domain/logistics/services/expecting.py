"""Waiting for goods at the buyer's: made when a trip leaves, or when goods leave without one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Sum

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import Arrival, Trip, TripLoad
from cungcau.domain.logistics.selectors.arrivals import open_kg
from cungcau.domain.logistics.services.buyer_link import send_link
from cungcau.domain.logistics.services.quantities import keep_quantity
from cungcau.domain.orders.models import Kind, Order, OrderLine
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui.clock import now as present


@transaction.atomic
def expect_load(*, load: TripLoad, actor: User | None) -> Arrival:
    """Wait for a trip's load at the buyer's; the same load again gives the arrival there is.

    To be called when the trip leaves. Raises ``arrival_not_due`` for a load that is empty or goes on by another
    trip.
    """
    there = Arrival.objects.filter(load=load).first()
    if there is not None:
        return there
    line = OrderLine.objects.select_related("order").get(pk=load.line_id)
    if load.goes_on or load.loaded_kg <= 0:
        raise DomainError("arrival_not_due")
    return _expect(line, load.loaded_kg, load, actor)


@transaction.atomic
def expect_trip(*, trip: Trip, actor: User | None) -> list[Arrival]:
    """Wait for every load of a trip that ends at a buyer's."""
    loads = trip.loads.filter(goes_on=False, loaded_kg__gt=0).order_by("pk")
    return [expect_load(load=load, actor=actor) for load in loads]


@transaction.atomic
def expect_without_trip(*, line: OrderLine, kg: int, actor: User | None) -> Arrival:
    """Goods that leave without a trip of ours (the buyer fetches them): posts them as loaded, then waits for them.

    Raises ``arrival_not_due`` where less than that stands received and unloaded, ``not_allowed``.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=line.order_id)
    if actor is not None:
        require(actor, policies.SETTLE_ARRIVAL, order.area_code)
    row = OrderLine.objects.select_for_update(of=("self",)).select_related("order").get(pk=line.pk)
    if not 0 < kg <= open_kg(row):
        raise DomainError("arrival_not_due")
    arrival = _expect(row, kg, None, actor)
    keep_quantity(row, Kind.LOADED, kg, arrival, actor, at=present())
    if "load" in row.lifecycle.verbs_from(row.state):
        advance(row, "load", actor=None, permission=policies.SETTLE_ARRIVAL)
    return arrival


def _expect(line: OrderLine, kg: int, load: TripLoad | None, actor: User | None) -> Arrival:
    arrival = Arrival.objects.create(
        line=line, load=load, season_id=line.season_id, expected_kg=kg, due_on=line.delivery_date,
        area_code=line.area_code,
    )  # fmt: skip
    record(actor=actor, verb=messages.papers.ARRIVAL_EXPECTED, thing=arrival, kg=kg)
    send_link(arrival, actor)
    return arrival


def totals_of(line: OrderLine) -> Mapping[str, int]:
    """What a line's arrivals add up to, kg: expected, arrived, accepted, lost."""
    names = ("expected_kg", "arrived_kg", "accepted_kg", "lost_kg")
    rows = Arrival.objects.filter(line=line).exclude(state=states.CANCELLED)
    found = rows.aggregate(**{name.removesuffix("_kg"): Sum(name) for name in names})
    return {name: int(kg or 0) for name, kg in found.items()}
