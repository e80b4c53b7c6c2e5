"""Writing statements: drafted from weighed kg and frozen prices, completed by hand, then issued for good.

Lock order: order → lines → slips → statements.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Sum

from cungcau.domain.orders.models import Order
from cungcau.domain.orders.services.flags import notice_price
from cungcau.domain.registry.models import Organisation
from cungcau.domain.settlement import messages, states
from cungcau.domain.settlement.models import ItemKind, Statement, StatementItem
from cungcau.domain.settlement.selectors.goods import Owed, owed_of, terms_of
from cungcau.domain.settlement.services.kilograms import follow_money
from cungcau.domain.settlement.services.rights import require_settling, settling
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.search import words

_OFF = (ItemKind.ADVANCE, ItemKind.FREIGHT, ItemKind.FEE, ItemKind.OTHER_OFF)


@transaction.atomic
def draft_statements(*, order: Order, actor: User | None) -> list[Statement]:
    """Draft (or bring up to date) a statement for every household the order owes for weighed kg.

    Amounts added by hand to a draft stay. Two people at once take turns; what an issued statement holds is never
    put on another. Raises ``nothing_to_settle``, ``terms_not_frozen``, ``not_allowed``, ``order_not_found``.
    """
    locked = Order.objects.select_for_update(of=("self",)).select_related("seller").get(pk=order.pk)
    require_settling(actor, locked)
    terms_of(locked)
    goods = owed_of([locked])[locked.pk]
    drafts = {
        one.payee_id: one
        for one in Statement.objects.select_for_update().filter(order=locked, state=states.DRAFT)
    }
    if not goods and not drafts:
        raise DomainError("nothing_to_settle", order=locked.code)
    made = []
    for payee_id, parts in sorted(goods.items()):
        draft = drafts.pop(payee_id, None) or _new(locked, payee_id)
        _fill(draft, parts)
        record(actor=actor, verb=messages.DRAFTED, thing=draft, area=draft.area_code, due_vnd=draft.due_vnd)
        made.append(draft)
    for draft in drafts.values():
        _fill(draft, [])
        made.append(draft)
    return made


def _new(order: Order, payee_id: int) -> Statement:
    payee = Organisation.objects.get(pk=payee_id)
    before = Statement.objects.filter(order=order, payee=payee).aggregate(Max("number"))["number__max"] or 0
    return Statement.objects.create(
        order=order, payee=payee, payer=order.seller, number=before + 1,
        code=f"TT-{order.code}-{payee.code}-{before + 1}"[:80], area_code=order.area_code,
        folded=words(f"{order.code} {payee.name} {payee.code} {order.seller.name}")[:600],
    )  # fmt: skip


def _fill(draft: Statement, parts: list[Owed]) -> None:
    """Put the goods on a draft; a price changed by hand stays with its slip."""
    held = dict(draft.items.filter(kind=ItemKind.GOODS).values_list("slip_id", "price_vnd_per_kg"))
    draft.items.filter(kind=ItemKind.GOODS).delete()
    rows = []
    for part in parts:
        price = held.get(part.slip.pk, part.slip.price_vnd_per_kg)
        rows.append(StatementItem(
            statement=draft, kind=ItemKind.GOODS, slip=part.slip, kg=part.kg, price_vnd_per_kg=price,
            frozen_vnd_per_kg=part.slip.price_vnd_per_kg, amount_vnd=part.kg * (price or 0),
        ))  # fmt: skip
    StatementItem.objects.bulk_create(rows)
    _sum(draft)


def _sum(draft: Statement) -> None:
    found = draft.items.aggregate(Sum("amount_vnd"), Sum("kg"))
    draft.due_vnd = found["amount_vnd__sum"] or 0
    draft.kg = max(0, found["kg__sum"] or 0)
    draft.save(update_fields=["due_vnd", "kg", "updated_at"])


def _draft(statement: Statement, actor: User | None) -> Statement:
    """The draft, with its order locked first."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=statement.order_id)
    require_settling(actor, order)
    row = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("order", "payee")
        .get(pk=statement.pk)
    )
    if row.state != states.DRAFT:
        raise DomainError("statement_not_draft", statement=row.code)
    return row


@transaction.atomic
def add_item(
    *, statement: Statement, kind: str, amount_vnd: int, text: str, actor: User | None
) -> StatementItem:
    """Add or take off an amount (given above 0) with what it is for.

    Raises ``statement_not_draft``, ``amount_not_positive``, ``item_text_missing``, ``not_allowed``.
    """
    row = _draft(statement, actor)
    if amount_vnd <= 0:
        raise DomainError("amount_not_positive")
    if not text.strip():
        raise DomainError("item_text_missing")
    signed = -amount_vnd if ItemKind(kind) in _OFF else amount_vnd
    item = StatementItem.objects.create(statement=row, kind=kind, amount_vnd=signed, text=text.strip()[:300])
    _sum(row)
    record(
        actor=actor, verb=messages.ITEM_ADDED, thing=row, area=row.area_code, text=item.text, amount_vnd=signed
    )  # fmt: skip
    return item


