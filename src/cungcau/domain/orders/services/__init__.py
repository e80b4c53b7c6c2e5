"""Verbs of orders: the only writers."""

from cungcau.domain.orders.services.quantities import correct, post
from cungcau.domain.orders.services.weighing import Weighed, reweigh, weigh_in

__all__ = ["Weighed", "correct", "post", "reweigh", "weigh_in"]
