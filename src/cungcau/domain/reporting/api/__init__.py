"""Reports over the API."""

from cungcau.domain.reporting.api import dues, reports
from cungcau.domain.reporting.api.routing import router

__all__ = ["dues", "reports", "router"]
