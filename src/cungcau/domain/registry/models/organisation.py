"""Who sells, buys, carries and represents."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Kind(models.TextChoices):
    """What an organisation is."""

    HOUSEHOLD = "household", _("Hộ")
    GROUP = "group", _("Tổ hợp tác")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    UNION = "union", _("Liên hiệp hợp tác xã")
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    TRADER = "trader", _("Thương lái")
    SUPERMARKET = "supermarket", _("Siêu thị")
    WHOLESALE_MARKET = "wholesale_market", _("Chợ đầu mối")
    PROCESSOR = "processor", _("Cơ sở chế biến")
    KITCHEN = "kitchen", _("Bếp ăn tập thể")
    EXPORTER = "exporter", _("Đơn vị xuất khẩu")
    ECOMMERCE = "ecommerce", _("Sàn thương mại điện tử")
    PACKHOUSE = "packhouse", _("Cơ sở đóng gói")
    CARRIER = "carrier", _("Đơn vị vận tải")
    AGENCY = "agency", _("Cơ quan, đoàn thể")


CHAIN = (Kind.HOUSEHOLD, Kind.GROUP, Kind.COOPERATIVE, Kind.UNION)
"""Who belongs to whom, upward."""

PRODUCERS = frozenset(CHAIN)
"""Kinds bound to the place where they grow; recorded and seen by its officers."""

PARTNERS = frozenset(Kind) - PRODUCERS
"""Kinds that may sit anywhere in the country and deal with everybody: buyers, carriers, agencies."""


class Organisation(Versioned):
    """A household or organisation; ``weight`` (> 0) counts in the fair share, 1 for everybody by default.

    ``unit`` is the place as it was entered (a commune, or a province where no more is known), ``area_code``
    where that counts today. ``phone`` is personal data: pages show it through ``selectors.phone_for`` only.
    ``representative`` is the present one; :class:`~cungcau.domain.registry.models.ties.Representation` holds
    the days. A row found to be a double stays, with ``merged_into`` naming the one kept.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    unit = models.ForeignKey(
        "geography.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="địa bàn",
    )
    representative = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented",
        verbose_name="đại diện",
    )
    weight = models.DecimalField("trọng số", max_digits=9, decimal_places=4, default=1)
    phone = models.CharField("điện thoại", max_length=16, null=True, blank=True)  # noqa: DJ001 - unknown is not empty
    goods = models.CharField("mặt hàng", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True, max_length=2000)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        verbose_name="đã gộp vào",
    )
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=400, editable=False, db_collation="C")
    folded_name = models.CharField(max_length=200, blank=True, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("name", "code")
        verbose_name = "tổ chức, hộ"
        indexes = (
            GinIndex(fields=("words",), name="organisation_words"),
            models.Index("folded", name="organisation_folded"),
            models.Index("area_code", "kind", name="organisation_area"),
            models.Index("folded_name", name="organisation_folded_name"),
            models.Index("phone", condition=Q(phone__isnull=False), name="organisation_by_phone"),
            models.Index("kind", "folded", "id", name="organisation_by_kind"),
            models.Index("updated_at", "id", name="organisation_by_age"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_kind_known"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="organisation_weight_positive"),
            models.CheckConstraint(
                condition=Q(representative=None) | ~Q(representative=F("id")),
                name="organisation_represents_another",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="organisation_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(phone=None) | Q(phone__regex=r"^\+\d{8,15}$"), name="organisation_phone"
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""), name="organisation_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name
