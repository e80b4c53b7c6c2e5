"""A report: its words, its figures with what they were before and should be, and who signed it."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.reporting import states
from cungcau.domain.reporting.models.due import Due
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class Report(Versioned):
    """One revision of the report on a due; written only while a draft, the same ever after it was sent.

    ``as_of`` is the last day its figures count, ``computed_at`` when they were counted. ``addressees``, ``bases``,
    ``recipients``, ``capacity`` hold one line of the paper each line. ``changes`` says why a sent one was revised.
    """

    lifecycle = states.REPORT

    due = models.ForeignKey(Due, on_delete=models.PROTECT, related_name="reports")
    revision = models.PositiveIntegerField("bản", default=1)
    state = models.CharField("trạng thái", max_length=10, default=states.REPORT.start, editable=False)
    subject = models.CharField("trích yếu", max_length=400)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    symbol = models.CharField("ký hiệu", max_length=40)
    place = models.CharField("nơi ký", max_length=100)
    paper_day = models.DateField("ngày ghi trên văn bản")
    organisation = models.CharField("cơ quan báo cáo", max_length=200)
    parent_organisation = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    addressees = models.TextField("kính gửi", max_length=1000, blank=True)
    bases = models.TextField("căn cứ", max_length=3000, blank=True)
    recipients = models.TextField("nơi nhận", max_length=2000, blank=True)
    capacity = models.TextField("chức vụ người ký", max_length=300, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    as_of = models.DateField("số liệu đến hết ngày")
    computed_at = models.DateTimeField("tính số liệu lúc")
    changes = models.CharField("lý do sửa bản đã gửi", max_length=300, blank=True)
    area_code = models.CharField("địa bàn", max_length=40, blank=True, db_collation="C")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    created_at = MomentField(auto_now_add=True)
    updated_at = MomentField(auto_now=True)

    class Meta:
        ordering = ("due", "-revision")
        verbose_name = "báo cáo"
        constraints = (
            state_check(states.REPORT),
            models.UniqueConstraint(fields=("due", "revision"), name="report_revision_once"),
            models.UniqueConstraint(fields=("due",), condition=Q(state=states.SENT), name="report_one_sent"),
            models.UniqueConstraint(
                fields=("due",),
                condition=Q(state__in=(states.DRAFT, states.CHECKING, states.SIGNING, states.SIGNED)),
                name="report_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(states.SENT, states.REPLACED), sent_at__isnull=False)
                | (~Q(state__in=(states.SENT, states.REPLACED)) & Q(sent_at=None)),
                name="report_sent_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(changes=""), name="report_revised_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gte=1), name="report_number_from_one"
            ),
        )

    def __str__(self) -> str:
        return self.subject


class Section(Versioned):
    """A section of a report: its heading, the words, and after them the figures that name it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField("thứ tự")
    key = models.CharField("mã phần", max_length=40)
    heading = models.CharField("đề mục", max_length=200)
    guide = models.CharField("hướng dẫn", max_length=400, blank=True)
    gathers = models.BooleanField("gộp ý kiến cấp dưới", default=False)
    text = models.TextField("nội dung", max_length=8000, blank=True)

    class Meta:
        ordering = ("report", "position")
        verbose_name = "phần của báo cáo"
        constraints = (
            models.UniqueConstraint(fields=("report", "position"), name="report_section_place_once"),
            models.UniqueConstraint(fields=("report", "key"), name="report_section_key_once"),
        )

    def __str__(self) -> str:
        return self.heading


class Line(Versioned):
    """A figure of a report.

    ``computed`` is what the data gave (None: not known), ``entered`` what an officer wrote instead, with its
    ``reason``; a TYPED line has only what was entered. ``last_year`` is the same figure over the same period a year
    before. ``below_sent`` of ``below_all`` reports from below stand in a ROLLED one.
    """

    class Source(models.TextChoices):
        """Where a figure comes from."""

        QUERY = "query", _("Tính từ dữ liệu")
        INDICATOR = "indicator", _("Chỉ tiêu của kế hoạch")
        ROLLED = "rolled", _("Cộng từ báo cáo cấp dưới")
        TYPED = "typed", _("Cơ quan tự ghi")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="lines")
    section = models.CharField("mã phần", max_length=40)
    position = models.PositiveSmallIntegerField("thứ tự")
    key = models.CharField("mã dòng", max_length=60)
    name = models.CharField("chỉ tiêu", max_length=300)
    unit = models.CharField("đơn vị tính", max_length=40)
    source = models.CharField("nguồn", max_length=9, choices=Source.choices)
    figure = models.CharField("phép tính", max_length=60, blank=True)
    arguments = models.JSONField("điều kiện", default=dict, blank=True)
    indicator = models.ForeignKey(
        "programmes.Indicator", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    first = models.DateField("tính từ ngày")
    last = models.DateField("tính đến hết ngày")
    computed = models.DecimalField("số tính được", max_digits=20, decimal_places=3, null=True, blank=True)
    entered = models.DecimalField("số ghi thay", max_digits=20, decimal_places=3, null=True, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    last_year = models.DecimalField("cùng kỳ", max_digits=20, decimal_places=3, null=True, blank=True)
    target = models.DecimalField("mục tiêu", max_digits=20, decimal_places=3, null=True, blank=True)
    target_high = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    direction = models.CharField(max_length=8, blank=True)
    below_sent = models.PositiveIntegerField(null=True, blank=True)
    below_all = models.PositiveIntegerField(null=True, blank=True)
    where_from = models.CharField("nguồn số liệu", max_length=300, blank=True)

    class Meta:
        ordering = ("report", "position")
        verbose_name = "số liệu của báo cáo"
        constraints = (
            models.UniqueConstraint(fields=("report", "position"), name="report_line_place_once"),
            models.UniqueConstraint(fields=("report", "key"), name="report_line_key_once"),
            models.CheckConstraint(
                condition=Q(source="typed") | Q(entered=None) | ~Q(reason=""),
                name="report_line_overridden_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(source="query") | ~Q(figure=""), name="report_line_query_is_named"
            ),
            models.CheckConstraint(
                condition=~Q(source="typed") | Q(computed=None), name="report_line_typed_is_not_computed"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> Decimal | None:
        """What the report says: the officer's figure, else the computed one."""
        return self.computed if self.entered is None else self.entered

    @property
    def is_overridden(self) -> bool:
        """Somebody wrote another figure than the computed one."""
        return self.entered is not None and self.source != self.Source.TYPED


class Step(models.Model):
    """One step of a report's way: who moved it when, and what they said."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("ý kiến", max_length=300, blank=True)
    at = MomentField("lúc", auto_now_add=True)

    class Meta:
        ordering = ("report", "pk")
        verbose_name = "bước duyệt báo cáo"

    def __str__(self) -> str:
        return f"{self.report_id} {self.verb}"
