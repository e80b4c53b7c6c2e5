"""Weighbridge tickets: issued once, corrected by a ticket that takes the other's place."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from cungcau.domain.collection import messages
from cungcau.domain.collection.models import Ticket, TicketSeries
from cungcau.domain.collection.services import arrivals
from cungcau.domain.collection.services.loads import Load, checked, day_of, line_of, nothing_of, why_rejected
from cungcau.domain.collection.services.rights import require_keeping, weighing_area
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders import services as orders
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.domain.orders.services import weighing
from cungcau.domain.orders.states import FROZEN
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.search import words


@dataclass(frozen=True, slots=True)
class Issued:
    """A ticket; ``again`` where it had been issued before."""

    ticket: Ticket
    again: bool = False


def issue(
    *,
    point: CollectionPoint,
    load: Load,
    actor: User | None,
    client_uuid: UUID | None = None,
    is_demo: bool = False,
) -> Issued:
    """Write a ticket and move the quantities of its slip or line; the same ``client_uuid`` again changes nothing.

    Raises what :func:`~cungcau.domain.orders.services.weighing.weigh_in` raises, ``scale_does_not_add_up``,
    ``reject_needs_reason``, ``walk_in_incomplete``, ``grade_unknown``, ``weighed_in_future``,
    ``client_uuid_taken``, ``slip_not_here``, ``collection_point_not_found``.
    """
    token = client_uuid or uuid.uuid4()
    load = checked(point, load)
    with transaction.atomic():
        require_keeping(actor, point, day_of(load))
        line, slip = weighing.lock(load.slip, load.line) if load.slip or load.line else (None, None)
        there = Ticket.objects.filter(client_uuid=token).first()
        if there is None:
            series = _series(point, load)
            there = Ticket.objects.filter(client_uuid=token).first()
        if there is not None:
            return Issued(_same(there, point, None), again=True)
        said = weighing.warnings_for(line, slip, load.accepted_kg) if line is not None else ()
        ticket = _write(point, series, load, token, actor, line, _codes(said, slip, load), is_demo=is_demo)
        if line is not None:
            _post(ticket, line, slip, load, actor)
        record(actor=actor, verb=messages.TICKET_ISSUED, thing=ticket, **_facts(ticket))
    return Issued(ticket)


def correct(
    *, ticket: Ticket, load: Load | None, reason: str, actor: User | None, client_uuid: UUID | None = None
) -> Issued:
    """Issue a ticket in the place of another one: as ``load`` says, or (None) so that the weighing never counted.

    The quantities follow by entries of the differences, each naming the entry it corrects. What is loaded or
    paid already cannot be taken back. The same ``client_uuid`` again changes nothing.

    Raises ``ticket_replaced_already``, ``ticket_counts_nothing``, ``ticket_reason_missing``, and what
    :func:`issue` raises.
    """
    if not reason.strip():
        raise DomainError("ticket_reason_missing")
    token, point = client_uuid or uuid.uuid4(), ticket.point
    base = nothing_of(ticket) if load is None else checked(point, replace(load, delivery=ticket.delivery))
    base = replace(base, weighed_at=ticket.weighed_at)
    with transaction.atomic():
        require_keeping(actor, point, ticket.day)
        lines = {
            one.line_id if isinstance(one, Slip) else one.pk
            for one in (base.slip, base.line, ticket.line)
            if one
        }
        list(OrderLine.objects.select_for_update(of=("self",)).filter(pk__in=lines).order_by("pk"))
        slips = sorted({one.pk for one in (base.slip, ticket.slip) if one})
        list(Slip.objects.select_for_update(of=("self",)).filter(pk__in=slips).order_by("pk"))
        series = _series(point, base)
        there = Ticket.objects.filter(client_uuid=token).first()
        if there is not None:
            return Issued(_same(there, point, ticket), again=True)
        old = Ticket.objects.select_related("voided_by").get(pk=ticket.pk)
        _check_standing(old)
        new = _write(
            point,
            series,
            base,
            token,
            actor,
            line_of(base),
            "",
            voids=old,
            reason=reason,
            is_demo=old.is_demo,
        )
        _repost(old, new, base, reason, actor)
        record(
            actor=actor, verb=messages.TICKET_REPLACED, thing=new, old=old.code, reason=reason.strip()[:300],
            **_facts(new),
        )  # fmt: skip
    return Issued(new)


def _series(point: CollectionPoint, load: Load) -> TicketSeries:
    """The point's series of the year, locked: numbers run without gaps or doubles."""
    year = day_of(load).year
    TicketSeries.objects.bulk_create([TicketSeries(point=point, year=year)], ignore_conflicts=True)
    return TicketSeries.objects.select_for_update(of=("self",)).get(point=point, year=year)


