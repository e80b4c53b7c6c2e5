"""What new terms of an order do to slips already made: nobody is held to a day or a price they did not say yes to."""

from __future__ import annotations

from cungcau.domain.orders import slip_reasons as reasons
from cungcau.domain.orders import states
from cungcau.domain.orders.messages import slips as said
from cungcau.domain.orders.models import AllocatedBy, OrderLine, Slip, Terms
from cungcau.domain.orders.selectors.households import lots_for, rooms
from cungcau.domain.orders.services.gates import Gate, locked_lots, locked_slip, settle_line
from cungcau.domain.orders.services.lines import LineChange
from cungcau.domain.orders.services.making import end_slip, make_slip
from cungcau.domain.orders.services.rights import standing
from cungcau.domain.supply.models import Lot
from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

_NOT_PICKED = (states.DRAFT, states.SENT, states.ACCEPTED)


def line_changed(change: LineChange, actor: User | None) -> None:
    """Let a line's slips follow its new terms; order and line are locked by the caller.

    Drafts, and slips whose price only rises, are changed where they stand. A household that was asked for
    another day, another grade or a higher price is told that its slip is cancelled, and a draft on the new
    terms takes its place where its lot can be picked then: the representative sends it.
    """
    line, terms = change.line, change.terms
    if change.after is None:
        return
    slips = Slip.objects.filter(line=line, state__in=_NOT_PICKED).order_by("pk")
    found = [slip for slip in slips.defer("words") if _differs(slip, line, terms)]
    if not found:
        return
    gate = standing(actor, line.order)
    beside = Slip.objects.filter(line__order=line.order_id, state__in=_NOT_PICKED)
    lots = locked_lots(beside.values_list("lot", flat=True))
    for one in found:
        slip = locked_slip(one.pk, line)
        rises = terms.price_vnd_per_kg >= slip.price_vnd_per_kg
        stays = (slip.harvest_date, slip.grade) == (line.harvest_date, terms.grade)
        if slip.state == states.DRAFT or (rises and stays):
            _move(slip, line, terms, actor, gate)
        else:
            _ask_anew(slip, line, terms, lots, actor, gate)
    settle_line(line, actor, gate)


def _differs(slip: Slip, line: OrderLine, terms: Terms) -> bool:
    now = (slip.harvest_date, slip.price_vnd_per_kg, slip.grade)
    return now != (line.harvest_date, terms.price_vnd_per_kg, terms.grade)


def _move(slip: Slip, line: OrderLine, terms: Terms, actor: User | None, gate: Gate) -> None:
    slip.harvest_date, slip.price_vnd_per_kg, slip.grade = (
        line.harvest_date,
        terms.price_vnd_per_kg,
        terms.grade,
    )
    slip.save(update_fields=["harvest_date", "price_vnd_per_kg", "grade", "updated_at"])
    record(actor=actor, verb=said.MOVED, thing=slip, area=gate[1], what=_what(line, terms))


def _ask_anew(
    slip: Slip, line: OrderLine, terms: Terms, lots: dict[int, Lot], actor: User | None, gate: Gate
) -> None:
    kg = slip.allocated_kg
    end_slip(slip, "cancel", actor=actor, gate=gate, reason=_new_terms(line, terms))
    lot = lots.get(slip.lot_id or 0)
    if lot is None or not lots_for(line, terms.grade).filter(pk=lot.pk).exists():
        return
    left = min(kg, rooms([lot], line.harvest_date)[lot.pk], line.most_kg - line.allocated_kg)
    if left > 0:
        make_slip(
            line=line, terms=terms, lot=lot, kg=left, allocated_by=AllocatedBy.REOFFER,
            reason=reasons.NEW_TERMS, actor=actor, gate=gate, instead_of=slip,
        )  # fmt: skip


def _new_terms(line: OrderLine, terms: Terms) -> str:
    price = show_number(terms.price_vnd_per_kg)
    return reasons.said(reasons.NEW_TERMS_ARE, day=show_date(line.harvest_date), price=price)


def _what(line: OrderLine, terms: Terms) -> str:
    return f"hái {show_date(line.harvest_date)}, {show_number(terms.price_vnd_per_kg)} đ/kg"
