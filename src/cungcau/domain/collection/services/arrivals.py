"""What becomes of a booked turn: it arrives, is weighed, is missed or given up."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from cungcau.domain.collection import policies, states
from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.selectors.rights import may_book_for
from cungcau.domain.collection.services.rights import require_keeping, weighing_area
from cungcau.domain.collection.services.turns import COMING, clock_of
from cungcau.domain.orders.models import Slip
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import allows
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock


def arrive(*, booking: Booking, actor: User | None, at: datetime | None = None) -> Booking:
    """The household or vehicle is at the gate; said again it changes nothing."""
    with transaction.atomic():
        row, area = _locked(booking, actor)
        if row.state in (states.ARRIVED, states.DONE):
            return row
        _retake(row)
        fields = {"arrived_at": at or clock.now()}
        return advance(
            row, "arrive", actor=actor, permission=_permission(actor, row), area=area, fields=fields
        )


def miss(*, booking: Booking, actor: User | None) -> Booking:
    """Nobody came; the bay and the slips' turn are free again."""
    with transaction.atomic():
        _lock_slips(booking)
        row, area = _locked(booking, actor)
        if row.state == states.MISSED:
            return row
        _free(row)
        return advance(row, "miss", actor=actor, permission=_permission(actor, row), area=area)


def finish(*, booking: Booking, actor: User | None) -> Booking:
    """All of it is weighed (or the vehicle has left)."""
    with transaction.atomic():
        row, area = _locked(booking, actor)
        if row.state == states.DONE:
            return row
        return advance(row, "finish", actor=actor, permission=_permission(actor, row), area=area)


def cancel(*, booking: Booking, reason: str, actor: User | None) -> Booking:
    """Give a turn up; raises ``booking_reason_missing``, ``booking_not_found`` for whom it is none of theirs."""
    if not reason.strip():
        raise DomainError("booking_reason_missing")
    with transaction.atomic():
        producers = set(booking.slips.values_list("producer", flat=True))
        if actor is not None and not may_book_for(actor, booking.point, producers, booking.day):
            raise DomainError("booking_not_found")
        _lock_slips(booking)
        row = _lock(booking)
        _free(row)
        area = weighing_area(actor, row.point)
        permission = policies.BOOK if actor and allows(actor, policies.BOOK, area) else policies.BOOK_OWN
        fields = {"end_reason": reason.strip()[:300]}
        return advance(
            row,
            "cancel",
            actor=actor,
            permission=permission,
            area=area,
            fields=fields,
            reason=reason.strip()[:300],
        )


def weighed(*, slip: Slip, actor: User | None, at: datetime) -> Booking | None:
    """The turn of a slip whose goods were just weighed: arrived, and finished once all its slips were brought.

    To be called inside the weighing's transaction. A turn given up stays as it is.
    """
    booking = (
        slip.bookings.filter(state__in=(*states.HELD, states.MISSED), day=slip.harvest_date)
        .order_by("-id")
        .first()
    )
    if booking is None or booking.state == states.DONE:
        return booking
    if booking.slips.filter(state__in=COMING).exclude(pk=slip.pk).exists():
        if booking.state != states.MISSED:
            arrive(booking=booking, actor=actor, at=at)
    else:
        finish_late(booking, actor)
    return booking


def finish_late(booking: Booking, actor: User | None) -> None:
    """Mark as weighed also what had been taken for missing, unless somebody else holds its bay by now."""
    row = _lock(booking)
    if row.state == states.MISSED and _taken(row):
        return
    if row.state not in (states.BOOKED, states.ARRIVED, states.MISSED):
        return
    area, permission = weighing_area(actor, row.point), _permission(actor, row)
    try:
        with transaction.atomic():
            advance(row, "finish", actor=actor, permission=permission, area=area)
    except IntegrityError:
        return  # somebody took the bay at this very moment: the turn stays missed, the goods are weighed


def _lock(booking: Booking) -> Booking:
    return Booking.objects.select_for_update(of=("self",)).select_related("point").get(pk=booking.pk)


def _locked(booking: Booking, actor: User | None) -> tuple[Booking, str]:
    require_keeping(actor, booking.point, booking.day)
    row = _lock(booking)
    return row, weighing_area(actor, row.point)


def _lock_slips(booking: Booking) -> None:
    """Lock a booking's slips, before the booking itself: the order of a weighing."""
    ids = list(booking.slips.order_by("pk").values_list("pk", flat=True))
    list(Slip.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))


def _permission(actor: User | None, booking: Booking) -> str:
    if actor is None or allows(actor, policies.KEEP, weighing_area(actor, booking.point)):
        return policies.KEEP
    return policies.KEEP_OWN


def _free(booking: Booking) -> None:
    """Take the turn off the slips that still have it."""
    booking.slips.filter(slot_from=booking.starts_at, state__in=COMING).update(slot_from=None, slot_to=None)


def _taken(booking: Booking) -> bool:
    others = Booking.objects.filter(point=booking.point_id, bay=booking.bay, state__in=states.HELD)
    return (
        others.filter(starts_at__lt=booking.ends_at, ends_at__gt=booking.starts_at)
        .exclude(pk=booking.pk)
        .exists()
    )


def _retake(booking: Booking) -> None:
    """A turn taken for missing holds its bay again; raises ``turn_taken`` where somebody else has it."""
    if booking.state == states.MISSED and _taken(booking):
        raise DomainError("turn_taken", starts=clock_of(booking.starts_at))
