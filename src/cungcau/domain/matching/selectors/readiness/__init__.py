"""What is missing or stale before a plan is computed, and what that would cost."""

from cungcau.domain.matching.selectors.readiness.items import Item, Readiness, Severity
from cungcau.domain.matching.selectors.readiness.look import readiness

__all__ = ["Item", "Readiness", "Severity", "readiness"]
