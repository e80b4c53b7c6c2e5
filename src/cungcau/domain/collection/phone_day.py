"""A point's day as a phone keeps it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from cungcau.domain.collection.models import RejectReason
from cungcau.domain.collection.selectors.day import MOST_ON_PAGE, slips_on, sums_of
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import Slip
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.search import words


def phone_day(point: CollectionPoint, day: date, user: User) -> dict[str, object]:
    """The day's slips, the season's commodities with their grades, the reasons to reject; no phone numbers."""
    slips = list(slips_on(point, day)[: MOST_ON_PAGE + 1])
    sums = sums_of(point, day)
    goods = {one.line.order.commodity_id for one in slips}
    return {
        "point": point.pk, "point_name": point.name, "day": day, "now": clock.now(), "me": user.pk,
        "me_name": user.full_name, "slips": [_expected(one) for one in slips[:MOST_ON_PAGE]],
        "commodities": _commodities(point, goods), "weighed_kg": sums.accepted_kg, "tickets": sums.tickets,
        "reasons": [{"value": value, "label": str(label)} for value, label in RejectReason.choices],
        "more": len(slips) > MOST_ON_PAGE,
    }  # fmt: skip


def _expected(slip: Slip) -> dict[str, object]:
    booking = next(iter(slip.bookings.all()), None)
    order = slip.line.order
    place = slip.producer.unit.title if slip.producer.unit is not None else ""
    starts = timezone.localtime(slip.slot_from).strftime("%H:%M") if slip.slot_from else ""
    return {
        "id": slip.pk, "code": slip.code, "producer": slip.producer.name, "place": place, "order": order.code,
        "commodity": order.commodity_id, "commodity_name": order.commodity.name_vi, "grade": slip.grade,
        "confirmed_kg": slip.confirmed_kg, "allocated_kg": slip.allocated_kg, "received_kg": slip.received_kg,
        "rejected_kg": slip.rejected_kg, "state": slip.state, "slot": starts,
        "booking": booking.pk if booking else None, "booking_state": booking.state if booking else "",
        "folded": words(slip.producer.name, slip.code, place, order.code),
    }  # fmt: skip


def _commodities(point: CollectionPoint, used: set[int]) -> list[dict[str, object]]:
    """The goods of the point's season and of the day's slips, with their grades, best first."""
    rows = Commodity.objects.prefetch_related("grades")
    if point.season_id is not None:
        used |= set(point.season.commodities.values_list("pk", flat=True)) if point.season else set()
        rows = rows.filter(pk__in=used)
    return [
        {
            "id": one.pk,
            "name": one.name_vi,
            "grades": [
                {"rank": grade.rank, "name": grade.name}
                for grade in sorted(one.grades.all(), key=lambda grade: -grade.rank)
            ],
        }
        for one in rows.order_by("name_vi")[:500]
    ]
