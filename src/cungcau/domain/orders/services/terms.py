"""Terms: proposed, said yes to by each side, refused, frozen; later changed by both sides with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.messages import orders as messages
from cungcau.domain.orders.models import Order, Side, Terms, TermsDay
from cungcau.domain.orders.services import flags, slips_of_line, telling
from cungcau.domain.orders.services.checking import TERMS_FIELDS, Delivery, check_terms, stated
from cungcau.domain.orders.services.lines import check_lines, settle_lines
from cungcau.domain.orders.services.listing import renew_listing
from cungcau.domain.orders.services.rights import require_order, side_for, sides_of, standing
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui.clock import now as present
from cungcau.reference.catalogue.models import GradeName

ON_SCREEN = "trên màn hình"
"""How a side's own agent says yes."""


def locked(order: Order) -> Order:
    """The order's row, held until the transaction ends, with its season, sides and goods."""
    rows = Order.objects.select_for_update(of=("self",))
    return rows.select_related("season", "buyer", "seller", "commodity").defer("words").get(pk=order.pk)


def in_force(order: Order) -> Terms | None:
    """The frozen terms, or None."""
    return Terms.objects.filter(order=order, state=states.FROZEN).first()


@transaction.atomic
def propose(
    *,
    order: Order,
    facts: Mapping[str, Any],
    deliveries: Sequence[Delivery],
    actor: User | None,
    reason: str = "",
    instead_of: Terms | None = None,
) -> Terms:
    """Put terms to both sides; whoever proposes for a side has thereby said yes for it.

    ``facts`` by :data:`TERMS_FIELDS`; a delivery with a line's number changes that line, one without adds a
    line, a line not named is taken out. ``instead_of`` are the waiting terms this answers: they are refused
    by it. After a freezing a reason is needed. Raises ``terms_waiting`` (others wait for an answer),
    ``order_not_open``, ``InputInvalid``, what :func:`lines.check_lines` raises, ``order_not_found``,
    ``not_allowed``.
    """
    row = locked(order)
    require_order(actor, row, policies.RECORD, policies.AGREE_OWN)
    if row.state not in (states.DRAFT, states.PROPOSED, states.AGREED):
        raise DomainError("order_not_open", order=row.code, state=str(states.ORDER_LABELS[row.state]))
    frozen = in_force(row)
    why = stated(reason) if frozen is not None else reason.strip()[:300]
    _clear_the_table(row, instead_of, why, actor)
    check_terms(facts, deliveries, ranks_of(row))
    if frozen is None:
        deliveries = [replace(one, no=0) for one in deliveries]
    else:
        told = [one for one in deliveries if one.no]
        check_lines(row.lines.all(), told, facts.get("tolerance_over", 0))
    deliveries = _numbered(row, deliveries)
    terms = _write(row, facts, deliveries, side_for(actor, row), actor, why)
    renew_listing([row.pk])
    if row.state == states.DRAFT:
        _advance(row, "propose", actor)
    record(
        actor=actor, verb=messages.TERMS_PROPOSED, thing=row, revision=terms.revision,
        price=terms.price_vnd_per_kg, kg=sum(one.kg for one in deliveries), reason=why,
    )  # fmt: skip
    if frozen is not None:
        flags.notice_terms(terms, frozen, actor)
    telling.terms_wait(row, terms, actor)
    order.refresh_from_db(fields=["state"])
    return terms


@transaction.atomic
def say_yes(*, terms: Terms, side: str, actor: User | None, heard: str = "") -> Terms:
    """A side agrees: by its agent on the screen, or recorded by an officer who says how it was heard.

    The second yes freezes the terms and makes or changes the lines. A side that said yes already changes
    nothing. Raises ``terms_not_waiting`` (frozen or refused meanwhile), ``terms_without_price``,
    ``heard_missing``, ``order_not_open``, what :func:`lines.check_lines` raises, ``order_not_found``,
    ``not_allowed``.
    """
    order = locked(terms.order)
    row = Terms.objects.select_for_update().get(pk=terms.pk)
    own = require_side(actor, order, side)
    if row.state == states.FROZEN:
        return _same(terms, row)
    if row.state != states.PROPOSED:
        raise DomainError(
            "terms_not_waiting", revision=row.revision, state=str(states.TERMS_LABELS[row.state])
        )
    if order.state not in (states.PROPOSED, states.AGREED):
        raise DomainError("order_not_open", order=order.code, state=str(states.ORDER_LABELS[order.state]))
    if not row.price_vnd_per_kg:
        raise DomainError("terms_without_price", order=order.code)
    if getattr(row, f"{side}_yes_at") is None:
        how = heard.replace("\x00", "").strip()[:120] or (ON_SCREEN if own or actor is None else "")
        if not how:
            raise DomainError("heard_missing")
        _note_yes(row, side, how, actor, present())
        record(
            actor=actor, verb=messages.TERMS_YES, thing=order, revision=row.revision,
            side=str(Side(side).label), heard=how,
        )  # fmt: skip
    if row.seller_yes_at is not None and row.buyer_yes_at is not None:
        _freeze(order, row, actor)
    return _same(terms, row)


