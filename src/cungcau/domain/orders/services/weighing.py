"""Goods at the scale: what a weighing does to a household's slip and its order line, at once.

Who may weigh at a point is judged by the room of the collection points; here it is asked once more whether they
may weigh at all in the ``area`` (the point's).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Sum

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.models import Entry, Kind, OrderLine, Slip
from cungcau.domain.orders.services.quantities import post
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance

SHUT_LINES = (states.CANCELLED, states.PAID)
TAKING_SLIPS = (states.DRAFT, states.SENT, states.ACCEPTED, states.BROUGHT)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The entries of a weighing; ``again`` where it had been posted before.

    ``warnings`` are (code, kg): ``over_confirmed`` brought more than the household said yes to,
    ``into_others`` so much of it is promised to other households of the line, ``unanswered`` no yes was given.
    """

    entries: tuple[Entry, ...] = ()
    warnings: tuple[tuple[str, int], ...] = ()
    again: bool = False


def weigh_in(
    *,
    slip: Slip | None = None,
    line: OrderLine | None = None,
    received_kg: int,
    rejected_kg: int = 0,
    reason: str = "",
    at: datetime | None = None,
    actor: User | None,
    evidence: str,
    client_uuid: UUID | None = None,
    area: str | None = None,
) -> Weighed:
    """Post what was harvested (as far as it was not known), received and rejected, in kg; move slip and line.

    To be called inside the transaction of the deed. Locks the line, then the slip. More than the household
    said yes to is taken, with a warning, up to what the order may take in all; beyond that nothing is posted.
    The same ``client_uuid`` again changes nothing. ``reason`` is why part was turned away.

    Raises ``received_over_most`` (over_kg, room_kg), ``slip_takes_nothing``, ``line_takes_nothing``,
    ``weighed_nothing``, ``not_allowed``, and what :func:`post` raises.
    """
    if received_kg < 0 or rejected_kg < 0 or received_kg + rejected_kg == 0:
        raise DomainError("weighed_nothing")
    row, part = lock(slip, line)
    if client_uuid and (there := _posted(client_uuid)):
        return Weighed(there, again=True)
    _check_open(row, part)
    check_room(row, received_kg)
    warnings = warnings_for(row, part, received_kg)
    known = part.harvested_kg - part.received_kg - part.rejected_kg if part is not None else 0
    amounts = (
        (Kind.HARVESTED, max(0, received_kg + rejected_kg - known), ""),
        (Kind.RECEIVED, received_kg, ""),
        (Kind.REJECTED, rejected_kg, reason),
    )
    entries = tuple(
        post(
            line=row, slip=part, kind=kind, kg=kg, actor=actor, at=at, evidence=evidence, reason=why,
            client_uuid=uuid5(client_uuid, kind) if client_uuid else None,
        )
        for kind, kg, why in amounts
        if kg > 0
    )  # fmt: skip
    _move(row, part, actor, area, evidence)
    return Weighed(entries, warnings)


def reweigh(
    *,
    slip: Slip | None,
    line: OrderLine,
    before: tuple[int, int],
    after: tuple[int, int],
    reason: str,
    at: datetime | None = None,
    actor: User | None,
    evidence: str,
    chain: Sequence[str],
) -> Weighed:
    """Let a weighing of (received, rejected) kg read otherwise: entries of the differences, with the reason.

    ``chain`` are the evidences of the weighing so far, the first being the original. (0, 0) takes it back
    whole. Raises ``received_over_most``, and what :func:`post` raises: what is loaded or paid already cannot
    be taken back.
    """
    if min(after) < 0:
        raise DomainError("weighed_nothing")
    row, part = lock(slip, line)
    if after[0] > before[0]:
        _check_open(row, part)
        check_room(row, after[0] - before[0])
    first = {
        entry.kind: entry
        for entry in Entry.objects.filter(line=row, slip=part, evidence=chain[0], corrects=None, kg__gt=0)
    }
    steps = [(Kind.RECEIVED, after[0] - before[0]), (Kind.REJECTED, after[1] - before[1])]
    entries: list[Entry] = []

    def add(kind: Kind, kg: int) -> None:
        if kg:
            entries.append(
                post(
                    line=row, slip=part, kind=kind, kg=kg, actor=actor, at=at, evidence=evidence,
                    reason=reason, corrects=first.get(kind),
                )
            )  # fmt: skip

    for kind, kg in steps:
        add(kind, min(kg, 0))
    coming = sum(max(kg, 0) for _, kg in steps)
    add(Kind.HARVESTED, _harvest_change(row, part, coming, sum(after) - sum(before), chain))
    for kind, kg in steps:
        add(kind, max(kg, 0))
    return Weighed(tuple(entries))


