"""A point's day: whom to expect, what was weighed, how it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from cungcau.domain.collection import states
from cungcau.domain.collection.models import Booking, DayClosing, Ticket
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders import states as order_states
from cungcau.domain.orders.models import Slip

EXPECTED = (
    order_states.DRAFT,
    order_states.SENT,
    order_states.ACCEPTED,
    order_states.BROUGHT,
    order_states.SETTLED,
)
"""Slips whose goods may be brought, or were."""

COMING = (order_states.DRAFT, order_states.SENT, order_states.ACCEPTED)
MOST_ON_PAGE = 2000
"""Slips of one point and day that a page (or a phone) takes at most."""


@dataclass(frozen=True, slots=True)
class Sums:
    """A day in kg and counts; ``expected_kg`` is what the slips' households said yes to (else hold)."""

    expected_kg: int
    accepted_kg: int
    rejected_kg: int
    tickets: int
    slips: int
    not_brought: int
    missed: int
    waiting: int

    @property
    def missing_kg(self) -> int:
        """Expected and not received; below 0 where more came."""
        return self.expected_kg - self.accepted_kg


@dataclass(frozen=True, slots=True)
class Kept:
    """A running total: a commodity and grade with its kg and number of tickets."""

    commodity_id: int
    commodity: str
    grade: int | None
    accepted_kg: int
    rejected_kg: int
    tickets: int


def slips_on(point: CollectionPoint, day: date) -> QuerySet[Slip]:
    """The slips to expect at a point on a day, by turn, then household."""
    held = Booking.objects.filter(state__in=(*states.HELD, states.MISSED)).order_by("-id")
    rows = Slip.objects.filter(point=point, harvest_date=day, state__in=EXPECTED)
    rows = rows.select_related("producer__unit", "line__order__commodity", "line__order__buyer").defer(
        "words", "producer__words", "producer__unit__words", "line__order__words", "line__order__buyer__words"
    )
    return rows.prefetch_related(Prefetch("bookings", held)).order_by("slot_from", "producer__folded", "id")


def standing_tickets(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Those that count: not replaced, not empty."""
    return rows.filter(voided_by=None, net_kg__gt=0)


def tickets_on(point: CollectionPoint, day: date) -> QuerySet[Ticket]:
    """A day's tickets, the latest first."""
    rows = Ticket.objects.filter(point=point, day=day).select_related(
        "producer", "slip", "commodity", "voids", "voided_by", "weighed_by"
    )
    return rows.defer("words", "producer__words").order_by("-id")


def sums_of(point: CollectionPoint, day: date) -> Sums:
    """How a day stands."""
    slips = Slip.objects.filter(point=point, harvest_date=day, state__in=EXPECTED)
    said = slips.aggregate(
        confirmed=Sum("confirmed_kg"),
        held=Sum("allocated_kg", filter=Q(confirmed_kg=0)),
        slips=Count("pk"),
        not_brought=Count("pk", filter=Q(state__in=COMING)),
    )
    weighed = standing_tickets(Ticket.objects.filter(point=point, day=day)).aggregate(
        accepted=Sum("accepted_kg"), rejected=Sum("rejected_kg"), tickets=Count("pk")
    )
    booked = Booking.objects.filter(point=point, day=day).aggregate(
        missed=Count("pk", filter=Q(state=states.MISSED)), waiting=Count("pk", filter=Q(state=states.BOOKED))
    )
    return Sums(
        (said["confirmed"] or 0) + (said["held"] or 0), weighed["accepted"] or 0, weighed["rejected"] or 0,
        weighed["tickets"], said["slips"], said["not_brought"], booked["missed"], booked["waiting"],
    )  # fmt: skip


def running_totals(point: CollectionPoint, day: date) -> list[Kept]:
    """What was weighed so far, by commodity and grade."""
    rows = standing_tickets(Ticket.objects.filter(point=point, day=day)).order_by(
        "commodity__name_vi", "-grade"
    )
    found: Any = rows.values("commodity_id", "commodity__name_vi", "grade").annotate(
        accepted=Sum("accepted_kg"), rejected=Sum("rejected_kg"), n=Count("pk")
    )
    return [
        Kept(
            row["commodity_id"],
            row["commodity__name_vi"],
            row["grade"],
            row["accepted"],
            row["rejected"],
            row["n"],
        )
        for row in found
    ]


def closings_of(point: CollectionPoint, day: date) -> list[DayClosing]:
    """A day's closings, the latest first."""
    return list(
        DayClosing.objects.filter(point=point, day=day).select_related("closed_by").order_by("-revision")
    )
