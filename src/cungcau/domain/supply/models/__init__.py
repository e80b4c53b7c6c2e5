"""Lots offered for a season, and what the season's ledger already holds for each producer."""

from cungcau.domain.supply.models.ledger import SeasonLedger
from cungcau.domain.supply.models.lot import Channel, Lot, PriceAt, Urgency

__all__ = ["Channel", "Lot", "PriceAt", "SeasonLedger", "Urgency"]
