"""Needs and offers over the API: everything the pages show and do."""

from cungcau.domain.demand.api import needs, offers
from cungcau.domain.demand.api.routing import router

__all__ = ["needs", "offers", "router"]
