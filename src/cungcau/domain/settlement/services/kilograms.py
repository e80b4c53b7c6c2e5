"""The kg that money has paid for, and the states of slips and lines that follow."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Sum

from cungcau.domain.orders import policies as order_policies
from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import Kind, OrderLine, Slip
from cungcau.domain.orders.services import post
from cungcau.domain.orders.slip_reasons import RESTATED
from cungcau.domain.settlement import states
from cungcau.domain.settlement.models import ItemKind, Statement, StatementItem
from cungcau.domain.settlement.sums import kg_paid
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

_NOT_COUNTED = (states.DRAFT, states.VOID)


def follow_money(
    statement: Statement, evidence: str, reason: str, actor: User | None, on: date | None = None
) -> None:
    """Bring the kg paid for of a statement's slips and the states of slips and lines in line with its payments.

    The entries are of the day ``on`` (today unless said). For a caller that holds the locks of the order, its
    lines and slips.
    """
    slips = list(Slip.objects.filter(statement_items__statement=statement).distinct().order_by("pk"))
    for slip in slips:
        _slip(slip, evidence, reason, actor, _moment(on))
    lines = OrderLine.objects.filter(pk__in={slip.line_id for slip in slips}, state=orders.ACCEPTED)
    for line in lines.order_by("pk"):
        if line.paid_kg and not _unpaid(line):
            advance(line, "settle", actor=None, permission=order_policies.RECORD, area=line.area_code)


def _moment(on: date | None) -> datetime:
    """This time of day, on the day the money was paid."""
    now = clock.now()
    return now if on is None else now.replace(year=on.year, month=on.month, day=on.day)


def _slip(slip: Slip, evidence: str, reason: str, actor: User | None, at: datetime) -> None:
    target, whole = 0, True
    items = StatementItem.objects.filter(slip=slip, kind=ItemKind.GOODS)
    for item in items.exclude(statement__state__in=_NOT_COUNTED).select_related("statement"):
        one = item.statement
        target += kg_paid(item.kg, one.due_vnd, one.paid_vnd) if item.kg > 0 else item.kg
        whole = whole and one.paid_vnd >= one.due_vnd
    step = min(max(0, target), slip.received_kg) - slip.paid_kg
    if step:
        said = "" if step > 0 else reason or RESTATED
        post(
            line=slip.line, slip=slip, kind=Kind.PAID, kg=step, actor=actor, at=at, evidence=evidence,
            reason=said,
        )  # fmt: skip
    verb = "settle" if whole else "unsettle"
    if verb in orders.SLIP.verbs_from(slip.state):
        advance(slip, verb, actor=None, permission=order_policies.RECORD, area=slip.area_code)


def _unpaid(line: OrderLine) -> int:
    """Kg the line's slips brought that are not settled."""
    left = line.slips.exclude(state=orders.SETTLED).aggregate(Sum("received_kg"))["received_kg__sum"]
    return int(left or 0)
