"""Goods weighed in for an agreed order, ready to be paid for."""

from __future__ import annotations

from django.db import transaction

from cungcau.domain.orders import states
from cungcau.domain.orders.models import Kind, OrderLine, Slip
from cungcau.domain.orders.services import post
from tests.domain.orders.order_rows import Ordered


@transaction.atomic
def weighed(ordered: Ordered, *received_kg: int) -> Ordered:
    """Each slip's kg received at the point, in the order of the slips."""
    for slip, kg in zip(ordered.slips, received_kg, strict=True):
        for kind in (Kind.HARVESTED, Kind.RECEIVED):
            post(line=ordered.line, kind=kind, kg=kg, slip=slip, actor=None)
        Slip.objects.filter(pk=slip.pk).update(state=states.BROUGHT)
    OrderLine.objects.filter(pk=ordered.line.pk).update(state=states.RECEIVING)
    return ordered


@transaction.atomic
def arrived(ordered: Ordered, delivered_kg: int, accepted_kg: int) -> Ordered:
    """All that was received loaded; so much of it delivered, the rest lost; so much accepted."""
    line = OrderLine.objects.get(pk=ordered.line.pk)
    for kind, kg in (
        (Kind.LOADED, line.received_kg), (Kind.DELIVERED, delivered_kg),
        (Kind.LOST, line.received_kg - delivered_kg), (Kind.ACCEPTED, accepted_kg),
    ):  # fmt: skip
        if kg:
            post(line=line, kind=kind, kg=kg, actor=None)
    OrderLine.objects.filter(pk=line.pk).update(state=states.ACCEPTED)
    return ordered
