"""A lot offered: whose, what, how much, when, at what price, and how fresh the figure is."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.supply.states import LOT
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.services import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Channel(models.TextChoices):
    """How a lot came in."""

    FORM = "form", _("Biểu mẫu")
    GRID = "grid", _("Bảng nhiều hộ")
    CHAT = "chat", _("Tin nhắn")
    SHEET = "sheet", _("Bảng tính")
    API = "api", _("Phần mềm khác")
    SEASON = "season", _("Nạp cùng mùa vụ")


class PriceAt(models.TextChoices):
    """Where the price offered is meant: what of the way to the buyer it includes."""

    FARM = "farm", _("tại vườn, người mua tự đến lấy")
    POINT = "point", _("đưa ra điểm tập kết")
    MARKET = "market", _("đưa đến nơi mua, gồm cước vận chuyển")


class Urgency(models.TextChoices):
    """How soon the goods have to go."""

    NORMAL = "normal", _("Bình thường")
    SOON = "soon", _("Cần bán sớm")
    NOW = "now", _("Gấp, để lâu là hỏng")


class Lot(Versioned):
    """A quantity of one commodity and grade a producer can harvest within a window.

    Quantities are kg, prices đồng per kg, both whole; an empty limit is none. ``quantity_kg`` is what is still
    for sale, ``already_sold_kg`` what of the same crop went before and is not in it. The floor price is meant
    at the collection point; the price asked and the freight stand apart, ``price_at`` says what it includes.
    ``place`` is kept as entered, ``area_code`` is where it counts today. ``expires_on`` is the last day the
    offer stands (empty: until the season ends), ``confirmed_at`` when somebody last said the figure is right.
    ``folded`` begins with the producer's name, so ordering by it orders by producer.
    """

    lifecycle = LOT

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="lots", verbose_name="mùa vụ"
    )
    code = models.CharField("mã lô", max_length=60)
    state = models.CharField("trạng thái", max_length=10, default=LOT.start, editable=False)
    producer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="lots", verbose_name="người bán"
    )
    representative = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented_lots",
        verbose_name="đại diện",
    )
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="lots", verbose_name="nông sản"
    )
    variety = models.CharField("giống", max_length=120, blank=True)
    size_class = models.CharField("cỡ", max_length=60, blank=True)
    grade = models.PositiveIntegerField("bậc loại", null=True, blank=True)
    certificates = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="chứng nhận"
    )
    quantity_kg = models.BigIntegerField("khối lượng (kg)")
    already_sold_kg = models.BigIntegerField("đã bán trước đó (kg)", default=0)
    harvest_from = models.DateField("thu hoạch từ ngày")
    harvest_to = models.DateField("đến hết ngày")
    max_kg_per_day = models.BigIntegerField("nhiều nhất mỗi ngày (kg)", null=True, blank=True)
    shelf_life_days = models.PositiveIntegerField("giữ được (ngày)", null=True, blank=True)
    place = models.ForeignKey(
        "geography.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn"
    )
    point_code = models.CharField("điểm tập kết gần nhất", max_length=60, blank=True)
    largest_truck_kg = models.BigIntegerField("xe lớn nhất vào được (kg)", null=True, blank=True)
    floor_price_vnd_per_kg = models.BigIntegerField("giá thấp nhất (đồng/kg)", null=True, blank=True)
    offered_price_vnd_per_kg = models.BigIntegerField("giá chào (đồng/kg)", null=True, blank=True)
    price_at = models.CharField("giá chào tính", max_length=6, choices=PriceAt.choices, default=PriceAt.POINT)
    freight_vnd_per_kg = models.BigIntegerField("cước vận chuyển (đồng/kg)", null=True, blank=True)
    urgency = models.CharField("mức gấp", max_length=6, choices=Urgency.choices, default=Urgency.NORMAL)
    expires_on = models.DateField("chào bán đến hết ngày", null=True, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người xác nhận",
    )
    confirmed_with = models.CharField("xác nhận với ai", max_length=120, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người nhập",
    )
    channel = models.CharField("cách nhập", max_length=6, choices=Channel.choices, default=Channel.SEASON)
    message = models.TextField("tin nhắn gốc", blank=True)
    client_uuid = models.UUIDField("mã phía máy nhập", null=True, blank=True, unique=True)
    note = models.TextField("ghi chú", blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=600, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("season", "harvest_from", "id")
        verbose_name = "lô hàng"
        indexes = (
            GinIndex(fields=("words",), name="lot_words"),
            GinIndex(fields=("certificates",), name="lot_certificates"),
            models.Index(
                fields=("season", "harvest_from", "id"),
                include=("harvest_to", "quantity_kg"),
                name="lot_by_harvest",
            ),
            models.Index(fields=("season", "quantity_kg", "id"), name="lot_by_quantity"),
            models.Index(fields=("season", "folded", "id"), name="lot_by_producer"),
            models.Index(fields=("season", "grade", "id"), name="lot_by_grade"),
            models.Index(fields=("season", "floor_price_vnd_per_kg", "id"), name="lot_by_price"),
            models.Index(
                fields=("season", "state", "expires_on", "id"),
                include=("quantity_kg", "confirmed_at", "harvest_to", "producer", "area_code"),
                name="lot_by_state",
            ),
            models.Index(
                fields=("season", "confirmed_at", "id"), include=("quantity_kg",), name="lot_by_confirmation"
            ),
            models.Index(fields=("season", "entered_by", "harvest_from", "id"), name="lot_by_writer"),
            models.Index("season", "area_code", "harvest_from", "id", name="lot_by_area"),
        )  # fmt: skip
        constraints = (
            state_check(LOT),
            models.UniqueConstraint(fields=("season", "code"), name="lot_code_once_a_season"),
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="lot_quantity_positive"),
            models.CheckConstraint(
                condition=Q(harvest_to__gte=F("harvest_from")), name="lot_window_in_order"
            ),
            models.CheckConstraint(
                condition=Q(max_kg_per_day=None) | Q(max_kg_per_day__gte=0),
                name="lot_daily_limit_not_negative",
            ),
            models.CheckConstraint(
                condition=(Q(floor_price_vnd_per_kg=None) | Q(floor_price_vnd_per_kg__gte=0))
                & (Q(offered_price_vnd_per_kg=None) | Q(offered_price_vnd_per_kg__gte=0))
                & (Q(freight_vnd_per_kg=None) | Q(freight_vnd_per_kg__gte=0)),
                name="lot_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(already_sold_kg__gte=0) & (Q(largest_truck_kg=None) | Q(largest_truck_kg__gt=0)),
                name="lot_sold_and_truck_sensible",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values)
                & Q(urgency__in=Urgency.values)
                & Q(price_at__in=PriceAt.values),
                name="lot_words_known",
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(source=""), name="lot_coded_and_sourced"),
        )

    def __str__(self) -> str:
        return self.code
