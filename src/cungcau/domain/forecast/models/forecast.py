"""A forecast with its weeks; each revision is kept."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.forecast.models.said import Said, constraints
from cungcau.reference.search import searchable


class Confidence(models.TextChoices):
    """How sure the one who reports is."""

    HIGH = "high", _("chắc")
    MEDIUM = "medium", _("tương đối chắc")
    LOW = "low", _("chưa chắc")


class Level(models.IntegerChoices):
    """For whom a forecast speaks: one's own harvest, all members of a group, a whole place."""

    OWN = 0, _("của chính hộ, đơn vị")
    MEMBERS = 1, _("gộp cho các thành viên")
    PLACE = 2, _("ước tính của cả địa bàn")


class Forecast(Said):
    """One revision of what a subject will harvest; its figures by week are :class:`ForecastWeek` (kg).

    The totals, ``first_week`` and ``last_week`` (Mondays) are those of its weeks, kept here for lists.
    ``folded`` begins with the subject's name.
    """

    level = models.PositiveSmallIntegerField("cấp", choices=Level.choices)
    confidence = models.CharField(
        "mức chắc chắn", max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM
    )
    low_kg = models.BigIntegerField("thấp (kg)")
    likely_kg = models.BigIntegerField("nhiều khả năng (kg)")
    high_kg = models.BigIntegerField("cao (kg)")
    first_week = models.DateField("tuần đầu")
    last_week = models.DateField("tuần cuối")
    folded = models.CharField(max_length=600, editable=False, db_collation="C")
    words = searchable("folded")

    class Meta:
        ordering = ("season", "folded", "id")
        verbose_name = "dự báo thu hoạch"
        indexes = (
            GinIndex(fields=("words",), name="forecast_words"),
            *(
                models.Index(
                    fields=("season", column, "id"), condition=Q(is_current=True), name=f"forecast_by_{short}"
                )
                for column, short in (
                    ("folded", "subject"), ("likely_kg", "likely"), ("as_of", "day"), ("first_week", "week"),
                    ("area_code", "area"),
                )
            ),
        )  # fmt: skip
        constraints = (
            *constraints("forecast"),
            models.CheckConstraint(
                condition=Q(low_kg__gte=0, low_kg__lte=F("likely_kg"), likely_kg__lte=F("high_kg")),
                name="forecast_low_likely_high",
            ),
            models.CheckConstraint(
                condition=Q(first_week__lte=F("last_week")), name="forecast_weeks_in_order"
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PLACE, place__isnull=False)
                | Q(level__in=(Level.OWN, Level.MEMBERS), producer__isnull=False),
                name="forecast_level_fits_subject",
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values), name="forecast_confidence_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.producer or self.place}, {self.commodity}"

    @property
    def subject(self) -> str:
        """The name of whom it is about."""
        if self.producer is not None:
            return self.producer.name
        return self.place.title if self.place is not None else ""


class ForecastWeek(models.Model):
    """Kg to be harvested in the week of Monday ``start``: low ≤ likely ≤ high.

    ``season``, ``commodity``, ``level``, ``area_code`` and ``is_current`` are copies of the forecast's, kept by
    the service, so that a province is summed from this table alone.
    """

    forecast = models.ForeignKey(Forecast, on_delete=models.PROTECT, related_name="weeks", db_index=False)
    start = models.DateField("tuần từ thứ Hai")
    low_kg = models.IntegerField("thấp (kg)")
    likely_kg = models.IntegerField("nhiều khả năng (kg)")
    high_kg = models.IntegerField("cao (kg)")
    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="+", db_index=False)
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    level = models.PositiveSmallIntegerField("cấp", choices=Level.choices)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        ordering = ("forecast", "start")
        verbose_name = "tuần dự báo"
        indexes = (
            models.Index(
                fields=("season", "level", "commodity", "area_code", "start"),
                include=("low_kg", "likely_kg", "high_kg"),
                condition=Q(is_current=True),
                name="forecast_week_rollup",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("forecast", "start"), name="forecast_week_once"),
            models.CheckConstraint(
                condition=Q(low_kg__gte=0, low_kg__lte=F("likely_kg"), likely_kg__lte=F("high_kg")),
                name="forecast_week_low_likely_high",
            ),
            models.CheckConstraint(condition=Q(start__iso_week_day=1), name="forecast_week_begins_on_monday"),
        )

    def __str__(self) -> str:
        return f"{self.forecast_id} {self.start}"