def lock(slip: Slip | None, line: OrderLine | None) -> tuple[OrderLine, Slip | None]:
    """The line and slip, locked in that order and read anew."""
    line_id = slip.line_id if slip is not None else line.pk if line is not None else None
    if line_id is None:
        raise DomainError("weighed_for_nobody")
    row = OrderLine.objects.select_for_update(of=("self",)).select_related("order").get(pk=line_id)
    part = Slip.objects.select_for_update(of=("self",)).get(pk=slip.pk) if slip is not None else None
    return row, part


def room_of(line: OrderLine) -> int:
    """How many more kg a line may receive."""
    return max(0, line.most_kg - line.received_kg)


def check_room(line: OrderLine, received_kg: int) -> None:
    """Raise ``received_over_most`` where a line may not take so many more kg."""
    room = room_of(line)
    if received_kg > room:
        raise DomainError("received_over_most", over_kg=received_kg - room, room_kg=room)


def _posted(client_uuid: UUID) -> tuple[Entry, ...]:
    ids = [uuid5(client_uuid, kind) for kind in (Kind.HARVESTED, Kind.RECEIVED, Kind.REJECTED)]
    return tuple(Entry.objects.filter(client_uuid__in=ids).order_by("pk"))


def _check_open(line: OrderLine, slip: Slip | None) -> None:
    if line.state in SHUT_LINES or line.order.state != states.AGREED:
        raise DomainError("line_takes_nothing", state=str(states.LINE_LABELS[line.state]))
    if slip is not None and slip.state not in TAKING_SLIPS:
        raise DomainError("slip_takes_nothing", code_of=slip.code, state=str(states.SLIP_LABELS[slip.state]))


def warnings_for(line: OrderLine, slip: Slip | None, received_kg: int) -> tuple[tuple[str, int], ...]:
    """What receiving so many more kg of a slip is to be warned of; see :class:`Weighed`."""
    if slip is None:
        return ()
    found = []
    over = slip.received_kg + received_kg - slip.confirmed_kg
    if slip.confirmed_kg == 0:
        found.append(("unanswered", received_kg))
    elif over > 0:
        found.append(("over_confirmed", over))
    others = line.slips.exclude(pk=slip.pk).filter(state__in=states.LIVE_SLIPS)
    waiting = sum(max(0, said - had) for said, had in others.values_list("confirmed_kg", "received_kg"))
    into = min(over, received_kg, waiting - (line.most_kg - line.received_kg - received_kg))
    if into > 0:
        found.append(("into_others", into))
    return tuple(found)


def _harvest_change(
    line: OrderLine, slip: Slip | None, coming: int, change: int, chain: Sequence[str]
) -> int:
    """By how much the harvested kg follow: up where too few are known, down by no more than the chain put there."""
    if slip is None:
        return change
    need = slip.received_kg + slip.rejected_kg + coming
    if need > slip.harvested_kg:
        return need - slip.harvested_kg
    entries = Entry.objects.filter(line=line, slip=slip, kind=Kind.HARVESTED, evidence__in=chain)
    put = entries.aggregate(kg=Sum("kg"))["kg"] or 0
    return -min(put, slip.harvested_kg - need) if change < 0 else 0


def _move(line: OrderLine, slip: Slip | None, actor: User | None, area: str | None, evidence: str) -> None:
    if slip is not None and slip.state != states.BROUGHT:
        advance(slip, "bring", actor=actor, permission=policies.WEIGH, area=area, evidence=evidence)
    if line.state != states.RECEIVING and "receive" in states.LINE.verbs_from(line.state):
        advance(line, "receive", actor=actor, permission=policies.WEIGH, area=area, evidence=evidence)
