"""What is shut on the way, from when to when, who said so."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class EventKind(models.TextChoices):
    """What is shut."""

    ROAD = "road", _("Đường, cầu, đèo")
    CHECKPOINT = "checkpoint", _("Chốt kiểm soát")
    GATE = "gate", _("Cửa khẩu")
    MARKET = "market", _("Chợ, nơi nhận hàng")
    POINT = "point", _("Điểm tập kết")


class HeardBy(models.TextChoices):
    """How the news came."""

    PAPER = "paper", _("Văn bản")
    WEB = "web", _("Trang mạng, báo")
    PHONE = "phone", _("Điện thoại")
    SEEN = "seen", _("Thấy tận nơi")


class RouteEvent(models.Model):
    """A road, checkpoint, border gate, market or point shut (``percent_left`` 0) or narrowed from a day to a day.

    Both days are included. What it touches are its :class:`EventTarget` rows. ``source`` says who reported it and
    where that stands. A row never changes its facts: reopening early or extending is a further row that
    ``follows`` this one. A carrier's report waits as ``reported`` until an officer confirms it.
    """

    lifecycle = states.EVENT

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="route_events", verbose_name="mùa vụ"
    )
    code = models.CharField("mã tin", max_length=40, unique=True)
    state = models.CharField("trạng thái", max_length=12, default=states.EVENT.start, editable=False)
    kind = models.CharField("loại", max_length=10, choices=EventKind.choices)
    name = models.CharField("tên đường, chốt, cửa khẩu", max_length=200)
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    percent_left = models.PositiveSmallIntegerField("còn lại (%)", default=0)
    what = models.CharField("chuyện gì", max_length=600, blank=True)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    reason = models.CharField("lý do thay đổi", max_length=300, blank=True)
    heard_by = models.CharField("nghe từ", max_length=8, choices=HeardBy.choices)
    source = models.CharField("nguồn: ai, văn bản, địa chỉ", max_length=300)
    heard_at = models.DateTimeField("biết tin lúc")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = MomentField("ghi lúc", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=1200, editable=False, db_collation="C")
    words = searchable("folded")
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-first", "-id")
        verbose_name = "tin đường sá"
        indexes = (
            GinIndex(fields=("words",), name="route_event_words"),
            models.Index(fields=("season", "-first", "-id"), name="route_event_by_day"),
            models.Index(fields=("season", "state", "-first", "-id"), name="route_event_by_state"),
        )
        constraints = (
            state_check(states.EVENT),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="route_event_days_in_order"),
            models.CheckConstraint(condition=Q(percent_left__lt=100), name="route_event_takes_something"),
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values, heard_by__in=HeardBy.values),
                name="route_event_words_known",
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(reason=""), name="route_event_changed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""), name="route_event_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def state_on(self, day: date) -> str:
        """The state as it reads on a day: a confirmed event is over after its last one."""
        return states.OVER if self.state == states.CONFIRMED and day > self.last else self.state


class EventTarget(models.Model):
    """A lane, market or point that an event touches, and the closure made of it for the plans."""

    event = models.ForeignKey(RouteEvent, on_delete=models.CASCADE, related_name="targets")
    lane = models.ForeignKey(
        "network.Lane", null=True, blank=True, on_delete=models.PROTECT, related_name="route_events"
    )
    market = models.ForeignKey(
        "network.Market", null=True, blank=True, on_delete=models.PROTECT, related_name="route_events"
    )
    point = models.ForeignKey(
        "network.CollectionPoint",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="route_events",
    )
    closure = models.ForeignKey(
        "network.Closure", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("event", "id")
        verbose_name = "nơi bị chạm"
        constraints = (
            models.CheckConstraint(
                condition=Q(lane__isnull=False, market=None, point=None)
                | Q(lane=None, market__isnull=False, point=None)
                | Q(lane=None, market=None, point__isnull=False),
                name="event_target_is_one",
            ),
            models.UniqueConstraint(
                fields=("event", "lane", "market", "point"), nulls_distinct=False, name="event_target_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id}: {self.lane_id or self.market_id or self.point_id}"


class EventTold(models.Model):
    """Who was told of an event, once: an account, or an organisation that has none (``way`` says how)."""

    event = models.ForeignKey(RouteEvent, on_delete=models.CASCADE, related_name="told")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "registry.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("event", "id")
        verbose_name = "người đã được báo"
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, organisation=None) | Q(user=None, organisation__isnull=False),
                name="event_told_to_one",
            ),
            models.UniqueConstraint(
                fields=("event", "user", "organisation"), nulls_distinct=False, name="event_told_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id}: {self.user_id or self.organisation_id}"
