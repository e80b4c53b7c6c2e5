"""What people with an account were told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from cungcau.platform.notify.catalogue import Spoken, speak
from cungcau.platform.ui.moments import MomentField


class Notification(models.Model):
    """One message to one person: shown in the site, and sent by e-mail where that is set up.

    Kept as id and facts, so that it reads in the language of whoever looks.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    message = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    created_at = MomentField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = "thông báo"
        indexes = (
            models.Index(fields=("user", "-created_at", "-id")),
            models.Index(fields=("user",), condition=Q(read_at__isnull=True), name="notify_unread"),
        )

    def __str__(self) -> str:
        return f"{self.message} → {self.user_id}"

    @property
    def spoken(self) -> Spoken:
        """Subject and body in the language of the moment."""
        return speak(self.message, self.facts, get_language() or "vi")
