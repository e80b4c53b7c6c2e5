"""Observed figures over the API."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["số liệu điều tra"])