@transaction.atomic
def refuse(*, terms: Terms, side: str, reason: str, actor: User | None) -> Terms:
    """A side does not agree, or takes back what it proposed; an order never agreed goes back to its draft.

    Raises ``terms_not_waiting``, ``InputInvalid`` without a reason, ``order_not_found``, ``not_allowed``.
    """
    order = locked(terms.order)
    row = Terms.objects.select_for_update().get(pk=terms.pk)
    if side == Side.OFFICE:
        require_order(actor, order, policies.RECORD)
    else:
        require_side(actor, order, side)
    if row.state != states.PROPOSED:
        raise DomainError(
            "terms_not_waiting", revision=row.revision, state=str(states.TERMS_LABELS[row.state])
        )
    why = stated(reason)
    _refuse(order, row, why, actor, Side(side))
    renew_listing([order.pk])
    if order.state == states.PROPOSED:
        _advance(order, "send_back", actor, reason=why)
    telling.terms_refused(order, row, actor)
    terms.order.refresh_from_db(fields=["state"])
    return _same(terms, row)


def require_side(actor: User | None, order: Order, side: str) -> bool:
    """May they answer for this side? True where they act for it themselves, False for an officer who heard it."""
    if actor is not None and access.allows(actor, policies.AGREE_OWN) and side in sides_of(actor, order):
        return True
    require_order(actor, order, policies.RECORD)
    return False


def ranks_of(order: Order) -> frozenset[int]:
    """The grades of the order's goods."""
    return frozenset(GradeName.objects.filter(commodity=order.commodity_id).values_list("rank", flat=True))


def _clear_the_table(order: Order, instead_of: Terms | None, why: str, actor: User | None) -> None:
    waiting = Terms.objects.select_for_update().filter(order=order, state=states.PROPOSED).first()
    if waiting is None:
        return
    if instead_of is None or waiting.pk != instead_of.pk:
        raise DomainError("terms_waiting", revision=waiting.revision)
    _refuse(order, waiting, why or _("Đã đề nghị điều khoản khác"), actor, Side(side_for(actor, order)))


def _refuse(order: Order, row: Terms, why: str, actor: User | None, side: Side) -> None:
    permission, area = standing(actor, order)
    advance(
        row, "refuse", actor=actor, permission=permission, area=area, fields={"refused_reason": why},
        reason=why, revision=row.revision, order=order.code, side=str(side.label),
    )  # fmt: skip


def _numbered(order: Order, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Deliveries in the order of their days, those without a number given the next ones never used."""
    frozen = TermsDay.objects.filter(terms__order=order, terms__frozen_at__isnull=False)
    used = [rows.aggregate(most=Max("no"))["most"] or 0 for rows in (order.lines.all(), frozen)]
    ordered = sorted(deliveries, key=lambda one: (one.harvest_date, one.dispatch_date, one.delivery_date))
    following = max([*used, *(one.no for one in ordered)], default=0) + 1
    found = []
    for one in ordered:
        found.append(one if one.no else replace(one, no=following))
        following += 0 if one.no else 1
    return found


def _write(
    order: Order,
    facts: Mapping[str, Any],
    deliveries: Sequence[Delivery],
    side: str,
    actor: User | None,
    why: str,
) -> Terms:
    last = Terms.objects.filter(order=order).aggregate(most=Max("revision"))["most"] or 0
    if last and not why:
        why = _("Đề nghị lại trước khi chốt")
    terms = Terms(order=order, revision=last + 1, reason=why, proposed_side=side, proposed_by=actor)
    for name in TERMS_FIELDS:
        if name in facts:
            setattr(terms, name, facts[name])
    if side != Side.OFFICE:
        _set_yes(terms, side, ON_SCREEN, actor, present())
    terms.save(force_insert=True)
    TermsDay.objects.bulk_create(
        TermsDay(
            terms=terms, no=one.no, harvest_date=one.harvest_date, dispatch_date=one.dispatch_date,
            delivery_date=one.delivery_date, kg=one.kg,
        )
        for one in deliveries
    )  # fmt: skip
    return terms


def _set_yes(row: Terms, side: str, how: str, actor: User | None, at: datetime) -> None:
    setattr(row, f"{side}_yes_at", at)
    setattr(row, f"{side}_yes_by", actor)
    setattr(row, f"{side}_heard", how)


def _note_yes(row: Terms, side: str, how: str, actor: User | None, at: datetime) -> None:
    _set_yes(row, side, how, actor, at)
    row.save(update_fields=[f"{side}_yes_at", f"{side}_yes_by", f"{side}_heard"])


def _freeze(order: Order, row: Terms, actor: User | None) -> None:
    permission, area = standing(actor, order)
    before = Terms.objects.select_for_update().filter(order=order, state=states.FROZEN).first()
    if before is not None:
        advance(
            before, "supersede", actor=actor, permission=permission, area=area, revision=before.revision,
            order=order.code,
        )  # fmt: skip
    advance(
        row, "freeze", actor=actor, permission=permission, area=area, fields={"frozen_at": present()},
        revision=row.revision, order=order.code, price=row.price_vnd_per_kg,
    )  # fmt: skip
    if order.state == states.PROPOSED:
        _advance(order, "freeze", actor, revision=row.revision)
    made = settle_lines(order, row, actor)
    renew_listing([order.pk])
    slips_of_line.prepare(made)
    flags.notice_band(order, row, actor)
    telling.terms_frozen(order, row, actor)


def _advance(order: Order, verb: str, actor: User | None, **facts: Any) -> None:
    permission, area = standing(actor, order)
    advance(order, verb, actor=actor, permission=permission, area=area, **facts)


def _same(given: Terms, row: Terms) -> Terms:
    if given is not row:
        given.refresh_from_db()
    return row
