"""The one router of this app."""

from ninja import Router

router = Router(tags=["kế hoạch, chương trình"])
