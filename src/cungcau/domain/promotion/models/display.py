"""Places where products of the province are shown and sold."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class DisplayPoint(Versioned):
    """A point that shows and sells products, open from ``opens_on`` to ``closes_on`` (both included; None: still).

    ``keeper`` runs it; ``market`` is the point as goods are delivered to it, where it is one. Coordinates in degrees.
    """

    name = models.CharField("tên", max_length=200)
    address = models.CharField("địa chỉ", max_length=300)
    unit = models.ForeignKey(
        "geography.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn"
    )
    keeper = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="đơn vị quản lý",
    )
    market = models.ForeignKey(
        "network.Market",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="thị trường",
    )
    opens_on = models.DateField("mở từ ngày")
    closes_on = models.DateField("đến hết ngày", null=True, blank=True)
    closed_reason = models.CharField("lý do đóng", max_length=300, blank=True)
    lat = models.FloatField("vĩ độ", null=True, blank=True)
    lon = models.FloatField("kinh độ", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True, max_length=2000)
    area_code = models.CharField("địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    source = models.CharField("nguồn", max_length=300)
    folded = models.CharField(max_length=800, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("ghi lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("name", "id")
        verbose_name = "điểm trưng bày, bán sản phẩm"
        indexes = (
            GinIndex(fields=("words",), name="display_point_words"),
            models.Index(fields=("area_code", "opens_on"), name="display_point_area"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="display_point_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(closes_on=None) | ~Q(closed_reason=""), name="display_point_closed_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)),
                name="display_point_place_whole",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(address="") & ~Q(source=""), name="display_point_named_and_sourced"
            ),
            models.UniqueConstraint(fields=("name", "address"), name="display_point_once"),
        )

    def __str__(self) -> str:
        return self.name


class Displayed(models.Model):
    """A product shown at a point from – to, both included (``to_on`` None: still)."""

    point = models.ForeignKey(DisplayPoint, on_delete=models.PROTECT, related_name="displayed")
    product = models.ForeignKey("ocop.Product", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("từ ngày")
    to_on = models.DateField("đến hết ngày", null=True, blank=True)
    created_at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("point", "-from_on", "id")
        verbose_name = "sản phẩm trưng bày"
        constraints = (
            models.UniqueConstraint(
                fields=("point", "product"), condition=Q(to_on=None), name="displayed_product_once"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="displayed_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.point_id}: {self.product_id}"
