"""Plans and their rows."""

from cungcau.domain.matching.models.plan import Plan, PlanInput
from cungcau.domain.matching.models.rows import Bottleneck, Fill, Line, Share, Unsold

__all__ = ["Bottleneck", "Fill", "Line", "Plan", "PlanInput", "Share", "Unsold"]
