"""Splitting a delivery over households: a proposal first, with a reason for each; then kept as draft slips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q, Sum

from cungcau.domain.matching.models import Line as PlanLine
from cungcau.domain.orders import slip_reasons as reasons
from cungcau.domain.orders.dividing import by_need, fill, over_lots, within
from cungcau.domain.orders.models import AllocatedBy, OrderLine, Slip, Terms
from cungcau.domain.orders.selectors.households import (
    Household,
    drafts_of,
    failed_on,
    frozen_terms,
    households_for,
    lots_for,
    rooms,
)
from cungcau.domain.orders.services.gates import (
    Gate,
    locked_line,
    locked_lots,
    locked_slip,
    pass_gate,
    require_open,
    settle_line,
)
from cungcau.domain.orders.services.making import change_draft, end_slip, make_slip, terms_of
from cungcau.domain.orders.slip_reasons import said
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import show_kg, show_percent
from cungcau.platform.accounts.models import User

USUAL_LEAST_KG = 20
"""A crate: less is not worth a morning's way. Changed on the page."""
BY = (AllocatedBy.PLAN, AllocatedBy.LEDGER, AllocatedBy.HAND)


@dataclass(frozen=True, slots=True)
class Part:
    """So many kg of a lot, and why."""

    lot_id: int
    kg: int
    allocated_by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A split as proposed: its parts, the households it chose from (producer id → household), kg nobody can bring."""

    parts: tuple[Part, ...]
    households: Mapping[int, Household]
    wanted_kg: int
    drafts: Mapping[int, Slip] = field(default_factory=dict)

    @property
    def kg(self) -> int:
        """What the parts add up to."""
        return sum(part.kg for part in self.parts)

    @property
    def short_kg(self) -> int:
        """What is wanted and nobody here can bring."""
        return max(0, self.wanted_kg - self.kg)


def propose(line: OrderLine, by: str, *, kg: int | None = None, least_kg: int = USUAL_LEAST_KG) -> Proposal:
    """How a delivery could be split anew, its drafts aside; writes nothing.

    ``by``: "plan" as the plan's lines of the order say, "ledger" to equal shares of the season, "hand" the
    drafts as they stand; by the ledger nobody is asked who failed that day. ``kg`` is what to split: by default
    what is asked and not yet with slips already sent.
    Raises ``split_way_unknown``, ``order_not_agreed``.
    """
    if by not in BY:
        raise DomainError("split_way_unknown", value=by[:40])
    terms = frozen_terms(line)
    if terms is None:
        raise DomainError("order_not_agreed", order=line.order.code)
    drafts = {slip.lot_id: slip for slip in drafts_of(line) if slip.lot_id is not None}
    firm = line.allocated_kg - sum(slip.allocated_kg for slip in drafts.values())
    free = max(0, line.most_kg - firm)
    wanted = max(0, line.asked_kg - firm) if kg is None else max(0, min(kg, free))
    found = households_for(line, terms.grade)
    if by == AllocatedBy.HAND:
        parts = tuple(
            Part(lot, slip.offered_kg, slip.allocated_by, slip.reason) for lot, slip in drafts.items()
        )
    elif by == AllocatedBy.PLAN:
        parts = _by_plan(line, found, wanted)
    else:
        failed = failed_on(found, line.harvest_date)
        parts = _by_ledger({pk: one for pk, one in found.items() if pk not in failed}, wanted, least_kg)
    return Proposal(parts, found, wanted, drafts)


@transaction.atomic
def keep_split(*, line: OrderLine, parts: Sequence[Part], actor: User | None) -> list[Slip]:
    """Let the line's drafts be exactly these parts; slips already sent stay as they are.

    A draft of the same lot is changed, one without a part is cancelled. All or nothing. Raises
    ``InputInvalid`` naming each part that cannot be (by its place, from 1), ``lot_short`` where somebody else
    took the lot meanwhile, ``allocated_over_most``, ``order_not_agreed``, ``line_not_splittable``,
    ``split_day_past``, ``not_allowed``, ``order_not_found``.
    """
    row = locked_line(line.pk)
    gate = pass_gate(actor, row.order)
    require_open(row)
    terms = terms_of(row)
    drafts = {slip.lot_id: slip for slip in drafts_of(row)}
    lots = _checked(row, terms, parts, set(drafts))
    left = rooms(list(lots.values()), row.harvest_date, [slip.pk for slip in drafts.values()])
    for part in parts:
        require_room(lots[part.lot_id], left[part.lot_id], part.kg, row)
    wanted = {part.lot_id: part for part in parts}
    _drop(row, [slip for lot, slip in drafts.items() if lot not in wanted], actor, gate)
    kept = []
    for part in sorted(parts, key=lambda one: one.kg - _held(drafts.get(one.lot_id))):
        facts = {"allocated_by": part.allocated_by, "reason": part.reason, "actor": actor, "gate": gate}
        draft = drafts.get(part.lot_id)
        if draft is None:
            slip = make_slip(line=row, terms=terms, lot=lots[part.lot_id], kg=part.kg, **facts)  # type: ignore[arg-type]
        else:
            slip = locked_slip(draft.pk, row)
            change_draft(slip, part.kg, **facts)  # type: ignore[arg-type]
        kept.append(slip)
    settle_line(row, actor, gate)
    line.refresh_from_db()
    return sorted(kept, key=lambda slip: slip.pk)


@transaction.atomic
def add_slip(
    *, line: OrderLine, lot_id: int, kg: int, reason: str, actor: User | None, instead_of: Slip | None = None
) -> Slip:
    """One more draft by hand, for a lot nobody asked for this line yet or once more; ``instead_of`` a dead slip.

    Raises what :func:`keep_split` raises.
    """
    row = locked_line(line.pk)
    gate = pass_gate(actor, row.order)
    require_open(row)
    terms = terms_of(row)
    by = AllocatedBy.HAND if instead_of is None else AllocatedBy.REOFFER
    lots = _checked(row, terms, [Part(lot_id, kg, by, reason)], set())
    require_room(lots[lot_id], rooms(list(lots.values()), row.harvest_date)[lot_id], kg, row)
    slip = make_slip(
        line=row, terms=terms, lot=lots[lot_id], kg=kg, allocated_by=by, reason=reason, actor=actor, gate=gate,
        instead_of=instead_of,
    )  # fmt: skip
    settle_line(row, actor, gate)
    return slip


def require_room(lot: Lot, left_kg: int, kg: int, line: OrderLine) -> None:
    """Raise ``lot_short`` where a locked lot has less than ``kg`` left for the line's day."""
    if kg > left_kg:
        raise DomainError(
            "lot_short",
            household=lot.producer.name,
            lot=lot.code,
            left_kg=left_kg,
            kg=kg,
            day=line.harvest_date,
        )


