"""Sending slips: from now on their households are asked, until a moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from cungcau.domain.orders import deadlines, states
from cungcau.domain.orders.messages import slips as said
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.domain.orders.services import slip_telling
from cungcau.domain.orders.services.gates import (
    Gate,
    locked_line,
    locked_slip,
    pass_gate,
    require_open,
    settle_line,
)
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import commodity_words


@transaction.atomic
def send_slips(*, line: OrderLine, slips: Collection[int] = (), actor: User | None) -> list[Slip]:
    """Ask the households of a line's drafts (of these ids, or of all): texts made, the time to answer begins.

    Raises ``slip_nothing_to_send``, ``order_not_agreed``, ``line_not_splittable``, ``split_day_past``,
    ``not_allowed``, ``order_not_found``.
    """
    row = locked_line(line.pk)
    gate = pass_gate(actor, row.order)
    require_open(row)
    wanted = Slip.objects.filter(line=row, state=states.DRAFT).order_by("pk")
    if slips:
        wanted = wanted.filter(pk__in=slips)
    drafts = [locked_slip(pk, row) for pk in wanted.values_list("pk", flat=True)]
    if not drafts:
        raise DomainError("slip_nothing_to_send")
    send_locked(drafts, actor=actor, gate=gate, now=clock.now())
    settle_line(row, actor, gate)
    return drafts


def send_locked(drafts: Sequence[Slip], *, actor: User | None, gate: Gate, now: datetime) -> None:
    """The same for drafts whose line the caller has locked."""
    names = commodity_words(drafts[0].line.order.commodity) if drafts else None
    for slip in drafts:
        until = deadlines.answer_until(slip.harvest_date, now)
        advance(
            slip, "send", actor=actor, permission=gate[0], area=gate[1],
            fields={"sent_at": now, "answer_until": until}, kg=slip.offered_kg, household=slip.producer.name,
        )  # fmt: skip
        slip_telling.ask(slip, actor, names)


@transaction.atomic
def new_link(*, slip: Slip, actor: User | None) -> Slip:
    """Give a slip another link and let the old one lead nowhere; what waits in the outbox is put aside.

    Raises ``not_allowed``, ``order_not_found``.
    """
    row = locked_line(slip.line_id)
    gate = pass_gate(actor, row.order)
    part = locked_slip(slip.pk, row)
    part.key = uuid4()
    part.save(update_fields=["key", "updated_at"])
    record(actor=actor, verb=said.NEW_LINK, thing=part, area=gate[1])
    slip_telling.answered(part, actor)
    if part.state == states.SENT:
        slip_telling.ask(part, actor)
    return part
