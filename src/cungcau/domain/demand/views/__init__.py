"""Pages of needs."""

from cungcau.domain.demand.views.edit import edit, new
from cungcau.domain.demand.views.lists import expiring, needs
from cungcau.domain.demand.views.need import confirm, line, meet, need, reopen, withdraw
from cungcau.domain.demand.views.offers import consolidate, decide, edit_offer, new_offer

__all__ = [
    "confirm",
    "consolidate",
    "decide",
    "edit",
    "edit_offer",
    "expiring",
    "line",
    "meet",
    "need",
    "needs",
    "new",
    "new_offer",
    "reopen",
    "withdraw",
]
