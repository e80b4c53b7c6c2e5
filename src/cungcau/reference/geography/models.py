"""Administrative units with the days they existed, and what became of those that ended."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from cungcau.reference.search import searchable


class Level(models.TextChoices):
    """How high a unit stands; the district level ended on 30/6/2025."""

    PROVINCE = "province", _("cấp tỉnh")
    DISTRICT = "district", _("cấp huyện")
    COMMUNE = "commune", _("cấp xã")


KINDS: dict[str, tuple[str, ...]] = {
    Level.PROVINCE: ("tỉnh", "thành phố"),
    Level.DISTRICT: ("quận", "huyện", "thị xã", "thành phố"),
    Level.COMMUNE: ("xã", "phường", "thị trấn", "đặc khu"),
}
"""What a unit of each level may be called."""

CODE_LENGTH: dict[str, int] = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
"""Digits of the statistics office's code by level, so that a code tells its level."""


class DaySpan(Func):
    """The days a unit was in force, both ends included, an open end as none."""

    function = "DATERANGE"
    output_field = DateRangeField()


class CodeSpan(Func):
    """The code as a range of one integer: core PostgreSQL can exclude overlaps of ranges, not of texts."""

    function = "INT4RANGE"
    output_field = IntegerRangeField()


def title_of(kind: str, name: str) -> str:
    """``Xã Tân Mỹ`` of its kind and name."""
    return f"{kind[:1].upper()}{kind[1:]} {name}"


class Unit(models.Model):
    """A province, district or commune as it was between two days (open ends: not known, not ended).

    ``code`` is the statistics office's, unique among units in force on one day; a code is taken up again
    by a successor. ``area_code`` is where the unit counts today: ``20.06172`` for a commune in force, for
    one that ended the path of its main successor. ``folded`` is the name and ``folded_path`` the name with
    its kind and those above it, both without marks and in one spelling.
    """

    code = models.CharField("mã", max_length=5)
    kind = models.CharField("loại", max_length=10)
    name = models.CharField("tên", max_length=80)
    level = models.CharField("cấp", max_length=8, choices=Level.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name="thuộc"
    )
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    decree = models.CharField("văn bản lập", max_length=80, blank=True)
    lat = models.FloatField("vĩ độ", null=True, blank=True)
    lon = models.FloatField("kinh độ", null=True, blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=80, editable=False, db_collation="C")
    folded_path = models.CharField(max_length=300, editable=False, db_collation="C")
    words = searchable("folded_path")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("code", F("valid_from").asc(nulls_first=True))
        verbose_name = "đơn vị hành chính"
        indexes = (
            GinIndex(fields=("words",), name="unit_words"),
            models.Index("folded", "level", name="unit_folded"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("code", "valid_from"), nulls_distinct=False, name="unit_code_once_a_start"
            ),
            ExclusionConstraint(
                name="unit_code_once_a_day",
                deferrable=models.Deferrable.DEFERRED,
                expressions=[
                    (
                        CodeSpan(
                            Cast(Concat(Value("1"), "code"), models.IntegerField()),
                            Cast(Concat(Value("1"), "code"), models.IntegerField()),
                            Value("[]"),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        DaySpan(
                            "valid_from",
                            "valid_to",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(
                    code__regex=r"^\d{2}$", level=Level.PROVINCE, kind__in=KINDS[Level.PROVINCE], parent=None
                )
                | Q(
                    code__regex=r"^\d{3}$",
                    level=Level.DISTRICT,
                    kind__in=KINDS[Level.DISTRICT],
                    parent__isnull=False,
                )
                | Q(
                    code__regex=r"^\d{5}$",
                    level=Level.COMMUNE,
                    kind__in=KINDS[Level.COMMUNE],
                    parent__isnull=False,
                ),
                name="unit_code_kind_parent_fit_level",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(5, 25), lon__range=(100, 120)),
                name="unit_place_in_vietnam",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="unit_named_and_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """``Xã Tân Mỹ``."""
        return title_of(self.kind, self.name)


class Succession(models.Model):
    """An ended unit went to another, wholly or in part; ``is_main`` is where its records are counted."""

    class Extent(models.TextChoices):
        """How much of the old unit went there."""

        WHOLE = "whole", _("toàn bộ")
        PART = "part", _("một phần")

    old = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="successions", verbose_name="đơn vị cũ"
    )
    new = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="origins", verbose_name="đơn vị mới")
    extent = models.CharField("phần", max_length=5, choices=Extent.choices)
    is_main = models.BooleanField("phần chính", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    decree = models.CharField("văn bản", max_length=80, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        verbose_name = "kế thừa địa giới"
        constraints = (
            models.UniqueConstraint(fields=("old", "new"), name="succession_once"),
            models.UniqueConstraint(fields=("old",), condition=Q(is_main=True), name="succession_one_main"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_leads_on"),
            models.CheckConstraint(
                condition=Q(extent="whole", is_main=True) | Q(extent="part"), name="succession_whole_is_main"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="succession_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.old} → {self.new} ({self.extent})"


class Spelling(models.Model):
    """Another way a list spells a unit's name or kind (Hoà for Hòa), kept so that the difference is seen."""

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="spellings", verbose_name="đơn vị hành chính"
    )
    text = models.CharField("cách ghi", max_length=120)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("unit", "text")
        verbose_name = "cách ghi khác"
        constraints = (
            models.UniqueConstraint(fields=("unit", "text"), name="spelling_once"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(source=""), name="spelling_sourced"),
        )

    def __str__(self) -> str:
        return self.text


class Edition(models.Model):
    """A pair of data files that was loaded, known by the digest of its bytes: the same is not read twice."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    units = models.PositiveIntegerField()
    successions = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-loaded_at", "-id")
        verbose_name = "bản dữ liệu địa giới"

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:12]}"
