"""The road of a dossier: who has it until when, what was asked of the entity, what the commune and experts found."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models.dossier import Dossier, Evidence
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class Stage(models.TextChoices):
    """Who has the file."""

    ENTITY = "entity", _("Chủ thể")
    COMMUNE = "commune", _("UBND xã")
    OFFICE = "office", _("Văn phòng OCOP tỉnh")
    ADVISORY = "advisory", _("Tổ tư vấn")
    COUNCIL = "council", _("Hội đồng")
    DECISION = "decision", _("Chủ tịch UBND tỉnh")
    MINISTRY = "ministry", _("Bộ NN&MT")


class Round(models.Model):
    """A round of evaluation: until when communes (or provinces) ask, and when it is to be finished (26/2026/QĐ-TTg)."""

    area_code = models.CharField("tỉnh", max_length=40, db_collation="C")
    level = models.CharField("cấp", max_length=8, choices=[("province", _("Tỉnh")), ("ministry", _("Bộ"))])
    year = models.PositiveSmallIntegerField("năm")
    no = models.PositiveSmallIntegerField("đợt")
    request_before = models.DateField("nhận đề nghị trước ngày")
    finish_before = models.DateField("xong trước ngày")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-year", "-no")
        verbose_name = "đợt đánh giá"
        constraints = (
            models.UniqueConstraint(fields=("area_code", "level", "year", "no"), name="ocop_round_once"),
            models.CheckConstraint(
                condition=Q(finish_before__gte=F("request_before")), name="ocop_round_days_in_order"
            ),
            models.CheckConstraint(condition=Q(level__in=("province", "ministry")), name="ocop_round_level"),
        )

    def __str__(self) -> str:
        return f"{self.no}/{self.year}"


class Step(models.Model):
    """A file's stay with one holder: the clock. ``due_on`` is computed where law or the province sets a term."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField("đang ở", max_length=10, choices=Stage.choices)
    started_at = models.DateTimeField("từ lúc")
    due_on = models.DateField("hạn", null=True, blank=True)
    due_why = models.CharField("cách tính hạn", max_length=200, blank=True)
    ended_at = models.DateTimeField("đến lúc", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField("nhận xét khi chuyển đi", blank=True, max_length=4000)
    reminded_on = models.DateField("đã nhắc ngày", null=True, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")

    class Meta:
        ordering = ("dossier", "started_at", "id")
        verbose_name = "chặng hồ sơ"
        indexes = (
            models.Index(
                fields=("due_on", "dossier"), condition=Q(ended_at=None), name="ocop_step_open_by_due"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("dossier",), condition=Q(ended_at=None), name="ocop_file_is_in_one_place"
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="ocop_step_stage_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="ocop_step_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.stage}"

    @property
    def started_on(self) -> date:
        """The local day it began."""
        return timezone.localtime(self.started_at).date()


class ItemRequest(models.Model):
    """One thing asked of the entity: about a criterion or the file as a whole, with a note and a last day."""

    lifecycle = states.REQUEST

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="requests")
    stage = models.CharField("bên yêu cầu", max_length=10, choices=Stage.choices)
    criterion = models.CharField("tiêu chí", max_length=12, blank=True)
    text = models.TextField("yêu cầu", max_length=2000)
    due_on = models.DateField("hạn trả lời")
    state = models.CharField("trạng thái", max_length=10, default=states.REQUEST.start, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("yêu cầu lúc")
    answer = models.TextField("trả lời", blank=True, max_length=4000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField("khép lúc", null=True, blank=True)
    close_note = models.CharField("ghi khi khép", max_length=600, blank=True)
    reminded_on = models.DateField("đã nhắc ngày", null=True, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")

    class Meta:
        ordering = ("dossier", "id")
        verbose_name = "yêu cầu bổ sung"
        indexes = (
            models.Index(
                fields=("due_on", "dossier"),
                condition=Q(state__in=(states.OPEN, states.ANSWERED)),
                name="ocop_request_live_by_due",
            ),
        )
        constraints = (
            state_check(states.REQUEST),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="ocop_request_stage_known"),
            models.CheckConstraint(condition=~Q(text=""), name="ocop_request_says_something"),
            models.CheckConstraint(
                condition=~Q(state=states.ANSWERED) | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="ocop_request_answered_with_words",
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]


class CommuneReport(models.Model):
    """Form 03: what the commune found on completeness and the four points; one for every time it forwards."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="reports")
    no = models.PositiveSmallIntegerField("lần")
    complete = models.BooleanField("hồ sơ đủ")
    origin_ok = models.BooleanField("nguồn gốc, nguyên liệu địa phương: đúng")
    origin = models.TextField("nguồn gốc sản phẩm, nguyên liệu địa phương", max_length=4000)
    labour_ok = models.BooleanField("lao động địa phương: đúng")
    labour = models.TextField("lao động địa phương", max_length=4000)
    idea_ok = models.BooleanField("nguồn gốc ý tưởng: đúng")
    idea = models.TextField("nguồn gốc ý tưởng", max_length=4000)
    identity_ok = models.BooleanField("bản sắc, trí tuệ địa phương: đúng")
    identity = models.TextField("bản sắc, trí tuệ địa phương", max_length=4000)
    opinion = models.TextField("ý kiến của xã", max_length=4000, blank=True)
    letter_no = models.CharField("công văn đề nghị số", max_length=80, blank=True)
    letter_on = models.DateField("ngày công văn", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = MomentField("lập lúc", auto_now_add=True)

    class Meta:
        ordering = ("dossier", "no")
        verbose_name = "báo cáo của xã (Mẫu 03)"
        constraints = (models.UniqueConstraint(fields=("dossier", "no"), name="ocop_report_numbered"),)

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.no}"


class Samples(models.Model):
    """Sample products sent with a file: how many, when they left and came; one row for every hand-over."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="samples")
    count = models.PositiveSmallIntegerField("số mẫu")
    stage = models.CharField("gửi đến", max_length=10, choices=Stage.choices, default=Stage.OFFICE)
    sent_on = models.DateField("gửi ngày")
    received_on = models.DateField("nhận ngày", null=True, blank=True)
    received_count = models.PositiveSmallIntegerField("số mẫu nhận được", null=True, blank=True)
    condition = models.CharField("tình trạng khi nhận", max_length=300, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("dossier", "id")
        verbose_name = "mẫu sản phẩm"
        constraints = (
            models.CheckConstraint(condition=Q(count__gt=0), name="ocop_samples_some"),
            models.CheckConstraint(
                condition=Q(received_on=None)
                | (Q(received_on__gte=F("sent_on"), received_count__isnull=False)),
                name="ocop_samples_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.count}"


class FieldVisit(models.Model):
    """A visit of the advisory team to the entity, and what it found."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="visits")
    planned_on = models.DateField("hẹn ngày")
    done_on = models.DateField("đi ngày", null=True, blank=True)
    team = models.CharField("đoàn", max_length=400)
    findings = models.TextField("ghi nhận", blank=True, max_length=4000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_why = models.CharField("lý do không đi", max_length=300, blank=True)

    class Meta:
        ordering = ("dossier", "planned_on", "id")
        verbose_name = "khảo sát thực tế"
        constraints = (
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(findings=""), name="ocop_visit_done_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.planned_on:%d/%m/%Y}"


class LabTest(models.Model):
    """A laboratory test the advisory team asked for, and its outcome."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="tests")
    indicators = models.CharField("chỉ tiêu", max_length=400)
    laboratory = models.CharField("nơi kiểm nghiệm", max_length=200, blank=True)
    asked_on = models.DateField("yêu cầu ngày")
    due_on = models.DateField("hạn có kết quả", null=True, blank=True)
    result_on = models.DateField("có kết quả ngày", null=True, blank=True)
    passed = models.BooleanField("đạt", null=True, blank=True)
    result = models.TextField("kết quả", blank=True, max_length=2000)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("dossier", "id")
        verbose_name = "kiểm nghiệm"
        constraints = (
            models.CheckConstraint(
                condition=Q(result_on=None, passed=None) | Q(result_on__isnull=False, passed__isnull=False),
                name="ocop_test_result_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.indicators[:30]}"
