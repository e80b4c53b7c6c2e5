"""Seasons, plans and their review over the API."""

from ninja import Router

from cungcau.domain.matching.api.plans import router as plans
from cungcau.domain.matching.api.review import router as review
from cungcau.domain.matching.api.rows import router as rows

router = Router()
router.add_router("", plans)
router.add_router("", rows)
router.add_router("", review)

__all__ = ["router"]
