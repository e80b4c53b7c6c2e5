"""What somebody may see and do at collection points."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cungcau.domain.collection import policies
from cungcau.domain.collection.models import Booking, PointKeeper, Ticket
from cungcau.domain.collection.selectors.points import in_force
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import Slip
from cungcau.domain.registry.selectors import acting_for
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import allows, areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock


def may_keep(user: User, point: CollectionPoint, on: date) -> bool:
    """Whether somebody may weigh at a point on a day: an officer of its area, or its keeper that day."""
    if allows(user, policies.KEEP, point.area_code):
        return True
    if not allows(user, policies.KEEP_OWN):
        return False
    return PointKeeper.objects.filter(in_force(on), user=user, point=point).exists()


def points_kept(user: User, on: date) -> QuerySet[CollectionPoint]:
    """The points somebody may weigh at on a day."""
    seen = areas.within("area_code", areas_with(user, policies.KEEP))
    if allows(user, policies.KEEP_OWN):
        own = PointKeeper.objects.filter(in_force(on), user=user).values("point")
        seen |= Q(pk__in=own)
    return CollectionPoint.objects.filter(seen)


def points_shown(user: User, on: date) -> QuerySet[CollectionPoint]:
    """The points somebody has business with on a day: those they keep, and those their households bring to."""
    rows = points_kept(user, on)
    if not allows(user, policies.BOOK_OWN):
        return rows
    own = acting_for(user, on)
    if not own:
        return rows
    brought = Slip.objects.filter(producer__in=own).values("point")
    return rows | CollectionPoint.objects.filter(pk__in=brought)


def may_book_for(user: User, point: CollectionPoint, producers: set[int], on: date) -> bool:
    """Whether somebody may book a turn: officers, the keeper that day, who acts for every producer named."""
    if allows(user, policies.BOOK, point.area_code) or may_keep(user, point, on):
        return True
    return (
        bool(producers) and allows(user, policies.BOOK_OWN) and producers <= acting_for(user, clock.today())
    )


def tickets_shown(user: User) -> QuerySet[Ticket]:
    """The tickets somebody may see: of their area, of points on days they kept them, of their households."""
    seen = areas.within("area_code", areas_with(user, policies.KEEP))
    if allows(user, policies.KEEP_OWN):
        kept = PointKeeper.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=OuterRef("day")),
            user=user,
            point=OuterRef("point"),
            valid_from__lte=OuterRef("day"),
        )
        seen |= Q(Exists(kept))
        own = acting_for(user, clock.today())
        if own:
            seen |= Q(producer__in=own)
    return Ticket.objects.filter(seen)


def bookings_shown(user: User) -> QuerySet[Booking]:
    """The bookings somebody may see: of their area, of points on days they kept them, of their households."""
    seen = areas.within("area_code", areas_with(user, policies.KEEP))
    if allows(user, policies.BOOK_OWN):
        kept = PointKeeper.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=OuterRef("day")),
            user=user,
            point=OuterRef("point"),
            valid_from__lte=OuterRef("day"),
        )
        own = Booking.slips.through.objects.filter(
            booking=OuterRef("pk"), slip__producer__in=acting_for(user, clock.today())
        )
        seen |= Q(Exists(kept)) | Q(Exists(own))
    return Booking.objects.filter(seen)
