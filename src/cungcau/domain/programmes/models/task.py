"""Who does what until when."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models.agency import Agency
from cungcau.domain.programmes.models.plan import Plan
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Task(Versioned):
    """One task of a plan: led by one agency, helped by others, due on a day; escalated where it stays late.

    ``heading`` is the group it stands under ("3.6 Đẩy mạnh xúc tiến thương mại"). ``evidence`` says what shows it done;
    ``reminded_on`` the day its lead was last reminded.
    """

    lifecycle = states.TASK

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveIntegerField("thứ tự")
    heading = models.CharField("nhóm nhiệm vụ", max_length=300, blank=True)
    text = models.TextField("nhiệm vụ", max_length=4000)
    lead = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks", verbose_name="chủ trì"
    )
    helpers = models.ManyToManyField(Agency, blank=True, related_name="helped_tasks", verbose_name="phối hợp")
    starts_on = models.DateField("bắt đầu", null=True, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=8, default=states.TASK.start, editable=False)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    evidence = models.CharField("minh chứng", max_length=600, blank=True)
    reason = models.CharField("lý do thôi", max_length=300, blank=True)
    reminded_on = models.DateField("nhắc ngày", null=True, blank=True, editable=False)
    escalated_at = models.DateTimeField("báo cấp trên lúc", null=True, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=5000, editable=False, db_collation="C")
    words = searchable("folded")
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("plan", "position")
        verbose_name = "nhiệm vụ"
        indexes = (
            GinIndex(fields=("words",), name="plan_task_words"),
            models.Index(fields=("lead", "state", "due_on"), name="plan_task_board"),
            models.Index(fields=("area_code", "state", "due_on"), name="plan_task_area"),
            models.Index(fields=("due_on", "id"), name="plan_task_days"),
            models.Index(fields=("due_on", "id"), condition=Q(state__in=("open", "doing")), name="plan_task_due"),
        )  # fmt: skip
        constraints = (
            state_check(states.TASK),
            models.UniqueConstraint(fields=("plan", "position"), name="plan_task_place_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="plan_task_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.DONE) | Q(done_on__isnull=False), name="plan_task_done_is_dated"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.DROPPED) | ~Q(reason=""), name="plan_task_dropped_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]


class TaskNote(models.Model):
    """What was said or shown about a task: progress, a document's number, a difficulty. Only ever added."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField("nội dung", max_length=600)
    link = models.URLField("đường dẫn", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("lúc", auto_now_add=True)

    class Meta:
        ordering = ("task", "-id")
        verbose_name = "ghi chú nhiệm vụ"

    def __str__(self) -> str:
        return self.text[:60]
