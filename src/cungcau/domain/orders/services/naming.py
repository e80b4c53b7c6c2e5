"""What orders are called, and what the search finds them by."""

from __future__ import annotations

from django.db import connection

from cungcau.domain.orders.models import Order
from cungcau.reference.search import words


def next_ids(count: int) -> list[int]:
    """Ids for new orders, so that their codes are known before they are written, many at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('orders_order', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def code_of(pk: int) -> str:
    """What people call an order: DH-000123."""
    return f"DH-{pk:06d}"


def name_order(order: Order) -> None:
    """Set what the search looks in: code, sides, goods, where to."""
    market = order.market.name if order.market is not None else ""
    point = order.point.name if order.point is not None else ""
    need = order.need.code if order.need is not None else ""
    order.folded = words(
        order.seller.name, order.buyer.name, order.code, order.commodity.name_vi, market, point,
        order.place_text, order.agreed_at_text, need,
    )[:800]  # fmt: skip
