"""Plans, their rows, and what people decide about them."""

from cungcau.domain.matching.models.plan import Plan, PlanInput
from cungcau.domain.matching.models.review import (
    ComparedLine,
    Comparison,
    LedgerCarry,
    Override,
    ReasonCode,
)
from cungcau.domain.matching.models.rows import Bottleneck, Fill, Line, Share, UnkeptLine, Unsold

__all__ = [
    "Bottleneck",
    "ComparedLine",
    "Comparison",
    "Fill",
    "LedgerCarry",
    "Line",
    "Override",
    "Plan",
    "PlanInput",
    "ReasonCode",
    "Share",
    "UnkeptLine",
    "Unsold",
]
