"""Orders and slips over the API."""

from ninja import Router

from cungcau.domain.orders.api.orders import router as orders
from cungcau.domain.orders.api.slips import router as slips

router = Router()
router.add_router("/slips", slips)
router.add_router("", orders)
