"""The day's report, and what channels and border gates report that no ticket shows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.domain.daily import states
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class MarketReport(models.Model):
    """What a market, sales channel or border gate says of one day: kg sold elsewhere, trucks, boxes, ice, đồng.

    Each figure may be missing, and is then not known, never 0. A correction is a further revision with its reason;
    the newest is ``is_current``.
    """

    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="+")
    market = models.ForeignKey(
        "network.Market", on_delete=models.PROTECT, related_name="day_reports", verbose_name="kênh, cửa khẩu"
    )
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="+", verbose_name="nông sản"
    )
    day = models.DateField("ngày")
    kg = models.BigIntegerField("khối lượng (kg)", null=True, blank=True)
    value_vnd = models.BigIntegerField("giá trị (đồng)", null=True, blank=True)
    trucks = models.PositiveIntegerField("số xe qua", null=True, blank=True)
    trucks_waiting = models.PositiveIntegerField("số xe chờ", null=True, blank=True)
    boxes = models.PositiveIntegerField("số thùng", null=True, blank=True)
    ice_kg = models.PositiveIntegerField("đá lạnh (kg)", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=300)
    revision = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    reason = models.CharField("lý do sửa", max_length=300, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("ghi lúc", auto_now_add=True)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-day", "market_id", "-revision")
        verbose_name = "số liệu kênh bán"
        constraints = (
            models.UniqueConstraint(
                fields=("season", "market", "commodity", "day", "revision"), name="market_report_once"
            ),
            models.UniqueConstraint(
                fields=("season", "market", "commodity", "day"),
                condition=Q(is_current=True),
                name="market_report_one_current",
            ),
            models.CheckConstraint(
                condition=(Q(kg=None) | Q(kg__gte=0)) & (Q(value_vnd=None) | Q(value_vnd__gte=0)),
                name="market_report_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(kg__isnull=False)
                | Q(value_vnd__isnull=False)
                | Q(trucks__isnull=False)
                | Q(trucks_waiting__isnull=False)
                | Q(boxes__isnull=False)
                | Q(ice_kg__isnull=False),
                name="market_report_says_something",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="market_report_changed_with_a_reason"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="market_report_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.market_id} {self.day}"


class DailyReport(models.Model):
    """One version of the report of a day: people's words while a draft, everything fixed once issued.

    ``figures`` is what :func:`~cungcau.domain.daily.selectors.figures_of` found when it was issued, so that it reads
    the same ever after; the next version stands beside it with what is different.
    """

    lifecycle = states.REPORT

    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="daily_reports")
    day = models.DateField("ngày")
    version = models.PositiveIntegerField("bản", default=1)
    state = models.CharField("trạng thái", max_length=10, default=states.REPORT.start, editable=False)
    difficulties = models.TextField("khó khăn", blank=True, max_length=4000)
    proposals = models.TextField("kiến nghị", blank=True, max_length=4000)
    figures = models.JSONField(default=dict)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    issued_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField(auto_now_add=True)
    updated_at = MomentField(auto_now=True)

    class Meta:
        ordering = ("-day", "-version")
        verbose_name = "báo cáo ngày"
        constraints = (
            state_check(states.REPORT),
            models.UniqueConstraint(fields=("season", "day", "version"), name="daily_report_version_once"),
            models.UniqueConstraint(
                fields=("season", "day"), condition=Q(state=states.ISSUED), name="daily_report_one_issued"
            ),
            models.UniqueConstraint(
                fields=("season", "day"), condition=Q(state=states.DRAFT), name="daily_report_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state=states.DRAFT) | Q(issued_at__isnull=False),
                name="daily_report_issued_is_dated",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} · {self.version}"
