"""What a household answers, and what comes of it: its kg promised, or given back and passed on at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from cungcau.domain.orders import slip_reasons as reasons
from cungcau.domain.orders import states
from cungcau.domain.orders.models import AnswerBy, Kind, OrderLine, Slip
from cungcau.domain.orders.selectors.households import Household, rooms
from cungcau.domain.orders.services import slip_telling
from cungcau.domain.orders.services.gates import (
    Gate,
    locked_line,
    locked_lots,
    locked_slip,
    pass_gate,
    settle_line,
)
from cungcau.domain.orders.services.making import end_slip, give_back
from cungcau.domain.orders.services.quantities import post
from cungcau.domain.orders.services.reoffer import candidates, lots_of, pass_on
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui.clock import now as present
from cungcau.platform.ui.figures import moment

ANSWERABLE = (states.DRAFT, states.SENT, states.ACCEPTED, states.DECLINED)
FROM_AFAR = (AnswerBy.LINK, AnswerBy.SMS)
"""Ways by which the household answers without anybody between: these keep to the time given."""


@dataclass(slots=True)
class Deed:
    """A slip being changed: line, its lots and those of the next households, all locked; by which right."""

    slip: Slip
    line: OrderLine
    lots: dict[int, Lot]
    nexts: list[Household]
    actor: User | None
    gate: Gate

    def pass_on(self, back_kg: int) -> list[Slip]:
        """What was given back goes to the next."""
        lots = {pk: lot for pk, lot in self.lots.items() if pk in set(lots_of(self.nexts))}
        return pass_on(self.slip, self.line, back_kg, self.nexts, lots, actor=self.actor, gate=self.gate)


@transaction.atomic
def answer(
    *,
    slip: Slip,
    kg: int,
    by: str,
    actor: User | None,
    spoke_with: str = "",
    note: str = "",
) -> Slip:
    """Record that a household takes ``kg`` of what it is asked: all of it, less, or 0 for no.

    ``by`` is an :class:`AnswerBy`; by link the ``actor`` is None and the link has been judged. The household
    may change its mind: up again while nobody else has the part. What it does not take goes to the next
    household at once. The same answer again changes nothing.
    Raises ``slip_answer_kg_invalid``, ``slip_answer_late`` (by link, after the time given),
    ``slip_answer_closed``, ``slip_part_gone`` (left_kg), ``not_allowed``, ``order_not_found``.
    """
    deed = begin(slip, actor, kg)
    part = deed.slip
    if part.state not in ANSWERABLE:
        raise DomainError("slip_answer_closed", code_of=part.code, state=str(states.SLIP_LABELS[part.state]))
    if by in FROM_AFAR and part.answer_until is not None and present() > part.answer_until:
        raise DomainError("slip_answer_late", until=moment(part.answer_until))
    if not 0 <= kg <= part.offered_kg:
        raise DomainError("slip_answer_kg_invalid", most_kg=part.offered_kg)
    if _says_so_already(part, kg):
        return part
    said = {
        "answered_at": present(), "answered_by": AnswerBy(by), "answer_entered_by": actor,
        "answer_note": ": ".join(filter(None, (spoke_with.strip(), note.strip())))[:300],
    }  # fmt: skip
    if kg == 0:
        back = end_slip(
            part, "decline", actor=actor, gate=deed.gate, reason=_because(reasons.DECLINED, note), fields=said,
            by=AnswerBy(by).label,
        )  # fmt: skip
    else:
        back = _take(deed, kg, said, note)
        slip_telling.answered(part, actor)
    deed.pass_on(back)
    settle_line(deed.line, actor, deed.gate)
    return part


@transaction.atomic
def fail(*, slip: Slip, reason: str, actor: User | None) -> Slip:
    """The household cannot pick after all (rain, illness): everything goes to the next.

    Raises ``slip_reason_missing``, ``verb_not_allowed``, ``not_allowed``, ``order_not_found``.
    """
    return _end(slip, "fail", reason, actor, passed_on=True)


@transaction.atomic
def cancel(*, slip: Slip, reason: str, actor: User | None) -> Slip:
    """Take a slip back: the household is told not to pick; its kg stay with the line, to be split again.

    Raises what :func:`fail` raises.
    """
    return _end(slip, "cancel", reason, actor, passed_on=False)


@transaction.atomic
def lapse(slip_id: int) -> Slip | None:
    """A slip nobody answered in time gives its kg to the next; None where it was answered meanwhile."""
    slip = Slip.objects.filter(pk=slip_id).first()
    if slip is None:
        return None
    deed = begin(slip, None)
    part = deed.slip
    if part.state != states.SENT or part.answer_until is None or part.answer_until >= present():
        return None
    back = end_slip(part, "lapse", actor=None, gate=deed.gate, reason=reasons.LAPSED)
    deed.pass_on(back)
    settle_line(deed.line, None, deed.gate)
    return part


def begin(slip: Slip, actor: User | None, to_kg: int = 0) -> Deed:
    """Lock order, line, lots and slip in that order, once the right is known.

    The next households are looked for only where the slip holds more than ``to_kg``: nobody changes that while
    the line is locked.
    """
    line = locked_line(slip.line_id)
    gate = pass_gate(actor, line.order)
    gives_back = Slip.objects.filter(pk=slip.pk, allocated_kg__gt=to_kg).exists()
    nexts = candidates(line, but=slip.producer_id) if gives_back else []
    lots = locked_lots([slip.lot_id, *lots_of(nexts)])
    return Deed(locked_slip(slip.pk, line), line, lots, nexts, actor, gate)


def _end(slip: Slip, verb: str, reason: str, actor: User | None, *, passed_on: bool) -> Slip:
    if not reason.strip():
        raise DomainError("slip_reason_missing")
    deed = begin(slip, actor)
    back = end_slip(deed.slip, verb, actor=actor, gate=deed.gate, reason=reason.strip()[:300])
    if passed_on:
        deed.pass_on(back)
    settle_line(deed.line, actor, deed.gate)
    return deed.slip


def _take(deed: Deed, kg: int, said: dict[str, object], note: str) -> int:
    """The household takes so many kg; returns what it gives back."""
    slip, line = deed.slip, deed.line
    more = kg - slip.allocated_kg
    verb = "reconsider" if slip.state == states.DECLINED else "accept"
    if more > 0:
        _require_free(deed, more)
    back = give_back(slip, kg, _because(reasons.TOOK_LESS, note), deed.actor) if more < 0 else 0
    advance(
        slip, verb, actor=deed.actor, permission=deed.gate[0], area=deed.gate[1], fields=said, kg=kg,
        household=slip.producer.name, by=str(AnswerBy(str(said["answered_by"])).label),
    )  # fmt: skip
    facts = {"line": line, "slip": slip, "actor": deed.actor, "at": present()}
    if more > 0:
        post(kind=Kind.ALLOCATED, kg=more, reason=reasons.CHANGED_MIND, **facts)  # type: ignore[arg-type]
    promised = kg - slip.confirmed_kg
    if promised:
        post(kind=Kind.CONFIRMED, kg=promised, reason=_because(reasons.ANSWERED, note), **facts)  # type: ignore[arg-type]
    return back


def _require_free(deed: Deed, more_kg: int) -> None:
    """Somebody who changed their mind upward finds the part still free, with the order and in the lot."""
    slip, line = deed.slip, deed.line
    free = max(0, line.asked_kg - line.allocated_kg)
    lot = deed.lots.get(slip.lot_id or 0)
    if lot is not None:
        free = min(free, rooms([lot], line.harvest_date)[lot.pk])
    if more_kg > free:
        raise DomainError("slip_part_gone", left_kg=slip.allocated_kg + free)


def _says_so_already(slip: Slip, kg: int) -> bool:
    if kg == 0:
        return slip.state == states.DECLINED
    return slip.state == states.ACCEPTED and slip.confirmed_kg == slip.allocated_kg == kg


def _because(what: str, note: str) -> str:
    return f"{what}: {note.strip()}"[:300] if note.strip() else what
