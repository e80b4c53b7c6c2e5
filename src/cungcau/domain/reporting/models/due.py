"""One report somebody owes by a day, and how they were reminded of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.reporting import states
from cungcau.domain.reporting.models.duty import Duty
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Due(models.Model):
    """What an agency owes for a period until a day; ``above`` is the due whose report sums this one up.

    ``state`` follows the newest report until one is sent, then stays ``sent``. ``was_late`` is fixed at the first
    sending. ``due_hour`` as :class:`~.duty.Duty`. ``request`` is what a quick report is asked about.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="dues")
    agency = models.ForeignKey(
        "programmes.Agency", on_delete=models.PROTECT, related_name="report_dues", verbose_name="cơ quan"
    )
    above = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="below")
    period_from = models.DateField("từ ngày")
    period_to = models.DateField("đến hết ngày")
    label = models.CharField("kỳ", max_length=80)
    due_on = models.DateField("hạn gửi")
    due_hour = models.PositiveSmallIntegerField("giờ", null=True, blank=True)
    request = models.CharField("nội dung yêu cầu", max_length=600, blank=True)
    state = models.CharField("trạng thái", max_length=10, default=states.WAITING, editable=False)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    was_late = models.BooleanField("gửi trễ", null=True, blank=True)
    reason = models.CharField("lý do miễn", max_length=300, blank=True)
    area_code = models.CharField("địa bàn", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=700, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = "báo cáo phải nộp"
        indexes = (
            GinIndex(fields=("words",), name="report_due_words"),
            models.Index(fields=("area_code", "due_on", "id"), name="report_due_area"),
            models.Index(fields=("agency", "due_on", "id"), name="report_due_agency"),
            models.Index(fields=("state", "due_on", "id"), name="report_due_state"),
            models.Index(fields=("due_on", "id"), name="report_due_day"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("duty", "agency", "period_from", "period_to"), condition=Q(request=""), name="report_due_once"
            ),
            models.UniqueConstraint(
                fields=("duty", "agency", "due_on", "request"), condition=~Q(request=""), name="report_due_asked_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(states.DUE_LABELS)), name="report_due_state_known"),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="report_due_days_in_order"),
            models.CheckConstraint(
                condition=Q(state=states.SENT, sent_at__isnull=False, was_late__isnull=False)
                | (~Q(state=states.SENT) & Q(sent_at=None, was_late=None)),
                name="report_due_sent_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.EXCUSED) | ~Q(reason=""), name="report_due_excused_with_a_reason"
            ),
            models.CheckConstraint(condition=~Q(above=F("id")), name="report_due_not_above_itself"),
            models.CheckConstraint(condition=Q(due_hour=None) | Q(due_hour__lte=23), name="report_due_hour"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.label


class Nudge(models.Model):
    """A reminder of a due was sent: each stage once."""

    class Stage(models.TextChoices):
        """When a reminder is sent."""

        ASKED = "asked", _("Yêu cầu mới")
        SOON = "soon", _("Sắp đến hạn")
        TODAY = "today", _("Hạn hôm nay")
        LATE = "late", _("Đã trễ")
        ABOVE = "above", _("Trễ, báo nơi nhận")

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="nudges")
    stage = models.CharField(max_length=6, choices=Stage.choices)
    people = models.PositiveIntegerField("số người được nhắc", default=0)
    sent_at = MomentField("lúc", auto_now_add=True)

    class Meta:
        ordering = ("due", "pk")
        verbose_name = "lần nhắc báo cáo"
        constraints = (models.UniqueConstraint(fields=("due", "stage"), name="report_nudge_once"),)

    def __str__(self) -> str:
        return f"{self.due_id} {self.stage}"
