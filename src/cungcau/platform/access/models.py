"""Who holds which role, where and for how long."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Grant(models.Model):
    """A role given to a person over an area, from a day to a day (both inclusive, blank = open).

    ``area_code`` is a dotted prefix ("" = everywhere). A grant is revoked, never deleted.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField("vai trò", max_length=40)
    area_code = models.CharField("địa bàn", max_length=40, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField("lúc giao", auto_now_add=True)
    note = models.CharField("căn cứ", max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField("lúc thu hồi", null=True, blank=True)

    class Meta:
        ordering = ("user", "role", "area_code", "valid_from")
        verbose_name = "quyền được giao"
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="access_grant_days_in_order",
            ),
            models.UniqueConstraint(
                "user",
                "role",
                "area_code",
                "valid_from",
                condition=Q(revoked_at__isnull=True),
                name="access_grant_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} @ {self.area_code or '*'}"
