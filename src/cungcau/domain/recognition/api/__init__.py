"""The room over the API."""

from ninja import Router

from cungcau.domain.recognition.api import certificates, follow_up, numbers, public, registry_book

router = Router(tags=["OCOP"])
router.add_router("/public", public.router)
router.add_router("", certificates.router)
router.add_router("", follow_up.router)
router.add_router("", numbers.router)
router.add_router("", registry_book.router)

__all__ = ["router"]
