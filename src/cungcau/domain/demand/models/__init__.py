"""What buyers ask for, and what is offered towards it."""

from cungcau.domain.demand.models.choices import EntryChannel, FreightBy, Frequency, NeedKind, PriceAt
from cungcau.domain.demand.models.need import KEPT_DAYS, Need, NeedLine
from cungcau.domain.demand.models.offer import Offer

__all__ = [
    "KEPT_DAYS",
    "EntryChannel",
    "FreightBy",
    "Frequency",
    "Need",
    "NeedKind",
    "NeedLine",
    "Offer",
    "PriceAt",
]
