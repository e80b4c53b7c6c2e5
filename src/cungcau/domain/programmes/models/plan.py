"""A plan as issued: number, period, legal basis, what it wants and in which words."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models.agency import Agency
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class PlanKind(models.TextChoices):
    """What a plan is about: each has a template of its own."""

    HARVEST = "harvest", _("Hỗ trợ tiêu thụ mùa vụ")
    OCOP = "ocop", _("Chương trình OCOP")
    YOUTH = "youth", _("Đoàn thanh niên hỗ trợ tiêu thụ")
    ALLIANCE = "alliance", _("Liên minh HTX kết nối cung cầu")
    CONFERENCE = "conference", _("Hội nghị, hội chợ xúc tiến")
    OTHER = "other", _("Khác")


class Plan(Versioned):
    """One plan of one agency for a period.

    ``number`` and ``symbol`` as printed ("129", "KH-UBND"); a draft has none yet. ``parent`` is the plan above
    (national → province → commune); ``continues`` last year's. ``is_public`` shows its progress without sign-in.
    ``stated_total_vnd`` is the sum the plan's text states, compared with its lines.
    """

    lifecycle = states.PLAN

    kind = models.CharField("loại", max_length=12, choices=PlanKind.choices)
    title = models.CharField("tên kế hoạch", max_length=400)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=40, blank=True)
    issuer = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="plans", verbose_name="nơi ban hành"
    )
    lead = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan thường trực"
    )  # fmt: skip
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    place = models.CharField("nơi ký", max_length=100, blank=True)
    signer = models.CharField("chức danh người ký", max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="below", verbose_name="kế hoạch cấp trên"
    )  # fmt: skip
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by", verbose_name="tiếp nối"
    )  # fmt: skip
    season = models.ForeignKey(
        "catalogue.Season", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="mùa vụ"
    )  # fmt: skip
    state = models.CharField("trạng thái", max_length=10, default=states.PLAN.start, editable=False)
    is_public = models.BooleanField("công khai tiến độ", default=False)
    stated_total_vnd = models.BigIntegerField(
        "tổng kinh phí ghi trong kế hoạch (đồng)", null=True, blank=True
    )
    area_code = models.CharField("địa bàn", max_length=40, blank=True, db_collation="C")
    source = models.CharField("nguồn", max_length=300)
    folded = models.CharField(max_length=700, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("lập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("-starts_on", "-id")
        verbose_name = "kế hoạch"
        indexes = (
            GinIndex(fields=("words",), name="programme_plan_words"),
            models.Index(fields=("area_code", "-starts_on", "-id"), name="programme_plan_area"),
            models.Index(fields=("state", "-starts_on"), name="programme_plan_state"),
        )
        constraints = (
            state_check(states.PLAN),
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="programme_plan_kind_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_plan_days_in_order"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="programme_plan_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(state__in=(states.DRAFT, states.CANCELLED)) | (~Q(symbol="") & Q(issued_on__isnull=False)),
                name="programme_plan_issued_is_numbered",
            ),
            models.UniqueConstraint(
                fields=("issuer", "number", "symbol", "issued_on"), condition=~Q(number=""),
                name="programme_plan_number_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        mark = "/".join(part for part in (self.number, self.symbol) if part)
        return mark or self.title


class Part(models.TextChoices):
    """Which part of a plan's paper a passage belongs to."""

    BASIS = "basis", _("Căn cứ pháp lý")
    SITUATION = "situation", _("Khái quát tình hình")
    PURPOSE = "purpose", _("Mục đích")
    REQUIREMENT = "requirement", _("Yêu cầu")
    OBJECTIVE = "objective", _("Mục tiêu")
    SOLUTION = "solution", _("Nhiệm vụ, giải pháp")
    ORGANISATION = "organisation", _("Tổ chức thực hiện")
    REPORTING = "reporting", _("Chế độ báo cáo")
    RECIPIENT = "recipient", _("Nơi nhận")


class Passage(Versioned):
    """A numbered passage of a plan's text, in the order of its part. ``mark`` is its number as printed ("3.6", "-")."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="passages")
    part = models.CharField("phần", max_length=12, choices=Part.choices)
    position = models.PositiveIntegerField("thứ tự")
    mark = models.CharField("đánh số", max_length=12, blank=True)
    text = models.TextField("nội dung", max_length=6000)

    class Meta:
        ordering = ("plan", "part", "position")
        verbose_name = "đoạn của kế hoạch"
        constraints = (
            models.UniqueConstraint(fields=("plan", "part", "position"), name="passage_place_once"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="passage_part_known"),
        )

    def __str__(self) -> str:
        return f"{self.mark} {self.text[:60]}".strip()
