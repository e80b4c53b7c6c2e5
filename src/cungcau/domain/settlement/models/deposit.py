"""A buyer's deposit on an order."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.platform.ui.moments import MomentField


class Deposit(models.Model):
    """Đồng a buyer laid down for an order (above 0), or that went back or was kept (below 0, with the reason).

    Rows are only added (database trigger).
    """

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="deposits")
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    on = models.DateField("ngày")
    bank_ref = models.CharField("số giao dịch", max_length=80, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = MomentField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ("order", "id")
        verbose_name = "tiền đặt cọc"
        constraints = (
            models.CheckConstraint(condition=~Q(amount_vnd=0), name="deposit_not_nothing"),
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0) | ~Q(reason=""), name="deposit_back_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=("bank_ref",), condition=~Q(bank_ref=""), name="deposit_bank_ref_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.order_id}: {self.amount_vnd}"
