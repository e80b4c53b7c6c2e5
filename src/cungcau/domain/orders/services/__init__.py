"""Verbs of orders: the only writers."""

from cungcau.domain.orders.services.quantities import correct, post

__all__ = ["correct", "post"]
