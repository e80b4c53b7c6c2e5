"""Who issues plans, leads tasks and owes reports."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class AgencyKind(models.TextChoices):
    """What an agency is."""

    COMMITTEE = "committee", _("Ủy ban nhân dân")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    COMMUNE = "commune", _("UBND xã, phường, đặc khu")
    UNION = "union", _("Mặt trận, đoàn thể, liên minh")
    BANK = "bank", _("Ngân hàng")
    TASK_FORCE = "task_force", _("Tổ công tác, ban chỉ đạo")
    ENTITY = "entity", _("Doanh nghiệp, hợp tác xã, chủ thể")
    OTHER = "other", _("Khác")


class Agency(Versioned):
    """A body named in plans: who issues, leads, cooperates, reports.

    ``symbol`` is what stands behind the number of its papers ("UBND", "SNN"). ``merged_into`` names the body that took
    its work over (Sở NN&PTNT → Sở Nông nghiệp và Môi trường); ``ends_on`` the last day it stood. ``is_group`` marks a
    name that stands for many ("UBND các huyện, thành phố").
    """

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên tắt", max_length=60, blank=True)
    symbol = models.CharField("ký hiệu văn bản", max_length=40, blank=True)
    kind = models.CharField("loại", max_length=10, choices=AgencyKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="below", verbose_name="thuộc"
    )
    area_code = models.CharField("địa bàn", max_length=40, blank=True, db_collation="C")
    is_group = models.BooleanField("tên chung của nhiều đơn vị", default=False)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    source = models.CharField("nguồn", max_length=300)
    folded = models.CharField(max_length=300, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "cơ quan"
        indexes = (
            GinIndex(fields=("words",), name="agency_words"),
            models.Index(fields=("area_code", "name"), name="agency_area"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="agency_kind_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agency_days_in_order",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="agency_named"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="agency_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return self.short_name or self.name


class Post(models.Model):
    """Somebody works for an agency from – to: what is asked of the agency is on their board."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=300)
    created_at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("agency", "-starts_on")
        verbose_name = "người của cơ quan"
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "user"), condition=Q(ends_on=None), name="post_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="post_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.user_id}"
