"""The one router of this app."""

from ninja import Router

router = Router(tags=["OCOP: hội đồng"])
"""What the operations of the council's room hang on."""
