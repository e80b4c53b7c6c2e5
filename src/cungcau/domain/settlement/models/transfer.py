"""A file of transfers for the bank."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.domain.settlement import states
from cungcau.domain.settlement.models.account import BankAccount
from cungcau.domain.settlement.models.payment import Payment
from cungcau.domain.settlement.models.statement import Statement
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class TransferFile(models.Model):
    """What one payer sends its households through the bank in one go."""

    lifecycle = states.TRANSFER

    code = models.CharField("mã tệp", max_length=60, unique=True)
    payer = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("trạng thái", max_length=8, default=states.TRANSFER.start, editable=False)
    total_vnd = models.BigIntegerField("tổng (đồng)", default=0)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("lập lúc", auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "tệp chuyển khoản"
        constraints = (state_check(states.TRANSFER),)

    def __str__(self) -> str:
        return self.code


class TransferRow(models.Model):
    """One transfer of a file: what was left of a statement, to an account; its payment once the bank did it.

    While ``live``, no other file may hold the statement.
    """

    file = models.ForeignKey(TransferFile, on_delete=models.PROTECT, related_name="rows")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="transfers")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    text = models.CharField("nội dung chuyển", max_length=80)
    live = models.BooleanField(default=True, editable=False)
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="transfer"
    )
    refused = models.CharField("ngân hàng từ chối", max_length=300, blank=True)

    class Meta:
        ordering = ("file", "id")
        verbose_name = "lệnh chuyển khoản"
        constraints = (
            models.UniqueConstraint(
                fields=("statement",), condition=Q(live=True), name="transfer_statement_in_one_file"
            ),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="transfer_positive"),
        )

    def __str__(self) -> str:
        return f"{self.file_id}: {self.amount_vnd}"
