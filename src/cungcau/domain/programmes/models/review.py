"""What people decided about findings of a check, and texts that were read in and wait for confirmation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.models.plan import Plan
from cungcau.platform.ui.moments import MomentField


class Dismissal(models.Model):
    """A finding somebody looked at and set aside, with the reason; ``key`` is the finding's.

    It holds while rule, row and facts stay as they were: a changed row is found anew. Withdrawn ones stay.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="dismissals")
    key = models.CharField(max_length=16)
    rule = models.CharField("phép kiểm tra", max_length=40)
    sentence = models.CharField("phát hiện", max_length=600)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("lúc", auto_now_add=True)
    withdrawn_at = models.DateTimeField("xem lại lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("plan", "-id")
        verbose_name = "phát hiện bỏ qua"
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "key"), condition=Q(withdrawn_at=None), name="dismissal_one_standing"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="dismissal_has_a_reason"),
        )

    def __str__(self) -> str:
        return self.sentence


class Manuscript(models.Model):
    """A plan's text somebody read in: its lines, and what was recognised in them, proposed and not yet written.

    ``lines`` are the text's lines as read; ``proposals`` plain values of
    :class:`~cungcau.domain.programmes.drafting.Proposal`. Confirmed ones became ``plan``. Only its owner sees it.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đã lập kế hoạch")
        DROPPED = "dropped", _("Đã bỏ")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("tên tệp", max_length=200)
    lines = models.JSONField(default=list)
    proposals = models.JSONField(default=list)
    state = models.CharField("trạng thái", max_length=9, choices=State.choices, default=State.OPEN)
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="manuscripts"
    )
    created_at = MomentField("lúc", auto_now_add=True)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "văn bản đọc vào"
        indexes = (models.Index(fields=("owner", "state", "-id"), name="manuscript_owner"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("open", "confirmed", "dropped")), name="manuscript_state_known"
            ),
        )

    def __str__(self) -> str:
        return self.name
