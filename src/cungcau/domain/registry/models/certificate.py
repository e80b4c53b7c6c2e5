"""Papers an organisation holds, with the days they count."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cungcau.platform.editing.models import Versioned


class Certificate(Versioned):
    """A certificate with its number, issuer, scope and days; whether it counts is asked when it is read.

    Both days are included; a blank first day is not known, a blank last day means none is printed on it. A
    revoked one stays, with the day from which it no longer counts. ``area_code`` is the holder's.
    """

    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="certificates", verbose_name="tổ chức"
    )
    kind = models.ForeignKey(
        "catalogue.CertificateKind", on_delete=models.PROTECT, related_name="+", verbose_name="loại giấy"
    )
    number = models.CharField("số", max_length=80, blank=True)
    issuer = models.CharField("nơi cấp", max_length=200, blank=True)
    scope = models.CharField("phạm vi", max_length=500, blank=True)
    commodity = models.ForeignKey(
        "catalogue.Commodity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="nông sản",
    )
    growing_area = models.ForeignKey(
        "registry.GrowingArea",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name="vùng trồng",
    )
    issued_on = models.DateField("cấp ngày", null=True, blank=True)
    expires_on = models.DateField("hết hạn ngày", null=True, blank=True)
    document = models.CharField("bản lưu", max_length=300, blank=True)
    revoked_on = models.DateField("thu hồi từ ngày", null=True, blank=True)
    revoke_reason = models.CharField("lý do thu hồi", max_length=300, blank=True)
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("organisation_id", "kind_id", "number")
        verbose_name = "giấy chứng nhận"
        indexes = (
            models.Index("expires_on", "organisation", name="certificate_by_expiry"),
            models.Index("kind", "organisation", name="certificate_by_kind"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "kind", "number"), name="certificate_number_once"
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="certificate_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None, revoke_reason="")
                | (Q(revoked_on__isnull=False) & ~Q(revoke_reason="")),
                name="certificate_revoked_with_reason",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="certificate_sourced"),
        )

    def __str__(self) -> str:
        return self.number or f"({self.pk})"
