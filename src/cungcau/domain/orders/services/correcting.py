"""Correcting an entry by hand: a further entry, its reason, the trail."""

from __future__ import annotations

from django.db import transaction

from cungcau.domain.orders import policies
from cungcau.domain.orders.messages import orders as messages
from cungcau.domain.orders.models import Entry, Kind
from cungcau.domain.orders.services.checking import stated
from cungcau.domain.orders.services.quantities import correct
from cungcau.domain.orders.services.rights import require_order
from cungcau.domain.orders.services.terms import locked
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

OF_TERMS = (Kind.ASKED,)
"""What only the two sides change, by new terms."""


@transaction.atomic
def correct_entry(*, entry: Entry, kg: int, reason: str, actor: User | None) -> Entry | None:
    """Make an entry read ``kg``; None where it does already. Officers of the order's area only.

    What was asked is changed by terms, and what a household holds by its slip, never here
    (``entry_of_terms``, ``entry_of_slip``). Raises what ``quantities.correct`` raises, ``order_not_found``,
    ``not_allowed``, ``InputInvalid`` without a reason.
    """
    order = locked(entry.line.order)
    require_order(actor, order, policies.RECORD)
    why = stated(reason)
    if entry.kind in OF_TERMS:
        raise DomainError("entry_of_terms")
    if entry.kind in (Kind.ALLOCATED, Kind.CONFIRMED) and entry.slip_id is not None:
        raise DomainError("entry_of_slip")
    made = correct(entry=entry, kg=kg, reason=why, actor=actor)
    if made is not None:
        record(
            actor=actor, verb=messages.ENTRY_CORRECTED, thing=order, line=entry.line.no,
            what=str(Kind(entry.kind).label), kg=kg, reason=why, entry=entry.pk,
        )  # fmt: skip
    return made
