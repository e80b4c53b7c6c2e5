"""When a vehicle really came to a stop and left it, who said so, and what was corrected."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models.arrival import SaidBy
from cungcau.domain.logistics.models.trip import TripStop
from cungcau.platform.ui.moments import MomentField


class StopMoment(models.TextChoices):
    """Which moment of a stop."""

    ARRIVED = "arrived", _("Đến nơi")
    LEFT = "left", _("Rời đi")


class StopTime(models.Model):
    """One word about a moment of a stop; rows are only ever added (a database trigger sees to it).

    The last word of a moment counts and stands on the stop as well; every word after the first has its ``reason``.
    ``at`` None takes the moment back: it was recorded by mistake. ``by`` None with ``via`` "link" is the driver.
    """

    stop = models.ForeignKey(TripStop, on_delete=models.PROTECT, related_name="times")
    moment = models.CharField("lúc", max_length=8, choices=StopMoment.choices)
    at = models.DateTimeField("giờ thực tế", null=True, blank=True)
    via = models.CharField("qua", max_length=6, choices=SaidBy.choices)
    reason = models.CharField("lý do sửa", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ("stop", "id")
        verbose_name = "giờ thực tế ở điểm dừng"
        constraints = (
            models.CheckConstraint(
                condition=Q(moment__in=StopMoment.values, via__in=SaidBy.values), name="stop_time_known"
            ),
            models.CheckConstraint(
                condition=Q(at__isnull=False) | ~Q(reason=""), name="stop_time_taken_back_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.stop_id} {self.moment}"
