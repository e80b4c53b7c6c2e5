"""Goods at the buyer's: what was expected, what each side says came."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models.trip import TripLoad
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class Arrival(models.Model):
    """One consignment of an order line on its way to the buyer: a trip's load, or goods sent without a trip.

    ``due_on`` is the frozen day of delivery, from which lateness is counted. ``arrived_kg`` (whole kg) is what
    the buyer's words add up to, ``accepted_kg`` the part taken, ``lost_kg`` what was sent and never came, known
    when nothing more follows; ``carrier_kg`` what the carrier says it handed over (None: said nothing). The
    buyer's link is signed with ``key``: a new key ends the old link.
    """

    lifecycle = states.ARRIVAL

    line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="arrivals")
    load = models.OneToOneField(
        TripLoad, null=True, blank=True, on_delete=models.PROTECT, related_name="arrival"
    )
    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("trạng thái", max_length=12, default=states.ARRIVAL.start, editable=False)
    expected_kg = models.PositiveIntegerField("đang chờ (kg)")
    due_on = models.DateField("ngày giao đã chốt")
    arrived_kg = models.PositiveIntegerField("đã tới (kg)", default=0)
    accepted_kg = models.PositiveIntegerField("bên mua nhận (kg)", default=0)
    lost_kg = models.PositiveIntegerField("hao hụt (kg)", default=0)
    carrier_kg = models.PositiveIntegerField("nhà xe nói đã giao (kg)", null=True, blank=True)
    carrier_done = models.BooleanField("nhà xe đã giao hết", default=False)
    arrived_at = models.DateTimeField("tới lúc", null=True, blank=True)
    completed_at = models.DateTimeField("xong lúc", null=True, blank=True)
    reason = models.CharField("lý do chốt", max_length=300, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    created_at = MomentField(auto_now_add=True)
    updated_at = MomentField(auto_now=True)

    class Meta:
        ordering = ("-due_on", "-id")
        verbose_name = "hàng tới nơi"
        indexes = (
            models.Index(fields=("season", "-due_on", "-id"), name="arrival_by_day"),
            models.Index(fields=("season", "state", "-due_on", "-id"), name="arrival_by_state"),
        )
        constraints = (
            state_check(states.ARRIVAL),
            models.CheckConstraint(condition=Q(expected_kg__gt=0), name="arrival_of_something"),
            models.CheckConstraint(
                condition=Q(expected_kg__gte=F("arrived_kg") + F("lost_kg")), name="arrival_within_expected"
            ),
            models.CheckConstraint(
                condition=Q(accepted_kg__lte=F("arrived_kg")), name="arrival_accepted_within_arrived"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.SETTLED) | ~Q(reason=""), name="arrival_settled_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.line} ({self.expected_kg} kg)"

    @property
    def refused_kg(self) -> int:
        """kg that came and were not taken."""
        return self.arrived_kg - self.accepted_kg

    @property
    def late_days(self) -> int | None:
        """Days the first goods came after the frozen day (below 0: earlier); None while nothing came."""
        if self.arrived_at is None:
            return None
        return (timezone.localtime(self.arrived_at).date() - self.due_on) // timedelta(days=1)


class Speaker(models.TextChoices):
    """Whose word it is."""

    BUYER = "buyer", _("Bên mua")
    CARRIER = "carrier", _("Nhà xe")
    OFFICE = "office", _("Tổ điều phối")


class SaidBy(models.TextChoices):
    """How a word came in."""

    LINK = "link", _("Qua liên kết")
    APP = "app", _("Trên trang")
    PHONE = "phone", _("Qua điện thoại")
    PAPER = "paper", _("Biên bản giấy")


class ArrivalWord(models.Model):
    """What one side says came at one time; rows are only ever added (a database trigger sees to it).

    The buyer says how many kg came, how many are refused and why (``accepted`` is the rest); the carrier how many
    it handed over; the office what is to count where they differ. ``done``: nothing more of this follows.
    """

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="said")
    speaker = models.CharField("bên nói", max_length=8, choices=Speaker.choices)
    via = models.CharField("qua", max_length=6, choices=SaidBy.choices)
    arrived_kg = models.PositiveIntegerField("tới (kg)")
    refused_kg = models.PositiveIntegerField("không nhận (kg)", default=0)
    refused_why = models.CharField("vì sao không nhận", max_length=300, blank=True)
    done = models.BooleanField("không còn gì tới sau", default=True)
    at = models.DateTimeField("tới lúc")
    said_by = models.CharField("ai nói", max_length=120, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ("arrival", "id")
        verbose_name = "lời báo hàng tới"
        constraints = (
            models.CheckConstraint(
                condition=Q(speaker__in=Speaker.values, via__in=SaidBy.values), name="arrival_word_known"
            ),
            models.CheckConstraint(
                condition=Q(refused_kg__lte=F("arrived_kg")), name="arrival_word_refused_within_arrived"
            ),
            models.CheckConstraint(
                condition=Q(refused_kg=0) | ~Q(refused_why=""), name="arrival_word_refused_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.arrival_id} {self.speaker} {self.arrived_kg} kg"
