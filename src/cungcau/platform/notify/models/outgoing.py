"""Messages that leave the site, and each try at sending one."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import GeneratedField, Q
from django.utils.translation import gettext

from cungcau.platform.notify import addresses, sms_text
from cungcau.platform.notify.states import (
    DELIVERED,
    LABELS,
    NEEDS_A_PERSON,
    OUTGOING,
    REASONS,
    SENDING,
    SENT,
    TONES,
)
from cungcau.platform.ui import clock
from cungcau.platform.ui.moments import MomentField


class Channel(models.TextChoices):
    """How a message goes out."""

    EMAIL = addresses.EMAIL, addresses.CHANNELS[addresses.EMAIL]
    SMS = addresses.SMS, addresses.CHANNELS[addresses.SMS]
    ZALO = addresses.ZALO, addresses.CHANNELS[addresses.ZALO]
    HAND = addresses.HAND, addresses.CHANNELS[addresses.HAND]


class Way(models.TextChoices):
    """How an officer told somebody by hand."""

    CALL = "call", "Gọi điện"
    OWN_PHONE = "own_phone", "Nhắn từ máy riêng"
    PRINT = "print", "Đưa bản in"
    IN_PERSON = "in_person", "Nói trực tiếp"


class Outgoing(models.Model):
    """One message to one person, its text frozen when it was asked for.

    ``once`` is unique: whoever asks again gets this row. ``about`` names what it concerns ("slip:12") and
    ``area_code`` whose outbox it stands in. Contacts are kept whole and shown masked. ``channel`` is the
    way being tried, ``ways`` all this person can be reached by, in order (comma between): those after it follow when
    it is refused. ``tries`` counts since the last change of way or wish of a person; ``reference`` is the id the
    provider is given, the same on every try.
    While ``sending`` the row belongs to one worker until ``lease_until``.
    """

    lifecycle = OUTGOING

    once = models.CharField("khoá chống gửi trùng", max_length=200, unique=True)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about = models.CharField("về việc", max_length=80, blank=True)
    area_code = models.CharField("địa bàn", max_length=40, blank=True)
    message = models.CharField("loại tin", max_length=80)
    subject = models.CharField("tiêu đề", max_length=300)
    text = models.TextField("nội dung")
    sms = models.TextField("nội dung không dấu", blank=True)
    link = models.CharField("đường dẫn", max_length=300, blank=True)
    name = models.CharField("người nhận", max_length=200, blank=True)
    phone = models.CharField("số điện thoại", max_length=16, blank=True)
    email = models.CharField("thư điện tử", max_length=254, blank=True)
    zalo = models.CharField("Zalo", max_length=80, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="tài khoản",
    )
    notification = models.OneToOneField(
        "notify.Notification", null=True, on_delete=models.SET_NULL, related_name="outgoing"
    )
    channel = models.CharField("kênh", max_length=8, choices=Channel.choices)
    ways = models.CharField("các kênh theo thứ tự", max_length=40, blank=True)
    urgent = models.BooleanField("khẩn", default=False)
    good_until = models.DateTimeField("hạn báo", null=True)
    state = models.CharField("trạng thái", max_length=12, default=OUTGOING.start)
    reason = models.CharField("lý do", max_length=16, blank=True)
    detail = models.CharField("nhà cung cấp trả lời", max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    next_try_at = models.DateTimeField("lần thử tới", null=True)
    lease_until = models.DateTimeField(null=True, editable=False)
    provider_id = models.CharField("mã của nhà cung cấp", max_length=120, blank=True)
    created_at = MomentField("lúc tạo", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người tạo",
    )
    sent_at = models.DateTimeField("lúc gửi", null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người báo tay",
    )
    delivered_at = models.DateTimeField("lúc tới máy", null=True)
    sent_way = models.CharField("báo bằng cách", max_length=12, choices=Way.choices, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    is_demo = models.BooleanField("minh hoạ", default=False)
    folded = models.TextField(editable=False, blank=True)
    words = GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = "tin gửi đi"
        indexes = (
            models.Index(fields=("-created_at", "-id"), name="notify_out_latest"),
            models.Index(fields=("area_code", "-created_at", "-id"), name="notify_out_area"),
            models.Index(fields=("state", "-created_at", "-id"), name="notify_out_state"),
            models.Index(
                fields=("area_code", "state"),
                opclasses=("varchar_pattern_ops", "varchar_pattern_ops"),
                name="notify_out_counts",
            ),
            models.Index(fields=("phone",), name="notify_out_phone"),
            models.Index(fields=("about",), condition=~Q(about=""), name="notify_out_about"),
            models.Index(
                fields=("-urgent", "next_try_at"),
                condition=Q(state__in=("waiting", "failed")),
                name="notify_out_due",
            ),
            models.Index(
                fields=("provider_id",), condition=~Q(provider_id=""), name="notify_out_provider_id"
            ),
            models.Index(fields=("lease_until",), condition=Q(state="sending"), name="notify_out_leased"),
            models.Index(
                fields=("good_until",),
                condition=Q(good_until__isnull=False, state__in=("waiting", "failed", "held")),
                name="notify_out_good_until",
            ),
            GinIndex(fields=("words",), name="notify_out_words"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=OUTGOING.states), name="notify_outgoing_state"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="notify_outgoing_channel"),
            models.CheckConstraint(
                condition=Q(state=SENDING, lease_until__isnull=False)
                | (~Q(state=SENDING) & Q(lease_until__isnull=True)),
                name="notify_outgoing_leased",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(SENT, DELIVERED), sent_at__isnull=False, sent_by__isnull=True)
                | Q(state="by_hand", sent_at__isnull=False, sent_by__isnull=False)
                | (
                    ~Q(state__in=(SENT, DELIVERED, "by_hand")) & Q(sent_at__isnull=True, sent_by__isnull=True)
                ),
                name="notify_outgoing_sent",
            ),
            models.CheckConstraint(
                condition=Q(state=DELIVERED, delivered_at__isnull=False)
                | (~Q(state=DELIVERED) & Q(delivered_at=None)),
                name="notify_outgoing_delivered",
            ),
            models.CheckConstraint(condition=~Q(once=""), name="notify_outgoing_once_named"),
        )

    def __str__(self) -> str:
        return f"{self.heading} → {self.name or self.shown}"

    @property
    def is_letter(self) -> bool:
        """The e-mail of a notice: what it says is between the site and its reader, who finds it in the site too."""
        return self.user_id is not None

    @property
    def heading(self) -> str:
        """The subject as others may see it."""
        return gettext("Thư thông báo") if self.is_letter else self.subject

    @property
    def shown(self) -> str:
        """The contact of the present channel, masked; for ``hand`` whatever is known."""
        masks = {
            Channel.EMAIL: addresses.masked_email(self.email),
            Channel.SMS: addresses.masked_phone(self.phone),
            Channel.ZALO: addresses.masked_zalo(self.zalo),
        }
        return masks.get(Channel(self.channel), "") or next(filter(None, masks.values()), "")

    @property
    def label(self) -> str:
        """The state in words."""
        return str(LABELS[self.state])

    @property
    def tone(self) -> str:
        """The state's tone."""
        return TONES[self.state]

    @property
    def next_try(self) -> datetime | None:
        """When it is tried again, as the site tells it; ``next_try_at`` is the machine's own reckoning."""
        return clock.shown(self.next_try_at) if self.next_try_at is not None else None

    @property
    def why(self) -> str:
        """Why it is where it is: our words, then the provider's."""
        return ": ".join(filter(None, (str(REASONS.get(self.reason, self.reason)), self.detail)))

    @property
    def sms_parts(self) -> int:
        """As how many SMS the text would be sent."""
        return sms_text.parts(self.sms)

    @property
    def needs_a_person(self) -> bool:
        """Nothing more happens to it by itself."""
        return self.state in NEEDS_A_PERSON


class Attempt(models.Model):
    """One try at sending: begun before the provider was called, ended by what it answered.

    ``outcome`` is blank while it runs, and stays so when its worker died.
    """

    outgoing = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="attempts")
    channel = models.CharField("kênh", max_length=8, choices=Channel.choices)
    started_at = models.DateTimeField("bắt đầu")
    ended_at = models.DateTimeField("kết thúc", null=True)
    outcome = models.CharField("kết quả", max_length=12, blank=True)
    reason = models.CharField("lý do", max_length=16, blank=True)
    detail = models.CharField("nhà cung cấp trả lời", max_length=300, blank=True)
    provider_id = models.CharField("mã của nhà cung cấp", max_length=120, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "lần gửi"

    def __str__(self) -> str:
        return f"{self.outgoing_id} {self.channel} {self.outcome or '…'}"

    @property
    def why(self) -> str:
        """Our words, then the provider's."""
        return ": ".join(filter(None, (str(REASONS.get(self.reason, self.reason)), self.detail)))
