"""What messages about goods on their way and about roads are about, in the words people know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import Arrival, RouteEvent
from cungcau.domain.orders.models import Order
from cungcau.platform.notify import things
from cungcau.reference.search import matching


def _arrivals(text: str) -> Sequence[int]:
    """Arrivals by their order: its number, its sides, its goods, where to."""
    orders = matching(Order.objects.all(), text).order_by("-pk").values_list("pk", flat=True)[: things.MOST]
    rows = Arrival.objects.filter(line__order__in=list(orders)).order_by("-pk")
    return list(rows.values_list("pk", flat=True)[: things.MOST])


def _arrivals_named(ids: Collection[int]) -> Mapping[int, str]:
    rows = Arrival.objects.filter(pk__in=ids).order_by()
    columns = rows.values_list("pk", "line__order__code", "line__order__buyer__name")
    return {pk: f"{order}, {buyer}" for pk, order, buyer in columns}


def _events(text: str) -> Sequence[int]:
    rows = matching(RouteEvent.objects.all(), text).order_by("-pk")
    return list(rows.values_list("pk", flat=True)[: things.MOST])


def _events_named(ids: Collection[int]) -> Mapping[int, str]:
    rows = RouteEvent.objects.filter(pk__in=ids).order_by().values_list("pk", "code", "name")
    return {pk: f"{code}, {name}" for pk, code, name in rows}


ARRIVAL = things.Kind(
    "arrival", _("Hàng tới"), _arrivals, _arrivals_named, lambda pk: reverse("logistics:arrival", args=[pk])
)
ROUTE_EVENT = things.Kind(
    "route_event",
    _("Tin đường sá"),
    _events,
    _events_named,
    lambda pk: reverse("logistics:event", args=[pk]),
)
