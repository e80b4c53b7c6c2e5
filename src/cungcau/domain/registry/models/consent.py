"""What people allowed to be done with their data, purpose by purpose."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui.moments import MomentField


class Consent(models.Model):
    """One yes or no to one purpose; the latest by day, then by entry, counts.

    Source: Law 91/2025/QH15 on personal data: consent is asked per purpose and can be withdrawn.
    """

    class Purpose(models.TextChoices):
        """What the data would be used for."""

        PUBLISH_NAME = "publish_name", _("Công khai tên")
        PUBLISH_PHONE = "publish_phone", _("Công khai số điện thoại")
        SHARE_WITH_BUYER = "share_with_buyer", _("Đưa số điện thoại cho bên mua đã ghép")
        MESSAGES = "messages", _("Nhận tin nhắn")

    class How(models.TextChoices):
        """How the person said it."""

        PAPER = "paper", _("Giấy có chữ ký")
        CALL = "call", _("Lời nói qua điện thoại")
        IN_PERSON = "in_person", _("Lời nói trực tiếp")
        FORM = "form", _("Biểu mẫu trên mạng")

    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="consents", verbose_name="tổ chức, hộ"
    )
    purpose = models.CharField("mục đích", max_length=20, choices=Purpose.choices)
    given = models.BooleanField("đồng ý")
    on = models.DateField("ngày")
    how = models.CharField("cách", max_length=10, choices=How.choices)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")
        verbose_name = "sự đồng ý"
        indexes = (models.Index(fields=("organisation", "purpose", "-on", "-id"), name="consent_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(purpose__in=("publish_name", "publish_phone", "share_with_buyer", "messages")),
                name="consent_purpose_known",
            ),
            models.CheckConstraint(
                condition=Q(how__in=("paper", "call", "in_person", "form")), name="consent_how_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.purpose} {self.given}"
