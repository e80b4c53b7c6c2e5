"""What is said when this app refuses, and what the trail and people are told; one file per noun."""

from cungcau.domain.recognition.messages import after, notices, registry, renewals, targets

__all__ = ["after", "notices", "registry", "renewals", "targets"]
