"""Questions about statements, payments and debts."""

from cungcau.domain.settlement.selectors.debts import Debt, debts, debts_total
from cungcau.domain.settlement.selectors.statements import (
    orders_to_settle,
    seen_q,
    statement_for,
    statements_shown,
    total,
)
from cungcau.domain.settlement.selectors.transfers import (
    MOST_ROWS,
    Waiting,
    files_shown,
    payers_owing,
    statements_ready,
    waiting_of,
    with_progress,
)

__all__ = [
    "MOST_ROWS",
    "Debt",
    "Waiting",
    "debts",
    "debts_total",
    "files_shown",
    "orders_to_settle",
    "payers_owing",
    "seen_q",
    "statement_for",
    "statements_ready",
    "statements_shown",
    "total",
    "waiting_of",
    "with_progress",
]
