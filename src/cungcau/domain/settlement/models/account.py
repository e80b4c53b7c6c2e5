"""Where money can be sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.platform.ui.moments import MomentField


class BankAccount(models.Model):
    """A bank account of a household or organisation; the number is personal data, shown masked.

    ``bank_bin`` is the bank's six digits with NAPAS. A changed account is a new row; the old one is closed
    (``closed_at``), so that what was paid where stays readable. One open account a payee.
    """

    owner = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="bank_accounts", verbose_name="chủ"
    )
    bank_bin = models.CharField("mã ngân hàng (BIN)", max_length=6)
    bank_name = models.CharField("ngân hàng", max_length=120, blank=True)
    number = models.CharField("số tài khoản", max_length=19)
    holder = models.CharField("tên chủ tài khoản", max_length=120)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("ghi lúc", auto_now_add=True)
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)

    class Meta:
        ordering = ("owner_id", "-id")
        verbose_name = "tài khoản ngân hàng"
        constraints = (
            models.UniqueConstraint(
                fields=("owner",), condition=Q(closed_at=None), name="bank_account_one_open"
            ),
            models.CheckConstraint(condition=Q(bank_bin__regex=r"^[0-9]{6}$"), name="bank_account_bin"),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9A-Za-z]{1,19}$"), name="bank_account_number"
            ),
            models.CheckConstraint(condition=~Q(holder="") & ~Q(source=""), name="bank_account_named"),
        )

    def __str__(self) -> str:
        return f"{self.bank_name or self.bank_bin} {self.masked}"

    @property
    def masked(self) -> str:
        """The number with all but its last four characters hidden; of a short one at least half is."""
        shown = min(4, len(self.number) // 2)
        return "•" * (len(self.number) - shown) + self.number[len(self.number) - shown :]
