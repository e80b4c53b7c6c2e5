"""The turns of a point's day: when each begins, which bays are free."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet, Sum

from cungcau.domain.collection import moments, states
from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.selectors.points import Standing
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import Slip
from cungcau.platform.ui import clock

DEFAULT_MINUTES = 30
"""Length of a turn at a point that names none."""
_MOST_TURNS = 288


@dataclass(slots=True)
class Turn:
    """One turn: its moments, how many bays there are, the bookings that hold some."""

    starts_at: datetime
    ends_at: datetime
    bays: int
    held: list[Booking] = field(default_factory=list)

    @property
    def free(self) -> list[int]:
        """The bays nobody holds."""
        taken = {one.bay for one in self.held}
        return [bay for bay in range(1, self.bays + 1) if bay not in taken]

    @property
    def kg(self) -> int:
        """The kg announced for it."""
        return sum(one.kg for one in self.held)


def bays_of(point: CollectionPoint) -> int:
    """How many can be served at once: the bays, else the vehicles let in at once, else one."""
    return max(1, min(point.bays or point.trucks_at_once or 1, 200))


def minutes_of(point: CollectionPoint) -> int:
    """How long a turn takes, in minutes."""
    return max(5, point.minutes_per_turn or DEFAULT_MINUTES)


def turns_of(point: CollectionPoint, day: date, bookings: list[Booking] | None = None) -> list[Turn]:
    """The turns of a day in their order; none where the point names no hours."""
    length, bays = timedelta(minutes=minutes_of(point)), bays_of(point)
    found: list[Turn] = []
    for start, end in moments.opening(point.hours, day):
        while start + length <= end and len(found) < _MOST_TURNS:
            found.append(Turn(start, start + length, bays))
            start += length
    held = held_on(point, day) if bookings is None else [one for one in bookings if one.state in states.HELD]
    for turn in found:
        turn.held = [one for one in held if one.starts_at < turn.ends_at and one.ends_at > turn.starts_at]
    return found


def open_turns(point: CollectionPoint, turns: list[Turn], *, late: bool) -> list[Turn]:
    """Those with a free bay that can still be booked: not over, and ``late`` or before the point's lead time."""
    now = clock.now()
    soonest = now + timedelta(hours=point.register_ahead_hours or 0)
    return [one for one in turns if one.free and one.ends_at > now and (late or one.starts_at >= soonest)]


def held_on(point: CollectionPoint, day: date) -> list[Booking]:
    """The bookings that hold a bay on a day or reach into it."""
    rows = Booking.objects.filter(
        point=point, day__range=(day - timedelta(days=1), day + timedelta(days=1)), state__in=states.HELD
    )
    return list(rows.order_by("starts_at", "bay"))


def bookings_on(point: CollectionPoint, day: date) -> QuerySet[Booking]:
    """A day's bookings by time, cancelled ones too, with their slips."""
    slips = Slip.objects.select_related("producer", "line__order__commodity").order_by("pk")
    rows = Booking.objects.filter(point=point, day=day).prefetch_related(Prefetch("slips", slips))
    return rows.order_by("starts_at", "bay", "id")


def room_kg(point: CollectionPoint, standing: Standing, day: date) -> int | None:
    """How many more kg may be booked for a day, closures counted; None where the point names no capacity."""
    if point.capacity_kg_per_day is None:
        return None
    whole = int(point.capacity_kg_per_day * standing.factor)
    held = Booking.objects.filter(point=point, day=day, state__in=states.HELD, plate="")
    return whole - (held.aggregate(kg=Sum("kg"))["kg"] or 0)
