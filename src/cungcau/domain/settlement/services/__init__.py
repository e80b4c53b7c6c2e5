"""Verbs of settlement: the only writers."""

from cungcau.domain.settlement.services.accounts import reveal_account, set_account
from cungcau.domain.settlement.services.deposits import record_deposit
from cungcau.domain.settlement.services.payments import pay, reverse
from cungcau.domain.settlement.services.statements import (
    add_item,
    draft_statements,
    issue_statement,
    remove_item,
    set_price,
    void_statement,
)
from cungcau.domain.settlement.services.transfers import (
    drop_file,
    file_done,
    make_file,
    reveal_file,
    row_done,
    row_refused,
)

__all__ = [
    "add_item",
    "draft_statements",
    "drop_file",
    "file_done",
    "issue_statement",
    "make_file",
    "pay",
    "record_deposit",
    "remove_item",
    "reveal_account",
    "reveal_file",
    "reverse",
    "row_done",
    "row_refused",
    "set_account",
    "set_price",
    "void_statement",
]
