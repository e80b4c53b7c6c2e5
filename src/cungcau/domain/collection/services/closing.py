"""The end of a day at a point."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cungcau.domain.collection import messages, states
from cungcau.domain.collection.models import Booking, DayClosing
from cungcau.domain.collection.selectors.day import closings_of, sums_of
from cungcau.domain.collection.services.arrivals import miss
from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.network.models import CollectionPoint
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record


@transaction.atomic
def close_day(
    *, point: CollectionPoint, day: date, actor: User | None, note: str = "", is_demo: bool = False
) -> DayClosing:
    """Mark the turns nobody came to, and write down how the day adds up; a closed day may be closed again.

    Raises ``collection_point_not_found``.
    """
    require_keeping(actor, point, day)
    for booking in Booking.objects.filter(point=point, day=day, state=states.BOOKED).order_by("pk"):
        miss(booking=booking, actor=actor)
    row = CollectionPoint.objects.select_for_update(no_key=True, of=("self",)).get(pk=point.pk)
    before = closings_of(row, day)
    sums = sums_of(row, day)
    kept = DayClosing.objects.create(
        point=row, day=day, revision=before[0].revision + 1 if before else 1, expected_kg=sums.expected_kg,
        accepted_kg=sums.accepted_kg, rejected_kg=sums.rejected_kg, tickets=sums.tickets, slips=sums.slips,
        not_brought=sums.not_brought, missed=sums.missed, note=note.strip()[:500], closed_by=actor,
        area_code=row.area_code, is_demo=is_demo,
    )  # fmt: skip
    record(
        actor=actor, verb=messages.DAY_CLOSED, thing=kept, day=day, point=row.name, revision=kept.revision,
        accepted_kg=kept.accepted_kg, rejected_kg=kept.rejected_kg, missed=kept.missed,
    )  # fmt: skip
    return kept
