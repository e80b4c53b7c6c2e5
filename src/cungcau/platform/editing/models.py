"""What somebody was typing, what was sent already, and what a record needs so that two people can change it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Versioned(models.Model):
    """A record that counts its changes; a form carries the version it was filled from."""

    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    class Meta:
        abstract = True


class Draft(models.Model):
    """What one person had typed into one form and not yet saved; nobody else sees it.

    ``client`` is the number its browser gave it. A finished draft keeps its row, emptied, for a while, so that
    other browsers learn of it; ``client`` is missing where the form was saved before any autosave arrived.
    ``data`` is ``{"fields": {name: [values]}}``, ``page`` the address of the form, ``title`` what it is called.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("biểu mẫu", max_length=120)
    client = models.UUIDField(null=True, editable=False)
    data = models.JSONField(default=dict)
    page = models.CharField("trang", max_length=300, blank=True)
    title = models.CharField("tên", max_length=200, blank=True)
    created_at = models.DateTimeField("bắt đầu", default=timezone.now)
    updated_at = models.DateTimeField("sửa lần cuối")
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        ordering = ("-updated_at", "-id")
        verbose_name = "bản nháp"
        constraints = (
            models.UniqueConstraint("owner", "client", name="editing_draft_once"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(data={}), name="editing_draft_emptied"
            ),
            models.CheckConstraint(
                condition=Q(client__isnull=False) | Q(finished_at__isnull=False),
                name="editing_draft_numbered",
            ),
        )
        indexes = (
            models.Index(fields=("owner", "key", "-updated_at")),
            models.Index(
                fields=("owner", "-updated_at"), condition=Q(finished_at=None), name="editing_draft_live"
            ),
            models.Index(fields=("updated_at",)),
        )

    def __str__(self) -> str:
        return self.title or self.key


class Submission(models.Model):
    """A form or call that was carried out, by its token: sent again, it gets this result and does nothing.

    ``content`` is the SHA-256 (hex) of what was sent, blank where that was not compared.
    """

    token = models.UUIDField(unique=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=80)
    content = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "lần gửi"

    def __str__(self) -> str:
        return f"{self.purpose} {self.token}"
