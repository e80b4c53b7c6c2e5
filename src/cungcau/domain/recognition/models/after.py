"""Revocation, inspection with its findings, and the reminders sent before a certificate lapses."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.recognition import states
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class Ground(models.TextChoices):
    """The six grounds of revocation (26/2026/QĐ-TTg)."""

    FORGED = "false_or_forged_dossier", _("Hồ sơ gian dối, giả mạo")
    CRITERIA = "no_longer_meets_criteria", _("Không còn đạt tiêu chí")
    LAW = "law_violation", _("Vi phạm pháp luật")
    MARK = "ocop_mark_misuse", _("Dùng sai nhãn hiệu, biểu trưng OCOP")
    STOPPED = "stopped_production", _("Ngừng sản xuất, kinh doanh")
    AUTHORITY = "other_authority_conclusion", _("Kết luận của cơ quan có thẩm quyền khác")


class Inspection(models.Model):
    """A check after recognition of one product, planned or ad hoc; its findings are followed up one by one."""

    class Kind(models.TextChoices):
        """Why it takes place."""

        PLANNED = "planned", _("Định kỳ")
        AD_HOC = "ad_hoc", _("Đột xuất")

    lifecycle = states.INSPECTION

    product = models.ForeignKey("ocop.Product", on_delete=models.PROTECT, related_name="inspections")
    code = models.CharField("mã", max_length=40, unique=True)
    kind = models.CharField("loại", max_length=7, choices=Kind.choices)
    state = models.CharField("trạng thái", max_length=10, default=states.INSPECTION.start, editable=False)
    planned_on = models.DateField("dự kiến ngày")
    done_on = models.DateField("kiểm tra ngày", null=True, blank=True)
    team = models.CharField("đoàn kiểm tra", max_length=400, blank=True)
    why = models.CharField("lý do", max_length=600, blank=True)
    conclusion = models.TextField("kết luận", blank=True, max_length=4000)
    cancel_reason = models.CharField("lý do huỷ", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("lập lúc", auto_now_add=True)

    class Meta:
        ordering = ("-planned_on", "-id")
        verbose_name = "kiểm tra sau công nhận"
        indexes = (
            models.Index(fields=("state", "planned_on"), name="inspection_by_state"),
            models.Index(fields=("area_code", "planned_on"), name="inspection_by_area"),
            models.Index(fields=("product", "-planned_on"), name="inspection_of_product"),
        )
        constraints = (
            state_check(states.INSPECTION),
            models.CheckConstraint(condition=Q(kind__in=("planned", "ad_hoc")), name="inspection_kind_known"),
            models.CheckConstraint(
                condition=~Q(state=states.DONE) | (Q(done_on__isnull=False) & ~Q(conclusion="")),
                name="inspection_done_with_conclusion",
            ),
            models.CheckConstraint(
                condition=~Q(kind="ad_hoc") | ~Q(why=""), name="inspection_ad_hoc_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.CANCELLED) | ~Q(cancel_reason=""),
                name="inspection_cancelled_says_why",
            ),
            models.UniqueConstraint(
                fields=("product",),
                condition=Q(state=states.PLANNED, kind="planned"),
                name="inspection_one_planned",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Finding(models.Model):
    """One thing an inspection found wrong, what is to be done by when, and how it ended."""

    lifecycle = states.FINDING

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    criterion = models.CharField("tiêu chí", max_length=12, blank=True)
    text = models.TextField("ghi nhận", max_length=2000)
    to_do = models.CharField("phải khắc phục", max_length=600, blank=True)
    due_on = models.DateField("hạn khắc phục", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, default=states.FINDING.start, editable=False)
    answer = models.TextField("chủ thể báo", blank=True, max_length=2000)
    answered_at = models.DateTimeField("báo lúc", null=True, blank=True)
    closed_note = models.CharField("xem lại", max_length=600, blank=True)
    closed_at = models.DateTimeField("khép lúc", null=True, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")

    class Meta:
        ordering = ("inspection", "id")
        verbose_name = "điều kiểm tra thấy"
        indexes = (models.Index(fields=("state", "due_on"), name="finding_by_due"),)
        constraints = (
            state_check(states.FINDING),
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_something"),
            models.CheckConstraint(
                condition=~Q(state=states.ANSWERED) | ~Q(answer=""), name="finding_answered_with_words"
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]


class FindingTurn(models.Model):
    """What was said of a finding, in order: the entity's report, asked again, closed; never changed."""

    class Kind(models.TextChoices):
        """Who spoke to what end."""

        ANSWER = "answer", _("Chủ thể báo đã khắc phục")
        AGAIN = "reopen", _("Yêu cầu khắc phục lại")
        CLOSE = "close", _("Xác nhận đã khắc phục")

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="turns")
    kind = models.CharField("việc", max_length=6, choices=Kind.choices)
    text = models.TextField("lời", blank=True, max_length=2000)
    due_on = models.DateField("hạn mới", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = MomentField("lúc", auto_now_add=True)

    class Meta:
        ordering = ("finding", "id")
        verbose_name = "lời về một điều kiểm tra thấy"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("answer", "reopen", "close")), name="finding_turn_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="close") | ~Q(text=""), name="finding_turn_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.finding_id} {self.kind}"


