"""This room over the API."""

from ninja import Router

from cungcau.domain.promotion.api.events import router as events
from cungcau.domain.promotion.api.memoranda import router as memoranda
from cungcau.domain.promotion.api.points import router as points

router = Router(tags=["xúc tiến thương mại"])
router.add_router("/events", events)
router.add_router("/points", points)
router.add_router("/memoranda", memoranda)
