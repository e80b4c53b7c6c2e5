"""Conferences, fairs, weeks of a product: where, when, who came."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.promotion import states
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class EventKind(models.TextChoices):
    """What an event is."""

    CONFERENCE = "conference", _("Hội nghị")
    FAIR = "fair", _("Hội chợ, triển lãm")
    WEEK = "week", _("Tuần, ngày hội sản phẩm")
    TRAINING = "training", _("Tập huấn")
    OTHER = "other", _("Khác")


class Way(models.TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", _("Trực tiếp")
    ONLINE = "online", _("Trực tuyến")
    BOTH = "both", _("Trực tiếp và trực tuyến")


class Event(Versioned):
    """An event of trade promotion from ``starts_on`` to ``ends_on``, both included.

    ``held_by`` is who organises it, ``goods`` what it is for, ``result`` what came of it, told once it was held;
    ``visitors`` None is not counted.
    """

    lifecycle = states.EVENT

    kind = models.CharField("loại", max_length=10, choices=EventKind.choices)
    title = models.CharField("tên sự kiện", max_length=300)
    way = models.CharField("hình thức", max_length=9, choices=Way.choices, default=Way.IN_PERSON)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    unit = models.ForeignKey(
        "geography.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn"
    )
    place_text = models.CharField("nơi tổ chức", max_length=300, blank=True)
    held_by = models.CharField("đơn vị tổ chức", max_length=300)
    goods = models.CharField("sản phẩm", max_length=300, blank=True)
    purpose = models.TextField("mục đích", blank=True, max_length=4000)
    result = models.TextField("kết quả", blank=True, max_length=4000)
    visitors = models.PositiveIntegerField("số người dự", null=True, blank=True)
    reason = models.CharField("lý do không tổ chức", max_length=300, blank=True)
    state = models.CharField("trạng thái", max_length=10, default=states.EVENT.start, editable=False)
    area_code = models.CharField("địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    source = models.CharField("nguồn", max_length=300)
    folded = models.CharField(max_length=1000, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("ghi lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("-starts_on", "-id")
        verbose_name = "sự kiện xúc tiến"
        indexes = (
            GinIndex(fields=("words",), name="promotion_event_words"),
            models.Index(fields=("area_code", "-starts_on", "-id"), name="promotion_event_area"),
            models.Index(fields=("-starts_on", "-id"), name="promotion_event_day"),
        )
        constraints = (
            state_check(states.EVENT),
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values, way__in=Way.values), name="promotion_event_words_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="promotion_event_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(source=""), name="promotion_event_named_and_sourced"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.CANCELLED) | ~Q(reason=""),
                name="promotion_event_cancelled_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title[:200]


class SiteKind(models.TextChoices):
    """What a place of an event is."""

    MAIN = "main", _("Điểm cầu chính")
    PROVINCE = "province", _("Điểm cầu tỉnh, thành phố")
    ONLINE = "online", _("Sàn, kênh trực tuyến")
    STAND = "stand", _("Gian hàng, khu trưng bày")


class EventSite(models.Model):
    """One of the places an event goes on at: a hall, a connected province, an online channel."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sites")
    position = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=8, choices=SiteKind.choices)
    name = models.CharField("tên", max_length=200)
    address = models.CharField("địa chỉ", max_length=300, blank=True)

    class Meta:
        ordering = ("event", "position")
        verbose_name = "điểm cầu, gian hàng"
        constraints = (
            models.UniqueConstraint(fields=("event", "position"), name="event_site_place_once"),
            models.UniqueConstraint(fields=("event", "kind", "name"), name="event_site_named_once"),
            models.CheckConstraint(
                condition=Q(kind__in=SiteKind.values) & ~Q(name=""), name="event_site_known"
            ),
        )

    def __str__(self) -> str:
        return self.name


class PartyRole(models.TextChoices):
    """What a body is at an event."""

    HOST = "host", _("Chủ trì")
    PARTNER = "partner", _("Phối hợp")
    SELLER = "seller", _("Bên bán")
    BUYER = "buyer", _("Bên mua")
    CARRIER = "carrier", _("Vận chuyển")
    PRESS = "press", _("Báo chí, truyền thông")


class EventParty(models.Model):
    """Who takes part: an organisation of the registry, or a body told by ``name``; ``came`` None: not yet known."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField("vai trò", max_length=8, choices=PartyRole.choices)
    organisation = models.ForeignKey(
        "registry.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("tên", max_length=200, blank=True)
    came = models.BooleanField("có dự", null=True, blank=True)

    class Meta:
        ordering = ("event", "role", "id")
        verbose_name = "bên tham gia"
        constraints = (
            models.UniqueConstraint(
                fields=("event", "organisation"),
                condition=Q(organisation__isnull=False),
                name="event_party_once",
            ),
            models.UniqueConstraint(
                fields=("event", "name"), condition=~Q(name=""), name="event_party_named_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=PartyRole.values)
                & (Q(organisation=None) & ~Q(name="") | Q(organisation__isnull=False, name="")),
                name="event_party_is_one",
            ),
        )

    def __str__(self) -> str:
        return self.organisation.name if self.organisation is not None else self.name