class FindingProof(models.Model):
    """A piece of the entity's evidence shown with its report that something is mended."""

    turn = models.ForeignKey(FindingTurn, on_delete=models.CASCADE, related_name="proofs")
    evidence = models.ForeignKey("ocop.Evidence", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("turn", "id")
        verbose_name = "minh chứng đã khắc phục"
        constraints = (models.UniqueConstraint(fields=("turn", "evidence"), name="finding_proof_once"),)

    def __str__(self) -> str:
        return f"{self.turn_id} ← {self.evidence_id}"


class Revocation(models.Model):
    """A case for taking a certificate back: decided within 15 days of the conclusion (26/2026/QĐ-TTg)."""

    lifecycle = states.REVOCATION

    certificate = models.ForeignKey("ocop.Certificate", on_delete=models.PROTECT, related_name="revocations")
    ground = models.CharField("căn cứ", max_length=30, choices=Ground.choices)
    facts = models.TextField("sự việc", max_length=4000)
    concluded_on = models.DateField("ngày kết luận")
    due_on = models.DateField("phải quyết định trước hoặc trong ngày")
    inspection = models.ForeignKey(
        Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="revocations"
    )
    state = models.CharField("trạng thái", max_length=10, default=states.REVOCATION.start, editable=False)
    decision_no = models.CharField("quyết định số", max_length=80, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    outcome = models.CharField("kết quả", max_length=600, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("lập lúc", auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "thu hồi giấy chứng nhận"
        indexes = (
            models.Index(fields=("state", "due_on"), name="revocation_by_due"),
            models.Index(fields=("area_code", "-id"), name="revocation_by_area"),
        )
        constraints = (
            state_check(states.REVOCATION),
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="revocation_ground_known"),
            models.CheckConstraint(condition=Q(due_on__gte=F("concluded_on")), name="revocation_in_order"),
            models.UniqueConstraint(
                fields=("certificate",), condition=Q(state=states.OPEN), name="revocation_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.DECIDED) | (Q(decided_on__isnull=False) & ~Q(decision_no="")),
                name="revocation_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.DROPPED) | ~Q(outcome=""), name="revocation_dropped_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.ground}"


class Reminder(models.Model):
    """That somebody was reminded once of one certificate at one point of its life; nothing is told twice.

    ``people`` 0 says that nobody of the audience has an account: until somebody has, the office calls them, and
    writes down that it did (``called_…``).
    """

    class Stage(models.TextChoices):
        """Which point: the window to file opens (T−180), is about to close (T−120), closed, the certificate lapsed."""

        OPENS = "opens", _("Mở thời hạn nộp đánh giá lại (T−180)")
        CLOSES = "closes", _("Sắp hết thời hạn nộp (T−120)")
        MISSED = "missed", _("Đã qua thời hạn nộp, chưa có hồ sơ")
        LAPSED = "lapsed", _("Giấy đã hết hạn")

    class Audience(models.TextChoices):
        """Who is told."""

        ENTITY = "entity", _("Chủ thể")
        COMMUNE = "commune", _("Xã")
        OFFICE = "office", _("Văn phòng OCOP tỉnh")

    certificate = models.ForeignKey("ocop.Certificate", on_delete=models.CASCADE, related_name="reminders")
    stage = models.CharField("mốc", max_length=6, choices=Stage.choices)
    audience = models.CharField("báo cho", max_length=7, choices=Audience.choices)
    people = models.PositiveSmallIntegerField("số người được báo", default=0)
    sent_at = MomentField("báo lúc", auto_now_add=True)
    called_at = models.DateTimeField("gọi lúc", null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_note = models.CharField("gọi ai, nói gì", max_length=300, blank=True)

    class Meta:
        ordering = ("-sent_at", "-id")
        verbose_name = "lời nhắc"
        indexes = (
            models.Index(
                fields=("audience", "sent_at"), condition=Q(people=0, called_at=None), name="reminder_to_call"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("certificate", "stage", "audience"), name="reminder_once"),
            models.CheckConstraint(
                condition=Q(
                    stage__in=("opens", "closes", "missed", "lapsed"),
                    audience__in=("entity", "commune", "office"),
                ),
                name="reminder_words_known",
            ),
            models.CheckConstraint(
                condition=Q(called_at=None, called_note="")
                | (Q(called_at__isnull=False) & ~Q(called_note="")),
                name="reminder_called_says_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.stage} {self.audience}"
