"""What waits to be sent through the bank, by who pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from cungcau.domain.registry.models import Organisation
from cungcau.domain.settlement.models import BankAccount, Statement, TransferFile, TransferRow
from cungcau.domain.settlement.selectors.statements import OWED, seen_q, statements_shown
from cungcau.platform.access.selectors import Somebody

MOST_ROWS = 2000
"""Transfers in one file."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one payer owes (``owed_vnd``), and how much of it may be sent through the bank now.

    ``statements`` and ``left_vnd`` stand in no live file and go to payees with an open account; ``without_account``
    are statements of payees who have none.
    """

    payer_id: int
    payer: str
    owed_vnd: int
    statements: int
    left_vnd: int
    without_account: int


_LEFT = F("due_vnd") - F("paid_vnd")


def _owed(user: Somebody) -> QuerySet[Statement]:
    rows = Statement.objects.filter(seen_q(user, "order__seller"), state__in=OWED, due_vnd__gt=F("paid_vnd"))
    return rows.order_by()


def _free(rows: QuerySet[Statement]) -> QuerySet[Any]:
    """With ``has_account``."""
    held = TransferRow.objects.filter(statement=OuterRef("pk"), live=True)
    account = BankAccount.objects.filter(owner=OuterRef("payee"), closed_at=None)
    return rows.filter(~Exists(held)).annotate(has_account=Exists(account))


def statements_ready(user: Somebody, payer: int) -> QuerySet[Statement]:
    """What a payer owes to payees with an open account and in no live file yet, the first due first."""
    rows = _free(statements_shown(user).filter(state__in=OWED, due_vnd__gt=F("paid_vnd"), payer=payer))
    return rows.filter(has_account=True).order_by(F("due_on").asc(nulls_last=True), "pk")


def payers_owing(user: Somebody) -> list[tuple[int, int]]:
    """Every payer who owes households, with the đồng owed, the most first."""
    sums = _owed(user).values_list("payer_id").annotate(left=Sum(_LEFT))
    return sorted(((pk, int(left)) for pk, left in sums), key=lambda one: (-one[1], one[0]))


def waiting_of(user: Somebody, payers: Sequence[tuple[int, int]]) -> list[Waiting]:
    """What some of :func:`payers_owing` may send, in their order."""
    rows = _free(_owed(user).filter(payer__in=[pk for pk, _left in payers]))
    sums = rows.values_list("payer_id", "has_account").annotate(n=Count("pk"), left=Sum(_LEFT))
    found = {(pk, ready): (count, int(left)) for pk, ready, count, left in sums}
    names = dict(Organisation.objects.filter(pk__in=[pk for pk, _left in payers]).values_list("pk", "name"))
    return [
        Waiting(pk, names[pk], owed, *found.get((pk, True), (0, 0)), found.get((pk, False), (0, 0))[0])
        for pk, owed in payers
    ]


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
