"""What waits to be sent through the bank, by who pays."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from cungcau.domain.settlement.models import BankAccount, Statement, TransferFile, TransferRow
from cungcau.domain.settlement.selectors.statements import OWED, seen_q, statements_shown
from cungcau.platform.access.selectors import Somebody

MOST_ROWS = 2000
"""Transfers in one file."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one payer may send through the bank: statements and đồng, and statements of payees without an account."""

    payer_id: int
    payer: str
    statements: int
    left_vnd: int
    without_account: int


def _owed(user: Somebody) -> QuerySet[Statement]:
    account = BankAccount.objects.filter(owner=OuterRef("payee"), closed_at=None)
    held = TransferRow.objects.filter(statement=OuterRef("pk"), live=True)
    rows = statements_shown(user).filter(state__in=OWED, due_vnd__gt=F("paid_vnd"))
    return rows.filter(~Exists(held)).annotate(has_account=Exists(account))


def statements_ready(user: Somebody, payer: int) -> QuerySet[Statement]:
    """What a payer owes to payees with an open account and in no live file yet, the first due first."""
    return _owed(user).filter(payer=payer, has_account=True).order_by(F("due_on").asc(nulls_last=True), "pk")


def payers_waiting(user: Somebody) -> list[Waiting]:
    """Every payer with something to send or lacking an account, the most đồng first."""
    ready = Q(has_account=True)
    rows = (
        _owed(user)
        .order_by()
        .values_list("payer_id", "payer__name")
        .annotate(
            n=Count("pk", filter=ready),
            left=Sum(F("due_vnd") - F("paid_vnd"), filter=ready),
            lacking=Count("pk", filter=~ready),
        )
    )
    found = [Waiting(pk, name, n, int(left or 0), lacking) for pk, name, n, left, lacking in rows]
    return sorted(found, key=lambda one: (-one.left_vnd, one.payer, one.payer_id))


def files_shown(user: Somebody) -> QuerySet[TransferFile]:
    """The transfer files somebody may see, the newest first."""
    rows = TransferFile.objects.filter(seen_q(user, "payer"))
    return rows.select_related("payer", "made_by").order_by("-pk")


def with_progress(rows: QuerySet[TransferFile]) -> QuerySet[TransferFile]:
    """With ``rows_count``, ``done_count`` and ``live_count`` of each file."""
    return rows.annotate(
        rows_count=Count("rows"),
        done_count=Count("rows", filter=Q(rows__payment__isnull=False)),
        live_count=Count("rows", filter=Q(rows__live=True)),
    )
