"""What a household is owed for what it brought to one order."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.settlement import states
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class ItemKind(models.TextChoices):
    """What a row of a statement adds or takes off."""

    GOODS = "goods", _("Tiền hàng")
    ADVANCE = "advance", _("Đã tạm ứng, đặt cọc")
    FREIGHT = "freight", _("Cước")
    FEE = "fee", _("Phí dịch vụ")
    OTHER_OFF = "other_off", _("Khoản trừ khác")
    OTHER_ON = "other_on", _("Khoản cộng khác")


class Statement(models.Model):
    """The account of one payee for one order, from its slips' weighed kg and frozen prices.

    ``due_vnd`` is the sum of the items, fixed when issued; ``paid_vnd`` the sum of the payments. What changes
    after issuing (a corrected weight) goes on a further statement of the same payee and order (``number``), never into
    this one. ``due_on`` is the last day to pay. The payer is who pays the household: the order's seller, or its
    buyer where they pay directly.
    """

    lifecycle = states.STATEMENT

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="statements")
    payee = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name="người nhận",
    )
    payer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name="người trả"
    )
    number = models.PositiveIntegerField("lần")
    code = models.CharField("mã bảng kê", max_length=80, unique=True)
    state = models.CharField("trạng thái", max_length=12, default=states.STATEMENT.start, editable=False)
    due_vnd = models.BigIntegerField("phải trả (đồng)", default=0)
    paid_vnd = models.BigIntegerField("đã trả (đồng)", default=0)
    kg = models.PositiveIntegerField("khối lượng tính tiền (kg)", default=0)
    delivered_on = models.DateField("ngày giao", null=True, blank=True)
    due_on = models.DateField("hạn trả", null=True, blank=True)
    issued_at = models.DateTimeField("lập xong lúc", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    void_reason = models.CharField("lý do bỏ", max_length=300, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=600, editable=False, db_collation="C")
    words = searchable("folded")
    created_at = MomentField(auto_now_add=True)
    updated_at = MomentField(auto_now=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "bảng kê thanh toán"
        indexes = (
            GinIndex(fields=("words",), name="statement_words"),
            models.Index(fields=("state", "due_on", "id"), name="statement_by_due"),
            models.Index(fields=("payer", "state", "due_on"), name="statement_by_payer"),
            models.Index(fields=("area_code", "-id"), name="statement_by_area"),
            models.Index(
                fields=("payer", "payee"),
                include=("id", "due_vnd", "paid_vnd", "due_on", "area_code"),
                condition=Q(state__in=("issued", "part_paid")),
                name="statement_owed",
            ),
        )
        constraints = (
            state_check(states.STATEMENT),
            models.UniqueConstraint(fields=("order", "payee", "number"), name="statement_once"),
            models.UniqueConstraint(
                fields=("order", "payee"), condition=Q(state=states.DRAFT), name="statement_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(paid_vnd__gte=0) & (Q(paid_vnd=0) | Q(paid_vnd__lte=F("due_vnd"))),
                name="statement_never_overpaid",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(states.DRAFT, states.VOID)) | Q(issued_at__isnull=False),
                name="statement_issued_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.VOID) | ~Q(void_reason=""), name="statement_void_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def left_vnd(self) -> int:
        """What is still to be paid."""
        return max(0, self.due_vnd - self.paid_vnd)


class StatementItem(models.Model):
    """One row of a statement: kg × đồng per kg of a slip, or an amount added or taken off with its words."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField("loại", max_length=10, choices=ItemKind.choices)
    slip = models.ForeignKey(
        "orders.Slip", null=True, blank=True, on_delete=models.PROTECT, related_name="statement_items"
    )
    kg = models.IntegerField("kg", default=0)
    price_vnd_per_kg = models.BigIntegerField("giá (đồng/kg)", null=True, blank=True)
    frozen_vnd_per_kg = models.BigIntegerField("giá đã chốt (đồng/kg)", null=True, blank=True)
    amount_vnd = models.BigIntegerField("thành tiền (đồng)")
    text = models.CharField("nội dung", max_length=300, blank=True)

    class Meta:
        ordering = ("statement", "id")
        verbose_name = "dòng bảng kê"
        indexes = (models.Index(fields=("slip", "id"), name="statement_item_by_slip"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="statement_item_kind"),
            models.CheckConstraint(
                condition=Q(
                    kind=ItemKind.GOODS,
                    slip__isnull=False,
                    price_vnd_per_kg__isnull=False,
                    amount_vnd=F("kg") * F("price_vnd_per_kg"),
                )
                | Q(
                    kind__in=(ItemKind.ADVANCE, ItemKind.FREIGHT, ItemKind.FEE, ItemKind.OTHER_OFF),
                    amount_vnd__lt=0,
                )
                | Q(kind=ItemKind.OTHER_ON, amount_vnd__gt=0),
                name="statement_item_amount_fits",
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.GOODS) | ~Q(text=""), name="statement_item_says_what_for"
            ),
        )

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.amount_vnd}"
