"""What one side holds against the other about goods that came, and how it ended."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models.arrival import Arrival
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class ClaimSide(models.TextChoices):
    """Who opened the claim."""

    BUYER = "buyer", _("Bên mua")
    SELLER = "seller", _("Bên bán")


class ClaimKind(models.TextChoices):
    """What is wrong."""

    SHORT = "short", _("Thiếu cân, sai số kg")
    QUALITY = "quality", _("Hàng hỏng, không đúng loại")
    REFUSED = "refused", _("Không nhận hàng mà không có lý do đúng")
    LATE = "late", _("Giao trễ")
    MONEY = "money", _("Giá, tiền, đặt cọc")
    OTHER = "other", _("Việc khác")


class Claim(models.Model):
    """One side's claim about an arrival: kg (whole) and đồng asked, the other's answer, the end.

    Seen by the two sides and the coordinator alone. ``answer_until`` is the other side's deadline; past it the
    coordinator may end the claim without an answer. ``outcome_kg`` was written as correcting entries of the line,
    ``outcome_vnd`` is what the seller owes the buyer for it (below 0: the buyer the seller).
    """

    lifecycle = states.CLAIM

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="claims")
    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="+")
    code = models.CharField("mã khiếu nại", max_length=40, unique=True)
    state = models.CharField("trạng thái", max_length=14, default=states.CLAIM.start, editable=False)
    side = models.CharField("bên khiếu nại", max_length=6, choices=ClaimSide.choices)
    kind = models.CharField("về việc", max_length=8, choices=ClaimKind.choices)
    text = models.TextField("nói rõ", max_length=2000)
    asked_kg = models.PositiveIntegerField("yêu cầu (kg)", default=0)
    asked_vnd = models.BigIntegerField("yêu cầu (đồng)", default=0)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField("gửi lúc")
    answer_until = models.DateTimeField("trả lời trước")
    answer = models.TextField("trả lời", blank=True, max_length=2000)
    offered_kg = models.PositiveIntegerField("đề nghị (kg)", null=True, blank=True)
    offered_vnd = models.BigIntegerField("đề nghị (đồng)", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    outcome_kg = models.PositiveIntegerField("kết quả (kg)", default=0)
    outcome_vnd = models.BigIntegerField("kết quả (đồng)", default=0)
    outcome = models.CharField("kết luận", max_length=600, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-id",)
        verbose_name = "khiếu nại"
        indexes = (
            models.Index(fields=("season", "-id"), name="claim_by_season"),
            models.Index(fields=("season", "state", "answer_until"), name="claim_by_state"),
        )
        constraints = (
            state_check(states.CLAIM),
            models.CheckConstraint(
                condition=Q(side__in=ClaimSide.values, kind__in=ClaimKind.values), name="claim_words_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_vnd__gte=0) & (Q(offered_vnd=None) | Q(offered_vnd__gte=0)),
                name="claim_money_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.LIVE_CLAIMS) | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="claim_ended_with_its_reason",
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(text=""), name="claim_says_something"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_live(self) -> bool:
        """Not ended yet."""
        return self.state in states.LIVE_CLAIMS


class ClaimPhoto(models.Model):
    """A picture shown with a claim: drawn anew, without what the camera wrote into it; kept by its SHA-256."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="photos")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    side = models.CharField("của bên", max_length=6, choices=ClaimSide.choices)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField("cỡ (byte)")
    width = models.PositiveIntegerField("rộng (điểm ảnh)")
    height = models.PositiveIntegerField("cao (điểm ảnh)")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = MomentField("gửi lúc", auto_now_add=True)

    class Meta:
        ordering = ("claim", "id")
        verbose_name = "ảnh khiếu nại"
        constraints = (
            models.UniqueConstraint(fields=("claim", "sha256"), name="claim_photo_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", bytes__gt=0), name="claim_photo_file_named"
            ),
        )

    def __str__(self) -> str:
        return self.sha256[:12]
