"""Which statements somebody sees, and what they hold together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import Order
from cungcau.domain.registry.selectors import acting_for
from cungcau.domain.settlement import policies, states
from cungcau.domain.settlement.models import Statement
from cungcau.platform.access.areas import EVERYWHERE, within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock

OWED = (states.ISSUED, states.PART_PAID)


@dataclass(frozen=True, slots=True)
class Total:
    """How many statements, đồng owed by them, đồng paid."""

    statements: int
    due_vnd: int
    paid_vnd: int

    @property
    def left_vnd(self) -> int:
        """Đồng still to be paid."""
        return self.due_vnd - self.paid_vnd


def seen_q(user: Somebody, seller: str, area: str = "area_code") -> Q:
    """The rows of an officer's areas, and of sellers (the column ``seller``) somebody acts for."""
    held = areas_with(user, policies.VIEW)
    if EVERYWHERE in held:
        return Q()
    seen = within(area, held) if held else Q(pk__in=[])
    if not allows(user, policies.VIEW_OWN):
        return seen
    return seen | Q(**{f"{seller}__in": list(acting_for(user, clock.today()))})


def statements_shown(user: Somebody) -> QuerySet[Statement]:
    """The statements somebody may see, the newest first, with what a list reads of them."""
    rows = Statement.objects.filter(seen_q(user, "order__seller"))
    return rows.select_related("order", "payee", "payer").defer("words", "folded")


def statement_for(user: Somebody, pk: int) -> Statement | None:
    """One of them, or None."""
    rows = Statement.objects.filter(seen_q(user, "order__seller"), pk=pk)
    return rows.select_related(
        "order__commodity", "order__buyer", "order__season", "payee", "payer", "issued_by"
    ).first()


def total(rows: QuerySet[Statement]) -> Total:
    """What a list holds together, without drafts and those dropped in the sums."""
    counted = ~Q(state__in=(states.DRAFT, states.VOID))
    found = rows.order_by().aggregate(
        n=Count("pk"), due=Sum("due_vnd", filter=counted), paid=Sum("paid_vnd", filter=counted)
    )  # fmt: skip
    return Total(found["n"], found["due"] or 0, found["paid"] or 0)


def orders_to_settle(user: Somebody) -> QuerySet[Order]:
    """Agreed orders with goods at the point that are not wholly paid for, the oldest harvest first."""
    rows = Order.objects.filter(seen_q(user, "seller"), state=orders.AGREED)
    rows = rows.annotate(received=Sum("lines__received_kg"), paid=Sum("lines__paid_kg"))
    return rows.filter(received__gt=F("paid")).select_related("buyer", "seller", "commodity").order_by("pk")
