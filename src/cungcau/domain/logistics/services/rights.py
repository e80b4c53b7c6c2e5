"""Who may do what with a trip: officers of its area, and whoever acts for its carrier."""

from __future__ import annotations

from collections.abc import Iterable

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.models import Trip
from cungcau.domain.logistics.selectors.fleet import carriers_of
from cungcau.domain.logistics.selectors.trips import points_loaded_at, trips_q
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User

Gate = tuple[str, str]
"""The permission, and the area, by which somebody passes."""


def may(user: User | None, trip: Trip, permission: str, own_permission: str = "") -> bool:
    """Whether :func:`require_trip` would let them pass."""
    if user is None or access.allows(user, permission, trip.area_code):
        return True
    if not own_permission or not access.allows(user, own_permission):
        return False
    return trip.vehicle.carrier_id in carriers_of(user)


def require_trip(user: User | None, trip: Trip, permission: str, own_permission: str = "") -> None:
    """Let pass who holds ``permission`` over the trip's area, or ``own_permission`` and acts for its carrier.

    ``user`` None is the system. Raises ``trip_not_found`` where it is not for their eyes, else ``not_allowed``.
    """
    if may(user, trip, permission, own_permission):
        return
    assert user is not None, "the system may do everything"
    if not Trip.objects.filter(trips_q(user), pk=trip.pk).exists():
        raise DomainError("trip_not_found", number=trip.pk)
    access.require(user, permission, trip.area_code)


def pass_trip(user: User | None, trip: Trip, permission: str, own_permission: str = "") -> Gate:
    """:func:`require_trip`, saying by which right they passed."""
    require_trip(user, trip, permission, own_permission)
    if user is None or access.allows(user, permission, trip.area_code):
        return permission, trip.area_code
    return own_permission, min(areas_with(user, own_permission))


def pass_loading(user: User | None, trip: Trip, points: Iterable[CollectionPoint | None]) -> Gate:
    """Let pass who loads at one of these points: its officers, whoever keeps it, officers of the trip's area."""
    for point in points:
        if user is None or point is None:
            continue
        if access.allows(user, policies.LOAD, point.area_code):
            return policies.LOAD, point.area_code
        if point.pk in points_loaded_at(user):
            return policies.LOAD_OWN, min(areas_with(user, policies.LOAD_OWN))
    return pass_trip(user, trip, policies.LOAD)
