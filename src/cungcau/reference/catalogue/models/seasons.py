"""Seasons that are planned as one whole."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cungcau.platform.editing.models import Versioned
from cungcau.reference.catalogue.models.commodities import Commodity


class Season(Versioned):
    """A harvest planned as one whole: its days (both included), its area, and what is put first.

    ``order`` is a permutation of ``sold``, ``fair`` and ``cost``; ``area_code`` the path of the area.
    A figure older than ``stale_after_days`` counts as stale.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    commodities = models.ManyToManyField(Commodity, related_name="seasons", verbose_name="nông sản")
    area_code = models.CharField("mã địa bàn", max_length=40, blank=True)
    start = models.DateField("từ ngày")
    end = models.DateField("đến hết ngày")
    order = ArrayField(models.CharField(max_length=4), size=3, verbose_name="thứ tự mục tiêu")
    stale_after_days = models.PositiveSmallIntegerField("số liệu cũ sau (ngày)", default=7)
    description = models.TextField("mô tả", blank=True)
    folded = models.CharField(max_length=300, editable=False)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-start", "code")
        verbose_name = "mùa vụ"
        constraints = (
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="season_days_in_order"),
            models.CheckConstraint(
                condition=Q(order__len=3, order__contains=["sold", "fair", "cost"]),
                name="season_order_complete",
            ),
            models.CheckConstraint(
                condition=Q(stale_after_days__gte=1, stale_after_days__lte=366),
                name="season_staleness_in_days",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""), name="season_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name
