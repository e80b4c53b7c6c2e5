"""The ways goods take: collection points, who reaches them, lanes to markets, and what is closed when."""

from cungcau.domain.network.models.closures import Closure
from cungcau.domain.network.models.places import Channel, CollectionPoint, Market, Roof
from cungcau.domain.network.models.ways import Access, Lane

__all__ = ["Access", "Channel", "Closure", "CollectionPoint", "Lane", "Market", "Roof"]
