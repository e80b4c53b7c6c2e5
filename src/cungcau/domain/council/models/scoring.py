"""Score sheets of members, the values the council agreed on, why products were rejected."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.domain.council import states
from cungcau.domain.council.models.members import Seat
from cungcau.domain.council.models.session import Item
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class ScoreSheet(models.Model):
    """One member's sheet for one item and one scoring; those of earlier attempts stay."""

    lifecycle = states.SHEET

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField("lần chấm")
    state = models.CharField("trạng thái", max_length=10, default=states.SHEET.start, editable=False)
    total = models.PositiveSmallIntegerField("tổng điểm", default=0, editable=False)
    remark = models.TextField("nhận xét", blank=True, max_length=4000)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    started_at = MomentField("bắt đầu lúc", auto_now_add=True)

    class Meta:
        ordering = ("item", "attempt", "seat")
        verbose_name = "phiếu chấm"
        constraints = (
            state_check(states.SHEET),
            models.UniqueConstraint(fields=("item", "seat", "attempt"), name="council_sheet_once"),
            models.CheckConstraint(
                condition=~Q(state=states.SUBMITTED) | Q(submitted_at__isnull=False),
                name="council_sheet_submitted_when",
            ),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="council_sheet_attempt"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.seat_id} ({self.attempt})"


class Score(models.Model):
    """A member's points for one criterion; ``case`` for criteria with branches. Of a submitted sheet none changes.

    Points 0 where the sheet prints no level of 0 say that no level is reached. ``tick`` orders the taps of one
    criterion (milliseconds of the device, later ones larger): a late repetition of an older tap changes nothing.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField("tiêu chí", max_length=12)
    points = models.PositiveSmallIntegerField("điểm")
    case = models.CharField("trường hợp", max_length=4, blank=True)
    note = models.CharField("ghi chú", max_length=600, blank=True)
    client_uuid = models.UUIDField(null=True, blank=True, editable=False)
    tick = models.BigIntegerField(default=0, editable=False)
    scored_at = MomentField("chấm lúc", auto_now=True)

    class Meta:
        ordering = ("sheet", "id")
        verbose_name = "điểm một tiêu chí"
        constraints = (models.UniqueConstraint(fields=("sheet", "criterion"), name="council_score_once"),)

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class Discussion(models.Model):
    """Why an item was scored again, or why not, after its totals lay too far apart."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="discussions")
    attempt = models.PositiveSmallIntegerField("sau lần chấm")
    spread = models.PositiveSmallIntegerField("chênh lệch (điểm)")
    again = models.BooleanField("chấm lại")
    text = models.TextField("nội dung thảo luận", max_length=4000)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ("item", "attempt")
        verbose_name = "thảo luận lệch điểm"
        constraints = (
            models.UniqueConstraint(fields=("item", "attempt"), name="council_discussion_once"),
            models.CheckConstraint(condition=~Q(text=""), name="council_discussion_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} ({self.attempt})"


class AgreedValue(models.Model):
    """The option the council agreed on for a criterion that carries a minimum."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="agreed")
    criterion = models.CharField("tiêu chí", max_length=12)
    points = models.PositiveSmallIntegerField("mức thống nhất")
    reason = models.CharField("lý do", max_length=600, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now=True)

    class Meta:
        ordering = ("item", "id")
        verbose_name = "mức thống nhất"
        constraints = (models.UniqueConstraint(fields=("item", "criterion"), name="council_agreed_once"),)

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class ItemRejection(models.Model):
    """A ground on which the council rejected a product or stopped its evaluation, by the sheet's code."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="rejections")
    code = models.CharField("mã", max_length=60)
    reason = models.CharField("căn cứ", max_length=600)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ("item", "id")
        verbose_name = "căn cứ loại"
        constraints = (
            models.UniqueConstraint(fields=("item", "code"), name="council_rejection_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="council_rejection_reasoned"),
        )

    def __str__(self) -> str:
        return self.code


class EarlierResult(models.Model):
    """A result as it stood before its item was opened again: kept for ever beside the new one."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="earlier")
    no = models.PositiveSmallIntegerField("lần")
    result = models.JSONField("kết quả")
    star = models.PositiveSmallIntegerField("sao", null=True, blank=True)
    num = models.PositiveIntegerField(null=True, blank=True)
    den = models.PositiveIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField("có kết quả lúc")
    reason = models.CharField("lý do mở lại", max_length=600)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reopened_at = MomentField("mở lại lúc", auto_now_add=True)

    class Meta:
        ordering = ("item", "no")
        verbose_name = "kết quả trước khi mở lại"
        constraints = (
            models.UniqueConstraint(fields=("item", "no"), name="council_earlier_numbered"),
            models.CheckConstraint(condition=~Q(reason=""), name="council_earlier_reasoned"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} ({self.no})"
