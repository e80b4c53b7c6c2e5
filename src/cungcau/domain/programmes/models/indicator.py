"""What a plan wants to reach, by how much and until when, and what was reached."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.models.agency import Agency
from cungcau.domain.programmes.models.plan import Plan
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField


class Source(models.TextChoices):
    """Where an indicator's figure comes from."""

    QUERY = "query", _("Tính từ dữ liệu đang chạy")
    REPORTED = "reported", _("Cơ quan báo số")
    NONE = "none", _("Chưa rõ nguồn")


class Direction(models.TextChoices):
    """What reaching the target means."""

    AT_LEAST = "at_least", _("Đạt ít nhất")
    AT_MOST = "at_most", _("Không vượt quá")
    BETWEEN = "between", _("Trong khoảng")


class Indicator(Versioned):
    """A figure a plan wants: from ``baseline`` to ``target`` (``target_high``: end of a range) by ``due_on``.

    Figures are decimals in ``unit`` as printed. ``query`` names a figure of ``figures`` with its ``arguments``.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveIntegerField("thứ tự")
    name = models.CharField("chỉ tiêu", max_length=300)
    unit = models.CharField("đơn vị tính", max_length=40)
    direction = models.CharField(max_length=8, choices=Direction.choices, default=Direction.AT_LEAST)
    baseline = models.DecimalField("hiện trạng", max_digits=18, decimal_places=3, null=True, blank=True)
    baseline_on = models.DateField("hiện trạng ngày", null=True, blank=True)
    target = models.DecimalField("mục tiêu", max_digits=18, decimal_places=3, null=True, blank=True)
    target_high = models.DecimalField("mục tiêu đến", max_digits=18, decimal_places=3, null=True, blank=True)
    due_on = models.DateField("đến ngày", null=True, blank=True)
    source = models.CharField("nguồn số liệu", max_length=8, choices=Source.choices, default=Source.NONE)
    query = models.CharField("phép tính", max_length=60, blank=True)
    arguments = models.JSONField("điều kiện", default=dict, blank=True)
    reporter = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan báo số"
    )  # fmt: skip
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ("plan", "position")
        verbose_name = "chỉ tiêu"
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="indicator_place_once"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="indicator_source_known"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="indicator_direction_known"),
            models.CheckConstraint(
                condition=~Q(source=Source.QUERY) | ~Q(query=""), name="indicator_query_is_named"
            ),
            models.CheckConstraint(
                condition=Q(target_high=None) | Q(target__isnull=False, target_high__gte=F("target")),
                name="indicator_range_in_order",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """A figure reported for an indicator as of a day, with where it comes from. A correction is a further row."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    as_of = models.DateField("tính đến ngày")
    value = models.DecimalField("số liệu", max_digits=18, decimal_places=3)
    provenance = models.CharField("nguồn", max_length=300)
    reason = models.CharField("lý do sửa", max_length=300, blank=True)
    is_current = models.BooleanField(default=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("indicator", "-as_of", "-id")
        verbose_name = "số liệu báo"
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "as_of"), condition=Q(is_current=True), name="reading_one_current"
            ),
            models.CheckConstraint(condition=~Q(provenance=""), name="reading_has_provenance"),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.as_of}: {self.value}"
