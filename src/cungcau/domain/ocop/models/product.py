"""A product of an OCOP entity, and every code or name it ever went by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Product(Versioned):
    """What an entity registers: ``code`` is ``T-X-STT-20YY`` of its parts (26/2026/QĐ-TTg, form 01).

    The parts are kept: province, commune, the serial its commune keeps, the year. A product that was never
    registered has none of them; one known from an old list may carry an old code as an alias only. Where such a list
    does not say whose it is (``entity_unknown``), ``entity`` is the office that looks after it until that is known.
    """

    entity = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    entity_unknown = models.BooleanField("chưa rõ chủ thể", default=False)
    name = models.CharField("tên sản phẩm", max_length=300)
    category = models.CharField("ngành", max_length=6, blank=True)
    set_code = models.CharField("mã bộ tiêu chí", max_length=20, blank=True)
    unit = models.ForeignKey(
        "geography.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn"
    )  # fmt: skip
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    description = models.TextField("mô tả", blank=True, max_length=4000)
    code = models.CharField("mã sản phẩm", max_length=40, null=True, blank=True, unique=True)
    province_code = models.CharField(max_length=2, blank=True)
    commune_code = models.CharField(max_length=5, blank=True)
    serial = models.PositiveIntegerField("số thứ tự của xã", null=True, blank=True)
    code_year = models.PositiveSmallIntegerField("năm trong mã", null=True, blank=True)
    revenue_vnd = models.BigIntegerField("doanh thu năm (đồng)", null=True, blank=True)
    revenue_year = models.PositiveSmallIntegerField("năm của doanh thu", null=True, blank=True)
    stopped_on = models.DateField("ngừng sản xuất từ", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True, max_length=2000)
    folded = models.CharField(max_length=700, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("folded", "id")
        verbose_name = "sản phẩm OCOP"
        indexes = (
            GinIndex(fields=("words",), name="ocop_product_words"),
            models.Index("folded", "id", name="ocop_product_folded"),
            models.Index("area_code", "folded", name="ocop_product_area"),
            models.Index("entity", name="ocop_product_entity"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("commune_code", "serial"), condition=Q(serial__isnull=False), name="ocop_product_serial_once"
            ),
            models.CheckConstraint(
                condition=Q(code=None, serial=None, code_year=None)
                | (Q(serial__gt=0, code_year__gte=2018) & ~Q(code="") & ~Q(province_code="") & ~Q(commune_code="")),
                name="ocop_product_code_has_parts",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="ocop_product_named_and_sourced"),
            models.CheckConstraint(
                condition=Q(revenue_vnd=None) | Q(revenue_vnd__gte=0), name="ocop_product_revenue_not_negative"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class ProductAlias(models.Model):
    """Another code (``T-H-X-STT-YYYY`` of 2020–2025) or name a product is found by."""

    class Kind(models.TextChoices):
        """What the alias is."""

        CODE = "code", _("mã cũ")
        NAME = "name", _("tên khác")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField("loại", max_length=4, choices=Kind.choices)
    text = models.CharField("mã hoặc tên", max_length=300)
    folded = models.CharField(max_length=300, editable=False, db_collation="C")
    source = models.CharField("nguồn", max_length=300)

    class Meta:
        ordering = ("product", "kind", "text")
        verbose_name = "mã, tên khác của sản phẩm"
        indexes = (models.Index("folded", name="ocop_alias_folded"),)
        constraints = (
            models.UniqueConstraint(fields=("product", "kind", "text"), name="ocop_alias_once"),
            models.UniqueConstraint(fields=("text",), condition=Q(kind="code"), name="ocop_old_code_once"),
            models.CheckConstraint(condition=Q(kind__in=("code", "name")) & ~Q(text=""), name="ocop_alias_known"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.text
