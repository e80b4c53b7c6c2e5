"""Orders over the API."""

from ninja import Router

router = Router(tags=["đơn hàng"])
