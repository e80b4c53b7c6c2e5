"""Slips that follow their order: drafts prepared as the plan had it when agreed, and ended with it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from cungcau.domain.orders import states
from cungcau.domain.orders.models import AllocatedBy, OrderLine, Slip
from cungcau.domain.orders.services.making import end_slip
from cungcau.domain.orders.services.rights import standing
from cungcau.domain.orders.services.splitting import keep_split, propose
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User

OPEN_SLIPS = (states.DRAFT, states.SENT, states.ACCEPTED)
"""Slips that still hold kg of which nothing was picked."""


def free(line: OrderLine, *, reason: str, actor: User | None) -> int:
    """Cancel a line's open slips, each giving back what it held; returns how many. The caller has locked the line."""
    gate = standing(actor, line.order)
    rows = Slip.objects.select_for_update(of=("self",)).filter(line=line, state__in=OPEN_SLIPS)
    slips = list(rows.select_related("producer").order_by("pk"))
    for slip in slips:
        slip.line = line
        end_slip(slip, "cancel", actor=actor, gate=gate, reason=reason)
    return len(slips)


def prepare(lines: Iterable[OrderLine]) -> int:
    """Draft slips for new lines of a plan's order, as its lines share the kg out; returns how many.

    What the plan gives and the lots do not hold any more is left for people to split; so is a day that is past.
    """
    made = 0
    for line in lines:
        if line.order.plan_id is None:
            continue
        try:
            with transaction.atomic():
                parts = propose(line, AllocatedBy.PLAN).parts
                made += len(keep_split(line=line, parts=parts, actor=None)) if parts else 0
        except DomainError:
            continue
        line.refresh_from_db()
    return made
