"""The ways between places, points and markets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cungcau.domain.network.models.places import CollectionPoint, Market
from cungcau.platform.editing.models import Versioned


class Access(Versioned):
    """Goods of a unit may be brought to a point at this cost (đồng per kg), while ``in_use``."""

    unit = models.ForeignKey(
        "geography.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn"
    )
    point = models.ForeignKey(
        CollectionPoint, on_delete=models.CASCADE, related_name="access", verbose_name="điểm tập kết"
    )
    cost_vnd_per_kg = models.BigIntegerField("chi phí (đồng/kg)")
    in_use = models.BooleanField("đang dùng", default=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        verbose_name = "đường gom hàng"
        constraints = (
            models.UniqueConstraint(fields=("unit", "point"), name="access_once"),
            models.CheckConstraint(condition=Q(cost_vnd_per_kg__gte=0), name="access_cost_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="access_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}>{self.point_id}"


class Lane(Versioned):
    """A way from a point to a market: days under way, đồng per kg, kg per dispatch day (empty: no limit).

    Only lanes ``in_use`` are planned with.
    """

    point = models.ForeignKey(
        CollectionPoint, on_delete=models.CASCADE, related_name="lanes", verbose_name="điểm tập kết"
    )
    market = models.ForeignKey(
        Market, on_delete=models.PROTECT, related_name="lanes", verbose_name="thị trường"
    )
    days = models.PositiveIntegerField("số ngày đường")
    cost_vnd_per_kg = models.BigIntegerField("cước (đồng/kg)")
    capacity_kg_per_day = models.BigIntegerField("sức chở mỗi ngày (kg)", null=True, blank=True)
    in_use = models.BooleanField("đang dùng", default=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("point__name", "market__name", "id")
        verbose_name = "tuyến"
        constraints = (
            models.UniqueConstraint(fields=("point", "market"), name="lane_once"),
            models.CheckConstraint(condition=Q(cost_vnd_per_kg__gte=0), name="lane_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(capacity_kg_per_day=None) | Q(capacity_kg_per_day__gte=0),
                name="lane_capacity_not_negative",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="lane_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.point_id}>{self.market_id}"
