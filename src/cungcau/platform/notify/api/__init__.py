"""Messages over the API: those that leave, those that come, and the provider's own calls."""

from cungcau.platform.notify.api.incoming import router as incoming
from cungcau.platform.notify.api.outbox import router
from cungcau.platform.notify.api.provider import router as provider

router.add_router("/incoming", incoming)
router.add_router("/sms", provider)

__all__ = ["router"]
