"""Questions about needs and offers."""

from cungcau.domain.demand.selectors.needs import (
    Total,
    delivered_within,
    lines_of,
    markets_of,
    need,
    needs_of,
    other_prices,
    own_buyers,
    search,
    sees_all,
    shown_to,
    total,
    with_accepted,
    with_gap,
    with_offers_waiting,
)
from cungcau.domain.demand.selectors.offers import Stack, Week, offer, offers_of, stack
from cungcau.domain.demand.selectors.planning import (
    SetAside,
    asked_by_window,
    needs_ever,
    needs_for_planning,
    set_aside,
)
from cungcau.domain.demand.selectors.states import SOON_DAYS, about_to_expire, in_state

__all__ = [
    "SOON_DAYS",
    "SetAside",
    "Stack",
    "Total",
    "Week",
    "about_to_expire",
    "asked_by_window",
    "delivered_within",
    "in_state",
    "lines_of",
    "markets_of",
    "need",
    "needs_ever",
    "needs_for_planning",
    "needs_of",
    "offer",
    "offers_of",
    "other_prices",
    "own_buyers",
    "search",
    "sees_all",
    "set_aside",
    "shown_to",
    "stack",
    "total",
    "with_accepted",
    "with_gap",
    "with_offers_waiting",
]
