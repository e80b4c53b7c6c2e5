"""The room over the API."""

from ninja import Router

from cungcau.domain.ocop.api import road_settings, road_things
from cungcau.domain.ocop.api.road import router as road

router = Router(tags=["OCOP"])

router.add_router("/road", road)

__all__ = ["road_settings", "road_things", "router"]
