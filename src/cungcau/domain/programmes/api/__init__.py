"""Plans over the API."""

from cungcau.domain.programmes.api import agencies, checks, figures, parts, plans, progress
from cungcau.domain.programmes.api.routing import router

router.add_router("/figures", figures.router)

__all__ = ["agencies", "checks", "figures", "parts", "plans", "progress", "router"]
