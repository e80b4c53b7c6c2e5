"""An agreement that a buyer takes goods of a seller."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders import states
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Origin(models.TextChoices):
    """Where an order comes from."""

    PLAN = "plan", _("Từ kế hoạch đã công bố")
    AGREEMENT = "agreement", _("Thoả thuận trực tiếp, hội nghị")
    PHONE = "phone", _("Đặt qua điện thoại")


class Order(Versioned):
    """A buyer takes a commodity of a seller at a point, for a market, in one or more deliveries (the lines).

    The ``seller`` is who brings the goods together: a cooperative, a group, a household by itself; the
    ``buyer`` who pays. Price, grade, days and the like stand in its :class:`Terms`, those ``FROZEN`` being in
    force. ``agreed_at_text`` names the fair or the paper of a direct agreement. An order of a plan names the
    plan it was made from; the plan itself never changes for it. ``listed_kg``, ``listed_day`` (the first of leaving)
    and ``listed_price`` (0: none yet) are what its lines and standing terms say, kept here so that a list can be sorted
    by them; ``services.listing`` alone writes them.
    """

    lifecycle = states.ORDER

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="orders", verbose_name="mùa vụ"
    )
    code = models.CharField("mã đơn", max_length=60, unique=True)
    state = models.CharField("trạng thái", max_length=12, default=states.ORDER.start, editable=False)
    origin = models.CharField("đến từ", max_length=10, choices=Origin.choices)
    plan = models.ForeignKey(
        "matching.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    need = models.ForeignKey(
        "demand.Need", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    buyer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="bought", verbose_name="bên mua"
    )
    seller = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="sold", verbose_name="bên bán"
    )
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="orders", verbose_name="nông sản"
    )
    point = models.ForeignKey(
        "network.CollectionPoint",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="orders",
        verbose_name="điểm tập kết",
    )
    market = models.ForeignKey(
        "network.Market",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="orders",
        verbose_name="thị trường",
    )
    place_text = models.CharField("nơi giao", max_length=300, blank=True)
    agreed_at_text = models.CharField("thoả thuận tại, văn bản", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True, max_length=2000)
    reason = models.CharField("lý do huỷ, đóng", max_length=300, blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=800, editable=False, db_collation="C")
    words = searchable("folded")
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    listed_kg = models.BigIntegerField("đặt, như danh sách (kg)", default=0, editable=False)
    listed_day = models.DateField("rời điểm, như danh sách", null=True, editable=False)
    listed_price = models.BigIntegerField("giá, như danh sách (đồng/kg)", default=0, editable=False)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("lập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = "đơn hàng"
        indexes = (
            GinIndex(fields=("words",), name="order_words"),
            models.Index(fields=("season", "state", "-id"), name="order_by_state"),
            models.Index(fields=("season", "area_code", "-id"), name="order_by_area"),
            models.Index(fields=("season", "listed_kg", "id"), name="order_by_kg"),
            models.Index(fields=("season", "listed_day", "id"), name="order_by_day"),
            models.Index(fields=("season", "listed_price", "id"), name="order_by_price"),
            models.Index(fields=("buyer", "-id"), name="order_by_buyer"),
            models.Index(fields=("seller", "-id"), name="order_by_seller"),
        )
        constraints = (
            state_check(states.ORDER),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="order_origin_known"),
            models.CheckConstraint(
                condition=Q(origin=Origin.PLAN, plan__isnull=False) | ~Q(origin=Origin.PLAN),
                name="order_of_a_plan_names_it",
            ),
            models.CheckConstraint(condition=~Q(buyer=F("seller")), name="order_between_two"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(source=""), name="order_coded_and_sourced"),
        )

    def __str__(self) -> str:
        return self.code
