"""What this room refuses, and what the trail says of it."""

from cungcau.domain.reporting.messages import duties, notices, reports

__all__ = ["duties", "notices", "reports"]
