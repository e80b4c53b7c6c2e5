"""How long each holder has, as the province rules it, and the days a year's decision moves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models.road import Stage
from cungcau.platform.ui.moments import MomentField


class StageTerm(models.Model):
    """How long a province gives one holder of a file; no row: no deadline, for the law sets none there.

    26/2026/QĐ-TTg sets terms for the commune, re-evaluations, rounds and transition only; those are read from the
    rule book, not from here. ``source`` names the province's own regulation.
    """

    class Unit(models.TextChoices):
        """What is counted."""

        WORKING_DAYS = "working_days", _("ngày làm việc")
        DAYS = "days", _("ngày")

    SET_BY_PROVINCE = (Stage.ENTITY, Stage.OFFICE, Stage.ADVISORY, Stage.COUNCIL, Stage.DECISION)

    area_code = models.CharField("tỉnh", max_length=40, db_collation="C")
    stage = models.CharField("nơi giữ hồ sơ", max_length=10, choices=Stage.choices)
    count = models.PositiveSmallIntegerField("số ngày")
    unit = models.CharField("đơn vị", max_length=12, choices=Unit.choices, default=Unit.WORKING_DAYS)
    source = models.CharField("theo văn bản", max_length=300)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = MomentField("sửa lúc", auto_now=True)

    class Meta:
        ordering = ("area_code", "stage")
        verbose_name = "thời hạn của tỉnh"
        constraints = (
            models.UniqueConstraint(fields=("area_code", "stage"), name="ocop_term_once"),
            models.CheckConstraint(
                condition=Q(stage__in=("entity", "office", "advisory", "council", "decision")),
                name="ocop_term_stage_set_by_province",
            ),
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=365), name="ocop_term_days"),
            models.CheckConstraint(condition=Q(unit__in=("working_days", "days")), name="ocop_term_unit"),
            models.CheckConstraint(condition=~Q(source=""), name="ocop_term_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.area_code} {self.stage}"


class MovedDay(models.Model):
    """A day a decision makes a day off (``works`` false) or a working day, against week and holidays."""

    day = models.DateField("ngày", unique=True)
    works = models.BooleanField("là ngày làm việc")
    reason = models.CharField("lý do", max_length=200)
    source = models.CharField("theo văn bản", max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = MomentField("ghi lúc", auto_now=True)

    class Meta:
        ordering = ("-day",)
        verbose_name = "ngày nghỉ, ngày làm bù"
        constraints = (
            models.CheckConstraint(condition=~Q(reason="") & ~Q(source=""), name="ocop_moved_day_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
