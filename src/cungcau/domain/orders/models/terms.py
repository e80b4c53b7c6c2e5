"""What two sides agreed before the harvest, and what they later agreed instead."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand.models import FreightBy, PriceAt
from cungcau.domain.orders import states
from cungcau.domain.orders.models.order import Order
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class Side(models.TextChoices):
    """Who proposed, or who said yes."""

    BUYER = "buyer", _("Bên mua")
    SELLER = "seller", _("Bên bán")
    OFFICE = "office", _("Tổ điều phối")


class Terms(models.Model):
    """One revision of an order's terms: price, grade, deposit, tolerance, days to pay; its days are :class:`TermsDay`.

    Frozen once both sides said yes (each with its time and the account that recorded it; ``…_heard`` says how:
    on screen, by phone, on paper). The first frozen terms need no reason, every later one does. A frozen
    revision never changes (a database trigger sees to it); the next one supersedes it. Prices are whole
    đồng per kg, percentages of the line's kg.
    """

    lifecycle = states.TERMS

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="terms")
    revision = models.PositiveIntegerField("lần")
    state = models.CharField("trạng thái", max_length=12, default=states.TERMS.start, editable=False)
    price_vnd_per_kg = models.BigIntegerField("giá chốt (đồng/kg)")
    price_at = models.CharField("giá tính", max_length=6, choices=PriceAt.choices, default=PriceAt.POINT)
    grade = models.PositiveIntegerField("bậc loại thấp nhất", null=True, blank=True)
    pack = models.CharField("quy cách", max_length=200, blank=True)
    freight_by = models.CharField("cước do", max_length=6, choices=FreightBy.choices, blank=True)
    deposit_vnd = models.BigIntegerField("đặt cọc (đồng)", default=0)
    payment_days = models.PositiveSmallIntegerField("trả tiền sau (ngày)", default=0)
    tolerance_under = models.PositiveSmallIntegerField("được thiếu (%)", default=0)
    tolerance_over = models.PositiveSmallIntegerField("được thừa (%)", default=0)
    reason = models.CharField("lý do thay đổi", max_length=300, blank=True)
    proposed_side = models.CharField("bên đề nghị", max_length=6, choices=Side.choices)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = MomentField("đề nghị lúc", auto_now_add=True)
    seller_yes_at = models.DateTimeField("bên bán đồng ý lúc", null=True, blank=True)
    seller_yes_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seller_heard = models.CharField("bên bán đồng ý qua", max_length=120, blank=True)
    buyer_yes_at = models.DateTimeField("bên mua đồng ý lúc", null=True, blank=True)
    buyer_yes_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    buyer_heard = models.CharField("bên mua đồng ý qua", max_length=120, blank=True)
    frozen_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    refused_reason = models.CharField("lý do không đồng ý", max_length=300, blank=True)

    class Meta:
        ordering = ("order", "revision")
        verbose_name = "điều khoản"
        constraints = (
            state_check(states.TERMS),
            models.UniqueConstraint(fields=("order", "revision"), name="terms_revision_once"),
            models.UniqueConstraint(
                fields=("order",), condition=Q(state=states.FROZEN), name="terms_one_in_force"
            ),
            models.UniqueConstraint(
                fields=("order",), condition=Q(state=states.PROPOSED), name="terms_one_proposed"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(states.PROPOSED, states.REFUSED))
                | Q(seller_yes_at__isnull=False, buyer_yes_at__isnull=False, frozen_at__isnull=False),
                name="terms_frozen_by_both",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason="") | ~Q(state__in=(states.FROZEN, states.SUPERSEDED)),
                name="terms_changed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(price_vnd_per_kg__gte=0, deposit_vnd__gte=0, payment_days__lte=3650)
                & Q(tolerance_under__lte=100, tolerance_over__lte=100),
                name="terms_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(price_at__in=PriceAt.values)
                & Q(freight_by__in=["", *FreightBy.values])
                & Q(proposed_side__in=Side.values),
                name="terms_words_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.order_id} · {self.revision}"


class TermsDay(models.Model):
    """One delivery of the terms: what is picked, leaves the point and arrives on which day; kg."""

    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="days")
    no = models.PositiveIntegerField("đợt")
    harvest_date = models.DateField("ngày hái")
    dispatch_date = models.DateField("ngày rời điểm")
    delivery_date = models.DateField("ngày giao")
    kg = models.PositiveIntegerField("khối lượng (kg)")

    class Meta:
        ordering = ("terms", "no")
        verbose_name = "đợt giao"
        constraints = (
            models.UniqueConstraint(fields=("terms", "no"), name="terms_day_once"),
            models.CheckConstraint(condition=Q(kg__gt=0), name="terms_day_positive"),
            models.CheckConstraint(
                condition=Q(dispatch_date__gte=F("harvest_date"), delivery_date__gte=F("dispatch_date")),
                name="terms_day_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.terms_id}: {self.kg} kg {self.delivery_date}"
