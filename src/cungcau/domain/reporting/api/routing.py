"""The one router of this app."""

from ninja import Router

router = Router(tags=["báo cáo định kỳ"])
