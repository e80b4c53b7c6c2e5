"""What the plans' room refuses, and what the trail says of it."""

from cungcau.domain.programmes.messages import checks, figures, plans

__all__ = ["checks", "figures", "plans"]
