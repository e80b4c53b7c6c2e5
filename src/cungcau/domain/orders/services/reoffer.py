"""Kilograms one household gives back go to the next by the ledger, as a slip that names the one it follows."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.domain.orders import slip_reasons as reasons
from cungcau.domain.orders import states
from cungcau.domain.orders.dividing import by_need, in_turn, over_lots
from cungcau.domain.orders.messages import slips as said
from cungcau.domain.orders.models import AllocatedBy, OrderLine, Slip
from cungcau.domain.orders.selectors.households import (
    Household,
    asked_already,
    failed_on,
    frozen_terms,
    households_for,
    rooms,
)
from cungcau.domain.orders.services import slip_telling
from cungcau.domain.orders.services.gates import SPLITTABLE, Gate
from cungcau.domain.orders.services.making import make_slip, terms_of
from cungcau.domain.orders.services.sending import send_locked
from cungcau.domain.orders.services.splitting import season_words
from cungcau.domain.supply.models import Lot
from cungcau.kernel.vntext import show_kg
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present

MOST_ASKED = 12
"""Households whose lots are held while one is found."""


def candidates(line: OrderLine, but: int | None = None) -> list[Household]:
    """Whom the kg of a line go to next, in turn: not asked yet first, then who said yes to all; with room only.

    Whoever failed that day, for this order or another, is left alone.
    """
    terms = frozen_terms(line)
    if terms is None or line.state not in SPLITTABLE or line.order.state != states.AGREED:
        return []
    if line.harvest_date < clock.today():
        return []
    done, willing = asked_already(line)
    found = households_for(line, terms.grade, anew=False)
    for pk in failed_on(found, line.harvest_date):
        del found[pk]
    fresh = [
        one for pk, one in found.items() if one.room_kg and pk not in done and pk not in willing and pk != but
    ]
    again = [one for pk, one in found.items() if one.room_kg and pk in willing and pk != but]
    by_key = {one.producer.pk: one for one in (*fresh, *again)}
    ordered = [*by_need(one.claim for one in fresh), *by_need(one.claim for one in again)]
    return [by_key[claim.key] for claim in ordered][:MOST_ASKED]


def lots_of(households: Sequence[Household]) -> list[int]:
    """The lots to lock before any slip is touched."""
    return [room.lot.pk for one in households for room in one.lots]


def pass_on(
    slip: Slip,
    line: OrderLine,
    back_kg: int,
    nexts: Sequence[Household],
    lots: dict[int, Lot],
    *,
    actor: User | None,
    gate: Gate,
) -> list[Slip]:
    """Ask the next households for what a slip gave back, as far as the order still lacks it.

    ``lots`` are those of ``nexts``, locked; what they hold is read anew. The new slips go out at once where the
    old one had gone out. Where nobody is left the representatives are told.
    """
    kg = min(back_kg, max(0, line.asked_kg - line.allocated_kg))
    if kg <= 0:
        return []
    left = rooms(list(lots.values()), line.harvest_date)
    made: list[Slip] = []
    for place, one in enumerate(nexts):
        room = [(r.lot.pk, left.get(r.lot.pk, 0)) for r in one.lots]
        part = in_turn([one.claim], min(kg, sum(size for _, size in room))).get(one.producer.pk, 0)
        for lot, lot_kg in over_lots(room, part):
            instead = reasons.said(reasons.INSTEAD, household=slip.producer.name.replace(";", ","))
            reason = f"{instead}; {season_words(one, place, max(2, len(nexts)))}"
            made.append(
                make_slip(
                    line=line, terms=terms_of(line), lot=lots[lot], kg=lot_kg, allocated_by=AllocatedBy.REOFFER,
                    reason=reason, actor=actor, gate=gate, instead_of=slip,
                )
            )  # fmt: skip
            kg -= lot_kg
        if kg == 0:
            break
    if slip.sent_at is not None:
        send_locked(made, actor=actor, gate=gate, now=present())
    if kg:
        record(
            actor=actor, verb=said.SHORT, thing=slip, area=gate[1], kg=kg, order=line.order.code,
            said=show_kg(kg, beside=False),
        )  # fmt: skip
        slip_telling.nobody_left(slip, line, kg)
    return made
