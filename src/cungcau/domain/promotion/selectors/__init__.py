"""Questions about events, display points and memoranda."""

from cungcau.domain.promotion.selectors.displays import open_on, point_for, points_shown
from cungcau.domain.promotion.selectors.events import event_for, events_shown, held_between
from cungcau.domain.promotion.selectors.memoranda import (
    delivered_of,
    fulfilling,
    memoranda_shown,
    memorandum_for,
    orders_to_tie,
)

__all__ = [
    "delivered_of",
    "event_for",
    "events_shown",
    "fulfilling",
    "held_between",
    "memoranda_shown",
    "memorandum_for",
    "open_on",
    "orders_to_tie",
    "point_for",
    "points_shown",
]
