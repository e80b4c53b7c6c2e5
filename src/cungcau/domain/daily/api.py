"""This app over the API."""

from ninja import Router

router = Router(tags=["báo cáo ngày"])
