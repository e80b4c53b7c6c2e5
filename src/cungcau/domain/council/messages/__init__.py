"""What is said when this app refuses, and what the trail and people are told; one file per noun."""

from cungcau.domain.council.messages import councils, decisions, scoring, sessions

__all__ = ["councils", "decisions", "scoring", "sessions"]
