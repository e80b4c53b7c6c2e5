"""Pictures taken at a point."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.platform.ui.moments import MomentField


class Photo(models.Model):
    """A picture as this product keeps it: JPEG drawn anew without what the camera wrote into it.

    ``about`` is the client UUID of what it shows (a ticket, a decision), which may be recorded before or after
    it. The file lies below ``var/files`` under its SHA-256; ``taken_sha256`` is that of the picture as sent.
    """

    about = models.UUIDField(db_index=True, editable=False)
    client_uuid = models.UUIDField(unique=True, editable=False)
    point = models.ForeignKey("network.CollectionPoint", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    taken_sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField("cỡ (byte)")
    width = models.PositiveIntegerField("rộng (điểm ảnh)")
    height = models.PositiveIntegerField("cao (điểm ảnh)")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = MomentField("gửi lúc", auto_now_add=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("about", "id")
        verbose_name = "ảnh"
        constraints = (
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", bytes__gt=0), name="photo_file_named"
            ),
        )

    def __str__(self) -> str:
        return self.sha256[:12]
