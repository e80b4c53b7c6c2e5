"""The one router that needs and offers share."""

from ninja import Router

router = Router(tags=["nhu cầu"])
