"""What carries goods."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable

PLACED = Q(lat=None, lon=None) | Q(
    lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)
)
"""Both coordinates or none: a check that comes out NULL would pass, hence the two explicit conditions."""


class VehicleKind(models.TextChoices):
    """What a vehicle is."""

    TRUCK = "truck", _("Xe tải")
    PICKUP = "pickup", _("Xe bán tải")
    MOTORBIKE = "motorbike", _("Xe máy")
    SHIP = "ship", _("Tàu, thuyền")


class Body(models.TextChoices):
    """What is around the goods: a cold body is also closed, a closed one also takes open goods."""

    OPEN = "open", _("Thùng hở")
    BOX = "box", _("Thùng kín")
    COLD = "cold", _("Thùng lạnh")


class Vehicle(Versioned):
    """A lorry, pick-up, motorbike or ship of a carrier.

    ``capacity_kg`` is what it may carry (points limit lorries by that), ``volume_l`` litres. ``gross_kg`` is its
    designed gross mass, by which licence classes go since 2025 (None: not recorded), ``pulls_trailer`` that it pulls
    a trailer above 750 kg or a semi-trailer, which asks for a class of its own. ``min_fill_kg``
    above 0 is a hull to fill: with less it does not leave. A trip begins after ``hours_from`` and ends by
    ``hours_to``, ``nights`` days later (0: the same day). It starts at ``start_text`` with its coordinates, else
    at its first pick-up; with ``returns`` it comes back there and the way back is paid. Money is đồng.
    ``in_use`` False: not planned with.
    """

    carrier = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        related_name="vehicles",
        verbose_name="đơn vị vận tải",
    )
    plate = models.CharField("biển số, số hiệu", max_length=20, unique=True)
    kind = models.CharField("loại", max_length=10, choices=VehicleKind.choices, default=VehicleKind.TRUCK)
    body = models.CharField("thùng", max_length=4, choices=Body.choices, default=Body.OPEN)
    capacity_kg = models.PositiveIntegerField("chở được (kg)")
    volume_l = models.PositiveIntegerField("thể tích thùng (lít)", null=True, blank=True)
    gross_kg = models.PositiveIntegerField("khối lượng toàn bộ theo thiết kế (kg)", null=True, blank=True)
    pulls_trailer = models.BooleanField("kéo rơ moóc trên 750 kg, sơ mi rơ moóc", default=False)
    min_fill_kg = models.PositiveIntegerField("chỉ chạy khi có ít nhất (kg)", default=0)
    hours_from = models.TimeField("chạy từ giờ")
    hours_to = models.TimeField("đến giờ")
    nights = models.PositiveSmallIntegerField("đi qua mấy đêm", default=0)
    start_text = models.CharField("nơi đỗ, xuất phát", max_length=200, blank=True)
    lat = models.FloatField("vĩ độ", null=True, blank=True)
    lon = models.FloatField("kinh độ", null=True, blank=True)
    returns = models.BooleanField("quay về nơi đỗ", default=True)
    vnd_per_km = models.PositiveIntegerField("chi phí mỗi km (đồng)")
    fixed_vnd = models.PositiveIntegerField("chi phí mỗi chuyến (đồng)", default=0)
    inspection_no = models.CharField("số giấy đăng kiểm", max_length=60, blank=True)
    inspection_until = models.DateField("đăng kiểm đến hết ngày", null=True, blank=True)
    in_use = models.BooleanField("đang dùng", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=400, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("plate", "id")
        verbose_name = "xe, tàu"
        indexes = (
            GinIndex(fields=("words",), name="vehicle_words"),
            models.Index(fields=("carrier", "plate"), name="vehicle_by_carrier"),
            models.Index(fields=("capacity_kg", "id"), name="vehicle_by_capacity"),
            models.Index(fields=("inspection_until", "id"), name="vehicle_by_inspection"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=VehicleKind.values) & Q(body__in=Body.values), name="vehicle_words_known"
            ),
            models.CheckConstraint(
                condition=Q(capacity_kg__gt=0, min_fill_kg__lte=F("capacity_kg")), name="vehicle_fill_fits"
            ),
            models.CheckConstraint(
                condition=Q(volume_l=None) | Q(volume_l__isnull=False, volume_l__gt=0),
                name="vehicle_volume_positive",
            ),
            models.CheckConstraint(
                condition=Q(gross_kg=None) | Q(gross_kg__isnull=False, gross_kg__gte=F("capacity_kg")),
                name="vehicle_gross_above_capacity",
            ),
            models.CheckConstraint(
                condition=Q(nights__lte=12) & (Q(nights__gt=0) | Q(hours_to__gt=F("hours_from"))),
                name="vehicle_hours_in_order",
            ),
            models.CheckConstraint(condition=PLACED, name="vehicle_place_whole"),
            models.CheckConstraint(condition=~Q(plate="") & ~Q(source=""), name="vehicle_plated_and_sourced"),
        )

    def __str__(self) -> str:
        return self.plate
