"""Who may do what with an order: officers of its area, and whoever acts for one of its sides."""

from __future__ import annotations

from cungcau.domain.orders import policies
from cungcau.domain.orders.models import Order, Side
from cungcau.domain.orders.selectors.rights import may_see, sides_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User

__all__ = ["may", "may_see", "require_order", "side_for", "sides_of", "standing"]


def may(
    user: User | None, order: Order, permission: str, own_permission: str = "", side: str | None = None
) -> bool:
    """Whether :func:`require_order` would let them pass."""
    if user is None or access.allows(user, permission, order.area_code):
        return True
    if not own_permission or not access.allows(user, own_permission):
        return False
    sides = sides_of(user, order)
    return bool(sides) if side is None else side in sides


def require_order(
    user: User | None, order: Order, permission: str, own_permission: str = "", side: str | None = None
) -> None:
    """Let pass who holds ``permission`` over the order's area, or ``own_permission`` and acts for a side of it.

    ``side`` is a :class:`Side` that must be theirs (None: either). ``user`` None is the system. Raises
    ``order_not_found`` where the order is not for their eyes at all, else ``not_allowed``.
    """
    if may(user, order, permission, own_permission, side):
        return
    assert user is not None, "the system may do everything"
    if not may_see(user, order):
        raise DomainError("order_not_found", number=order.pk)
    access.require(user, permission, order.area_code)


def standing(actor: User | None, order: Order, permission: str = policies.RECORD) -> tuple[str, str]:
    """The permission and area by which somebody moves an order's states: the office's, else their own side's.

    To be asked after :func:`require_order` let them pass; the one way of changing states judges it once more.
    """
    if actor is None or access.allows(actor, permission, order.area_code):
        return permission, order.area_code
    held = areas_with(actor, policies.AGREE_OWN)
    return policies.AGREE_OWN, min(held) if held else order.area_code


def side_for(user: User | None, order: Order) -> str:
    """In whose name somebody speaks of an order: the side they act for, else the office.

    Whoever acts for both sides speaks for the office only if they may; else for the buyer.
    """
    if user is None or access.allows(user, policies.RECORD, order.area_code):
        return Side.OFFICE
    sides = sides_of(user, order)
    return min(sides) if sides else Side.OFFICE
