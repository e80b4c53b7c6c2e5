"""Units people measure by, with what one is in the standard unit where they use it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cungcau.reference.catalogue.models.shelf_lives import Confidence


class UnitFactor(models.Model):
    """What one unit is in the standard unit, in a region between two days: a sào of Bắc Bộ is 360 m².

    Without a factor the size is not known and has to be asked for (giạ). ``folded`` is the unit's name as
    search words, ``base`` the part before a bracket, so that ``công`` means both of its sizes.
    """

    class Quantity(models.TextChoices):
        """What a unit measures."""

        AREA = "area", pgettext_lazy("đơn vị đo", "diện tích")
        MASS = "mass", pgettext_lazy("đơn vị đo", "khối lượng")
        VOLUME = "volume", pgettext_lazy("đơn vị đo", "khối lượng/thể tích")

    class Region(models.TextChoices):
        """Where a customary unit has this size; empty is everywhere."""

        ANYWHERE = "", _("cả nước")
        NORTH = "bac", _("Bắc Bộ")
        CENTRE = "trung", _("Trung Bộ")
        SOUTH = "nam", _("Nam Bộ")
        MEKONG = "dbscl", _("ĐBSCL")

    unit = models.CharField("đơn vị", max_length=60)
    folded = models.CharField(max_length=60, editable=False)
    base = models.CharField(max_length=60, editable=False)
    quantity = models.CharField("đại lượng", max_length=6, choices=Quantity.choices)
    region = models.CharField("miền", max_length=6, choices=Region.choices, blank=True)
    factor = models.DecimalField("hệ số", max_digits=18, decimal_places=6, null=True, blank=True)
    standard = models.CharField("đơn vị chuẩn", max_length=3, choices=(("m2", "m²"), ("kg", "kg")))
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=6, choices=Confidence.choices)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("quantity", "base", "region", "unit", F("valid_from").asc(nulls_first=True))
        verbose_name = "đơn vị đo"
        constraints = (
            models.UniqueConstraint(
                fields=("folded", "region", "valid_from"),
                nulls_distinct=False,
                name="unit_factor_once_a_start",
            ),
            models.CheckConstraint(condition=Q(factor=None) | Q(factor__gt=0), name="unit_factor_positive"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_factor_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(quantity="area", standard="m2")
                | Q(quantity__in=("mass", "volume"), standard="kg"),
                name="unit_factor_standard_fits",
            ),
            models.CheckConstraint(
                condition=~Q(unit="") & ~Q(source=""), name="unit_factor_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.unit
