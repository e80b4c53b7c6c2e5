"""Recording lots and the season's ledger; the only writers of this app."""

from cungcau.domain.supply.services.changes import (
    Confirmed,
    confirm_lots,
    correct_lot,
    reoffer_lot,
    withdraw_lot,
)
from cungcau.domain.supply.services.grid import Line, offer_grid
from cungcau.domain.supply.services.ledger import LedgerRow, record_ledger
from cungcau.domain.supply.services.making import FIGURES, figures_of, without_phones
from cungcau.domain.supply.services.offers import Offer, offer_lots
from cungcau.domain.supply.services.reminders import remind_of_stale
from cungcau.domain.supply.services.rows import LotRow, record_lots, refresh_areas
from cungcau.domain.supply.services.sheet import bring_lots
from cungcau.domain.supply.services.words import renew_words

__all__ = [
    "FIGURES",
    "Confirmed",
    "LedgerRow",
    "Line",
    "LotRow",
    "Offer",
    "bring_lots",
    "confirm_lots",
    "correct_lot",
    "figures_of",
    "offer_grid",
    "offer_lots",
    "record_ledger",
    "record_lots",
    "refresh_areas",
    "remind_of_stale",
    "renew_words",
    "reoffer_lot",
    "withdraw_lot",
    "without_phones",
]
