"""Every change of a quantity: how many kg, when, by whom, on what evidence."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders.models.line import OrderLine
from cungcau.domain.orders.models.slip import Slip
from cungcau.platform.ui.moments import MomentField


class Kind(models.TextChoices):
    """Which of a line's quantities an entry changes."""

    ASKED = "asked", _("Đặt")
    ALLOCATED = "allocated", _("Chia cho hộ")
    CONFIRMED = "confirmed", _("Hộ nhận lời")
    HARVESTED = "harvested", _("Đã hái")
    RECEIVED = "received", _("Nhận tại điểm")
    REJECTED = "rejected", _("Loại tại điểm")
    LOADED = "loaded", _("Xếp xe")
    LOST = "lost", _("Hao hụt trên đường")
    DELIVERED = "delivered", _("Đã giao")
    ACCEPTED = "accepted", _("Bên mua nhận")
    PAID = "paid", _("Đã trả tiền")


class Entry(models.Model):
    """One step of one quantity, in kg (never 0; below 0 only as a correction or a giving back, with its reason).

    ``at`` is when it happened, ``recorded_at`` when it was written down. ``evidence`` names the row behind it
    ("ticket:17", "trip_stop:4", "payment:9"). Rows are only ever added: a database trigger refuses changes.
    """

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="entries")
    slip = models.ForeignKey(Slip, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField("đại lượng", max_length=10, choices=Kind.choices)
    kg = models.IntegerField("kg")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)
    evidence = models.CharField("căn cứ", max_length=80, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    reason = models.CharField("lý do", max_length=300, blank=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ("line", "id")
        verbose_name = "bút toán khối lượng"
        indexes = (
            models.Index(fields=("slip", "kind", "id"), name="entry_by_slip"),
            models.Index(fields=("kind", "at"), name="entry_by_kind_time"),
            models.Index(fields=("evidence",), name="entry_by_evidence"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(kg=0), name="entry_not_nothing"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entry_kind_known"),
            models.CheckConstraint(condition=Q(kg__gt=0) | ~Q(reason=""), name="entry_back_has_a_reason"),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""), name="entry_correction_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.kind} {self.kg:+d}"
