"""What is said when this app refuses, and what the trail says of it."""

from cungcau.domain.orders.messages import orders, quantities, slips, weighing

__all__ = ["orders", "quantities", "slips", "weighing"]
