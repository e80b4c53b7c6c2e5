"""Writing a slip: its number, its price, what it holds of lot and line."""

from __future__ import annotations

import uuid

from cungcau.domain.orders import slip_reasons as reasons
from cungcau.domain.orders import states
from cungcau.domain.orders.messages import slips as said
from cungcau.domain.orders.models import Kind, OrderLine, Slip, Terms
from cungcau.domain.orders.selectors.households import frozen_terms
from cungcau.domain.orders.services import slip_telling
from cungcau.domain.orders.services.gates import Gate
from cungcau.domain.orders.services.quantities import post
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui.clock import now as present
from cungcau.reference.search import words


def make_slip(
    *,
    line: OrderLine,
    terms: Terms,
    lot: Lot,
    kg: int,
    allocated_by: str,
    reason: str,
    actor: User | None,
    gate: Gate,
    instead_of: Slip | None = None,
) -> Slip:
    """A new draft that holds ``kg`` of a lot and a line, both locked by the caller, who knows there is room."""
    order = line.order
    place = Slip.objects.filter(line=line).count() + 1
    code = f"{order.code[:48]}-{line.no}-{place:02d}"
    slip = Slip(
        line=line, season_id=line.season_id, code=code, producer=lot.producer, lot=lot, instead_of=instead_of,
        harvest_date=line.harvest_date, point=order.point, grade=terms.grade,
        price_vnd_per_kg=terms.price_vnd_per_kg, allocated_by=allocated_by, reason=reason.strip()[:300],
        offered_kg=kg, key=uuid.uuid4(), area_code=lot.producer.area_code,
    )  # fmt: skip
    texts = (code, order.code, lot.producer.name, lot.producer.code, order.commodity.name_vi)
    slip.folded = words(*texts, order.point.name if order.point else "")[:600]
    slip.save(force_insert=True)
    post(line=line, kind=Kind.ALLOCATED, kg=kg, slip=slip, actor=actor, at=present(), reason=slip.reason)
    record(
        actor=actor, verb=said.MADE, thing=slip, area=gate[1], kg=kg, household=lot.producer.name,
        why=slip.reason, instead_of=instead_of.code if instead_of else "",
    )  # fmt: skip
    return slip


def give_back(slip: Slip, to_kg: int, reason: str, actor: User | None) -> int:
    """Let a slip hold ``to_kg`` only, promised ones first; returns how many kg the line has back."""
    back = slip.allocated_kg - to_kg
    over = slip.confirmed_kg - to_kg
    facts = {"line": slip.line, "slip": slip, "actor": actor, "at": present(), "reason": reason[:300]}
    if over > 0:
        post(kind=Kind.CONFIRMED, kg=-over, **facts)  # type: ignore[arg-type]
    if back > 0:
        post(kind=Kind.ALLOCATED, kg=-back, **facts)  # type: ignore[arg-type]
    return max(0, back)


def end_slip(
    slip: Slip,
    verb: str,
    *,
    actor: User | None,
    gate: Gate,
    reason: str,
    fields: dict[str, object] | None = None,
    **facts: object,
) -> int:
    """Everything given back, the slip at its end, a household asked already told; returns the kg the line has back."""
    states.SLIP.move(slip.state, verb)
    held = slip.allocated_kg
    back = give_back(slip, 0, reason, actor)
    advance(
        slip, verb, actor=actor, permission=gate[0], area=gate[1], fields=fields, kg=back, reason=reason,
        household=slip.producer.name, **facts,
    )  # fmt: skip
    if verb == "cancel":
        slip_telling.cancelled(slip, held, reason, actor)
    else:
        slip_telling.answered(slip, actor)
    return back


def terms_of(line: OrderLine) -> Terms:
    """What both sides froze; raises ``order_not_agreed``."""
    terms = frozen_terms(line)
    if terms is None:
        raise DomainError("order_not_agreed", order=line.order.code)
    return terms


def change_draft(
    slip: Slip, kg: int, *, allocated_by: str, reason: str, actor: User | None, gate: Gate
) -> None:
    """Let a draft ask for another weight, or for another reason."""
    why = reason.strip()[:300]
    if slip.state != states.DRAFT:
        raise DomainError("verb_not_allowed", lifecycle="slip", state=slip.state, verb="change", allowed=())
    more = kg - slip.allocated_kg
    if more:
        because = why or slip.reason or reasons.REDONE
        post(
            line=slip.line, kind=Kind.ALLOCATED, kg=more, slip=slip, actor=actor, at=present(), reason=because
        )
    if (slip.offered_kg, slip.allocated_by, slip.reason) == (kg, allocated_by, why):
        return
    before = slip.offered_kg
    slip.offered_kg, slip.allocated_by, slip.reason = kg, allocated_by, why
    slip.save(update_fields=["offered_kg", "allocated_by", "reason", "updated_at"])
    record(
        actor=actor, verb=said.CHANGED, thing=slip, area=gate[1], kg=kg, before_kg=before,
        household=slip.producer.name, why=why,
    )  # fmt: skip
