"""Goods: commodities, their varieties, grades, size classes and packs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cungcau.platform.editing.models import Versioned


class Commodity(Versioned):
    """Goods under one name, such as ``hồng vành khuyên``; ``code`` is what files and the planner write.

    ``aliases`` are the other names people use, as they write them; ``names`` every name as search words, by
    which a text is recognised.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    name_vi = models.CharField("tên", max_length=120)
    name_en = models.CharField("tên tiếng Anh", max_length=120, blank=True)
    group = models.CharField("nhóm", max_length=80, blank=True)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True, verbose_name="tên khác")
    names = ArrayField(models.CharField(max_length=120), default=list, blank=True, editable=False)
    folded = models.CharField(max_length=300, editable=False)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("name_vi", "code")
        verbose_name = "nông sản"
        constraints = (
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name_vi="") & ~Q(source=""), name="commodity_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name_vi


class Variety(models.Model):
    """A variety (giống) of a commodity, such as na dai, with other names people use for it."""

    commodity = models.ForeignKey(
        Commodity, on_delete=models.CASCADE, related_name="varieties", verbose_name="nông sản"
    )
    name = models.CharField("tên giống", max_length=120)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True, verbose_name="tên khác")
    folded = models.CharField(max_length=120, editable=False)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("commodity", "name")
        verbose_name = "giống"
        constraints = (
            models.UniqueConstraint(fields=("commodity", "folded"), name="variety_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="variety_named_and_sourced"),
        )

    def __str__(self) -> str:
        return self.name


class GradeName(models.Model):
    """What people call a grade of a commodity; a higher ``rank`` is better and satisfies a lower one."""

    commodity = models.ForeignKey(Commodity, on_delete=models.CASCADE, related_name="grades")
    rank = models.PositiveIntegerField("bậc")
    name = models.CharField("tên loại", max_length=60)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("commodity", "-rank")
        verbose_name = "loại"
        constraints = (
            models.UniqueConstraint(fields=("commodity", "rank"), name="grade_rank_once"),
            models.UniqueConstraint(fields=("commodity", "name"), name="grade_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="grade_named_and_sourced"),
        )

    def __str__(self) -> str:
        return self.name


class SizeClass(models.Model):
    """A size by which a commodity is sorted: grams a fruit, or fruits a kilogram, from – to (both included)."""

    commodity = models.ForeignKey(
        Commodity, on_delete=models.CASCADE, related_name="sizes", verbose_name="nông sản"
    )
    name = models.CharField("cỡ", max_length=60)
    min_g = models.PositiveIntegerField("từ (g/quả)", null=True, blank=True)
    max_g = models.PositiveIntegerField("đến (g/quả)", null=True, blank=True)
    min_per_kg = models.PositiveIntegerField("từ (quả/kg)", null=True, blank=True)
    max_per_kg = models.PositiveIntegerField("đến (quả/kg)", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("commodity", F("min_g").desc(nulls_last=True), "name")
        verbose_name = "cỡ"
        constraints = (
            models.UniqueConstraint(fields=("commodity", "name"), name="size_name_once"),
            models.CheckConstraint(
                condition=Q(min_g=None) | Q(max_g=None) | Q(max_g__gte=F("min_g")), name="size_grams_in_order"
            ),
            models.CheckConstraint(
                condition=Q(min_per_kg=None) | Q(max_per_kg=None) | Q(max_per_kg__gte=F("min_per_kg")),
                name="size_counts_in_order",
            ),
            models.CheckConstraint(
                condition=Q(min_g__isnull=False)
                | Q(max_g__isnull=False)
                | Q(min_per_kg__isnull=False)
                | Q(max_per_kg__isnull=False),
                name="size_says_something",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="size_named_and_sourced"),
        )

    def __str__(self) -> str:
        return self.name


class Pack(models.Model):
    """What goods are packed in, with what it holds in whole grams; without a commodity it is for any."""

    name = models.CharField("quy cách", max_length=80)
    grams = models.PositiveIntegerField("khối lượng (g)")
    commodity = models.ForeignKey(
        Commodity,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="packs",
        verbose_name="nông sản",
    )
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("name", "grams")
        verbose_name = "quy cách đóng gói"
        constraints = (
            models.UniqueConstraint(
                fields=("commodity", "name"), nulls_distinct=False, name="pack_name_once"
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="pack_holds_something"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="pack_named_and_sourced"),
        )

    def __str__(self) -> str:
        return self.name
