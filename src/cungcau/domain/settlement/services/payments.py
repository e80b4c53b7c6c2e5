"""Money recorded as paid, in parts, once; the kg it paid for follow.

Lock order: order → lines → slips → statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from cungcau.domain.orders.models import Order, OrderLine, Slip
from cungcau.domain.settlement import messages, states
from cungcau.domain.settlement.models import Method, Payment, Statement
from cungcau.domain.settlement.services.kilograms import follow_money
from cungcau.domain.settlement.services.rights import require_settling, settling
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

_PAYABLE = (states.ISSUED, states.PART_PAID)


def pay(
    *,
    statement: Statement,
    amount_vnd: int,
    method: str = Method.CASH,
    paid_on: date,
    actor: User | None,
    bank_ref: str = "",
    received_by: str = "",
    note: str = "",
    client_uuid: UUID | None = None,
) -> Payment:
    """Record that a part or all of what is left of a statement was paid.

    Of several at once each sees what the ones before left, so that nothing is paid twice; the same
    ``client_uuid`` again returns the payment there is. Raises ``statement_not_payable``,
    ``payment_beyond_due``, ``amount_not_positive``, ``payment_in_future``, ``bank_ref_used``, ``not_allowed``,
    ``statement_in_file`` where a transfer of it waits at the bank.
    """
    facts = {
        "amount_vnd": amount_vnd, "method": Method(method), "paid_on": paid_on, "bank_ref": bank_ref.strip()[:80],
        "received_by": received_by.strip()[:120], "note": note.strip()[:300],
    }  # fmt: skip
    return _pay(statement, facts, actor, client_uuid, from_file=False)


def pay_from_file(
    *, statement: Statement, amount_vnd: int, paid_on: date, bank_ref: str, note: str, actor: User | None
) -> Payment:
    """Record what the bank carried out of a transfer file; raises as :func:`pay` does."""
    facts = {
        "amount_vnd": amount_vnd, "method": Method.BANK, "paid_on": paid_on, "bank_ref": bank_ref.strip()[:80],
        "note": note.strip()[:300],
    }  # fmt: skip
    return _pay(statement, facts, actor, None, from_file=True)


@transaction.atomic
def _pay(
    statement: Statement,
    facts: Mapping[str, Any],
    actor: User | None,
    client_uuid: UUID | None,
    *,
    from_file: bool,
) -> Payment:
    row = _locked(statement, actor)
    there = Payment.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        return there
    _check(row, facts, from_file)
    payment = Payment.objects.create(statement=row, by=actor, client_uuid=client_uuid, **facts)
    amount_vnd = payment.amount_vnd
    record(
        actor=actor, verb=messages.PAYMENT_RECORDED, thing=row, area=row.area_code, amount_vnd=amount_vnd
    )  # fmt: skip
    _moved(row, amount_vnd, payment, actor)
    return payment


def _check(row: Statement, facts: Mapping[str, Any], from_file: bool) -> None:
    amount, ref = facts["amount_vnd"], facts["bank_ref"]
    if amount <= 0:
        raise DomainError("amount_not_positive")
    if facts["paid_on"] > clock.today():
        raise DomainError("payment_in_future", day=facts["paid_on"])
    if row.state not in _PAYABLE:
        raise DomainError("statement_not_payable", statement=row.code)
    if amount > row.left_vnd:
        raise DomainError("payment_beyond_due", left_vnd=row.left_vnd, amount_vnd=amount)
    if ref and Payment.objects.filter(bank_ref=ref, reverses=None).exists():
        raise DomainError("bank_ref_used", bank_ref=ref)
    held = row.transfers.filter(live=True).select_related("file").first()
    if held is not None and not from_file:
        raise DomainError("statement_in_file", statement=row.code, file=held.file.code)


@transaction.atomic
def reverse(*, payment: Payment, reason: str, actor: User | None) -> Payment:
    """Take a payment back by a further one of the same amount below 0, with the reason.

    Raises ``payment_reversed_already``, ``reason_missing``, ``not_allowed``.
    """
    row = _locked(payment.statement, actor)
    text = reason.strip()[:300]
    if not text:
        raise DomainError("reason_missing")
    if payment.amount_vnd < 0 or Payment.objects.filter(reverses=payment).exists():
        raise DomainError("payment_reversed_already")
    back = Payment.objects.create(
        statement=row, amount_vnd=-payment.amount_vnd, method=payment.method, paid_on=clock.today(),
        reverses=payment, reason=text, by=actor,
    )  # fmt: skip
    record(
        actor=actor, verb=messages.PAYMENT_REVERSED, thing=row, area=row.area_code,
        amount_vnd=payment.amount_vnd, reason=text,
    )  # fmt: skip
    _moved(row, -payment.amount_vnd, back, actor)
    return back


def _locked(statement: Statement, actor: User | None) -> Statement:
    """The statement, locked after its order, its lines and its slips."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=statement.order_id)
    require_settling(actor, order)
    list(OrderLine.objects.select_for_update().filter(order=order).order_by("pk").values_list("pk"))
    list(
        Slip.objects.select_for_update()
        .filter(statement_items__statement=statement)
        .order_by("pk")
        .values_list("pk")
    )
    return Statement.objects.select_for_update(of=("self",)).select_related("order").get(pk=statement.pk)


def _moved(row: Statement, amount_vnd: int, payment: Payment, actor: User | None) -> None:
    """Bring the sum, the state and the kg paid for in line with a payment."""
    paid = row.paid_vnd + amount_vnd
    verb = "unpay" if paid == 0 else "pay" if paid >= row.due_vnd else "pay_part"
    advance(
        row, verb, actor=actor, permission=settling(actor, row.area_code), area=row.area_code,
        fields={"paid_vnd": paid},
    )  # fmt: skip
    follow_money(row, f"payment:{payment.pk}", payment.reason, actor, on=payment.paid_on)
