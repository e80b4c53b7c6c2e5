"""Which officer was reminded on which day."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cungcau.platform.ui.moments import MomentField


class StaleReminder(models.Model):
    """An officer was told on a day of forecasts that are old or absent; once a day at most."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField("ngày")
    subjects = models.PositiveIntegerField("số nơi cần hỏi")
    told_at = MomentField("nhắc lúc", auto_now_add=True)

    class Meta:
        ordering = ("-day", "officer")
        verbose_name = "lời nhắc số liệu cũ"
        constraints = (models.UniqueConstraint(fields=("officer", "day"), name="stale_reminder_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.officer_id} {self.day}"
