"""Transfer files for the bank: a statement stands in one live file, and is paid once the bank did it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.db import transaction

from cungcau.domain.orders.models import Order
from cungcau.domain.settlement import messages, states
from cungcau.domain.settlement.models import (
    BankAccount,
    Payment,
    Statement,
    TransferFile,
    TransferRow,
)
from cungcau.domain.settlement.selectors import MOST_ROWS
from cungcau.domain.settlement.services.payments import pay_from_file
from cungcau.domain.settlement.services.rights import require_settling, settling
from cungcau.domain.settlement.vietqr import plain
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

_PAYABLE = (states.ISSUED, states.PART_PAID)


@transaction.atomic
def make_file(*, statements: Sequence[Statement], actor: User | None) -> TransferFile:
    """Put what is left of these statements of one payer on a file.

    Raises ``transfer_empty``, ``transfer_too_long``, ``transfer_of_two_payers``, ``account_missing`` (naming whose),
    ``statement_in_file``, ``statement_not_payable``, ``not_allowed``.
    """
    orders = Order.objects.select_for_update(of=("self",)).filter(pk__in={one.order_id for one in statements})
    for order in orders.order_by("pk"):
        require_settling(actor, order)
    rows = Statement.objects.select_for_update(of=("self",)).select_related("payee", "payer", "order")
    chosen = list(rows.filter(pk__in=[one.pk for one in statements]).order_by("pk"))
    if not chosen:
        raise DomainError("transfer_empty")
    if len(chosen) > MOST_ROWS:
        raise DomainError("transfer_too_long", most=MOST_ROWS)
    if len({one.payer_id for one in chosen}) > 1:
        raise DomainError("transfer_of_two_payers")
    accounts = {
        account.owner_id: account
        for account in BankAccount.objects.filter(owner__in=[one.payee_id for one in chosen], closed_at=None)
    }
    _require_free(chosen, accounts)
    now = clock.now()
    file = TransferFile.objects.create(
        code=uuid4().hex, payer=chosen[0].payer, made_by=actor,
        total_vnd=sum(one.left_vnd for one in chosen), area_code=chosen[0].area_code,
    )  # fmt: skip
    file.code = f"CK-{now:%Y%m%d}-{file.pk}"
    file.save(update_fields=["code"])
    TransferRow.objects.bulk_create(
        TransferRow(
            file=file, statement=one, account=accounts[one.payee_id], amount_vnd=one.left_vnd,
            text=plain(f"{one.order.code} {one.payee.name}")[:80],
        )
        for one in chosen
    )  # fmt: skip
    record(
        actor=actor, verb=messages.FILE_MADE, thing=file, area=file.area_code, rows=len(chosen),
        total_vnd=file.total_vnd,
    )  # fmt: skip
    return file


def _require_free(chosen: Sequence[Statement], accounts: dict[int, BankAccount]) -> None:
    held = (
        TransferRow.objects.filter(statement__in=chosen, live=True)
        .select_related("statement", "file")
        .first()
    )
    if held is not None:
        raise DomainError("statement_in_file", statement=held.statement.code, file=held.file.code)
    for one in chosen:
        if one.state not in _PAYABLE or one.left_vnd <= 0:
            raise DomainError("statement_not_payable", statement=one.code)
        if one.payee_id not in accounts:
            raise DomainError("account_missing", name=one.payee.name)


@transaction.atomic
def reveal_file(*, file: TransferFile, actor: User) -> None:
    """Write down that somebody took a file with whole account numbers.

    Raises ``not_allowed``, ``transfer_done`` where nothing waits any more: the bank must not get it again.
    """
    if not file.rows.filter(live=True).exists():
        raise DomainError("transfer_done")
    for order in Order.objects.filter(statements__transfers__file=file).distinct():
        require_settling(actor, order)
    record(actor=actor, verb=messages.FILE_TAKEN, thing=file, area=file.area_code)


@transaction.atomic
def row_done(*, row: TransferRow, bank_ref: str, paid_on: date, actor: User | None) -> Payment:
    """The bank carried a transfer out: record the payment. Raises ``transfer_done`` and what ``pay`` raises."""
    locked = _row(row, actor)
    payment = pay_from_file(
        statement=locked.statement, amount_vnd=locked.amount_vnd, paid_on=paid_on, bank_ref=bank_ref,
        note=locked.file.code, actor=actor,
    )  # fmt: skip
    locked.payment, locked.live = payment, False
    locked.save(update_fields=["payment", "live"])
    _finish(locked.file, actor)
    return payment


@transaction.atomic
def file_done(*, file: TransferFile, bank_ref: str, paid_on: date, actor: User | None) -> int:
    """The bank carried out every transfer still waiting: a payment each, ``bank_ref`` with the row's number behind.

    Returns how many; raises ``transfer_done`` where none waited, ``transfer_unclear`` without a reference, and what
    :func:`row_done` raises; then nothing is written.
    """
    ref = bank_ref.strip()[:70]
    if not ref:
        raise DomainError("transfer_unclear")
    waiting = [(no, row) for no, row in enumerate(file.rows.order_by("pk"), 1) if row.live]
    if not waiting:
        raise DomainError("transfer_done")
    for no, row in waiting:
        row_done(row=row, bank_ref=f"{ref}-{no}", paid_on=paid_on, actor=actor)
    return len(waiting)


@transaction.atomic
def row_refused(*, row: TransferRow, reason: str, actor: User | None) -> None:
    """The bank refused a transfer: the statement is free to be paid another way. Raises ``reason_missing``, …"""
    locked = _row(row, actor)
    text = reason.strip()[:300]
    if not text:
        raise DomainError("reason_missing")
    locked.refused, locked.live = text, False
    locked.save(update_fields=["refused", "live"])
    record(actor=actor, verb=messages.ROW_REFUSED, thing=locked.file, area=locked.file.area_code, reason=text)
    _finish(locked.file, actor)


@transaction.atomic
def drop_file(*, file: TransferFile, reason: str, actor: User | None) -> TransferFile:
    """Give up a file the bank never got; its statements are free again.

    Raises ``reason_missing``, ``transfer_done`` where the bank carried out a part of it.
    """
    locked = TransferFile.objects.select_for_update().get(pk=file.pk)
    for row in locked.rows.select_related("statement__order"):
        require_settling(actor, row.statement.order)
    text = reason.strip()[:300]
    if not text:
        raise DomainError("reason_missing")
    if locked.rows.filter(payment__isnull=False).exists():
        raise DomainError("transfer_done")
    locked.rows.update(live=False, refused=text)
    return advance(
        locked, "drop", actor=actor, permission=settling(actor, locked.area_code), area=locked.area_code,
        reason=text,
    )  # fmt: skip


def waiting_in(statement: Statement) -> TransferRow | None:
    """The live transfer a statement waits in, if any."""
    return statement.transfers.filter(live=True).select_related("file").first()


def _row(row: TransferRow, actor: User | None) -> TransferRow:
    """The row, locked after its order, and still live."""
    order = Order.objects.select_for_update(of=("self",)).get(statements__transfers=row)
    require_settling(actor, order)
    locked = (
        TransferRow.objects.select_for_update(of=("self",)).select_related("statement", "file").get(pk=row.pk)
    )
    if not locked.live:
        raise DomainError("transfer_done")
    return locked


def _finish(file: TransferFile, actor: User | None) -> None:
    if not file.rows.filter(live=True).exists() and file.state == states.MADE:
        advance(file, "finish", actor=actor, permission=settling(actor, file.area_code), area=file.area_code)
