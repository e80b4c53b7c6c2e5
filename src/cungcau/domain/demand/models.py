"""What buyers ask for."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.reference.search import searchable


class PriceAt(models.TextChoices):
    """Where a price is meant: the buyer fetches at the point, or the seller bears the lane's freight."""

    POINT = "point", _("tại điểm tập kết")
    MARKET = "market", _("tại nơi nhận")


class Need(models.Model):
    """A quantity a buyer takes of a commodity within a window, delivered to one market.

    Quantities are kg, prices đồng per kg, both whole; an empty limit, grade or price is none.
    """

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="needs", verbose_name="mùa vụ"
    )
    code = models.CharField("mã nhu cầu", max_length=60)
    buyer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="needs", verbose_name="bên mua"
    )
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="needs", verbose_name="nông sản"
    )
    min_grade = models.PositiveIntegerField("bậc loại thấp nhất", null=True, blank=True)
    certificates = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="chứng nhận bắt buộc"
    )
    quantity_kg = models.BigIntegerField("khối lượng (kg)")
    deliver_from = models.DateField("nhận từ ngày")
    deliver_to = models.DateField("đến hết ngày")
    market = models.ForeignKey(
        "network.Market", on_delete=models.PROTECT, related_name="needs", verbose_name="thị trường"
    )
    price_vnd_per_kg = models.BigIntegerField("giá (đồng/kg)", null=True, blank=True)
    price_at = models.CharField("giá tính", max_length=6, choices=PriceAt.choices, default=PriceAt.POINT)
    min_life_left_days = models.PositiveIntegerField("còn hạn ít nhất (ngày)", default=0)
    max_kg_per_day = models.BigIntegerField("nhiều nhất mỗi ngày (kg)", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    folded = models.CharField(max_length=800, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    updated_at = models.DateTimeField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("season", "deliver_from", "id")
        verbose_name = "nhu cầu"
        indexes = (
            GinIndex(fields=("words",), name="need_words"),
            models.Index(fields=("season", "deliver_from", "id"), name="need_by_delivery"),
        )
        constraints = (
            models.UniqueConstraint(fields=("season", "code"), name="need_code_once_a_season"),
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="need_quantity_positive"),
            models.CheckConstraint(
                condition=Q(deliver_to__gte=F("deliver_from")), name="need_window_in_order"
            ),
            models.CheckConstraint(
                condition=Q(max_kg_per_day=None) | Q(max_kg_per_day__gte=0),
                name="need_daily_limit_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(price_vnd_per_kg=None) | Q(price_vnd_per_kg__gte=0),
                name="need_price_not_negative",
            ),
            models.CheckConstraint(condition=Q(price_at__in=PriceAt.values), name="need_price_place_known"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(source=""), name="need_coded_and_sourced"),
        )

    def __str__(self) -> str:
        return self.code
