"""A buyer's deposit: laid down, sent back, kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from cungcau.domain.orders.models import Order
from cungcau.domain.settlement import messages
from cungcau.domain.settlement.models import Deposit
from cungcau.domain.settlement.services.rights import require_settling
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock


@transaction.atomic
def record_deposit(
    *,
    order: Order,
    amount_vnd: int,
    on: date,
    actor: User | None,
    bank_ref: str = "",
    reason: str = "",
    client_uuid: UUID | None = None,
) -> Deposit:
    """Record đồng laid down (above 0), or sent back, kept or set off against the goods (below 0, with a reason).

    Raises ``amount_zero``, ``reason_missing``, ``deposit_beyond_there``, ``payment_in_future``,
    ``bank_ref_used``, ``not_allowed``.
    """
    locked = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    require_settling(actor, locked)
    there = Deposit.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        return there
    if amount_vnd == 0:
        raise DomainError("amount_zero")
    if amount_vnd < 0 and not reason.strip():
        raise DomainError("reason_missing")
    if on > clock.today():
        raise DomainError("payment_in_future", day=on)
    held = locked.deposits.aggregate(Sum("amount_vnd"))["amount_vnd__sum"] or 0
    if held + amount_vnd < 0:
        raise DomainError("deposit_beyond_there", left_vnd=held)
    ref = bank_ref.strip()[:80]
    if ref and Deposit.objects.filter(bank_ref=ref).exists():
        raise DomainError("bank_ref_used", bank_ref=ref)
    row = Deposit.objects.create(
        order=locked, amount_vnd=amount_vnd, on=on, bank_ref=ref, reason=reason.strip()[:300], by=actor,
        client_uuid=client_uuid,
    )  # fmt: skip
    record(
        actor=actor, verb=messages.DEPOSIT_RECORDED, thing=locked, area=locked.area_code, amount_vnd=amount_vnd
    )  # fmt: skip
    return row
