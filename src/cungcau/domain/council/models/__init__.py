"""Tables of the council's room."""

from cungcau.domain.council.models.decision import Decision, DecisionLine
from cungcau.domain.council.models.members import Council, MinimumRule, Post, Seat
from cungcau.domain.council.models.scoring import (
    AgreedValue,
    Discussion,
    EarlierResult,
    ItemRejection,
    Score,
    ScoreSheet,
)
from cungcau.domain.council.models.session import Attendance, Item, Recusal, Session

__all__ = [
    "AgreedValue",
    "Attendance",
    "Council",
    "Decision",
    "DecisionLine",
    "Discussion",
    "EarlierResult",
    "Item",
    "ItemRejection",
    "MinimumRule",
    "Post",
    "Recusal",
    "Score",
    "ScoreSheet",
    "Seat",
    "Session",
]
