"""Price flags, for the eyes of the order's two sides and the coordinator of its area alone."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cungcau.domain.orders import policies
from cungcau.domain.orders.models import Order, PriceFlag
from cungcau.domain.orders.selectors.rights import sides_of
from cungcau.domain.registry.selectors import acting_for, organisations_of
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock


def flags_shown(user: Somebody) -> QuerySet[PriceFlag]:
    """The flags somebody may know of: of their area for coordinators, of orders they are a side of otherwise."""
    held = areas_with(user, policies.SEE_FLAGS)
    seen = within("area_code", held) if held else Q(pk__in=[])
    if allows(user, policies.VIEW):
        today = clock.today()
        own = list(organisations_of(user, today).order_by().values_list("pk", flat=True))
        if own and seen:
            seen |= Q(order__buyer__in=own) | Q(order__seller__in=list(acting_for(user, today)))
    rows = PriceFlag.objects.filter(seen)
    return rows.select_related("order__buyer", "order__seller", "line", "noticed_by").defer(
        "order__words", "order__folded", "order__buyer__words", "order__seller__words"
    )


def may_see_flags(user: Somebody, order: Order) -> bool:
    """Whether somebody may know of an order's flags."""
    return allows(user, policies.SEE_FLAGS, order.area_code) or bool(sides_of(user, order))


def flags_of(order: Order) -> QuerySet[PriceFlag]:
    """An order's flags with their answers, the latest first; the caller has asked :func:`may_see_flags`."""
    rows = PriceFlag.objects.filter(order=order).select_related("line", "noticed_by", "closed_by", "terms")
    return rows.prefetch_related("answers__by")


def flag(user: Somebody, pk: int) -> PriceFlag | None:
    """One flag, if it is for these eyes."""
    return flags_shown(user).filter(pk=pk).select_related("terms", "closed_by").first()
