"""What a programme plan set out to reach, to measure products against."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField


class Measure(models.TextChoices):
    """What is counted."""

    KEPT = "kept", _("Sản phẩm giữ vững, nâng hạng")
    NEW = "new", _("Sản phẩm mới từ 3 sao")
    FIVE_STAR = "five_star", _("Sản phẩm 5 sao")
    ENTITIES = "entities", _("Chủ thể tham gia")


class PlanTarget(Versioned):
    """A figure of a plan for an area between two years; ``most`` where the plan gives a range (60–70 entities).

    ``since`` is the day that parts products kept (certified before it) from new ones, where the plan counts from
    the day it was signed; without it that is the first day of ``year_from``.
    """

    area_code = models.CharField("địa bàn", max_length=40, db_collation="C")
    plan = models.CharField("kế hoạch", max_length=200)
    measure = models.CharField("chỉ tiêu", max_length=9, choices=Measure.choices)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    since = models.DateField("tính từ ngày", null=True, blank=True)
    least = models.PositiveIntegerField("ít nhất")
    most = models.PositiveIntegerField("nhiều nhất", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="người ghi",
    )  # fmt: skip
    set_at = MomentField("ghi lúc", auto_now=True)

    class Meta:
        ordering = ("year_from", "plan", "measure")
        verbose_name = "chỉ tiêu kế hoạch OCOP"
        constraints = (
            models.UniqueConstraint(fields=("area_code", "plan", "measure"), name="ocop_target_once"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="ocop_target_measure_known"),
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from")), name="ocop_target_years_in_order"
            ),
            models.CheckConstraint(
                condition=Q(most=None) | Q(most__gte=F("least")), name="ocop_target_range_in_order"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="ocop_target_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.plan}: {self.measure}"
