"""What buyers and sellers said they would do, and the orders by which they do it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cungcau.domain.promotion import states
from cungcau.domain.promotion.models.event import Event
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Memorandum(Versioned):
    """A memorandum of understanding: a buyer means to take ``kg`` of a commodity from a seller between two days.

    It binds nobody to a price; what comes of it are the orders tied to it (:class:`MemorandumOrder`).
    """

    lifecycle = states.MEMORANDUM

    number = models.CharField("số biên bản", max_length=60)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="memoranda", verbose_name="ký tại"
    )  # fmt: skip
    seller = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name="bên bán"
    )
    buyer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name="bên mua"
    )
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="+", verbose_name="nông sản"
    )
    kg = models.BigIntegerField("khối lượng dự kiến (kg)")
    signed_on = models.DateField("ngày ký")
    starts_on = models.DateField("thực hiện từ ngày")
    ends_on = models.DateField("đến hết ngày")
    text = models.TextField("nội dung chính", blank=True, max_length=4000)
    reason = models.CharField("lý do kết thúc, huỷ", max_length=300, blank=True)
    state = models.CharField("trạng thái", max_length=10, default=states.MEMORANDUM.start, editable=False)
    area_code = models.CharField("địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    source = models.CharField("nguồn", max_length=300)
    folded = models.CharField(max_length=800, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("ghi lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("-signed_on", "-id")
        verbose_name = "biên bản ghi nhớ"
        indexes = (
            GinIndex(fields=("words",), name="memorandum_words"),
            models.Index(fields=("area_code", "-signed_on", "-id"), name="memorandum_area"),
            models.Index(fields=("-signed_on", "-id"), name="memorandum_day"),
        )
        constraints = (
            state_check(states.MEMORANDUM),
            models.CheckConstraint(condition=Q(kg__gt=0), name="memorandum_kg_positive"),
            models.CheckConstraint(condition=~Q(seller=F("buyer")), name="memorandum_between_two"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="memorandum_days_in_order"),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(source=""), name="memorandum_named_and_sourced"
            ),
            models.CheckConstraint(
                condition=Q(state=states.SIGNED) | ~Q(reason=""), name="memorandum_ended_has_a_reason"
            ),
            models.UniqueConstraint(fields=("number", "signed_on", "seller", "buyer"), name="memorandum_once"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number


class MemorandumOrder(models.Model):
    """An order by which a memorandum is fulfilled; it fulfils no other one, so that no kg counts twice."""

    memorandum = models.ForeignKey(Memorandum, on_delete=models.PROTECT, related_name="ties")
    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, related_name="memorandum_tie")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("gắn lúc", auto_now_add=True)

    class Meta:
        ordering = ("memorandum", "id")
        verbose_name = "đơn hàng thực hiện biên bản"

    def __str__(self) -> str:
        return f"{self.memorandum_id}: {self.order_id}"
