"""The ways goods take: collection points, who reaches them, lanes to markets, and what is closed when."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.reference.search import searchable


class Channel(models.TextChoices):
    """How a market sells on."""

    TRADITIONAL = "traditional", _("Chợ truyền thống")
    WHOLESALE = "wholesale", _("Chợ đầu mối")
    SUPERMARKET = "supermarket", _("Siêu thị")
    OCOP_SHOP = "ocop_shop", _("Điểm bán OCOP")
    ECOMMERCE = "ecommerce", _("Thương mại điện tử")
    PROCESSOR = "processor", _("Chế biến")
    EXPORT = "export", _("Xuất khẩu")


_PLACED = Q(lat=None, lon=None) | Q(
    lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)
)
"""Both coordinates or none: a check that comes out NULL would pass, hence the two explicit conditions."""


class Market(models.Model):
    """Where goods are delivered; ``province`` is its name as the reader knows it, coordinates in degrees."""

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    channel = models.CharField("kênh", max_length=12, choices=Channel.choices)
    province = models.CharField("tỉnh, thành phố", max_length=80, blank=True)
    lat = models.FloatField("vĩ độ", null=True, blank=True)
    lon = models.FloatField("kinh độ", null=True, blank=True)
    folded = models.CharField(max_length=400, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("name", "code")
        verbose_name = "thị trường"
        constraints = (
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="market_channel_known"),
            models.CheckConstraint(condition=_PLACED, name="market_place_whole"),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""), name="market_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CollectionPoint(models.Model):
    """A place where goods are gathered and weighed, agreed by the agencies (``approval_paper``).

    Capacity counts kg brought in a day (empty: no limit), storage kg kept overnight (0: none). A point with
    a ``season`` serves that one only. The distance is metres to the nearest control checkpoint.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    season = models.ForeignKey(
        "catalogue.Season",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="points",
        verbose_name="mùa vụ",
    )
    unit = models.ForeignKey(
        "geography.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn"
    )
    lat = models.FloatField("vĩ độ", null=True, blank=True)
    lon = models.FloatField("kinh độ", null=True, blank=True)
    approved = models.BooleanField("đã thống nhất", default=False)
    approval_paper = models.CharField("văn bản thống nhất", max_length=200, blank=True)
    agencies = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name="các ngành thống nhất"
    )
    capacity_kg_per_day = models.BigIntegerField("sức nhận mỗi ngày (kg)", null=True, blank=True)
    open_from = models.DateField("mở từ ngày")
    open_to = models.DateField("đến hết ngày")
    storage_kg = models.BigIntegerField("giữ qua đêm (kg)", default=0)
    distance_to_checkpoint_m = models.PositiveIntegerField("cách chốt kiểm soát (m)", null=True, blank=True)
    hours = models.CharField("giờ mở cửa", max_length=80, blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=600, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("name", "code")
        verbose_name = "điểm tập kết"
        indexes = (GinIndex(fields=("words",), name="point_words"),)
        constraints = (
            models.CheckConstraint(condition=Q(open_to__gte=F("open_from")), name="point_days_in_order"),
            models.CheckConstraint(
                condition=Q(capacity_kg_per_day=None) | Q(capacity_kg_per_day__gte=0),
                name="point_capacity_not_negative",
            ),
            models.CheckConstraint(condition=Q(storage_kg__gte=0), name="point_storage_not_negative"),
            models.CheckConstraint(condition=_PLACED, name="point_place_whole"),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""), name="point_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Access(models.Model):
    """Goods of a unit may be brought to a point at this cost (đồng per kg)."""

    unit = models.ForeignKey(
        "geography.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn"
    )
    point = models.ForeignKey(
        CollectionPoint, on_delete=models.CASCADE, related_name="access", verbose_name="điểm tập kết"
    )
    cost_vnd_per_kg = models.BigIntegerField("chi phí (đồng/kg)")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        verbose_name = "đường gom hàng"
        constraints = (
            models.UniqueConstraint(fields=("unit", "point"), name="access_once"),
            models.CheckConstraint(condition=Q(cost_vnd_per_kg__gte=0), name="access_cost_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="access_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}>{self.point_id}"


class Lane(models.Model):
    """A way from a point to a market: days under way, đồng per kg, kg per dispatch day (empty: no limit)."""

    point = models.ForeignKey(
        CollectionPoint, on_delete=models.CASCADE, related_name="lanes", verbose_name="điểm tập kết"
    )
    market = models.ForeignKey(
        Market, on_delete=models.PROTECT, related_name="lanes", verbose_name="thị trường"
    )
    days = models.PositiveIntegerField("số ngày đường")
    cost_vnd_per_kg = models.BigIntegerField("cước (đồng/kg)")
    capacity_kg_per_day = models.BigIntegerField("sức chở mỗi ngày (kg)", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("point__name", "market__name", "id")
        verbose_name = "tuyến"
        constraints = (
            models.UniqueConstraint(fields=("point", "market"), name="lane_once"),
            models.CheckConstraint(condition=Q(cost_vnd_per_kg__gte=0), name="lane_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(capacity_kg_per_day=None) | Q(capacity_kg_per_day__gte=0),
                name="lane_capacity_not_negative",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="lane_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.point_id}>{self.market_id}"


class Closure(models.Model):
    """A place, point, lane or market shut on some days (factor 0), or narrowed to a part of its capacity.

    Only points and lanes have a capacity to narrow. Closures that overlap multiply.
    """

    class Kind(models.TextChoices):
        """What is closed."""

        PLACE = "place", "Địa bàn"
        POINT = "point", "Điểm tập kết"
        LANE = "lane", "Tuyến"
        MARKET = "market", "Thị trường"

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
