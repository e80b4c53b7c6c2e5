"""Events, display points, memoranda."""

from cungcau.domain.promotion.models.display import Displayed, DisplayPoint
from cungcau.domain.promotion.models.event import (
    Event,
    EventKind,
    EventParty,
    EventSite,
    PartyRole,
    SiteKind,
    Way,
)
from cungcau.domain.promotion.models.memorandum import Memorandum, MemorandumOrder

__all__ = [
    "DisplayPoint",
    "Displayed",
    "Event",
    "EventKind",
    "EventParty",
    "EventSite",
    "Memorandum",
    "MemorandumOrder",
    "PartyRole",
    "SiteKind",
    "Way",
]
