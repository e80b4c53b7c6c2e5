"""Money that changed hands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.settlement.models.statement import Statement
from cungcau.platform.ui.moments import MomentField


class Method(models.TextChoices):
    """How it was paid."""

    CASH = "cash", _("Tiền mặt")
    BANK = "bank", _("Chuyển khoản")
    OTHER = "other", _("Cách khác")


class Payment(models.Model):
    """A part or all of a statement paid, đồng; a payment taken back is a further row below 0 naming it.

    ``bank_ref`` is the bank's number of the transfer, once in all. Rows are only added (database trigger).
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="payments")
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    method = models.CharField("cách trả", max_length=5, choices=Method.choices)
    paid_on = models.DateField("ngày trả")
    bank_ref = models.CharField("số giao dịch ngân hàng", max_length=80, blank=True)
    received_by = models.CharField("người ký nhận", max_length=120, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    reason = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = MomentField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ("statement", "id")
        verbose_name = "lần trả tiền"
        indexes = (models.Index(fields=("paid_on", "id"), name="payment_by_day"),)
        constraints = (
            models.UniqueConstraint(
                fields=("bank_ref",),
                condition=~Q(bank_ref="") & Q(reverses=None),
                name="payment_bank_ref_once",
            ),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="payment_method_known"),
            models.CheckConstraint(
                condition=Q(reverses=None, amount_vnd__gt=0)
                | (Q(reverses__isnull=False, amount_vnd__lt=0) & ~Q(reason="")),
                name="payment_amount_fits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.amount_vnd}"
