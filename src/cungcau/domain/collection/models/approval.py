"""What agencies decided about a point, who keeps it on which days, what the province asks of every point."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from cungcau.platform.ui.moments import MomentField
from cungcau.reference.geography.models import DaySpan

_BOTH_ENDS = RangeBoundary(inclusive_lower=True, inclusive_upper=True)


class NumberSpan(Func):
    """A number as a range of one: core PostgreSQL can exclude overlaps of ranges, not of numbers."""

    function = "INT8RANGE"
    output_field = BigIntegerRangeField()


def same(name: str) -> tuple[NumberSpan, str]:
    """The part of an exclusion that says "of the same …"."""
    return NumberSpan(name, name, Value("[]")), RangeOperators.OVERLAPS


class PointRules(models.Model):
    """What a province (or part of it) asks of its collection points; the narrowest area around a point counts.

    ``min_checkpoint_m`` is the least distance to a control checkpoint in metres. ``source`` names the paper
    the figure stands in, "?" while nobody has named one.
    """

    area_code = models.CharField("địa bàn", max_length=40, blank=True, db_collation="C", unique=True)
    min_checkpoint_m = models.PositiveIntegerField("cách chốt kiểm soát ít nhất (m)")
    source = models.CharField("căn cứ", max_length=300, default="?")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = MomentField("sửa lúc", auto_now=True)

    class Meta:
        ordering = ("area_code",)
        verbose_name = "quy định điểm tập kết"
        constraints = (
            models.CheckConstraint(condition=~Q(source=""), name="point_rules_sourced"),
            models.CheckConstraint(condition=Q(min_checkpoint_m__lte=1_000_000), name="point_rules_bounded"),
        )

    def __str__(self) -> str:
        return f"{self.area_code or '*'}: {self.min_checkpoint_m} m"


class PointApproval(models.Model):
    """One agency's decision about a point, in force from a day to a day (both included, blank = open).

    Decisions are only added: of one agency the latest recorded that is in force counts. A yes nearer to a
    checkpoint than the rules ask, or at an unknown distance, carries its ``reason``; a no always does.
    ``distance_m`` and ``asked_m`` are the metres as they stood when it was recorded.
    """

    point = models.ForeignKey(
        "network.CollectionPoint", on_delete=models.PROTECT, related_name="approvals", verbose_name="điểm"
    )
    agency = models.CharField("ngành, cơ quan", max_length=120)
    paper_number = models.CharField("số văn bản", max_length=80)
    paper_date = models.DateField("ngày văn bản")
    approved = models.BooleanField("đồng ý")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    distance_m = models.PositiveIntegerField("cách chốt (m)", null=True, blank=True)
    asked_m = models.PositiveIntegerField("phải cách (m)")
    document = models.ForeignKey(
        "collection.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("point", "-id")
        verbose_name = "ý kiến của ngành về điểm tập kết"
        indexes = (models.Index(fields=("point", "agency", "-id"), name="approval_by_agency"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="approval_days_in_order"
            ),
            models.CheckConstraint(condition=~Q(agency="") & ~Q(paper_number=""), name="approval_on_paper"),
            models.CheckConstraint(
                condition=Q(approved=True, distance_m__isnull=False, distance_m__gte=F("asked_m"))
                | ~Q(reason=""),
                name="approval_too_near_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.paper_number}"


class PointKeeper(models.Model):
    """A person with an account who keeps a point in those days (both included, blank = open)."""

    point = models.ForeignKey(
        "network.CollectionPoint", on_delete=models.PROTECT, related_name="keepers", verbose_name="điểm"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="kept_points",
        verbose_name="người giữ",
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    note = models.CharField("căn cứ", max_length=300, blank=True)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("point", "valid_from", "id")
        verbose_name = "người giữ điểm"
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="keeper_days_in_order"
            ),
            ExclusionConstraint(
                name="keeper_once_a_day",
                expressions=[
                    same("user_id"),
                    same("point_id"),
                    (DaySpan("valid_from", "valid_to", _BOTH_ENDS), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.point_id}"
