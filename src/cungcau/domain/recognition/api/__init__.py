"""The room over the API."""

from ninja import Router

from cungcau.domain.recognition.api import certificates, follow_up, public

router = Router(tags=["OCOP"])
router.add_router("/public", public.router)
router.add_router("", certificates.router)
router.add_router("", follow_up.router)

__all__ = ["router"]
