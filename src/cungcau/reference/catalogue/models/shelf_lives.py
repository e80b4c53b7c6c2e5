"""How long goods keep, as observations with their sources."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from cungcau.reference.catalogue.models.commodities import Commodity


class Confidence(models.TextChoices):
    """How far a figure can be trusted, as its source or the person entering it says."""

    HIGH = "high", pgettext_lazy("độ tin cậy", "cao")
    MEDIUM = "medium", pgettext_lazy("độ tin cậy", "trung bình")
    LOW = "low", pgettext_lazy("độ tin cậy", "thấp")


class ShelfLife(models.Model):
    """One observation of how many days goods keep at a temperature; several may contradict each other.

    Temperatures are °C; both empty is ambient ("thường"). ``goods`` is the name as the source gives it, for
    goods not in the catalogue yet the only one. One per commodity and temperature may be ``chosen``, with a reason.
    """

    commodity = models.ForeignKey(
        Commodity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shelf_lives",
        verbose_name="nông sản",
    )
    goods = models.CharField("tên hàng theo nguồn", max_length=120)
    goods_in_source = models.CharField("tên trong bảng gốc", max_length=120, blank=True)
    folded = models.CharField(max_length=300, editable=False)
    temp_min = models.DecimalField("từ (°C)", max_digits=4, decimal_places=1, null=True, blank=True)
    temp_max = models.DecimalField("đến (°C)", max_digits=4, decimal_places=1, null=True, blank=True)
    humidity_min = models.PositiveSmallIntegerField("độ ẩm từ (%)", null=True, blank=True)
    humidity_max = models.PositiveSmallIntegerField("độ ẩm đến (%)", null=True, blank=True)
    days_min = models.PositiveSmallIntegerField("giữ được từ (ngày)")
    days_max = models.PositiveSmallIntegerField("đến (ngày)")
    observed_on = models.DateField("ngày của số liệu", null=True, blank=True)
    recorded_on = models.DateField("ngày ghi")
    confidence = models.CharField(
        "độ tin cậy", max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM
    )
    note = models.CharField("ghi chú", max_length=500, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    chosen = models.BooleanField("đang dùng", default=False)
    chosen_reason = models.CharField("lý do dùng", max_length=300, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.CharField("lý do bỏ", max_length=300, blank=True)

    class Meta:
        ordering = ("goods", F("temp_min").asc(nulls_last=True), "days_min", "id")
        verbose_name = "thời gian giữ được"
        constraints = (
            models.UniqueConstraint(
                fields=("goods", "goods_in_source", "temp_min", "temp_max", "source"),
                nulls_distinct=False,
                name="shelf_life_once_a_source",
            ),
            models.CheckConstraint(
                condition=Q(temp_min=None, temp_max=None)
                | Q(temp_min__isnull=False, temp_max__gte=F("temp_min"), temp_min__gte=-40, temp_max__lte=60),
                name="shelf_life_temperature_in_order",
            ),
            models.CheckConstraint(
                condition=Q(humidity_min=None, humidity_max=None)
                | Q(humidity_min__isnull=False, humidity_max__gte=F("humidity_min"), humidity_max__lte=100),
                name="shelf_life_humidity_in_order",
            ),
            models.CheckConstraint(
                condition=Q(days_max__gte=F("days_min")) & Q(days_max__gte=1), name="shelf_life_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(chosen=False) | (~Q(chosen_reason="") & Q(withdrawn_reason="")),
                name="shelf_life_chosen_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(goods="") & ~Q(source=""), name="shelf_life_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return f"{self.goods} {self.days_min}-{self.days_max}"

    @property
    def is_ambient(self) -> bool:
        """Kept without cooling."""
        return self.temp_min is None
