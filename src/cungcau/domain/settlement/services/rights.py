"""Who may settle: officers of the order's area, and whoever acts for the payer."""

from __future__ import annotations

from cungcau.domain.orders.models import Order, Side
from cungcau.domain.orders.services.rights import may, require_order
from cungcau.domain.settlement import policies
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User


def require_settling(actor: User | None, order: Order) -> None:
    """May they write statements and payments of this order? Raises ``order_not_found``, ``not_allowed``."""
    require_order(actor, order, policies.RECORD, policies.RECORD_OWN, Side.SELLER)


def require_seeing(actor: User | None, order: Order) -> None:
    """May they read them? Raises as above."""
    require_order(actor, order, policies.VIEW, policies.VIEW_OWN, Side.SELLER)


def settling(actor: User | None, area: str) -> str:
    """The permission by which somebody who may settle does so, for the state's move."""
    wide = actor is None or access.allows(actor, policies.RECORD, area)
    return policies.RECORD if wide else policies.RECORD_OWN


def may_settle(user: User | None, order: Order) -> bool:
    """Whether :func:`require_settling` would let them pass."""
    return may(user, order, policies.RECORD, policies.RECORD_OWN, Side.SELLER)
