"""The collection points over the API."""

from cungcau.domain.collection.api import phones, points, tickets
from cungcau.domain.collection.api.routing import router

__all__ = ["phones", "points", "router", "tickets"]
