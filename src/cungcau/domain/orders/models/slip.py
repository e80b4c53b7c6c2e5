"""A household's part of a delivery: what to pick, when, where to, at what price."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders import states
from cungcau.domain.orders.models.line import OrderLine
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class AllocatedBy(models.TextChoices):
    """Why a household has this part."""

    PLAN = "plan", _("Theo kế hoạch")
    LEDGER = "ledger", _("Theo sổ mùa: hộ bán được ít trước")
    HAND = "hand", _("Chia tay")
    REOFFER = "reoffer", _("Chuyển từ phiếu khác")


class AnswerBy(models.TextChoices):
    """Who gave the household's answer."""

    LINK = "link", _("Hộ trả lời qua liên kết")
    PHONE = "phone", _("Đại diện ghi sau khi gọi")
    PAPER = "paper", _("Phiếu giấy")
    SMS = "sms", _("Tin nhắn")


class Slip(models.Model):
    """A harvest slip: so many kg of a household's lot for one delivery, on one day, to one point.

    The kg kept apart are the household's part of the line's (whole kg, each the sum of the slip's
    :class:`Entry` rows). ``price_vnd_per_kg`` is the frozen price when the slip was made, and what it says.
    ``place_no`` tells a line's slips apart, also those re-offered: ``instead_of`` is the slip whose kg this
    one took over. The link sent to the household is signed with ``key``; a new key ends the old link.
    """

    lifecycle = states.SLIP

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="slips")
    code = models.CharField("mã phiếu", max_length=60, unique=True)
    state = models.CharField("trạng thái", max_length=12, default=states.SLIP.start, editable=False)
    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="+", verbose_name="mùa vụ", db_index=False
    )
    producer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="slips", verbose_name="hộ"
    )
    lot = models.ForeignKey(
        "supply.Lot", null=True, blank=True, on_delete=models.PROTECT, related_name="slips", verbose_name="lô"
    )
    instead_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    harvest_date = models.DateField("ngày hái")
    point = models.ForeignKey(
        "network.CollectionPoint", null=True, blank=True, on_delete=models.PROTECT, related_name="slips"
    )
    slot_from = models.DateTimeField("lượt từ", null=True, blank=True)
    slot_to = models.DateTimeField("đến", null=True, blank=True)
    grade = models.PositiveIntegerField("bậc loại", null=True, blank=True)
    price_vnd_per_kg = models.BigIntegerField("giá chốt (đồng/kg)")
    allocated_by = models.CharField("chia vì", max_length=8, choices=AllocatedBy.choices)
    reason = models.CharField("lý do", max_length=300, blank=True)
    offered_kg = models.PositiveIntegerField("đã hỏi (kg)")
    allocated_kg = models.PositiveIntegerField("đang giữ (kg)", default=0)
    confirmed_kg = models.PositiveIntegerField("nhận lời (kg)", default=0)
    harvested_kg = models.PositiveIntegerField("đã hái (kg)", default=0)
    received_kg = models.PositiveIntegerField("đã nhận (kg)", default=0)
    rejected_kg = models.PositiveIntegerField("loại (kg)", default=0)
    paid_kg = models.PositiveIntegerField("đã trả tiền (kg)", default=0)
    key = models.UUIDField(editable=False)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    answer_until = models.DateTimeField("trả lời trước", null=True, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.CharField("trả lời qua", max_length=8, choices=AnswerBy.choices, blank=True)
    answer_entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_note = models.CharField("hộ nói", max_length=300, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=600, editable=False, db_collation="C")
    words = searchable("folded")
    created_at = MomentField(auto_now_add=True)
    updated_at = MomentField(auto_now=True)

    class Meta:
        ordering = ("line", "id")
        verbose_name = "phiếu hái"
        indexes = (
            GinIndex(fields=("words",), name="slip_words"),
            models.Index(fields=("point", "harvest_date", "id"), name="slip_by_point_day"),
            models.Index(fields=("producer", "harvest_date", "id"), name="slip_by_producer"),
            models.Index(
                fields=("season", "harvest_date", "id"),
                include=("state", "allocated_kg", "confirmed_kg", "area_code"),
                name="slip_by_season_day",
            ),
            models.Index(fields=("season", "state", "harvest_date", "id"), name="slip_by_season_state"),
            models.Index(fields=("season", "folded", "id"), name="slip_by_season_household"),
            models.Index(
                fields=("answer_until",), condition=Q(state=states.SENT), name="slip_waiting_for_answer"
            ),
            models.Index(fields=("lot",), name="slip_by_lot"),
        )
        constraints = (
            state_check(states.SLIP),
            models.CheckConstraint(condition=Q(offered_kg__gt=0), name="slip_offered_positive"),
            models.CheckConstraint(
                condition=Q(confirmed_kg__lte=F("allocated_kg")), name="slip_confirmed_within_allocated"
            ),
            models.CheckConstraint(
                condition=Q(allocated_kg=0) | Q(state__in=states.LIVE_SLIPS), name="slip_dead_holds_nothing"
            ),
            models.CheckConstraint(
                condition=Q(harvested_kg__gte=F("received_kg") + F("rejected_kg")),
                name="slip_weighed_within_harvested",
            ),
            models.CheckConstraint(
                condition=Q(paid_kg__lte=F("received_kg")), name="slip_paid_within_received"
            ),
            models.CheckConstraint(
                condition=Q(slot_from=None, slot_to=None)
                | Q(slot_from__isnull=False, slot_to__isnull=False, slot_to__gt=F("slot_from")),
                name="slip_slot_whole",
            ),
            models.CheckConstraint(condition=Q(price_vnd_per_kg__gte=0), name="slip_price_not_negative"),
            models.CheckConstraint(
                condition=Q(allocated_by__in=AllocatedBy.values) & Q(answered_by__in=["", *AnswerBy.values]),
                name="slip_words_known",
            ),
            models.CheckConstraint(
                condition=~Q(allocated_by=AllocatedBy.HAND) | ~Q(reason=""), name="slip_by_hand_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.code
