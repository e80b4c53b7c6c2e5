"""This app over the API."""

from ninja import Router

from cungcau.domain.logistics.api.arrivals import router as arrivals
from cungcau.domain.logistics.api.road import router as road
from cungcau.domain.logistics.api.rules import router as rules
from cungcau.domain.logistics.api.stops import router as stops
from cungcau.domain.logistics.api.trips import router as trips

router = Router()
router.add_router("", stops)
router.add_router("", trips)
router.add_router("", road)
router.add_router("", arrivals)
router.add_router("", rules)