@transaction.atomic
def remove_item(*, item: StatementItem, actor: User | None) -> None:
    """Take an amount added by hand off a draft again. Raises ``statement_not_draft``, ``not_found``."""
    row = _draft(item.statement, actor)
    there = row.items.filter(pk=item.pk).exclude(kind=ItemKind.GOODS).first()
    if there is None:
        raise DomainError("not_found")
    record(actor=actor, verb=messages.ITEM_REMOVED, thing=row, area=row.area_code, text=there.text)
    there.delete()
    _sum(row)


@transaction.atomic
def set_price(
    *, item: StatementItem, price_vnd_per_kg: int, reason: str, actor: User | None
) -> StatementItem:
    """Pay a slip's goods at another price than the frozen one, with the reason; the frozen price stays beside it.

    One below the frozen price or the reference band raises a flag with its evidence.

    Raises ``statement_not_draft``, ``reason_missing``, ``price_negative``, ``not_found``.
    """
    row = _draft(item.statement, actor)
    there = row.items.filter(pk=item.pk, kind=ItemKind.GOODS).first()
    if there is None:
        raise DomainError("not_found")
    if price_vnd_per_kg < 0:
        raise DomainError("price_negative")
    if not reason.strip():
        raise DomainError("reason_missing")
    before = there.price_vnd_per_kg
    there.price_vnd_per_kg, there.amount_vnd = price_vnd_per_kg, there.kg * price_vnd_per_kg
    there.text = reason.strip()[:300]
    there.save(update_fields=["price_vnd_per_kg", "amount_vnd", "text"])
    _sum(row)
    record(
        actor=actor, verb=messages.PRICE_CHANGED, thing=row, area=row.area_code, before=before,
        after=price_vnd_per_kg, reason=there.text,
    )  # fmt: skip
    if there.slip is not None:
        notice_price(there.slip.line, price_vnd_per_kg, actor, f"statement_item:{there.pk}")
    return there


def issue_statement(*, statement: Statement, actor: User | None) -> Statement:
    """Fix a draft: from here on it is what is owed, to be paid within the frozen days.

    Raises ``statement_stale`` (and leaves the draft brought up to date) where kg changed since it was drafted,
    ``statement_not_draft``, ``nothing_to_settle`` for one without rows.
    """
    with transaction.atomic():
        row = _draft(statement, actor)
        terms_of(row.order)
        parts = owed_of([row.order])[row.order_id].get(row.payee_id, [])
        drafted = dict(row.items.filter(kind=ItemKind.GOODS).values_list("slip_id", "kg"))
        stale = drafted != {part.slip.pk: part.kg for part in parts}
        if stale:
            _fill(row, parts)
        elif not row.items.exists():
            raise DomainError("nothing_to_settle", order=row.order.code)
        else:
            _issue(row, parts, actor)
    statement.refresh_from_db()
    if stale:
        raise DomainError("statement_stale")
    return statement


def _issue(row: Statement, parts: list[Owed], actor: User | None) -> None:
    terms = terms_of(row.order)
    days = [part.slip.line.delivery_date for part in parts]
    delivered = max(days, default=clock.today())
    fields = {
        "issued_at": clock.now(), "issued_by": actor, "delivered_on": delivered,
        "due_on": delivered + timedelta(days=terms.payment_days),
    }  # fmt: skip
    advance(
        row, "issue", actor=actor, permission=settling(actor, row.area_code), area=row.area_code, fields=fields,
        due_vnd=row.due_vnd,
    )  # fmt: skip
    if row.due_vnd == 0:
        advance(row, "pay", actor=actor, permission=settling(actor, row.area_code), area=row.area_code)
    if row.due_vnd <= 0:
        follow_money(row, f"statement:{row.pk}", "tính lại theo bảng kê", actor)


@transaction.atomic
def void_statement(*, statement: Statement, reason: str, actor: User | None) -> Statement:
    """Drop a statement nothing was paid of; its kg may stand on another again. Raises ``reason_missing``, …"""
    order = Order.objects.select_for_update(of=("self",)).get(pk=statement.order_id)
    require_settling(actor, order)
    if not reason.strip():
        raise DomainError("reason_missing")
    text = reason.strip()[:300]
    held = statement.transfers.filter(live=True).select_related("file").first()
    if held is not None:
        raise DomainError("statement_in_file", statement=statement.code, file=held.file.code)
    return advance(
        statement, "void", actor=actor, permission=settling(actor, order.area_code), area=order.area_code,
        fields={"void_reason": text}, reason=text,
    )  # fmt: skip
