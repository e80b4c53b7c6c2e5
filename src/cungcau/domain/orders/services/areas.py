"""What orders copy of others, brought up to date: where sellers count today, what everybody is called."""

from __future__ import annotations

from django.db import connection, transaction

from cungcau.domain.orders.models import Order
from cungcau.domain.orders.services.naming import name_order

_STATEMENTS = (
    "UPDATE orders_order AS one SET area_code = seller.area_code FROM registry_organisation AS seller"
    " WHERE seller.id = one.seller_id AND seller.area_code <> '' AND seller.area_code <> one.area_code",
    "UPDATE orders_orderline AS one SET area_code = whole.area_code FROM orders_order AS whole"
    " WHERE whole.id = one.order_id AND whole.area_code <> one.area_code",
    "UPDATE orders_priceflag AS one SET area_code = whole.area_code FROM orders_order AS whole"
    " WHERE whole.id = one.order_id AND whole.area_code <> one.area_code",
    "UPDATE orders_slip AS one SET area_code = who.area_code FROM registry_organisation AS who"
    " WHERE who.id = one.producer_id AND who.area_code <> one.area_code",
)


@transaction.atomic
def refresh_areas() -> int:
    """Copy today's areas anew; returns how many rows changed."""
    changed = 0
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement)
            changed += int(cursor.rowcount)
    return changed


def renew_words(kept: int, merged: int) -> None:
    """After two organisations became one: what the search finds their orders by."""
    rows = Order.objects.select_related("buyer", "seller", "commodity", "market", "point", "need")
    for side in ("buyer", "seller"):
        changed = list(rows.filter(**{side: kept}).defer("words", "note"))
        for one in changed:
            name_order(one)
        Order.objects.bulk_update(changed, ["folded"], batch_size=1000)
