"""When a subject harvests, and what it really harvested."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cungcau.domain.forecast.models.forecast import Level
from cungcau.domain.forecast.models.said import Said, constraints


class HarvestWindow(Said):
    """The first and last day of a harvest and the days of its peak, all included."""

    start = models.DateField("bắt đầu")
    peak_from = models.DateField("rộ từ")
    peak_to = models.DateField("rộ đến")
    end = models.DateField("kết thúc")

    class Meta:
        ordering = ("season", "start", "id")
        verbose_name = "khung thu hoạch"
        constraints = (
            *constraints("harvest_window"),
            models.CheckConstraint(
                condition=Q(start__lte=F("peak_from"), peak_from__lte=F("peak_to"), peak_to__lte=F("end")),
                name="harvest_window_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"


class HarvestReport(Said):
    """Kg really harvested in the week of Monday ``start``; a week without a row is missing, never zero."""

    start = models.DateField("tuần từ thứ Hai")
    kg = models.IntegerField("đã thu (kg)")
    level = models.PositiveSmallIntegerField("cấp", choices=Level.choices)

    class Meta:
        ordering = ("season", "start", "id")
        verbose_name = "báo cáo thu hoạch"
        indexes = (
            models.Index(
                fields=("season", "level", "commodity", "area_code", "start"),
                include=("kg",),
                condition=Q(is_current=True),
                name="harvest_report_rollup",
            ),
        )
        constraints = (
            *constraints("harvest_report", "start"),
            models.CheckConstraint(condition=Q(kg__gte=0), name="harvest_report_not_negative"),
            models.CheckConstraint(
                condition=Q(level=Level.PLACE, place__isnull=False)
                | Q(level__in=(Level.OWN, Level.MEMBERS), producer__isnull=False),
                name="harvest_report_level_fits_subject",
            ),
            models.CheckConstraint(
                condition=Q(start__iso_week_day=1), name="harvest_report_begins_on_monday"
            ),
        )

    def __str__(self) -> str:
        return f"{self.start}: {self.kg} kg"
