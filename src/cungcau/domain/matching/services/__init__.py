"""Verbs on plans: ask for one, compute it, try a change, publish, discard."""

from cungcau.domain.matching.services.compute import compute_plan, plan_abandoned
from cungcau.domain.matching.services.demo import load_season
from cungcau.domain.matching.services.plans import discard_plan, publish_plan, request_plan, request_what_if

__all__ = [
    "compute_plan",
    "discard_plan",
    "load_season",
    "plan_abandoned",
    "publish_plan",
    "request_plan",
    "request_what_if",
]
