"""Which kg of orders are to be paid for and stand on no statement yet, and what ended claims make owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, Sum

from cungcau.domain.demand.models import PriceAt
from cungcau.domain.logistics.selectors.claims import owed_for_lines
from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import Order, OrderLine, Slip, Terms
from cungcau.domain.settlement import states
from cungcau.domain.settlement.models import ItemKind, Statement, StatementItem
from cungcau.domain.settlement.sums import payable_kg, share_of_claims
from cungcau.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Owed:
    """Kg of a slip that no statement holds yet; below 0 where an earlier one holds too many."""

    slip: Slip
    kg: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an order is put on statements: kg on none yet, drafts there are, whether they hold just that.

    ``claims_vnd`` is what the seller owes the buyer from ended claims (below 0: the buyer the seller).
    """

    kg: int
    drafts: int
    up_to_date: bool
    claims_vnd: int

    @property
    def to_draft(self) -> bool:
        """Whether drafting would change anything."""
        return not self.up_to_date

    @property
    def waits(self) -> str:
        """What an order with nothing to draft waits for: "issue" its drafts, or "money"."""
        return "issue" if self.drafts else "money"


def terms_of(order: Order) -> Terms:
    """The frozen terms; raises ``terms_not_frozen``."""
    terms = Terms.objects.filter(order=order, state=orders.FROZEN).first()
    if terms is None:
        raise DomainError("terms_not_frozen", order=order.code)
    return terms


def owed_of(wanted: Sequence[Order]) -> dict[int, dict[int, list[Owed]]]:
    """What is to be put on statements, by order and payee, in four queries however many orders.

    Where the price is meant at the market, a line counts from when the buyer has accepted of it. Orders without
    frozen terms are left out. Whoever writes statements from it holds the orders' locks.
    """
    ids = [order.pk for order in wanted]
    terms = Terms.objects.filter(order__in=ids, state=orders.FROZEN)
    priced_at = dict(terms.values_list("order_id", "price_at"))
    stated = _stated(ids)
    found: dict[int, dict[int, list[Owed]]] = {pk: defaultdict(list) for pk in priced_at}
    slips = Prefetch("slips", Slip.objects.defer("words", "folded"))
    for line in (
        OrderLine.objects.filter(order__in=priced_at).prefetch_related(slips).order_by("order_id", "no")
    ):
        for slip, kg in _payable(line, priced_at[line.order_id], stated):
            if kg:
                found[line.order_id][slip.producer_id].append(Owed(slip, kg))
    return {pk: dict(by_payee) for pk, by_payee in found.items()}


def _payable(line: OrderLine, price_at: str, stated: Mapping[int, int]) -> list[tuple[Slip, int]]:
    """The slips of a line with the kg that are payable beyond what statements hold."""
    slips = [slip for slip in line.slips.all() if slip.received_kg or stated.get(slip.pk)]
    kept = {slip.pk: slip.received_kg for slip in slips}
    accepted = min(line.accepted_kg, sum(kept.values())) if price_at == PriceAt.MARKET else None
    payable = payable_kg(kept, accepted)
    return [(slip, payable[slip.pk] - stated.get(slip.pk, 0)) for slip in slips]


def _stated(ids: Iterable[int]) -> dict[int, int]:
    live = ~Q(statement__state__in=(states.VOID, states.DRAFT))
    rows = StatementItem.objects.filter(live, kind=ItemKind.GOODS, statement__order__in=ids)
    return dict(rows.order_by().values_list("slip_id").annotate(Sum("kg")))


def standing(wanted: Sequence[Order]) -> dict[int, Standing]:
    """How far each of these orders is put on statements, in a set number of queries."""
    ids = [order.pk for order in wanted]
    owed = owed_of(wanted)
    drafts: dict[int, set[int]] = defaultdict(set)
    drafted: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Statement.objects.filter(order__in=ids, state=states.DRAFT).order_by()
    for order, draft, kind, slip, kg in rows.values_list(
        "order_id", "pk", "items__kind", "items__slip_id", "items__kg"
    ):
        drafts[order].add(draft)
        if kind == ItemKind.GOODS:
            drafted[order][slip] = kg
    claims = _claims(ids)
    found = {}
    for pk in ids:
        parts = {part.slip.pk: part.kg for some in owed.get(pk, {}).values() for part in some}
        found[pk] = Standing(
            sum(parts.values()), len(drafts[pk]), drafted[pk] == parts, sum(claims.get(pk, {}).values())
        )
    return found


def claims_share(statement: Statement) -> tuple[int, int]:
    """đồng the seller owes the buyer from the order's ended claims, and a statement's part by its kg of what came.

    Both below 0 where the buyer owes the seller. A part to be thought of, not one that is taken off: whether the
    households bear it is for them and their representative to settle.
    """
    by_line = _claims([statement.order_id]).get(statement.order_id, {})
    if not by_line:
        return 0, 0
    goods = statement.items.filter(kind=ItemKind.GOODS).order_by().values_list("slip__line_id")
    kg = {line: int(some) for line, some in goods.annotate(Sum("kg")) if line is not None}
    received = dict(OrderLine.objects.filter(pk__in=by_line).values_list("pk", "received_kg"))
    return sum(by_line.values()), share_of_claims(by_line, kg, received)


def _claims(order_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """What ended claims make owed, by order and line."""
    lines = dict(OrderLine.objects.filter(order__in=list(order_ids)).values_list("pk", "order_id"))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for line, vnd in owed_for_lines(lines).items():
        found[lines[line]][line] = vnd
    return dict(found)
