"""A turn at a point, held for somebody."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q

from cungcau.domain.collection import states
from cungcau.domain.collection.models.approval import same
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class MomentSpan(Func):
    """A turn as a range of moments, its end not included."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Booking(models.Model):
    """A bay of a point from a moment to a moment, for households' slips or for a vehicle.

    Households bring the goods of ``slips`` together (one or several); a vehicle is named by its plate. ``kg``
    is what they announced. Of one bay two bookings that hold it never overlap (database exclusion). A turn
    taken later than the point's lead time carries the officer's ``override_reason``.
    """

    lifecycle = states.BOOKING

    point = models.ForeignKey(
        "network.CollectionPoint", on_delete=models.PROTECT, related_name="bookings", verbose_name="điểm"
    )
    state = models.CharField("trạng thái", max_length=10, default=states.BOOKING.start, editable=False)
    day = models.DateField("ngày")
    starts_at = models.DateTimeField("từ")
    ends_at = models.DateTimeField("đến")
    bay = models.PositiveSmallIntegerField("ô")
    slips = models.ManyToManyField("orders.Slip", related_name="bookings", verbose_name="phiếu hái")
    plate = models.CharField("biển số xe", max_length=20, blank=True)
    label = models.CharField("ai, chở gì", max_length=200)
    kg = models.PositiveIntegerField("khối lượng (kg)")
    override_reason = models.CharField("lý do nhận muộn", max_length=300, blank=True)
    end_reason = models.CharField("lý do huỷ", max_length=300, blank=True)
    arrived_at = models.DateTimeField("đến lúc", null=True, blank=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    booked_at = MomentField("đăng ký lúc", auto_now_add=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=400, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("starts_at", "bay", "id")
        verbose_name = "lượt đăng ký"
        indexes = (
            GinIndex(fields=("words",), name="booking_words"),
            models.Index(fields=("point", "day", "starts_at", "bay"), name="booking_by_point_day"),
            models.Index(fields=("day", "state", "id"), name="booking_by_day"),
        )
        constraints = (
            state_check(states.BOOKING),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_later"),
            models.CheckConstraint(condition=Q(bay__gt=0, kg__gt=0), name="booking_counts_positive"),
            models.CheckConstraint(condition=~Q(label=""), name="booking_labelled"),
            ExclusionConstraint(
                name="booking_bay_once",
                expressions=[
                    same("point_id"),
                    same("bay"),
                    (
                        MomentSpan("starts_at", "ends_at", RangeBoundary(inclusive_lower=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=states.HELD),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}, {self.day:%d/%m/%Y}"
