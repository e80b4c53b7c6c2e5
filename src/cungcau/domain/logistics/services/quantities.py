"""What arrivals and claims post to a line's ledger, and when a line is delivered and accepted."""

from __future__ import annotations

from datetime import datetime

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.models import Arrival, ArrivalWord
from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import Entry, Kind, OrderLine
from cungcau.domain.orders.services import post
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance


def keep_quantity(
    line: OrderLine,
    kind: Kind,
    kg: int,
    arrival: Arrival,
    actor: User | None,
    *,
    at: datetime,
    reason: str = "",
    word: ArrivalWord | None = None,
) -> Entry | None:
    """Post ``kg`` (below 0: taken back, a correction of the arrival's first entry of this kind); None for 0.

    The evidence is the arrival, or the word behind it.
    """
    if kg == 0:
        return None
    evidence = f"arrival:{arrival.pk}" + (f"/{word.pk}" if word is not None else "")
    first = None
    if word is None and reason:
        first = (
            Entry.objects.filter(
                line=line, kind=kind, corrects=None, evidence__startswith=f"arrival:{arrival.pk}/"
            )
            .order_by("id")
            .first()
        )
    return post(
        line=line, kind=kind, kg=kg, actor=actor, at=at, evidence=evidence, reason=reason, corrects=first
    )


def finish_line(line: OrderLine, actor: User | None) -> None:
    """Move a line on once everything received was loaded and all that was loaded came or was lost.

    With goods left at the point, or an arrival still waited for, the line stays under way. It is accepted when the
    buyer took at least some of it, and paid at once where its households had their money before.
    """
    line.refresh_from_db()
    waits = line.arrivals.filter(state__in=(states.EXPECTED, states.PARTLY)).exists()
    arrived = line.delivered_kg + line.lost_kg
    if waits or arrived < line.loaded_kg or line.loaded_kg < line.received_kg:
        return
    unpaid = line.slips.filter(received_kg__gt=0).exclude(state=orders.SETTLED)
    paid = line.paid_kg > 0 and not unpaid.exists()
    for verb, wanted in (("deliver", True), ("accept", line.accepted_kg > 0), ("settle", paid)):
        fits = (
            verb in line.lifecycle.verbs_from(line.state)
            and line.lifecycle.move(line.state, verb) != line.state
        )
        if wanted and fits:
            advance(line, verb, actor=None, permission=policies.SETTLE_ARRIVAL)
