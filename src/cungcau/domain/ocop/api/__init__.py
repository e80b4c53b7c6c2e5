"""The room over the API."""

from ninja import Router

from cungcau.domain.ocop.api import road_settings, road_things
from cungcau.domain.ocop.api.dossiers import router as dossiers
from cungcau.domain.ocop.api.evidence import router as evidence
from cungcau.domain.ocop.api.products import router as products
from cungcau.domain.ocop.api.road import router as road
from cungcau.domain.ocop.api.rules import router as rules

router = Router(tags=["OCOP"])

router.add_router("/road", road)
router.add_router("/rules", rules)
router.add_router("/products", products)
router.add_router("/dossiers", dossiers)
router.add_router("/evidence", evidence)

__all__ = ["road_settings", "road_things", "router"]
