"""Booking turns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from cungcau.domain.collection import messages, policies, states
from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.selectors.points import standing
from cungcau.domain.collection.selectors.rights import may_book_for
from cungcau.domain.collection.selectors.turns import Turn, room_kg, turns_of
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders import states as order_states
from cungcau.domain.orders.models import Slip
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import allows
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.search import words

COMING = (order_states.DRAFT, order_states.SENT, order_states.ACCEPTED)
_MOST_KG = 2_000_000


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom a turn is for: households' ``slips``, or a vehicle by ``plate`` with ``kg`` on it and what it loads."""

    starts_at: datetime
    slips: tuple[int, ...] = ()
    plate: str = ""
    kg: int = 0
    label: str = ""
    bay: int | None = None


@transaction.atomic
def book(
    *,
    point: CollectionPoint,
    day: date,
    wish: Wish,
    actor: User | None,
    override_reason: str = "",
    client_uuid: UUID | None = None,
    is_demo: bool = False,
) -> Booking:
    """Hold a bay for a turn; of several at once exactly one gets it.

    Bookings of one point wait for each other (the point's row is locked), and the database excludes that a bay
    is held twice. The same ``client_uuid`` again returns the booking there is. An officer may take one later
    than the point's lead time with a reason; not an unapproved or closed day. Sets the slips' turn.

    Raises ``turn_…``, ``point_…_then``, ``slip_…``, ``truck_too_large``, ``too_many_trucks``,
    ``booking_for_whom``, ``collection_point_not_found``.
    """
    row = CollectionPoint.objects.select_for_update(no_key=True, of=("self",)).get(pk=point.pk)
    there = Booking.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        if there.point_id != row.pk:
            raise DomainError("client_uuid_taken")
        return there
    slips = _slips(row, day, wish.slips)
    if actor is not None and not may_book_for(actor, row, {one.producer_id for one in slips}, day):
        raise DomainError("collection_point_not_found")
    if not slips and not (wish.plate.strip() and 0 < wish.kg <= _MOST_KG):
        raise DomainError("booking_for_whom")
    stands = standing(row, day)
    if not stands.approved:
        raise DomainError("point_not_approved_then", point=row.name, day=day, why=stands.why)
    if stands.closed:
        raise DomainError("point_closed_then", point=row.name, day=day, why=stands.closed_why)
    turn = _turn(row, day, wish.starts_at)
    late = _check_lead(row, turn, actor, override_reason)
    kg = (
        wish.kg
        if wish.kg > 0
        else sum(one.confirmed_kg or one.allocated_kg or one.offered_kg for one in slips)
    )
    _check_kg(row, day, turn, kg, wish, room_kg(row, stands, day))
    label = (wish.label.strip() or _label(slips, wish))[:200]
    booking = _hold(row, day, turn, wish, kg=kg, label=label, reason=override_reason.strip()[:300] if late else "",
                    actor=actor, client_uuid=client_uuid, is_demo=is_demo)  # fmt: skip
    booking.slips.set(slips)
    Slip.objects.filter(pk__in=[one.pk for one in slips]).update(
        slot_from=turn.starts_at, slot_to=turn.ends_at
    )
    record(
        actor=actor, verb=messages.BOOKED, thing=booking, starts=clock_of(turn.starts_at), bay=booking.bay, kg=kg,
        late=booking.override_reason,
    )  # fmt: skip
    return booking


def clock_of(moment: datetime) -> str:
    """A moment as the gate reads it."""
    return timezone.localtime(moment).strftime("%H:%M %d/%m/%Y")


def _slips(point: CollectionPoint, day: date, ids: Sequence[int]) -> list[Slip]:
    if not ids:
        return []
    rows = Slip.objects.select_for_update(of=("self",)).select_related("producer").filter(pk__in=set(ids))
    slips = list(rows.order_by("pk"))
    if len(slips) != len(set(ids)):
        raise DomainError("slip_not_here")
    for one in slips:
        if one.point_id != point.pk or one.harvest_date != day:
            raise DomainError("slip_other_day", slip=one.code, day=one.harvest_date)
        if one.state not in COMING:
            raise DomainError(
                "slip_cannot_come", slip=one.code, state=str(order_states.SLIP_LABELS[one.state])
            )
    held = Booking.objects.filter(slips__in=slips, state__in=states.HELD).first()
    if held is not None:
        there = next(one for one in slips if held.slips.filter(pk=one.pk).exists())
        raise DomainError("slip_booked_already", slip=there.code, starts=clock_of(held.starts_at))
    return slips


def _turn(point: CollectionPoint, day: date, starts_at: datetime) -> Turn:
    turns = turns_of(point, day)
    if not turns:
        raise DomainError("point_without_hours", point=point.name)
    found = next((one for one in turns if one.starts_at == starts_at), None)
    if found is None:
        raise DomainError("turn_unknown", starts=clock_of(starts_at))
    if not found.free:
        raise DomainError("turn_taken", starts=clock_of(starts_at))
    return found


def _check_lead(point: CollectionPoint, turn: Turn, actor: User | None, reason: str) -> bool:
    """Whether the turn is taken late, which needs an officer (or the system) and a reason."""
    now = clock.now()
    if turn.ends_at <= now:
        raise DomainError("turn_past", starts=clock_of(turn.starts_at))
    hours = point.register_ahead_hours or 0
    late = turn.starts_at < now + timedelta(hours=hours)
    officer = actor is None or allows(actor, policies.BOOK, point.area_code)
    if late and not (officer and reason.strip()):
        raise DomainError("turn_too_late", hours=hours)
    return late


def _check_kg(point: CollectionPoint, day: date, turn: Turn, kg: int, wish: Wish, room: int | None) -> None:
    if not 0 < kg <= _MOST_KG:
        raise DomainError("weight_out_of_range", most_kg=_MOST_KG)
    if wish.plate.strip():
        if point.largest_truck_kg is not None and kg > point.largest_truck_kg:
            raise DomainError("truck_too_large", kg=kg, most_kg=point.largest_truck_kg)
        trucks = sum(bool(one.plate) for one in turn.held)
        if point.trucks_at_once is not None and trucks >= point.trucks_at_once:
            raise DomainError("too_many_trucks", starts=clock_of(turn.starts_at), most=point.trucks_at_once)
    elif room is not None and kg > room:
        raise DomainError("turn_over_capacity", day=day, room_kg=max(room, 0), over_kg=kg - max(room, 0))


def _label(slips: Iterable[Slip], wish: Wish) -> str:
    return ", ".join(dict.fromkeys(one.producer.name for one in slips)) or f"Xe {wish.plate.strip()}"


def _hold(
    point: CollectionPoint, day: date, turn: Turn, wish: Wish, *, kg: int, label: str, reason: str,
    actor: User | None, client_uuid: UUID | None, is_demo: bool,
) -> Booking:  # fmt: skip
    bay = wish.bay if wish.bay in turn.free else turn.free[0]
    plate = wish.plate.strip().upper()[:20]
    try:
        with transaction.atomic():
            return Booking.objects.create(
                point=point, day=day, starts_at=turn.starts_at, ends_at=turn.ends_at, bay=bay, plate=plate,
                label=label, kg=kg, override_reason=reason, booked_by=actor, client_uuid=client_uuid,
                area_code=point.area_code, folded=words(label, plate)[:400], is_demo=is_demo,
            )  # fmt: skip
    except IntegrityError as error:
        raise DomainError("turn_taken", starts=clock_of(turn.starts_at)) from error
