"""Orders one at a time: entered by hand, changed, handed to the sides, closed, cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from cungcau.domain.orders import policies, states
from cungcau.domain.orders import slip_reasons as reasons
from cungcau.domain.orders.messages import orders as messages
from cungcau.domain.orders.models import Order, OrderLine, Origin, Side, Terms, TermsDay
from cungcau.domain.orders.selectors.rights import sides_of
from cungcau.domain.orders.services import slips_of_line, telling
from cungcau.domain.orders.services.checking import TERMS_FIELDS, Delivery, check_order, check_terms, stated
from cungcau.domain.orders.services.listing import renew_listing
from cungcau.domain.orders.services.naming import code_of, name_order, next_ids
from cungcau.domain.orders.services.rights import require_order, side_for, standing
from cungcau.domain.orders.services.terms import ON_SCREEN, locked, ranks_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present
from cungcau.reference.catalogue.models import Season

FIELDS = (
    "origin", "buyer_id", "seller_id", "commodity_id", "need_id", "point_id", "market_id", "place_text",
    "agreed_at_text", "note",
)  # fmt: skip
"""What a person may enter of an order beside its terms, by attribute name."""

CHANGEABLE = ("point_id", "market_id", "place_text", "agreed_at_text", "note")
"""What may still be changed while the order is open, by attribute name."""


@transaction.atomic
def enter_order(
    *,
    season: Season,
    facts: Mapping[str, Any],
    terms: Mapping[str, Any],
    deliveries: Sequence[Delivery],
    actor: User | None,
    as_draft: bool = False,
    client_uuid: UUID | None = None,
    source: str = "",
    is_demo: bool = False,
) -> Order:
    """Write an order by phone or of a direct agreement (:data:`FIELDS`), with its first terms.

    An officer enters for anybody; an agent of one side enters a proposal, to which that side has thereby said
    yes. ``as_draft`` keeps it to the one who wrote and the office until :func:`send_order`. The same
    ``client_uuid`` again returns the order there is. Raises ``InputInvalid`` naming the fields,
    ``order_of_a_plan_only``, ``not_allowed``.
    """
    order = Order(season=season, entered_by=actor, client_uuid=client_uuid, is_demo=is_demo)
    order.source = source or (f"{actor.full_name}, {clock.today():%d/%m/%Y}"[:300] if actor else "hệ thống")
    for name in FIELDS:
        if name in facts:
            setattr(order, name, facts[name])
    if order.origin == Origin.PLAN:
        raise DomainError("order_of_a_plan_only")
    check_order(order)
    order.area_code = order.seller.area_code or season.area_code
    _require_entering(actor, order)
    there = _sent_before(client_uuid)
    if there is not None:
        require_order(actor, there, policies.RECORD, policies.AGREE_OWN)
        return there
    check_terms(terms, deliveries, ranks_of(order))
    order.pk = next_ids(1)[0]
    order.code = code_of(order.pk)
    name_order(order)
    if not as_draft:
        order.state = states.ORDER.move(states.DRAFT, "propose")
    order.save(force_insert=True)
    first = write_first_terms(order, terms, deliveries, actor, side_for(actor, order))
    renew_listing([order.pk])
    if not as_draft:
        _say_own_yes(order, first, actor)
        telling.terms_wait(order, first, actor)
    record(
        actor=actor, verb=messages.ORDER_ENTERED, thing=order, buyer=order.buyer.name, seller=order.seller.name,
        kg=sum(one.kg for one in deliveries), draft=as_draft,
    )  # fmt: skip
    return order


@transaction.atomic
def change_draft(
    *,
    order: Order,
    version: int,
    facts: Mapping[str, Any],
    terms: Mapping[str, Any],
    deliveries: Sequence[Delivery],
    actor: User | None,
) -> Order:
    """Write a draft anew, its terms too. Raises ``order_changed_meanwhile``, ``order_not_open``, ``InputInvalid``, …"""
    row = locked(order)
    require_order(actor, row, policies.RECORD, policies.AGREE_OWN)
    if row.state != states.DRAFT:
        raise DomainError("order_not_open", order=row.code, state=str(states.ORDER_LABELS[row.state]))
    if row.version != version:
        raise DomainError("order_changed_meanwhile")
    for name in FIELDS:
        if name in facts and (row.origin != Origin.PLAN or name in CHANGEABLE):
            setattr(row, name, facts[name])
    if row.origin != Origin.PLAN and facts.get("origin") == Origin.PLAN:
        raise DomainError("order_of_a_plan_only")
    check_order(row)
    check_terms(terms, deliveries, ranks_of(row))
    row.area_code = row.seller.area_code or row.season.area_code
    _require_entering(actor, row)
    name_order(row)
    row.version += 1
    row.save()
    waiting = Terms.objects.filter(order=row, state=states.PROPOSED)
    TermsDay.objects.filter(terms__in=waiting).delete()
    waiting.delete()
    write_first_terms(row, terms, deliveries, actor, side_for(actor, row))
    renew_listing([row.pk])
    record(actor=actor, verb=messages.ORDER_CHANGED, thing=row)
    return row


@transaction.atomic
def change_order(
    *, order: Order, version: int, seen: Mapping[str, Any], mine: Mapping[str, Any], actor: User | None
) -> Order:
    """Change where an order goes and its notes while it is open; raises ``EditedMeanwhile``, ``order_not_open``, …"""
    row = locked(order)
    require_order(actor, row, policies.RECORD)
    if row.state in (states.CLOSED, states.CANCELLED):
        raise DomainError("order_not_open", order=row.code, state=str(states.ORDER_LABELS[row.state]))
    changed = {
        name: value
        for name, value in take(row, version=version, seen=seen, mine=mine).items()
        if name in CHANGEABLE
    }
    for name, value in changed.items():
        setattr(row, name, value)
    check_order(row)
    name_order(row)
    row.version += 1
    row.save()
    record(actor=actor, verb=messages.ORDER_CHANGED, thing=row, fields=sorted(changed))
    return row


@transaction.atomic
def send_order(*, order: Order, actor: User | None) -> Order:
    """Hand a draft to the two sides; whoever acts for one has thereby said yes for it."""
    row = locked(order)
    require_order(actor, row, policies.RECORD, policies.AGREE_OWN)
    waiting = Terms.objects.select_for_update().filter(order=row, state=states.PROPOSED).first()
    if waiting is None:
        raise DomainError("order_not_open", order=row.code, state=str(states.ORDER_LABELS[row.state]))
    permission, area = standing(actor, row)
    advance(row, "propose", actor=actor, permission=permission, area=area)
    _say_own_yes(row, waiting, actor)
    telling.terms_wait(row, waiting, actor)
    order.refresh_from_db(fields=["state"])
    return row


@transaction.atomic
def cancel_order(*, order: Order, reason: str, actor: User | None) -> Order:
    """Give an order up with a reason: its lines end and its households are free again.

    Officers, and before it was agreed either side. Raises ``order_under_way`` naming the line that has goods,
    ``verb_not_allowed``, ``order_not_found``, ``not_allowed``.
    """
    row = locked(order)
    own = policies.AGREE_OWN if row.state in (states.DRAFT, states.PROPOSED) else ""
    require_order(actor, row, policies.RECORD, own)
    why = stated(reason)
    permission, area = standing(actor, row)
    lines = list(OrderLine.objects.select_for_update().filter(order=row).order_by("no"))
    open_lines = [line for line in lines if line.state != states.CANCELLED]
    for line in open_lines:
        if line.harvested_kg or line.received_kg:
            raise DomainError("order_under_way", line=line.no)
    for line in open_lines:
        slips_of_line.free(line, reason=why, actor=actor)
        line.refresh_from_db()
        advance(line, "cancel", actor=actor, permission=permission, area=area, reason=why)
    for waiting in Terms.objects.select_for_update().filter(order=row, state=states.PROPOSED):
        advance(
            waiting, "refuse", actor=actor, permission=permission, area=area, fields={"refused_reason": why},
            reason=why, revision=waiting.revision, order=row.code,
        )  # fmt: skip
    advance(row, "cancel", actor=actor, permission=permission, area=area, fields={"reason": why}, reason=why)
    renew_listing([row.pk])
    order.refresh_from_db()
    return row


@transaction.atomic
def close_order(*, order: Order, reason: str, actor: User | None) -> Order:
    """Close an order: all lines paid or cancelled, or a reason why it ends unfinished (``order_unfinished``)."""
    row = locked(order)
    require_order(actor, row, policies.RECORD)
    why = reason.replace("\x00", "").strip()[:300]
    for line in row.lines.exclude(state__in=(states.PAID, states.CANCELLED)).order_by("no")[:1]:
        if not why:
            raise DomainError("order_unfinished", line=line.no, state=str(states.LINE_LABELS[line.state]))
    return advance(row, "close", actor=actor, permission=policies.RECORD, fields={"reason": why}, reason=why)


@transaction.atomic
def reopen_order(*, order: Order, reason: str, actor: User | None) -> Order:
    """Open a closed order again, with a reason."""
    row = locked(order)
    require_order(actor, row, policies.RECORD)
    why = stated(reason)
    return advance(row, "reopen", actor=actor, permission=policies.RECORD, fields={"reason": why}, reason=why)


def write_first_terms(
    order: Order,
    facts: Mapping[str, Any],
    deliveries: Sequence[Delivery],
    actor: User | None,
    side: str,
) -> Terms:
    """The first terms of an order, nobody having said yes yet."""
    last = order.terms.count()
    terms = Terms(order=order, revision=last + 1, proposed_side=side, proposed_by=actor)
    terms.reason = reasons.PROPOSED_AGAIN if last else ""
    for name in TERMS_FIELDS:
        if name in facts:
            setattr(terms, name, facts[name])
    terms.save(force_insert=True)
    ordered = sorted(deliveries, key=lambda one: (one.harvest_date, one.dispatch_date, one.delivery_date))
    TermsDay.objects.bulk_create(
        day_of(terms, replace(one, no=number)) for number, one in enumerate(ordered, 1)
    )
    return terms


def day_of(terms: Terms, one: Delivery) -> TermsDay:
    """A delivery as a row of its terms, not yet written."""
    return TermsDay(
        terms=terms, no=one.no, harvest_date=one.harvest_date, dispatch_date=one.dispatch_date,
        delivery_date=one.delivery_date, kg=one.kg,
    )  # fmt: skip


def _sent_before(client_uuid: UUID | None) -> Order | None:
    """The order this call made already; the same call at the same moment is waited for."""
    if client_uuid is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"orders.order {client_uuid}"]
        )
    return Order.objects.filter(client_uuid=client_uuid).first()


def _say_own_yes(order: Order, terms: Terms, actor: User | None) -> None:
    side = side_for(actor, order)
    if side == Side.OFFICE or not terms.price_vnd_per_kg:
        return
    terms.proposed_side = side
    moment = present()
    for name, value in ((f"{side}_yes_at", moment), (f"{side}_yes_by", actor), (f"{side}_heard", ON_SCREEN)):
        setattr(terms, name, value)
    terms.save()


def _require_entering(actor: User | None, order: Order) -> None:
    if actor is None or access.allows(actor, policies.RECORD, order.area_code):
        return
    if access.allows(actor, policies.AGREE_OWN) and sides_of(actor, order):
        return
    access.require(actor, policies.RECORD, order.area_code)