def _held(draft: Slip | None) -> int:
    return draft.allocated_kg if draft is not None else 0


def _drop(line: OrderLine, drafts: Sequence[Slip], actor: User | None, gate: Gate) -> None:
    for draft in drafts:
        end_slip(locked_slip(draft.pk, line), "cancel", actor=actor, gate=gate, reason=reasons.REDONE)


def _checked(
    line: OrderLine, terms: Terms, parts: Sequence[Part], drafted: set[int | None]
) -> dict[int, Lot]:
    """The lots of the parts, locked; every part that cannot be is named."""
    lots = locked_lots([*(part.lot_id for part in parts), *drafted])
    fit = set(lots_for(line, terms.grade).filter(pk__in=lots).values_list("pk", flat=True))
    faults, seen = [], set()
    for place, part in enumerate(parts, 1):
        named = lots[part.lot_id].producer.name if part.lot_id in lots else str(part.lot_id)
        if part.lot_id not in fit:
            expected = "cần lô đang chào bán của hộ thuộc bên bán, đúng nông sản, đủ loại, hái được ngày ấy"
            faults.append(Fault("chia đơn", place, "lot", named, expected))
        if part.lot_id in seen:
            faults.append(Fault("chia đơn", place, "lot", named, "mỗi lô một dòng"))
        if part.kg < 1 or part.kg > line.most_kg:
            faults.append(
                Fault("chia đơn", place, "kg", str(part.kg), f"{named}: cần từ 1 đến {line.most_kg} kg")
            )
        if part.allocated_by not in AllocatedBy.values:
            faults.append(
                Fault("chia đơn", place, "allocated_by", part.allocated_by[:40], "cần cách chia đã biết")
            )
        if part.allocated_by == AllocatedBy.HAND and not part.reason.strip():
            faults.append(Fault("chia đơn", place, "reason", "", f"{named}: chia tay thì cần lý do"))
        seen.add(part.lot_id)
    if faults:
        raise InputInvalid(faults)
    return lots


def _by_ledger(found: Mapping[int, Household], kg: int, least_kg: int) -> tuple[Part, ...]:
    claims = [one.claim for one in found.values()]
    given = fill(claims, kg, least_kg)
    order = by_need(claim for claim in claims if claim.room_kg > 0)
    parts = []
    for place, claim in enumerate(order):
        one = found[claim.key]
        why = season_words(one, place, len(order))
        if given.get(claim.key) == claim.room_kg:
            why += f"; {said(reasons.TOOK_ALL, kg=show_kg(claim.room_kg, beside=False))}"
        parts += [
            Part(lot, part, AllocatedBy.LEDGER, why)
            for lot, part in over_lots(
                [(room.lot.pk, room.room_kg) for room in one.lots], given.get(claim.key, 0)
            )
        ]
    return tuple(parts)


def season_words(one: Household, place: int, among: int) -> str:
    """ "đã bán 12% sản lượng, thấp nhất nhóm": where a household stands, ``place`` from 0 among so many."""
    share = show_percent(one.claim.share)
    if among == 1:
        return said(reasons.SOLD_ALONE, share=share)
    if place == 0:
        return said(reasons.SOLD_LEAST, share=share)
    if place == among - 1:
        return said(reasons.SOLD_MOST, share=share)
    return said(reasons.SOLD_PLACE, share=share, place=place + 1, among=among)


def _by_plan(line: OrderLine, found: Mapping[int, Household], kg: int) -> tuple[Part, ...]:
    """What the plan's lines of the order give each lot on these days, cut to what the lots still hold."""
    order = line.order
    if order.plan_id is None or order.plan is None:
        return ()
    rows = PlanLine.objects.filter(
        Q(need=order.need_id) | Q(need__line_of=order.need_id), plan=order.plan_id,
        harvest_date=line.harvest_date, dispatch_date=line.dispatch_date, delivery_date=line.delivery_date,
    )  # fmt: skip
    if order.market_id is not None:
        rows = rows.filter(market=order.market_id)
    if order.point_id is not None:
        rows = rows.filter(point=order.point_id)
    left = {room.lot.pk: room.room_kg for one in found.values() for room in one.lots}
    sums = rows.filter(lot__in=left).order_by("lot_id").values_list("lot_id").annotate(Sum("kg"))
    planned = {lot: int(total) for lot, total in sums}
    version = order.plan.version or order.plan.number
    return tuple(
        Part(
            lot, part, AllocatedBy.PLAN,
            said(
                reasons.BY_PLAN_SHORT if part < planned[lot] else reasons.BY_PLAN, version=version,
                kg=show_kg(planned[lot], beside=False),
            ),
        )
        for lot, part in within(planned, left, kg).items()
    )  # fmt: skip
