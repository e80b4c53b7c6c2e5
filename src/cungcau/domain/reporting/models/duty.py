"""Who has to report what to whom, and how often."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Rhythm(models.TextChoices):
    """When a report of a duty is due."""

    FIXED = "fixed", _("Những ngày cố định trong năm")
    MONTHLY = "monthly", _("Hằng tháng")
    QUARTERLY = "quarterly", _("Hằng quý")
    HALF = "half", _("Sáu tháng một lần")
    YEARLY = "yearly", _("Hằng năm")
    DAILY = "daily", _("Hằng ngày trong mùa vụ")
    FOLLOW = "follow", _("Trước hạn của cấp trên")
    DEMAND = "demand", _("Đột xuất, khi được yêu cầu")


class Duty(Versioned):
    """A standing order to report (chế độ báo cáo).

    ``rhythm`` FIXED reads ``days`` (``[{"month": 6, "day": 25, "covers": "half"}]``); MONTHLY to YEARLY fall due on
    ``day_of_month`` of the last month of the period; FOLLOW falls due ``earlier_days`` before each due of the duty it
    ``feeds``, whose reports sum up the reports of this one. Figures are counted to ``cut_off_days`` before the due day.
    ``hour`` (0–23, local): from this hour of the due day on a report is late; blank: from the next day on.
    ``open_days`` before the due day the due appears on the boards.
    """

    name = models.CharField("tên chế độ báo cáo", max_length=200)
    layout = models.CharField("mẫu báo cáo", max_length=40)
    rhythm = models.CharField("khi nào", max_length=10, choices=Rhythm.choices)
    days = models.JSONField("ngày cố định", default=list, blank=True)
    day_of_month = models.PositiveSmallIntegerField("ngày", default=25)
    earlier_days = models.PositiveSmallIntegerField("trước hạn cấp trên (ngày)", default=10)
    hour = models.PositiveSmallIntegerField("giờ", null=True, blank=True)
    cut_off_days = models.PositiveSmallIntegerField("chốt số liệu trước hạn (ngày)", default=0)
    open_days = models.PositiveSmallIntegerField("mở trước hạn (ngày)", default=30)
    plan = models.ForeignKey(
        "programmes.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="duties",
        verbose_name="kế hoạch",
    )  # fmt: skip
    to_agency = models.ForeignKey(
        "programmes.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="gửi về"
    )
    feeds = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="fed_by", verbose_name="tổng hợp vào"
    )  # fmt: skip
    season = models.ForeignKey(
        "catalogue.Season", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="mùa vụ"
    )  # fmt: skip
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=300)
    two_people = models.BooleanField("người ký phải khác người viết", default=True)
    area_code = models.CharField("địa bàn", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=600, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = "chế độ báo cáo"
        indexes = (
            GinIndex(fields=("words",), name="report_duty_words"),
            models.Index(fields=("area_code", "name"), name="report_duty_area"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="report_duty_rhythm_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="report_duty_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(rhythm=Rhythm.FOLLOW) | Q(feeds__isnull=False), name="report_duty_follows_something"
            ),
            models.CheckConstraint(
                condition=~Q(rhythm=Rhythm.DAILY) | Q(season__isnull=False), name="report_duty_daily_has_a_season"
            ),
            models.CheckConstraint(condition=Q(hour=None) | Q(hour__lte=23), name="report_duty_hour"),
            models.CheckConstraint(
                condition=Q(day_of_month__gte=1, day_of_month__lte=28), name="report_duty_day_of_month"
            ),
            models.CheckConstraint(condition=~Q(feeds=F("id")), name="report_duty_not_into_itself"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(basis=""), name="report_duty_named"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Owing(models.Model):
    """An agency that owes the reports of a duty, from – to."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="owing")
    agency = models.ForeignKey(
        "programmes.Agency", on_delete=models.PROTECT, related_name="report_duties", verbose_name="cơ quan"
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        ordering = ("duty", "agency")
        verbose_name = "cơ quan phải báo cáo"
        constraints = (
            models.UniqueConstraint(
                fields=("duty", "agency"), condition=Q(ends_on=None), name="report_owing_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="report_owing_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.agency_id}"
