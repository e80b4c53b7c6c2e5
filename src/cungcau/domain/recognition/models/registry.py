"""What lists from outside said: the line of a product in a province's registry workbook, published totals."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui.moments import MomentField


class Lack(models.TextChoices):
    """What a list left open of a product, so that somebody has to say it."""

    FIRST_DAY = "first_day", _("ngày công nhận lần đầu")
    UPGRADE_DAY = "upgrade_day", _("ngày nâng hạng")
    STAR = "star", _("hạng sao")


class RegistryLine(models.Model):
    """The last line a registry workbook brought of a product, as it stood.

    ``said`` holds the cells by column key of the door, without the person: ``representative`` and ``phone`` (as
    written) are personal data and shown masked. ``lacks`` (:class:`Lack`) is what no certificate could be written
    without: a year is no day, and none is made up. The whole file stays with ``intake``.
    """

    product = models.OneToOneField("ocop.Product", on_delete=models.PROTECT, related_name="registry_line")
    intake = models.ForeignKey(
        "intake.Intake", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField("tệp", max_length=200, blank=True)
    sheet = models.CharField("trang tính", max_length=200, blank=True)
    line = models.PositiveIntegerField("dòng", default=0)
    said = models.JSONField("như trong bảng", default=dict)
    representative = models.CharField("người đại diện", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=120, blank=True)
    lacks = ArrayField(models.CharField(max_length=12, choices=Lack.choices), default=list, blank=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("product",)
        verbose_name = "dòng danh bạ OCOP"
        indexes = (GinIndex(fields=("lacks",), name="registry_line_lacks"),)

    def __str__(self) -> str:
        return f"{self.file_name} {self.sheet} {self.line}"


class PublishedCount(models.Model):
    """How many products an announcement said there were on a day, all or of one star: kept beside what is counted."""

    area_code = models.CharField("địa bàn", max_length=40, db_collation="C")
    on = models.DateField("ngày")
    star = models.PositiveSmallIntegerField("sao", null=True, blank=True)
    products = models.PositiveIntegerField("số sản phẩm")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-on", models.F("star").asc(nulls_first=True))
        verbose_name = "số sản phẩm OCOP đã công bố"
        constraints = (
            models.UniqueConstraint(
                fields=("area_code", "on", "star", "source"), nulls_distinct=False, name="ocop_published_once"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="ocop_published_sourced"),
            models.CheckConstraint(
                condition=Q(star=None) | Q(star__gte=1, star__lte=5), name="ocop_published_star"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on}: {self.products}"
