"""Finding what a call names, for whom it is for."""

from __future__ import annotations

from datetime import date

from cungcau.domain.collection import policies
from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.selectors.rights import bookings_shown, points_shown
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import Slip
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User


def point_for(user: User, pk: int, on: date) -> CollectionPoint:
    """A point somebody has business with on a day; raises ``collection_point_not_found``."""
    require(user, policies.VIEW)
    found = (
        points_shown(user, on)
        .select_related("unit", "season")
        .defer("words", "unit__words")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise DomainError("collection_point_not_found")
    return found


def booking_for(user: User, pk: int) -> Booking:
    """A booking somebody may see; raises ``booking_not_found``."""
    require(user, policies.VIEW)
    found = bookings_shown(user).select_related("point").filter(pk=pk).first()
    if found is None:
        raise DomainError("booking_not_found")
    return found


def slip_at(point: CollectionPoint, pk: int) -> Slip:
    """A slip that names a point; raises ``slip_not_here``."""
    rows = Slip.objects.select_related(
        "line__order__commodity", "line__order__buyer", "line__season", "producer__unit", "point"
    )
    found = rows.filter(pk=pk, point=point).first()
    if found is None:
        raise DomainError("slip_not_here")
    return found
