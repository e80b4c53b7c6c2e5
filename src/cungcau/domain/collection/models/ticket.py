"""Weighbridge tickets."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class RejectReason(models.TextChoices):
    """Why goods are turned away at the scale."""

    BRUISED = "bruised", _("Dập, nứt")
    ROTTEN = "rotten", _("Thối, mốc")
    UNRIPE = "unripe", _("Non, chưa chín")
    OVERRIPE = "overripe", _("Chín quá")
    PEST = "pest", _("Sâu bệnh")
    SIZE = "size", _("Sai cỡ, sai loại")
    RESIDUE = "residue", _("Không đạt kiểm nghiệm")
    PACK = "pack", _("Sai quy cách đóng gói")
    OTHER = "other", _("Lý do khác")


class TicketSeries(models.Model):
    """The last ticket number given at a point in a year."""

    point = models.ForeignKey("network.CollectionPoint", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        verbose_name = "dãy số phiếu cân"
        constraints = (models.UniqueConstraint(fields=("point", "year"), name="ticket_series_once"),)

    def __str__(self) -> str:
        return f"{self.point_id} {self.year}: {self.last}"


class Ticket(models.Model):
    """What the scale showed for one grade of a delivery: kg gross, tare, net; of the net accepted and rejected.

    Whole kg. A ticket of a household's ``slip`` (or of an order ``line``) moves their quantities; one without
    is a walk-in, its producer named or written in ``producer_text``. Rows are only added (a database trigger
    refuses changes): a ticket that ``voids`` an earlier one takes its place and says why; where its kg are 0
    the earlier weighing never counted. ``delivery`` ties the grades of one delivery together. ``key`` is what
    the QR code is signed over. ``warnings`` are codes of what the person at the scale was told.
    """

    point = models.ForeignKey(
        "network.CollectionPoint", on_delete=models.PROTECT, related_name="tickets", verbose_name="điểm"
    )
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    day = models.DateField("ngày cân")
    season = models.ForeignKey(
        "catalogue.Season", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    slip = models.ForeignKey(
        "orders.Slip", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    line = models.ForeignKey(
        "orders.OrderLine", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    booking = models.ForeignKey(
        "collection.Booking", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    producer = models.ForeignKey(
        "registry.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    producer_text = models.CharField("người mang hàng", max_length=200, blank=True)
    commodity = models.ForeignKey("catalogue.Commodity", on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveIntegerField("bậc loại", null=True, blank=True)
    gross_kg = models.PositiveIntegerField("cả bì (kg)")
    tare_kg = models.PositiveIntegerField("bì (kg)")
    net_kg = models.PositiveIntegerField("tịnh (kg)")
    crates = models.PositiveIntegerField("số sọt, thùng", null=True, blank=True)
    accepted_kg = models.PositiveIntegerField("nhận (kg)")
    rejected_kg = models.PositiveIntegerField("loại (kg)", default=0)
    reject_reason = models.CharField("lý do loại", max_length=10, choices=RejectReason.choices, blank=True)
    reject_text = models.CharField("nói rõ", max_length=300, blank=True)
    warnings = models.CharField(max_length=200, blank=True)
    weighed_at = models.DateTimeField("cân lúc")
    weighed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)
    offline = models.BooleanField("ghi lúc mất mạng", default=False)
    device = models.CharField("máy", max_length=80, blank=True)
    client_uuid = models.UUIDField(unique=True, editable=False)
    delivery = models.UUIDField(db_index=True, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    voids = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="voided_by"
    )
    void_reason = models.CharField("lý do thay phiếu", max_length=300, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=400, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-weighed_at", "-id")
        verbose_name = "phiếu cân"
        indexes = (
            GinIndex(fields=("words",), name="ticket_words"),
            models.Index(fields=("point", "day", "id"), name="ticket_by_point_day"),
            models.Index(fields=("slip", "id"), name="ticket_by_slip"),
            models.Index(fields=("line", "id"), name="ticket_by_line"),
            models.Index(fields=("producer", "-id"), name="ticket_by_producer"),
            models.Index(fields=("season", "-weighed_at", "-id"), name="ticket_by_season"),
            models.Index(fields=("day", "area_code", "id"), name="ticket_by_day_area"),
            models.Index(fields=("-weighed_at", "-id"), name="ticket_by_time"),
        )
        constraints = (
            models.UniqueConstraint(fields=("point", "year", "number"), name="ticket_number_once"),
            models.CheckConstraint(
                condition=Q(gross_kg=F("tare_kg") + F("net_kg")), name="ticket_gross_is_tare_and_net"
            ),
            models.CheckConstraint(
                condition=Q(net_kg=F("accepted_kg") + F("rejected_kg")),
                name="ticket_net_is_accepted_and_rejected",
            ),
            models.CheckConstraint(
                condition=Q(net_kg__gt=0) | Q(voids__isnull=False), name="ticket_weighs_something"
            ),
            models.CheckConstraint(
                condition=Q(voids=None, void_reason="") | (Q(voids__isnull=False) & ~Q(void_reason="")),
                name="ticket_voids_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(rejected_kg=0) | ~Q(reject_reason=""), name="ticket_rejects_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(reject_reason__in=["", *RejectReason.values])
                & (~Q(reject_reason=RejectReason.OTHER) | ~Q(reject_text="")),
                name="ticket_reason_known",
            ),
            models.CheckConstraint(
                condition=Q(producer__isnull=False) | ~Q(producer_text=""), name="ticket_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(slip=None) | Q(line__isnull=False), name="ticket_of_a_slip_names_its_line"
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The number as people write it: "PC-12/000123-2021" (point, number, year)."""
        return f"PC-{self.point_id}/{self.number:06d}-{self.year}"
