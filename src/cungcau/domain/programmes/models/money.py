"""What a plan costs and by whom it is paid; what was spent; its scenarios."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.models.plan import Plan
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField


class Fund(models.TextChoices):
    """Who pays."""

    CENTRAL = "central", _("Ngân sách Trung ương")
    LOCAL = "local", _("Ngân sách địa phương")
    ENTITY = "entity", _("Tổ chức, cá nhân")
    OTHER = "other", _("Nguồn khác")


class BudgetLine(Versioned):
    """One amount of a plan, đồng: what for, from which fund, in which year (blank: the whole period).

    ``is_control`` marks a sum the plan states over other lines (per fund or year), compared and never added.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="budget")
    position = models.PositiveIntegerField("thứ tự")
    name = models.CharField("nội dung chi", max_length=300)
    fund = models.CharField("nguồn", max_length=8, choices=Fund.choices, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    is_control = models.BooleanField("là số tổng ghi trong kế hoạch", default=False)

    class Meta:
        ordering = ("plan", "position")
        verbose_name = "dòng kinh phí"
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="budget_place_once"),
            models.CheckConstraint(condition=Q(amount_vnd__gte=0), name="budget_not_negative"),
            models.CheckConstraint(
                condition=Q(fund__in=Fund.values) | Q(fund="", is_control=True), name="budget_fund_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.amount_vnd}"


class Spending(models.Model):
    """Money spent on a budget line, đồng, with its paper; below 0 only as a correction with its reason."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="spent")
    spent_on = models.DateField("ngày chi")
    amount_vnd = models.BigIntegerField("số tiền (đồng)")
    paper = models.CharField("chứng từ", max_length=200)
    reason = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("line", "-spent_on", "-id")
        verbose_name = "khoản đã chi"
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0) | (Q(amount_vnd__lt=0) & ~Q(reason="")), name="spending_signed"
            ),
            models.CheckConstraint(condition=~Q(paper=""), name="spending_has_a_paper"),
        )

    def __str__(self) -> str:
        return f"{self.line_id}: {self.amount_vnd}"


class Scenario(Versioned):
    """One way things may go (expected, bad, worst), and what is then sold where; ``chosen``: in force."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="scenarios")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("kịch bản", max_length=120)
    assumption = models.CharField("giả định", max_length=600, blank=True)
    total_kg = models.BigIntegerField("tổng sản lượng (kg)", null=True, blank=True)
    chosen = models.BooleanField("đang áp dụng", default=False)

    class Meta:
        ordering = ("plan", "position")
        verbose_name = "kịch bản"
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="scenario_place_once"),
            models.UniqueConstraint(fields=("plan",), condition=Q(chosen=True), name="scenario_one_chosen"),
        )

    def __str__(self) -> str:
        return self.name


class Level(models.TextChoices):
    """What a row of a scenario splits: rows of one level are to add up to the scenario's total or its market's."""

    SUPPLY = "supply", _("Nguồn cung")
    MARKET = "market", _("Thị trường")
    CHANNEL = "channel", _("Kênh trong nước")
    EXPORT = "export", _("Nước nhập khẩu")


class ScenarioRow(models.Model):
    """Kilograms of a scenario by market, channel or country; ``kg`` blank where the plan states none."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField("thứ tự")
    level = models.CharField("cấp", max_length=8, choices=Level.choices)
    name = models.CharField("tên", max_length=200)
    kg = models.BigIntegerField("khối lượng (kg)", null=True, blank=True)
    from_on = models.DateField("từ ngày", null=True, blank=True)
    to_on = models.DateField("đến ngày", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ("scenario", "position")
        verbose_name = "dòng kịch bản"
        constraints = (
            models.UniqueConstraint(fields=("scenario", "position"), name="scenario_row_place_once"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="scenario_row_level_known"),
            models.CheckConstraint(condition=Q(kg=None) | Q(kg__gte=0), name="scenario_row_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.kg}"
