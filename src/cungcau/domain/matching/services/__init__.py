"""Verbs on plans: ask for one, compute it, try a change, decide by hand, revise, compare, publish, discard."""

from cungcau.domain.matching.services.comparing import compare_plans
from cungcau.domain.matching.services.compute import compute_plan, plan_abandoned
from cungcau.domain.matching.services.demo import load_season
from cungcau.domain.matching.services.ledger import carry_ledger, request_carry
from cungcau.domain.matching.services.overrides import (
    Why,
    Wish,
    keep_apart,
    move_line,
    override_line,
    withdraw_override,
)
from cungcau.domain.matching.services.plans import (
    discard_plan,
    request_plan,
    request_revision,
    request_what_if,
)
from cungcau.domain.matching.services.publishing import is_untouched, publish_plan

__all__ = [
    "Why",
    "Wish",
    "carry_ledger",
    "compare_plans",
    "compute_plan",
    "discard_plan",
    "is_untouched",
    "keep_apart",
    "load_season",
    "move_line",
    "override_line",
    "plan_abandoned",
    "publish_plan",
    "request_carry",
    "request_plan",
    "request_revision",
    "request_what_if",
    "withdraw_override",
]
