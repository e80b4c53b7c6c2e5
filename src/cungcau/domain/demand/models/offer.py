"""What a cooperative offers towards a need."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cungcau.domain.demand import states
from cungcau.domain.demand.models.choices import PriceAt
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class Offer(Versioned):
    """A part of a need that one organisation would deliver between ``first`` and ``last`` (both included).

    ``kg`` is the whole of it, ``kg_per_delivery`` what it brings each time where the need recurs.
    ``pack_fits``, ``hours_fit`` are what the seller said of the buyer's pack and hours (None: not asked yet).
    Of a need's offers, those accepted never exceed what the buyer takes: ``services.accept_offer``.
    """

    lifecycle = states.OFFER

    need = models.ForeignKey(
        "demand.Need", on_delete=models.PROTECT, related_name="offers", verbose_name="nhu cầu"
    )
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="offers", verbose_name="bên bán"
    )
    state = models.CharField("trạng thái", max_length=12, default=states.OFFER.start, editable=False)
    kg = models.BigIntegerField("khối lượng (kg)")
    kg_per_delivery = models.BigIntegerField("mỗi lần giao (kg)", null=True, blank=True)
    first = models.DateField("giao từ ngày")
    last = models.DateField("đến hết ngày")
    grade = models.PositiveIntegerField("bậc loại", null=True, blank=True)
    certificates = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="chứng nhận"
    )
    tests = ArrayField(models.CharField(max_length=120), default=list, blank=True, verbose_name="kiểm nghiệm")
    pack_fits = models.BooleanField("đóng gói được theo quy cách", null=True, blank=True)
    hours_fit = models.BooleanField("giao được đúng giờ", null=True, blank=True)
    price_vnd_per_kg = models.BigIntegerField("giá (đồng/kg)", null=True, blank=True)
    price_at = models.CharField("giá tính", max_length=6, choices=PriceAt.choices, default=PriceAt.POINT)
    valid_until = models.DateField("giữ lời đến hết ngày", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.CharField("người xác nhận", max_length=120, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField("quyết ngày", null=True, blank=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("need", "first", "id")
        verbose_name = "lời chào hàng"
        indexes = (models.Index(fields=("need", "state"), name="offer_by_need"),)
        constraints = (
            state_check(states.OFFER),
            models.CheckConstraint(condition=Q(kg__gt=0), name="offer_kg_positive"),
            models.CheckConstraint(
                condition=Q(kg_per_delivery=None) | Q(kg_per_delivery__gt=0, kg_per_delivery__lte=F("kg")),
                name="offer_delivery_within_total",
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="offer_window_in_order"),
            models.CheckConstraint(
                condition=Q(price_vnd_per_kg=None) | Q(price_vnd_per_kg__gte=0),
                name="offer_price_not_negative",
            ),
            models.CheckConstraint(condition=Q(price_at__in=PriceAt.values), name="offer_price_place_known"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} · {self.need}"

    def state_on(self, day: date) -> str:
        """Its state as a reader sees it that day: a proposal past its word is expired."""
        over = self.valid_until is not None and self.valid_until < day
        return states.EXPIRED if self.state == states.PROPOSED and over else self.state
