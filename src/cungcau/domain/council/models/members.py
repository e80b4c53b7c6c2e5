"""Who sits on a council, and the province's regulation it works by."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField


class MinimumRule(models.TextChoices):
    """How a criterion's minimum is tested where members chose differently; the law does not say."""

    AGREED = "agreed", _("Hội đồng thống nhất một mức")
    AVERAGE = "average", _("Điểm trung bình của các thành viên")
    EVERYBODY = "everybody", _("Mọi thành viên đều chấm đạt")


class Post(models.TextChoices):
    """What somebody is on the council; the secretary does not score."""

    CHAIR = "chair", _("Chủ tịch hội đồng")
    DEPUTY = "deputy", _("Phó Chủ tịch hội đồng")
    MEMBER = "member", _("Thành viên")
    SECRETARY = "secretary", _("Thư ký")


class Council(Versioned):
    """A council by its decision; size, quorum, spread, rounding are the province's regulation, so settings.

    ``quorum_percent`` of the seats that score must be present; ``spread_limit`` in points between the highest
    and lowest total, above which is discussed and scored again (0: no limit); ``shown_decimals`` is display only.
    """

    area_code = models.CharField("tỉnh", max_length=40, db_collation="C")
    name = models.CharField("tên hội đồng", max_length=200)
    decision_no = models.CharField("quyết định số", max_length=80)
    decided_on = models.DateField("ngày quyết định")
    valid_from = models.DateField("nhiệm kỳ từ")
    valid_to = models.DateField("đến hết", null=True, blank=True)
    quorum_percent = models.PositiveSmallIntegerField("số thành viên phải có mặt (%)", default=75)
    chair_must_attend = models.BooleanField("phải có chủ tịch (hoặc phó được uỷ quyền)", default=True)
    least_members = models.PositiveSmallIntegerField("số phiếu chấm ít nhất", default=3)
    spread_limit = models.PositiveSmallIntegerField("chênh lệch điểm cho phép", default=10)
    minimum_rule = models.CharField(
        "cách xét tiêu chí tối thiểu", max_length=9, choices=MinimumRule.choices, default=MinimumRule.AGREED
    )
    shown_decimals = models.PositiveSmallIntegerField("số chữ số thập phân khi hiện điểm", default=2)
    regulation = models.CharField("quy chế", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("lập lúc", auto_now_add=True)

    class Meta:
        ordering = ("-valid_from", "name")
        verbose_name = "hội đồng OCOP"
        constraints = (
            models.UniqueConstraint(fields=("area_code", "decision_no"), name="council_decision_once"),
            models.CheckConstraint(
                condition=Q(quorum_percent__gte=1, quorum_percent__lte=100, spread_limit__lte=100,
                            least_members__gte=1, shown_decimals__lte=4),
                name="council_settings_in_range",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="council_term_in_order"
            ),
            models.CheckConstraint(
                condition=Q(minimum_rule__in=MinimumRule.values), name="council_minimum_rule_known"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Somebody's place on a council between two days."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField("chức danh", max_length=9, choices=Post.choices, default=Post.MEMBER)
    agency = models.CharField("cơ quan", max_length=200)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết", null=True, blank=True)
    end_reason = models.CharField("lý do thôi", max_length=300, blank=True)

    class Meta:
        ordering = ("council", "id")
        verbose_name = "thành viên hội đồng"
        constraints = (
            models.UniqueConstraint(
                fields=("council", "user"), condition=Q(valid_to=None), name="council_seat_once"
            ),
            models.UniqueConstraint(
                fields=("council",),
                condition=Q(valid_to=None, post=Post.CHAIR),
                name="council_one_chair",
            ),
            models.CheckConstraint(condition=Q(post__in=Post.values), name="council_post_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="council_seat_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.post})"

    @property
    def scores(self) -> bool:
        """Whether the holder scores: everybody but the secretary."""
        return self.post != Post.SECRETARY
