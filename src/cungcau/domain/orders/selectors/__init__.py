"""Questions about orders and slips."""

from cungcau.domain.orders.selectors.band import Band, band
from cungcau.domain.orders.selectors.orders import gist_of, order, orders_of
from cungcau.domain.orders.selectors.rights import may_see, orders_shown, shown_q, sides_of

__all__ = ["Band", "band", "gist_of", "may_see", "order", "orders_of", "orders_shown", "shown_q", "sides_of"]