def _write(
    point: CollectionPoint, series: TicketSeries, load: Load, token: UUID, actor: User | None,
    line: OrderLine | None, warnings: str, *, voids: Ticket | None = None, reason: str = "", is_demo: bool = False,
) -> Ticket:  # fmt: skip
    series.last += 1
    series.save(update_fields=["last"])
    name = load.producer.name if load.producer is not None else load.producer_text
    assert load.commodity is not None and load.weighed_at is not None
    code = f"PC-{point.pk}/{series.last:06d}-{series.year}"
    try:
        with transaction.atomic():
            return Ticket.objects.create(
                point=point, year=series.year, number=series.last, day=day_of(load),
                season=line.season if line is not None else load.season, slip=load.slip, line=line,
                producer=load.producer, producer_text=load.producer_text.strip()[:200], commodity=load.commodity,
                grade=load.grade, gross_kg=load.gross_kg, tare_kg=load.tare_kg, net_kg=load.net_kg,
                crates=load.crates, accepted_kg=load.accepted_kg, rejected_kg=load.rejected_kg,
                reject_reason=load.reject_reason, reject_text=load.reject_text.strip()[:300], warnings=warnings,
                weighed_at=load.weighed_at, weighed_by=actor, offline=load.offline, device=load.device[:80],
                client_uuid=token, delivery=load.delivery or token, voids=voids,
                void_reason=reason.strip()[:300], area_code=point.area_code, is_demo=is_demo,
                folded=words(code, str(series.last), name, load.slip.code if load.slip else "",
                             load.commodity.name_vi, point.name)[:400],
            )  # fmt: skip
    except IntegrityError as error:
        raise DomainError("client_uuid_taken") from error


def _post(ticket: Ticket, line: OrderLine, slip: Slip | None, load: Load, actor: User | None) -> None:
    orders.weigh_in(
        slip=slip, line=line, received_kg=load.accepted_kg, rejected_kg=load.rejected_kg, reason=why_rejected(load),
        at=load.weighed_at, actor=actor, evidence=f"ticket:{ticket.pk}", client_uuid=ticket.client_uuid,
        area=weighing_area(actor, ticket.point),
    )  # fmt: skip
    if slip is not None:
        arrivals.weighed(slip=slip, actor=actor, at=ticket.weighed_at)


def _repost(old: Ticket, new: Ticket, load: Load, reason: str, actor: User | None) -> None:
    """Let the quantities follow: on the same slip or line by the difference, on another one anew."""
    same = (old.slip_id, old.line_id) == (new.slip_id, new.line_id)
    if old.line is not None:
        orders.reweigh(
            slip=old.slip, line=old.line, before=(old.accepted_kg, old.rejected_kg),
            after=(new.accepted_kg, new.rejected_kg) if same else (0, 0), reason=reason.strip(),
            at=new.weighed_at, actor=actor, evidence=f"ticket:{new.pk}", chain=_chain(old),
        )  # fmt: skip
    if not same and new.line is not None and new.net_kg:
        line, slip = weighing.lock(new.slip, new.line)
        _post(new, line, slip, load, actor)


def _chain(ticket: Ticket) -> list[str]:
    """The evidences of a ticket and of those it replaced on the same slip or line, the first first."""
    found, one = [ticket], ticket
    while one.voids is not None and (one.voids.slip_id, one.voids.line_id) == (
        ticket.slip_id,
        ticket.line_id,
    ):
        one = one.voids
        found.append(one)
    return [f"ticket:{each.pk}" for each in reversed(found)]


def _check_standing(ticket: Ticket) -> None:
    later = getattr(ticket, "voided_by", None)
    if later is not None:
        raise DomainError("ticket_replaced_already", old=ticket.code, new=later.code)
    if ticket.net_kg == 0:
        raise DomainError("ticket_counts_nothing", old=ticket.code)


def _same(there: Ticket, point: CollectionPoint, voids: Ticket | None) -> Ticket:
    if there.point_id != point.pk or there.voids_id != (voids.pk if voids else None):
        raise DomainError("client_uuid_taken")
    return there


def _codes(said: tuple[tuple[str, int], ...], slip: Slip | None, load: Load) -> str:
    """What the person at the scale is told, as codes with kg."""
    found = [f"{code}:{kg}" for code, kg in said]
    if slip is not None and load.grade is not None:
        least = slip.line.order.terms.filter(state=FROZEN).values_list("grade", flat=True).first()
        if least is not None and load.grade < least:
            found.append(f"below_terms:{least}")
        elif slip.grade is not None and load.grade != slip.grade:
            found.append(f"other_grade:{slip.grade}")
    return " ".join(found)[:200]


def _facts(ticket: Ticket) -> dict[str, Any]:
    return {
        "net_kg": ticket.net_kg, "accepted_kg": ticket.accepted_kg, "rejected_kg": ticket.rejected_kg,
        "grade": ticket.grade or 0, "slip": ticket.slip.code if ticket.slip else "", "offline": ticket.offline,
    }  # fmt: skip
