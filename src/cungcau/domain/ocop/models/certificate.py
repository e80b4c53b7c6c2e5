"""An OCOP certificate: the star a product holds between two days."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models.product import Product
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class CertificateKind(models.TextChoices):
    """How the star came about."""

    FIRST = "first", _("Công nhận lần đầu")
    UPGRADE = "upgrade", _("Nâng hạng")
    RENEWAL = "re_evaluation", _("Đánh giá lại")


class Certificate(models.Model):
    """A recognition: valid from ``starts_on`` up to and including ``expires_on`` (36 months, 26/2026/QĐ-TTg).

    ``extended_until`` is the transition rule: an old certificate whose re-evaluation could not make the window
    lives until the result, at most 180 days past expiry. ``decision_no`` may be blank for those known from a
    list only. ``key`` is what the public page and the QR name it by.
    """

    lifecycle = states.CERTIFICATE

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="certificates")
    dossier = models.OneToOneField(
        "ocop.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="certificate"
    )
    instrument = models.ForeignKey("ocop.Instrument", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("số giấy", max_length=60, blank=True)
    kind = models.CharField(
        "lần", max_length=13, choices=CertificateKind.choices, default=CertificateKind.FIRST
    )
    state = models.CharField("trạng thái", max_length=10, default=states.CERTIFICATE.start, editable=False)
    star = models.PositiveSmallIntegerField("sao")
    average_num = models.PositiveIntegerField(null=True, blank=True)
    average_den = models.PositiveIntegerField(null=True, blank=True)
    decision_no = models.CharField("quyết định số", max_length=80, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    authority = models.CharField("cơ quan ký", max_length=200, blank=True)
    starts_on = models.DateField("có giá trị từ")
    expires_on = models.DateField("đến hết ngày")
    extended_until = models.DateField("kéo dài đến hết ngày", null=True, blank=True)
    extended_why = models.CharField("lý do kéo dài", max_length=300, blank=True)
    revoked_on = models.DateField("thu hồi ngày", null=True, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)

    class Meta:
        ordering = ("-starts_on", "-id")
        verbose_name = "giấy chứng nhận OCOP"
        indexes = (
            models.Index(fields=("product", "-starts_on"), name="ocop_cert_product"),
            models.Index(fields=("area_code", "expires_on"), name="ocop_cert_area"),
            models.Index(fields=("state", "expires_on"), name="ocop_cert_expiry"),
        )
        constraints = (
            state_check(states.CERTIFICATE),
            models.CheckConstraint(condition=Q(kind__in=CertificateKind.values), name="ocop_cert_kind_known"),
            models.CheckConstraint(condition=Q(star__gte=1, star__lte=5), name="ocop_cert_star"),
            models.CheckConstraint(condition=Q(expires_on__gte=F("starts_on")), name="ocop_cert_days_in_order"),
            models.CheckConstraint(
                condition=Q(extended_until=None) | (Q(extended_until__gt=F("expires_on")) & ~Q(extended_why="")),
                name="ocop_cert_extended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(average_num=None, average_den=None) | Q(average_num__isnull=False, average_den__gt=0),
                name="ocop_cert_average_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.REVOKED) | Q(revoked_on__isnull=False), name="ocop_cert_revoked_when"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="ocop_cert_sourced"),
            models.UniqueConstraint(
                fields=("product",), condition=Q(state=states.IN_FORCE), name="ocop_cert_one_in_force"
            ),
            models.UniqueConstraint(
                fields=("number",), condition=Q(dossier__isnull=False) & ~Q(number=""), name="ocop_cert_number_once"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number or str(self.key)[:8]

    @property
    def last_day(self) -> date:
        """The last day it counts, the extension included."""
        return self.extended_until or self.expires_on

    def is_valid(self, on: date) -> bool:
        """Whether the star and its badge may be shown on a day."""
        return self.state == states.IN_FORCE and self.starts_on <= on <= self.last_day


def valid_on(day: date) -> Q:
    """Certificates valid on a day, as :meth:`Certificate.is_valid` says, for querysets without annotations."""
    return Q(state=states.IN_FORCE, starts_on__lte=day) & (
        Q(expires_on__gte=day) | Q(extended_until__gte=day)
    )


LAST_DAY = Coalesce(F("extended_until"), F("expires_on"))
"""The last day as an expression, to order and count by."""
