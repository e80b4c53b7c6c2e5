"""Land under one crop of one organisation."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class GrowingArea(Versioned):
    """An orchard or field: areas in whole m², a point or an outline where somebody drew one.

    ``polygon`` is a GeoJSON Polygon (WGS 84, one ring closed), ``polygon_m2`` what it measures.
    ``growing_code`` is the state's mã số vùng trồng, ``packing_code`` the mã cơ sở đóng gói; several
    households may stand under one code. ``unit`` is the place as entered, ``area_code`` where that counts today.
    """

    organisation = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        related_name="growing_areas",
        verbose_name="tổ chức, hộ",
    )
    name = models.CharField("tên vùng", max_length=120)
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="+", verbose_name="nông sản"
    )
    variety = models.CharField("giống", max_length=120, blank=True)
    planted_m2 = models.BigIntegerField("diện tích trồng (m²)", null=True, blank=True)
    bearing_m2 = models.BigIntegerField("diện tích cho thu hoạch (m²)", null=True, blank=True)
    unit = models.ForeignKey(
        "geography.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="địa bàn",
    )
    lat = models.FloatField("vĩ độ", null=True, blank=True)
    lon = models.FloatField("kinh độ", null=True, blank=True)
    polygon = models.JSONField("đường bao", null=True, blank=True)
    polygon_m2 = models.BigIntegerField("diện tích đường bao (m²)", null=True, blank=True, editable=False)
    growing_code = models.CharField("mã số vùng trồng", max_length=40, blank=True)
    packing_code = models.CharField("mã cơ sở đóng gói", max_length=40, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=500, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("organisation_id", "name")
        verbose_name = "vùng trồng"
        indexes = (
            GinIndex(fields=("words",), name="growing_area_words"),
            models.Index("commodity", "area_code", name="growing_area_commodity"),
            models.Index("growing_code", condition=~Q(growing_code=""), name="growing_area_by_code"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "commodity", "name"), name="growing_area_name_once"
            ),
            models.CheckConstraint(
                condition=Q(planted_m2=None) | Q(planted_m2__gte=0), name="growing_area_planted_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(bearing_m2=None) | Q(bearing_m2__gte=0), name="growing_area_bearing_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(5, 25), lon__range=(100, 120)),
                name="growing_area_in_vietnam",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="growing_area_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(source=""), name="growing_area_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name
