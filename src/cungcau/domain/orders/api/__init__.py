"""Orders and slips over the API."""

from cungcau.domain.orders.api.orders import router
from cungcau.domain.orders.api.slips import router as slips

router.add_router("/slips", slips)

__all__ = ["router"]
