"""The room over the API."""

from cungcau.domain.council.api import councils, decisions, items, scoring, sessions
from cungcau.domain.council.api.routing import router

__all__ = ["councils", "decisions", "items", "router", "scoring", "sessions"]
