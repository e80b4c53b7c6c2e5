"""What is shut or narrowed on which days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network.models.places import CollectionPoint, Market
from cungcau.domain.network.models.ways import Lane
from cungcau.platform.editing.models import Versioned


class Closure(Versioned):
    """A place, point, lane or market shut on some days (factor 0), or narrowed to a part of its capacity.

    Only points and lanes have a capacity to narrow. Closures that overlap multiply.
    """

    class Kind(models.TextChoices):
        """What is closed."""

        PLACE = "place", _("Địa bàn")
        POINT = "point", _("Điểm tập kết")
        LANE = "lane", _("Tuyến")
        MARKET = "market", _("Thị trường")

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="closures", verbose_name="mùa vụ"
    )
    kind = models.CharField("loại", max_length=6, choices=Kind.choices)
    place = models.ForeignKey(
        "geography.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    point = models.ForeignKey(
        CollectionPoint, null=True, blank=True, on_delete=models.CASCADE, related_name="closures"
    )
    lane = models.ForeignKey(Lane, null=True, blank=True, on_delete=models.CASCADE, related_name="closures")
    market = models.ForeignKey(
        Market, null=True, blank=True, on_delete=models.PROTECT, related_name="closures"
    )
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    factor = models.DecimalField("còn lại", max_digits=6, decimal_places=5, default=0)
    reason = models.CharField("lý do", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("first", "id")
        verbose_name = "đoạn đóng"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="place", place__isnull=False, point=None, lane=None, market=None)
                | Q(kind="point", place=None, point__isnull=False, lane=None, market=None)
                | Q(kind="lane", place=None, point=None, lane__isnull=False, market=None)
                | Q(kind="market", place=None, point=None, lane=None, market__isnull=False),
                name="closure_names_what_it_closes",
            ),
            models.UniqueConstraint(
                fields=("season", "kind", "place", "point", "lane", "market", "first", "last"),
                nulls_distinct=False,
                name="closure_once",
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closure_days_in_order"),
            models.CheckConstraint(
                condition=Q(factor=0) | Q(kind__in=("point", "lane"), factor__gt=0, factor__lte=1),
                name="closure_factor_fits",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="closure_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.first}–{self.last} × {self.factor}"
