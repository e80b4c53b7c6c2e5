"""The decision that follows a session: whom it recognises with what star."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.council import states
from cungcau.domain.council.models.session import Item, Session
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class Decision(models.Model):
    """A decision of the province's chair (3 and 4 stars) or the minister (5); signed, its lines do not change."""

    class Kind(models.TextChoices):
        """What it decides."""

        RECOGNISE = "recognise", _("Công nhận")
        SEND_UP = "send_up", _("Đề nghị Bộ đánh giá 5 sao")

    lifecycle = states.DECISION

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField("loại", max_length=9, choices=Kind.choices)
    state = models.CharField("trạng thái", max_length=10, default=states.DECISION.start, editable=False)
    number = models.CharField("số", max_length=80, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    signer = models.CharField("người ký (chức vụ)", max_length=200, blank=True)
    authority = models.CharField("cơ quan", max_length=200)
    end_reason = models.CharField("lý do bỏ", max_length=600, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("lập lúc", auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "quyết định OCOP"
        constraints = (
            state_check(states.DECISION),
            models.CheckConstraint(
                condition=Q(kind__in=("recognise", "send_up")), name="council_decision_kind"
            ),
            models.UniqueConstraint(
                fields=("area_code", "number"), condition=~Q(number=""), name="council_decision_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.SIGNED)
                | (Q(signed_on__isnull=False) & ~Q(number="") & ~Q(signer="")),
                name="council_decision_signed_whole",
            ),
        )

    def __str__(self) -> str:
        return self.number or str(self.pk or "")


class DecisionLine(models.Model):
    """One product on a decision; an item stands on one decision of its kind at most."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="decision_lines")
    star = models.PositiveSmallIntegerField("sao")
    certificate = models.OneToOneField(
        "ocop.Certificate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("decision", "id")
        verbose_name = "sản phẩm trong quyết định"
        constraints = (
            models.UniqueConstraint(fields=("decision", "item"), name="council_line_once"),
            models.CheckConstraint(condition=Q(star__gte=3, star__lte=5), name="council_line_star"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.star}"
