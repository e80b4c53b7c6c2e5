"""One delivery of an order, its quantities kept apart."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cungcau.domain.orders import states
from cungcau.domain.orders.models.order import Order
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class OrderLine(models.Model):
    """One delivery of an order: days, and eleven quantities in whole kg that never overwrite one another.

    asked (by the buyer) · allocated (to households) · confirmed (they said yes) · harvested · received (weighed
    and taken at the point) · rejected (turned away there) · loaded (on a vehicle) · lost (on the way) ·
    delivered (arrived) · accepted (by the buyer) · paid. Each is the sum of its :class:`Entry` rows, which
    hold when and by whom; only ``services.quantities.post`` writes both. ``most_kg`` is asked plus what the
    terms tolerate.
    """

    lifecycle = states.LINE

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    no = models.PositiveIntegerField("đợt")
    state = models.CharField("trạng thái", max_length=12, default=states.LINE.start, editable=False)
    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="+")
    harvest_date = models.DateField("ngày hái")
    dispatch_date = models.DateField("ngày rời điểm")
    delivery_date = models.DateField("ngày giao")
    asked_kg = models.PositiveIntegerField("đặt (kg)")
    most_kg = models.PositiveIntegerField("nhiều nhất (kg)")
    allocated_kg = models.PositiveIntegerField("đã chia (kg)", default=0)
    confirmed_kg = models.PositiveIntegerField("hộ đã nhận lời (kg)", default=0)
    harvested_kg = models.PositiveIntegerField("đã hái (kg)", default=0)
    received_kg = models.PositiveIntegerField("đã nhận tại điểm (kg)", default=0)
    rejected_kg = models.PositiveIntegerField("loại tại điểm (kg)", default=0)
    loaded_kg = models.PositiveIntegerField("đã xếp xe (kg)", default=0)
    lost_kg = models.PositiveIntegerField("hao hụt (kg)", default=0)
    delivered_kg = models.PositiveIntegerField("đã giao (kg)", default=0)
    accepted_kg = models.PositiveIntegerField("bên mua nhận (kg)", default=0)
    paid_kg = models.PositiveIntegerField("đã trả tiền (kg)", default=0)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    created_at = MomentField(auto_now_add=True)
    updated_at = MomentField(auto_now=True)

    class Meta:
        ordering = ("order", "no")
        verbose_name = "dòng đơn hàng"
        indexes = (
            models.Index(fields=("season", "dispatch_date", "id"), name="order_line_by_dispatch"),
            models.Index(fields=("season", "harvest_date", "id"), name="order_line_by_harvest"),
            models.Index(fields=("season", "delivery_date", "id"), name="order_line_by_delivery"),
            models.Index(fields=("season", "state", "dispatch_date", "id"), name="order_line_by_state"),
        )
        constraints = (
            state_check(states.LINE),
            models.UniqueConstraint(fields=("order", "no"), name="order_line_once"),
            models.CheckConstraint(
                condition=Q(asked_kg__gt=0, most_kg__gte=F("asked_kg")), name="order_line_asked_positive"
            ),
            models.CheckConstraint(
                condition=Q(dispatch_date__gte=F("harvest_date"), delivery_date__gte=F("dispatch_date")),
                name="order_line_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(allocated_kg__lte=F("most_kg")), name="order_line_allocated_within_most"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_kg__lte=F("allocated_kg")), name="order_line_confirmed_within_allocated"
            ),
            models.CheckConstraint(
                condition=Q(harvested_kg__gte=F("received_kg") + F("rejected_kg")),
                name="order_line_weighed_within_harvested",
            ),
            models.CheckConstraint(
                condition=Q(loaded_kg__lte=F("received_kg")), name="order_line_loaded_within_received"
            ),
            models.CheckConstraint(
                condition=Q(loaded_kg__gte=F("delivered_kg") + F("lost_kg")),
                name="order_line_arrived_within_loaded",
            ),
            models.CheckConstraint(
                condition=Q(accepted_kg__lte=F("delivered_kg")), name="order_line_accepted_within_delivered"
            ),
            models.CheckConstraint(
                condition=Q(paid_kg__lte=F("received_kg")), name="order_line_paid_within_received"
            ),
        )

    def __str__(self) -> str:
        return f"{self.order_id}/{self.no}"
