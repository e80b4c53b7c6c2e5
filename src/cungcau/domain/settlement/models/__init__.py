"""Who is owed what for which goods, and what was paid."""

from cungcau.domain.settlement.models.account import BankAccount
from cungcau.domain.settlement.models.deposit import Deposit
from cungcau.domain.settlement.models.payment import Method, Payment
from cungcau.domain.settlement.models.statement import ItemKind, Statement, StatementItem
from cungcau.domain.settlement.models.transfer import TransferFile, TransferRow

__all__ = [
    "BankAccount",
    "Deposit",
    "ItemKind",
    "Method",
    "Payment",
    "Statement",
    "StatementItem",
    "TransferFile",
    "TransferRow",
]
