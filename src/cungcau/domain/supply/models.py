"""Lots offered for a season, and what the season's ledger already holds for each producer."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cungcau.reference.search import searchable


class Lot(models.Model):
    """A quantity of one commodity and grade a producer can harvest within a window.

    Quantities are kg, prices đồng per kg, both whole; an empty limit is none. The floor price is meant at
    the collection point. ``place`` is kept as entered, ``area_code`` is where it counts today. ``folded``
    begins with the producer's name, so ordering by it orders by producer.
    """

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="lots", verbose_name="mùa vụ"
    )
    code = models.CharField("mã lô", max_length=60)
    producer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="lots", verbose_name="người bán"
    )
    representative = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented_lots",
        verbose_name="đại diện",
    )
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="lots", verbose_name="nông sản"
    )
    grade = models.PositiveIntegerField("bậc loại", null=True, blank=True)
    certificates = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="chứng nhận"
    )
    quantity_kg = models.BigIntegerField("khối lượng (kg)")
    harvest_from = models.DateField("thu hoạch từ ngày")
    harvest_to = models.DateField("đến hết ngày")
    max_kg_per_day = models.BigIntegerField("nhiều nhất mỗi ngày (kg)", null=True, blank=True)
    shelf_life_days = models.PositiveIntegerField("giữ được (ngày)", null=True, blank=True)
    place = models.ForeignKey(
        "geography.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn"
    )
    floor_price_vnd_per_kg = models.BigIntegerField("giá thấp nhất (đồng/kg)", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=600, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    updated_at = models.DateTimeField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("season", "harvest_from", "id")
        verbose_name = "lô hàng"
        indexes = (
            GinIndex(fields=("words",), name="lot_words"),
            GinIndex(fields=("certificates",), name="lot_certificates"),
            models.Index(
                fields=("season", "harvest_from", "id"),
                include=("harvest_to", "quantity_kg"),
                name="lot_by_harvest",
            ),
            models.Index(fields=("season", "quantity_kg", "id"), name="lot_by_quantity"),
            models.Index(fields=("season", "folded", "id"), name="lot_by_producer"),
            models.Index(fields=("season", "grade", "id"), name="lot_by_grade"),
            models.Index(fields=("season", "floor_price_vnd_per_kg", "id"), name="lot_by_price"),
            models.Index("season", "area_code", "harvest_from", "id", name="lot_by_area"),
        )
        constraints = (
            models.UniqueConstraint(fields=("season", "code"), name="lot_code_once_a_season"),
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="lot_quantity_positive"),
            models.CheckConstraint(
                condition=Q(harvest_to__gte=F("harvest_from")), name="lot_window_in_order"
            ),
            models.CheckConstraint(
                condition=Q(max_kg_per_day=None) | Q(max_kg_per_day__gte=0),
                name="lot_daily_limit_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(floor_price_vnd_per_kg=None) | Q(floor_price_vnd_per_kg__gte=0),
                name="lot_price_not_negative",
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(source=""), name="lot_coded_and_sourced"),
        )

    def __str__(self) -> str:
        return self.code


class SeasonLedger(models.Model):
    """What a producer had offered and sold in this season before the lots at hand (kg), and its weight."""

    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="ledger")
    producer = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="ledger")
    weight = models.DecimalField("trọng số", max_digits=9, decimal_places=4, default=1)
    prior_offered_kg = models.BigIntegerField("đã chào trước (kg)", default=0)
    prior_sold_kg = models.BigIntegerField("đã bán trước (kg)", default=0)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        verbose_name = "sổ vụ"
        constraints = (
            models.UniqueConstraint(fields=("season", "producer"), name="ledger_producer_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="ledger_weight_positive"),
            models.CheckConstraint(
                condition=Q(prior_sold_kg__gte=0, prior_sold_kg__lte=F("prior_offered_kg")),
                name="ledger_sold_within_offered",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="ledger_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.season_id} {self.producer_id}"
