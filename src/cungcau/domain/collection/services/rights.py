"""The gates of this room."""

from __future__ import annotations

from datetime import date

from cungcau.domain.collection.selectors.rights import may_keep
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders import policies as orders
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import allows, areas_with
from cungcau.platform.accounts.models import User


def require_keeping(user: User | None, point: CollectionPoint, on: date) -> None:
    """Let pass who may weigh at a point on a day; ``user`` None is the system.

    Raises ``collection_point_not_found``: to everybody else the point's day is not there.
    """
    if user is not None and not may_keep(user, point, on):
        raise DomainError("collection_point_not_found")


def weighing_area(user: User | None, point: CollectionPoint) -> str:
    """The area over which somebody who keeps a point may weigh: the point's, or where their own grant lies."""
    if user is None or allows(user, orders.WEIGH, point.area_code):
        return point.area_code
    held = areas_with(user, orders.WEIGH)
    return min(held) if held else point.area_code
