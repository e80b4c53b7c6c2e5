"""What a list of orders is sorted by, kept beside each order: kg, first day of leaving, price."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

RENEW = """
UPDATE orders_order AS kept SET
  listed_kg = COALESCE(line.kg, said.kg, 0), listed_day = COALESCE(line.day, said.day),
  listed_price = COALESCE(said.price, 0)
FROM orders_order AS one
LEFT JOIN LATERAL (
  SELECT sum(asked_kg) AS kg, min(dispatch_date) AS day FROM orders_orderline
  WHERE order_id = one.id AND state <> 'cancelled' HAVING count(*) > 0
) AS line ON true
LEFT JOIN LATERAL (
  SELECT terms.price_vnd_per_kg AS price, days.kg, days.day FROM orders_terms AS terms
  LEFT JOIN LATERAL (
    SELECT sum(kg) AS kg, min(dispatch_date) AS day FROM orders_termsday WHERE terms_id = terms.id
  ) AS days ON true
  WHERE terms.order_id = one.id AND terms.state IN ('frozen', 'proposed') ORDER BY terms.state LIMIT 1
) AS said ON true
WHERE kept.id = one.id
"""
"""The same as ``selectors.orders.gist_of`` says of an order, for all orders; with a condition on ``one`` for some."""


def renew_listing(order_ids: Iterable[int]) -> None:
    """Keep what the lists sort by in step with these orders' lines and terms; inside the deed's transaction."""
    ids = list(order_ids)
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(f"{RENEW} AND one.id = ANY(%s)", [ids])
