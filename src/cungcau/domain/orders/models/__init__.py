"""Orders, the terms both sides froze, their lines with quantities kept apart, the households' slips."""

from cungcau.domain.orders.models.entry import Entry, Kind
from cungcau.domain.orders.models.flag import FlagAnswer, FlagWhy, Outcome, PriceFlag
from cungcau.domain.orders.models.line import OrderLine
from cungcau.domain.orders.models.order import Order, Origin
from cungcau.domain.orders.models.slip import AllocatedBy, AnswerBy, Slip
from cungcau.domain.orders.models.terms import Side, Terms, TermsDay

__all__ = [
    "AllocatedBy",
    "AnswerBy",
    "Entry",
    "FlagAnswer",
    "FlagWhy",
    "Kind",
    "Order",
    "OrderLine",
    "Origin",
    "Outcome",
    "PriceFlag",
    "Side",
    "Slip",
    "Terms",
    "TermsDay",
]
