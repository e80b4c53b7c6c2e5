"""Where goods are gathered and where they are delivered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.models import Versioned
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


class Market(Versioned):
    """Where goods are delivered; ``province`` is its name as the reader knows it, coordinates in degrees."""

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    channel = models.CharField("kênh", max_length=12, choices=Channel.choices)
    province = models.CharField("tỉnh, thành phố", max_length=80, blank=True)
    address = models.CharField("địa chỉ nhận hàng", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True)
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


class Roof(models.TextChoices):
    """What keeps rain and sun off the goods."""

    OPEN = "open", _("Ngoài trời")
    ROOF = "roof", _("Có mái che")
    COLD = "cold", _("Có kho lạnh")


class CollectionPoint(Versioned):
    """A place where goods are gathered and weighed, agreed by the agencies (``approval_paper``).

    Capacity counts kg brought in a day (empty: no limit), storage kg kept overnight (0: none). Where a source
    gives a range (``capacity_low_kg`` to ``capacity_high_kg``) the figure planned with is its low end unless a
    person chose another; ``actual_…`` is what was seen to pass in a day, planned with by nobody. A point with
    a ``season`` serves that one only; days that nobody stated are empty and do not limit, ``open_text`` keeps
    what was said. The distance is metres to the nearest control checkpoint, loads of trucks are kg, the area
    m². None is "not known" throughout.
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
    capacity_low_kg = models.BigIntegerField("sức nhận thấp nhất (kg/ngày)", null=True, blank=True)
    capacity_high_kg = models.BigIntegerField("sức nhận cao nhất (kg/ngày)", null=True, blank=True)
    actual_low_kg = models.BigIntegerField("thực tế thấp nhất (kg/ngày)", null=True, blank=True)
    actual_high_kg = models.BigIntegerField("thực tế cao nhất (kg/ngày)", null=True, blank=True)
    open_from = models.DateField("mở từ ngày", null=True, blank=True)
    open_to = models.DateField("đến hết ngày", null=True, blank=True)
    open_text = models.CharField("ngày mở như đã nói", max_length=120, blank=True)
    storage_kg = models.BigIntegerField("giữ qua đêm (kg)", default=0)
    distance_to_checkpoint_m = models.PositiveIntegerField("cách chốt kiểm soát (m)", null=True, blank=True)
    hours = models.CharField("giờ mở cửa", max_length=80, blank=True)
    area_m2 = models.PositiveIntegerField("diện tích (m²)", null=True, blank=True)
    bays = models.PositiveIntegerField("số ô, điểm", null=True, blank=True)
    bays_text = models.CharField("số ô như đã nói", max_length=60, blank=True)
    largest_truck_kg = models.PositiveIntegerField("xe lớn nhất vào được (kg)", null=True, blank=True)
    trucks_at_once = models.PositiveIntegerField("số xe cùng lúc", null=True, blank=True)
    has_scale = models.BooleanField("có cân", null=True, blank=True)
    roof = models.CharField("che chắn", max_length=4, choices=Roof.choices, blank=True)
    by_water = models.BooleanField("có đường thuỷ", null=True, blank=True)
    keeper = models.CharField("người phụ trách", max_length=120, blank=True)
    register_ahead_hours = models.PositiveSmallIntegerField("đăng ký trước (giờ)", null=True, blank=True)
    minutes_per_turn = models.PositiveSmallIntegerField("mỗi lượt (phút)", null=True, blank=True)
    register_info = models.TextField("thông tin phải đăng ký", blank=True)
    note = models.TextField("ghi chú", blank=True)
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
            models.CheckConstraint(
                condition=Q(open_from=None) | Q(open_to=None) | Q(open_to__gte=F("open_from")),
                name="point_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(capacity_low_kg=None, capacity_high_kg=None)
                | Q(
                    capacity_kg_per_day__isnull=False,
                    capacity_low_kg__isnull=False,
                    capacity_high_kg__isnull=False,
                    capacity_kg_per_day__gte=F("capacity_low_kg"),
                    capacity_kg_per_day__lte=F("capacity_high_kg"),
                ),
                name="point_capacity_within_its_range",
            ),
            models.CheckConstraint(
                condition=Q(actual_low_kg=None, actual_high_kg=None)
                | Q(
                    actual_low_kg__isnull=False,
                    actual_high_kg__isnull=False,
                    actual_low_kg__gte=0,
                    actual_high_kg__gte=F("actual_low_kg"),
                ),
                name="point_actual_in_order",
            ),
            models.CheckConstraint(condition=Q(roof__in=["", *Roof.values]), name="point_roof_known"),
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
