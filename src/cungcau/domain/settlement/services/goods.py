"""Which kg of an order are to be paid for and stand on no statement yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, Sum

from cungcau.domain.demand.models import PriceAt
from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import Order, OrderLine, Slip, Terms
from cungcau.domain.settlement import states
from cungcau.domain.settlement.models import ItemKind, StatementItem
from cungcau.domain.settlement.sums import payable_kg
from cungcau.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Owed:
    """Kg of a slip that no statement holds yet; below 0 where an earlier one holds too many."""

    slip: Slip
    kg: int


def terms_of(order: Order) -> Terms:
    """The frozen terms; raises ``terms_not_frozen``."""
    terms = Terms.objects.filter(order=order, state=orders.FROZEN).first()
    if terms is None:
        raise DomainError("terms_not_frozen", order=order.code)
    return terms


def owed(order: Order) -> dict[int, list[Owed]]:
    """What is to be put on statements, by payee; for a caller that holds the order's lock.

    Where the price is meant at the market, a line counts from when the buyer has accepted of it.
    """
    terms = terms_of(order)
    stated = _stated(order)
    found: dict[int, list[Owed]] = defaultdict(list)
    lines = OrderLine.objects.filter(order=order).prefetch_related("slips")
    for line in lines.order_by("no"):
        slips = [slip for slip in line.slips.all() if slip.received_kg or stated.get(slip.pk)]
        kept = {slip.pk: slip.received_kg for slip in slips}
        accepted = line.accepted_kg if terms.price_at == PriceAt.MARKET else None
        if accepted is not None:
            accepted = min(accepted, sum(kept.values()))
        payable = payable_kg(kept, accepted)
        for slip in slips:
            kg = payable[slip.pk] - stated.get(slip.pk, 0)
            if kg:
                found[slip.producer_id].append(Owed(slip, kg))
    return dict(found)


def _stated(order: Order) -> dict[int, int]:
    live = ~Q(statement__state__in=(states.VOID, states.DRAFT))
    rows = StatementItem.objects.filter(live, kind=ItemKind.GOODS, statement__order=order)
    return dict(rows.order_by().values_list("slip_id").annotate(Sum("kg")))
