"""What a buyer asks for."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cungcau.domain.demand import states
from cungcau.domain.demand.models.choices import EntryChannel, FreightBy, Frequency, NeedKind, PriceAt
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable

KEPT_DAYS = 30
"""A need without a last day of its own stands so many days after it was last confirmed."""


def _from_zero(field: str, most: int | None = None) -> Q:
    fits = Q(**{f"{field}__gte": 0})
    if most is not None:
        fits &= Q(**{f"{field}__lte": most})
    return Q(**{field: None}) | fits


class Need(Versioned):
    """A quantity a buyer takes of a commodity within a window, delivered to one market.

    Quantities are kg, prices đồng per kg, all whole; an empty limit, grade or price is none.
    ``quantity_kg`` is the figure that counts: where the buyer gave a range (``quantity_low_kg`` to
    ``quantity_high_kg``) its low end, unless a person chose another. A recurring need is one row with its
    rhythm; its deliveries are rows of the same table, the :class:`NeedLine` s, whose ``line_of`` is the need.
    ``planned`` says whether the planner takes this row: the need itself, or its lines where its days are not
    simply every day alike. ``window_stated`` is False while nobody has
    said from when to when the buyer takes goods. ``market`` is empty until somebody says which one
    ``place_text`` is; such a need is not planned.
    """

    lifecycle = states.NEED

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="needs", verbose_name="mùa vụ"
    )
    code = models.CharField("mã nhu cầu", max_length=80)
    line_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", editable=False
    )
    planned = models.BooleanField(default=True, editable=False)
    state = models.CharField("trạng thái", max_length=12, default=states.NEED.start, editable=False)
    kind = models.CharField("mức chắc chắn", max_length=10, choices=NeedKind.choices, default=NeedKind.NEED)
    buyer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="needs", verbose_name="bên mua"
    )
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="needs", verbose_name="nông sản"
    )
    min_grade = models.PositiveIntegerField("bậc loại thấp nhất", null=True, blank=True)
    variety = models.CharField("giống", max_length=120, blank=True)
    size = models.CharField("cỡ", max_length=120, blank=True)
    pack = models.CharField("quy cách đóng gói", max_length=200, blank=True)
    certificates = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="chứng nhận bắt buộc"
    )
    certificates_preferred = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="chứng nhận ưu tiên"
    )
    tests = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name="kiểm nghiệm bắt buộc"
    )
    quantity_kg = models.BigIntegerField("khối lượng (kg)")
    quantity_low_kg = models.BigIntegerField("khối lượng thấp nhất (kg)", null=True, blank=True)
    quantity_high_kg = models.BigIntegerField("khối lượng cao nhất (kg)", null=True, blank=True)
    quantity_text = models.CharField("khối lượng như đã nói", max_length=200, blank=True)
    kg_per_delivery = models.BigIntegerField("mỗi lần giao (kg)", null=True, blank=True)
    frequency = models.CharField("nhịp giao", max_length=8, choices=Frequency.choices, default=Frequency.ONCE)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name="các thứ (2 đến 8)"
    )
    every_days = models.PositiveSmallIntegerField("cách số ngày", null=True, blank=True)
    skip_holidays = models.BooleanField("nghỉ lễ không giao", default=False)
    hours_from = models.TimeField("giao từ giờ", null=True, blank=True)
    hours_to = models.TimeField("giao trước giờ", null=True, blank=True)
    deliver_from = models.DateField("nhận từ ngày")
    deliver_to = models.DateField("đến hết ngày")
    window_stated = models.BooleanField("bên mua đã nêu khoảng ngày", default=True)
    market = models.ForeignKey(
        "network.Market",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs",
        verbose_name="thị trường",
    )
    place_text = models.CharField("nơi giao", max_length=300, blank=True)
    price_vnd_per_kg = models.BigIntegerField("giá (đồng/kg)", null=True, blank=True)
    price_at = models.CharField("giá tính", max_length=6, choices=PriceAt.choices, default=PriceAt.POINT)
    freight_by = models.CharField("cước do", max_length=6, choices=FreightBy.choices, blank=True)
    deposit_vnd = models.BigIntegerField("đặt cọc (đồng)", null=True, blank=True)
    deposit_percent = models.PositiveSmallIntegerField("đặt cọc (%)", null=True, blank=True)
    payment_days = models.PositiveSmallIntegerField("trả tiền sau (ngày)", null=True, blank=True)
    tolerance_under = models.PositiveSmallIntegerField("được thiếu (%)", default=0)
    tolerance_over = models.PositiveSmallIntegerField("được thừa (%)", default=0)
    min_life_left_days = models.PositiveIntegerField("còn hạn ít nhất (ngày)", default=0)
    max_kg_per_day = models.BigIntegerField("nhiều nhất mỗi ngày (kg)", null=True, blank=True)
    expires_on = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    confirmed_on = models.DateField("bên mua xác nhận ngày", null=True, blank=True)
    confirmed_by = models.CharField("người xác nhận", max_length=120, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(
        "đường nhập", max_length=6, choices=EntryChannel.choices, default=EntryChannel.FOLDER
    )
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    reason = models.CharField("lý do sửa, rút", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True)
    folded = models.CharField(max_length=800, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("season", "deliver_from", "id")
        verbose_name = "nhu cầu"
        indexes = (
            GinIndex(fields=("words",), name="need_words"),
            models.Index(fields=("season", "deliver_from", "id"), name="need_by_delivery"),
            models.Index(fields=("season", "code"), condition=Q(line_of=None), name="need_own_code"),
            models.Index(fields=("state", "expires_on"), condition=Q(line_of=None), name="need_by_expiry"),
        )
        constraints = (
            state_check(states.NEED),
            models.UniqueConstraint(fields=("season", "code"), name="need_code_once_a_season"),
            models.UniqueConstraint(
                fields=("line_of", "deliver_from"), condition=~Q(line_of=None), name="need_line_once_a_day"
            ),
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="need_quantity_positive"),
            models.CheckConstraint(
                condition=Q(quantity_low_kg=None, quantity_high_kg=None)
                | Q(
                    quantity_low_kg__isnull=False,
                    quantity_high_kg__isnull=False,
                    quantity_low_kg__gt=0,
                    quantity_kg__gte=F("quantity_low_kg"),
                    quantity_kg__lte=F("quantity_high_kg"),
                ),
                name="need_quantity_within_its_range",
            ),
            models.CheckConstraint(
                condition=Q(kg_per_delivery=None) | Q(kg_per_delivery__gt=0), name="need_delivery_positive"
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=(Frequency.ONCE, Frequency.DAILY, Frequency.WEEKLY))
                | Q(frequency=Frequency.WEEKDAYS, weekdays__len__gte=1)
                | Q(frequency=Frequency.EVERY, every_days__isnull=False, every_days__gte=1),
                name="need_rhythm_complete",
            ),
            models.CheckConstraint(
                condition=Q(line_of=None) | Q(deliver_from=F("deliver_to")),
                name="need_line_is_one_day",
            ),
            models.CheckConstraint(
                condition=Q(deliver_to__gte=F("deliver_from")), name="need_window_in_order"
            ),
            models.CheckConstraint(
                condition=_from_zero("max_kg_per_day"), name="need_daily_limit_not_negative"
            ),
            models.CheckConstraint(condition=_from_zero("price_vnd_per_kg"), name="need_price_not_negative"),
            models.CheckConstraint(
                condition=_from_zero("deposit_vnd")
                & _from_zero("deposit_percent", 100)
                & _from_zero("payment_days", 3650)
                & Q(tolerance_under__lte=100, tolerance_over__lte=100),
                name="need_terms_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(price_at__in=PriceAt.values)
                & Q(kind__in=NeedKind.values)
                & Q(channel__in=EntryChannel.values)
                & Q(freight_by__in=["", *FreightBy.values]),
                name="need_price_place_known",
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(source=""), name="need_coded_and_sourced"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def ends_on(self) -> date | None:
        """The last day it stands: as stated, else so long after it was confirmed; None for neither."""
        if self.expires_on is not None or self.confirmed_on is None:
            return self.expires_on
        return self.confirmed_on + timedelta(days=KEPT_DAYS)

    @property
    def is_recurring(self) -> bool:
        """Whether it is delivered in a rhythm."""
        return self.frequency != Frequency.ONCE

    @property
    def most_kg(self) -> int:
        """The most the buyer takes, the tolerance over included; a part of a kg is not taken."""
        return self.quantity_kg * (100 + self.tolerance_over) // 100

    def state_on(self, day: date) -> str:
        """Its state as a reader sees it that day: an open one past its last day is expired."""
        ends = self.ends_on
        return states.EXPIRED if self.state == states.OPEN and ends is not None and ends < day else self.state


class NeedLine(Need):
    """One dated delivery of a recurring need: a row whose ``line_of`` is set, planned like any other need."""

    class Meta:
        proxy = True
        verbose_name = "lần giao"

    @property
    def deliver_on(self) -> date:
        """The day."""
        return self.deliver_from

    @property
    def kg(self) -> int:
        """What is asked that day."""
        return self.quantity_kg
