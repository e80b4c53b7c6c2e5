"""Recording markets, points, the ways between them and what is closed; the only writers of this app."""

from cungcau.domain.network.services.closures import ClosureRow, record_closures
from cungcau.domain.network.services.editing import (
    ACCESS,
    CLOSURE,
    LANE,
    MARKET,
    POINT,
    Noun,
    change,
    end_closure,
    enter,
)
from cungcau.domain.network.services.points import (
    MarketRow,
    PointRow,
    record_markets,
    record_points,
    refresh_areas,
)
from cungcau.domain.network.services.ways import AccessRow, LaneRow, record_access, record_lanes

__all__ = [
    "ACCESS",
    "CLOSURE",
    "LANE",
    "MARKET",
    "POINT",
    "AccessRow",
    "ClosureRow",
    "LaneRow",
    "MarketRow",
    "Noun",
    "PointRow",
    "change",
    "end_closure",
    "enter",
    "record_access",
    "record_closures",
    "record_lanes",
    "record_markets",
    "record_points",
    "refresh_areas",
]
