"""Which orders somebody sees, and for which side of an order they act."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.models import Order, Origin, Side, Terms
from cungcau.domain.registry.selectors import acting_for, organisations_of
from cungcau.platform.access.areas import EVERYWHERE, covers, within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock


def sides_of(user: Somebody, order: Order) -> frozenset[str]:
    """The sides of an order somebody acts for today, the seller's also as the agent of whoever is above it."""
    if not allows(user, policies.VIEW):
        return frozenset()
    today = clock.today()
    found: set[str] = set()
    if organisations_of(user, today).filter(pk=order.buyer_id).exists():
        found.add(Side.BUYER)
    if order.seller_id in acting_for(user, today):
        found.add(Side.SELLER)
    return frozenset(found)


def may_see(user: Somebody, order: Order) -> bool:
    """Officers of the order's area, and who acts for one of its sides; a draft never handed over only its writer."""
    if any(covers(wide, order.area_code) for wide in areas_with(user, policies.SEE_ALL)):
        return True
    if not sides_of(user, order):
        return False
    return order.state != states.DRAFT or Order.objects.filter(_handed_over(user), pk=order.pk).exists()


def _handed_over(user: Somebody) -> Q:
    """Not a draft that its writer still keeps: a plan's, one that came back refused, or the reader's own."""
    refused = Terms.objects.filter(order=OuterRef("pk"), state=states.REFUSED)
    theirs = Q(origin=Origin.PLAN) | Q(entered_by=user.pk) | Q(Exists(refused))
    return ~Q(state=states.DRAFT) | theirs


def shown_q(user: Somebody, prefix: str = "") -> Q:
    """The same as a condition: ``prefix`` leads to the order ("order__" from a line, "line__order__" from a slip)."""
    if not allows(user, policies.VIEW):
        return Q(pk__in=[])
    held = areas_with(user, policies.SEE_ALL)
    if EVERYWHERE in held:
        return Q()
    seen = within(f"{prefix}area_code", held) if held else Q(pk__in=[])
    today = clock.today()
    own = list(organisations_of(user, today).order_by().values_list("pk", flat=True))
    if not own:
        return seen
    return (
        seen | Q(**{f"{prefix}buyer__in": own}) | Q(**{f"{prefix}seller__in": list(acting_for(user, today))})
    )


def orders_shown(user: Somebody) -> QuerySet[Order]:
    """The orders somebody may see: of their area for officers, of those they act for otherwise."""
    held = areas_with(user, policies.SEE_ALL)
    kept = _handed_over(user)
    if held:
        kept |= within("area_code", held) or Q(pk__isnull=False)
    return Order.objects.filter(shown_q(user)).filter(kept)
