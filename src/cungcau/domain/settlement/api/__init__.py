"""Statements, payments, debts and transfer files over the API."""

from ninja import Router

from cungcau.domain.settlement.api.statements import router as statements
from cungcau.domain.settlement.api.transfers import router as transfers

router = Router()
router.add_router("", statements)
router.add_router("/transfers", transfers)

__all__ = ["router"]
