"""One vehicle's journey of a day, its stops and what it takes from where to where."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models.driver import Driver
from cungcau.domain.logistics.models.vehicle import PLACED, Vehicle
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class MadeBy(models.TextChoices):
    """Who put a trip together."""

    COMPUTED = "computed", _("Máy xếp")
    HAND = "hand", _("Xếp tay")


class RoadsFrom(models.TextChoices):
    """Where kilometres and minutes come from."""

    TERRAIN = "terrain", _("Toạ độ nhân hệ số địa hình")
    SERVICE = "service", _("Dịch vụ đường đi")


class DayPlan(models.Model):
    """One computation of a day's trips: what was asked, and what it said besides the trips it made.

    ``parameters`` are the form's values; ``outcome`` holds what stayed unassigned or waits for a hull with its
    reasons, the comparison with one load a trip, and notes (see ``planning.outcome``). ``roads`` says where
    distances came from, ``roads_note`` why a routing service that is set was not used.
    """

    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    job = models.ForeignKey("jobs.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    parameters = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    roads = models.CharField(max_length=8, choices=RoadsFrom.choices, blank=True)
    roads_note = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = MomentField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")

    class Meta:
        ordering = ("-asked_at", "-id")
        verbose_name = "lần xếp chuyến"
        indexes = (models.Index(fields=("season", "day", "-id"), name="day_plan_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(roads__in=["", *RoadsFrom.values]), name="day_plan_roads_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.season_id} {self.day}"


class Trip(Versioned):
    """One vehicle's journey that begins on ``day``; between its stops it travels ``metres``, for ``cost_vnd``.

    The vehicle leaves its own place at ``departs_at`` (to its first stop) and is done at ``ends_at`` (its last
    stop, or back home where it returns). ``previous`` is the trip that brings goods this one takes on.
    ``faults`` is what was wrong with it by the planner's rules when it was last saved (codes of
    ``engines.routing``). The driver's link is signed with ``key``: a new key ends it. ``reason`` is why it was
    cancelled. Lock order of whatever touches trips: trips by id → orders → lines by id.
    """

    lifecycle = states.TRIP

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="trips", verbose_name="mùa vụ"
    )
    code = models.CharField("mã chuyến", max_length=60, unique=True)
    day = models.DateField("ngày")
    state = models.CharField("trạng thái", max_length=12, default=states.TRIP.start, editable=False)
    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.PROTECT, related_name="trips", verbose_name="xe, tàu"
    )
    driver = models.ForeignKey(
        Driver, null=True, blank=True, on_delete=models.PROTECT, related_name="trips", verbose_name="lái xe"
    )
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_legs"
    )
    made_by = models.CharField("do", max_length=8, choices=MadeBy.choices)
    day_plan = models.ForeignKey(
        DayPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="trips"
    )
    metres = models.PositiveIntegerField("quãng đường (m)", default=0)
    cost_vnd = models.BigIntegerField("chi phí ước tính (đồng)", default=0)
    departs_at = models.DateTimeField("xuất phát lúc", null=True, blank=True)
    ends_at = models.DateTimeField("xong lúc", null=True, blank=True)
    left_at = models.DateTimeField("thực tế rời lúc", null=True, blank=True)
    faults = models.JSONField("chỗ chưa ổn", default=list)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    reason = models.CharField("lý do huỷ", max_length=300, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=800, editable=False, db_collation="C")
    words = searchable("folded")
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("lập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("-day", "-id")
        verbose_name = "chuyến"
        indexes = (
            GinIndex(fields=("words",), name="trip_words"),
            models.Index(fields=("season", "day", "id"), name="trip_by_day"),
            models.Index(fields=("season", "state", "day", "id"), name="trip_by_state"),
            models.Index(fields=("vehicle", "day", "id"), name="trip_by_vehicle"),
            models.Index(fields=("driver", "day", "id"), name="trip_by_driver"),
        )
        constraints = (
            state_check(states.TRIP),
            models.CheckConstraint(condition=Q(made_by__in=MadeBy.values), name="trip_made_by_known"),
            models.CheckConstraint(condition=Q(cost_vnd__gte=0), name="trip_cost_not_negative"),
            models.CheckConstraint(
                condition=~Q(state=states.CANCELLED) | ~Q(reason=""), name="trip_cancelled_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(previous=None) | ~Q(previous=F("id")), name="trip_follows_another"
            ),
            models.CheckConstraint(
                condition=Q(departs_at=None, ends_at=None)
                | Q(departs_at__isnull=False, ends_at__isnull=False, ends_at__gte=F("departs_at")),
                name="trip_times_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.code


class TripStop(models.Model):
    """A place a trip comes to, in its order ``no`` from 1: a point, a market, or another place by coordinates.

    ``planned_…`` are recomputed whenever the trip changes; from ``planned_start_at`` to ``planned_leave_at`` the
    vehicle stands at the point's bay (before that it may wait). ``arrived_at`` and ``left_at`` are what happened: the
    last words of :class:`StopTime`, kept here by ``services.stop_times``.
    """

    trip = models.ForeignKey(Trip, on_delete=models.CASCADE, related_name="stops")
    no = models.PositiveSmallIntegerField("thứ tự")
    point = models.ForeignKey(
        "network.CollectionPoint", null=True, blank=True, on_delete=models.PROTECT, related_name="trip_stops"
    )
    market = models.ForeignKey(
        "network.Market", null=True, blank=True, on_delete=models.PROTECT, related_name="trip_stops"
    )
    place_text = models.CharField("nơi khác", max_length=300, blank=True)
    lat = models.FloatField("vĩ độ", null=True, blank=True)
    lon = models.FloatField("kinh độ", null=True, blank=True)
    planned_arrival_at = models.DateTimeField("dự kiến đến", null=True, blank=True)
    planned_start_at = models.DateTimeField("dự kiến vào làm", null=True, blank=True)
    planned_leave_at = models.DateTimeField("dự kiến rời", null=True, blank=True)
    arrived_at = models.DateTimeField("đến lúc", null=True, blank=True)
    left_at = models.DateTimeField("rời lúc", null=True, blank=True)

    class Meta:
        ordering = ("trip", "no")
        verbose_name = "điểm dừng"
        indexes = (
            models.Index(fields=("point", "planned_arrival_at"), name="trip_stop_by_point"),
            models.Index(fields=("market", "planned_arrival_at"), name="trip_stop_by_market"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("trip", "no"), name="trip_stop_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(point__isnull=False, market=None, place_text="", lat=None, lon=None)
                | Q(point=None, market__isnull=False, place_text="", lat=None, lon=None)
                | (Q(point=None, market=None, lat__isnull=False, lon__isnull=False) & ~Q(place_text="")),
                name="trip_stop_is_one_place",
            ),
            models.CheckConstraint(condition=PLACED, name="trip_stop_place_whole"),
            models.CheckConstraint(
                condition=Q(planned_leave_at=None)
                | Q(planned_arrival_at__isnull=False, planned_leave_at__gte=F("planned_arrival_at")),
                name="trip_stop_plan_in_order",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at=None) | Q(left_at__gte=F("arrived_at")),
                name="trip_stop_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.trip_id}/{self.no}"

    @property
    def name(self) -> str:
        """What the place is called."""
        if self.point is not None:
            return self.point.name
        return self.market.name if self.market is not None else self.place_text


class TripLoad(models.Model):
    """kg of one order line from one stop of a trip to a later one; whole kg.

    A line may be spread over several trips. A load with ``goes_on`` is put off at a transfer stop for another
    trip; that trip's load names it in ``onward_of``. Only loads without ``onward_of`` take goods from the line
    (``loaded_kg`` is then posted as the line's), only those without ``goes_on`` bring them to the buyer. What a
    line's loads of trips not cancelled plan together never exceeds the line's kg: a database trigger sees to
    it. ``arrived_kg`` None: not there yet.
    """

    trip = models.ForeignKey(Trip, on_delete=models.CASCADE, related_name="loads")
    line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="trip_loads")
    onward_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="onward"
    )
    goes_on = models.BooleanField("chuyển tiếp", default=False)
    pickup = models.ForeignKey(TripStop, on_delete=models.PROTECT, related_name="picked")
    drop = models.ForeignKey(TripStop, on_delete=models.PROTECT, related_name="dropped")
    planned_kg = models.PositiveIntegerField("dự kiến (kg)")
    loaded_kg = models.PositiveIntegerField("đã xếp (kg)", default=0)
    arrived_kg = models.PositiveIntegerField("đến nơi (kg)", null=True, blank=True)
    loaded_at = models.DateTimeField("xếp lúc", null=True, blank=True)

    class Meta:
        ordering = ("trip", "id")
        verbose_name = "phần hàng của chuyến"
        constraints = (
            models.UniqueConstraint(
                fields=("trip", "line", "pickup", "drop", "onward_of"),
                nulls_distinct=False,
                name="trip_load_once",
            ),
            models.CheckConstraint(condition=Q(planned_kg__gt=0), name="trip_load_positive"),
            models.CheckConstraint(
                condition=Q(arrived_kg=None) | Q(arrived_kg__isnull=False, arrived_kg__lte=F("loaded_kg")),
                name="trip_load_arrived_within_loaded",
            ),
            models.CheckConstraint(condition=~Q(pickup=F("drop")), name="trip_load_between_two_stops"),
            models.CheckConstraint(
                condition=Q(loaded_kg=0) | Q(loaded_at__isnull=False), name="trip_load_loaded_at_some_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.trip_id}: {self.planned_kg} kg"
