"""The room over the API."""

from ninja import Router

router = Router(tags=["OCOP"])

__all__ = ["router"]
