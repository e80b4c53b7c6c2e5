"""Questions about statements, payments and debts."""

from cungcau.domain.settlement.selectors.debts import Debt, debts, debts_total
from cungcau.domain.settlement.selectors.statements import (
    files_shown,
    orders_to_settle,
    seen_q,
    statement_for,
    statements_shown,
    total,
)

__all__ = [
    "Debt",
    "debts",
    "debts_total",
    "files_shown",
    "orders_to_settle",
    "seen_q",
    "statement_for",
    "statements_shown",
    "total",
]
