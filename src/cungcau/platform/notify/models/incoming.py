"""Messages people send to the site: kept once each, carried out where they can be read, else handled by a person."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import GeneratedField, Q

from cungcau.platform.notify import addresses
from cungcau.platform.notify.states import INCOMING, INCOMING_LABELS, INCOMING_TONES, OPEN_INCOMING, UNREAD
from cungcau.platform.ui.moments import MomentField


class Incoming(models.Model):
    """One SMS to the site, as the gateway handed it over.

    ``gateway_id`` is the provider's number for it and unique: handed over again it does nothing. ``about`` names what
    it was understood to be about ("slip:12"), ``area_code`` whose officers see it ("" for a sender nobody knows), and
    ``people`` are the ids of the accounts that see it beside them. ``why`` is why a person is needed.
    """

    lifecycle = INCOMING

    gateway_id = models.CharField("mã của nhà cung cấp", max_length=120, unique=True)
    phone = models.CharField("số điện thoại", max_length=20)
    text = models.CharField("nội dung", max_length=1000)
    received_at = MomentField("lúc đến", auto_now_add=True)
    state = models.CharField("trạng thái", max_length=12, default=INCOMING.start)
    why = models.CharField("vì sao cần người", max_length=16, blank=True)
    about = models.CharField("về việc", max_length=80, blank=True)
    area_code = models.CharField("địa bàn", max_length=40, blank=True, db_collation="C")
    sender = models.CharField("người gửi", max_length=200, blank=True)
    people = ArrayField(models.BigIntegerField(), default=list)
    reply = models.OneToOneField(
        "notify.Outgoing", null=True, on_delete=models.SET_NULL, related_name="answers", editable=False
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    handled_at = models.DateTimeField("lúc xử lý", null=True)
    note = models.CharField("đã làm gì", max_length=300, blank=True)
    folded = models.TextField(editable=False, blank=True)
    words = GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ("-received_at", "-id")
        verbose_name = "tin nhắn đến"
        indexes = (
            models.Index(fields=("-received_at", "-id"), name="notify_in_latest"),
            models.Index(fields=("state", "-received_at", "-id"), name="notify_in_state"),
            models.Index(fields=("area_code", "-received_at", "-id"), name="notify_in_area"),
            models.Index(fields=("phone", "-received_at"), name="notify_in_phone"),
            models.Index(fields=("about",), condition=~Q(about=""), name="notify_in_about"),
            GinIndex(fields=("people",), name="notify_in_people"),
            GinIndex(fields=("words",), name="notify_in_words"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=INCOMING.states), name="notify_incoming_state"),
            models.CheckConstraint(
                condition=Q(state="handled", handled_at__isnull=False)
                | (~Q(state="handled") & Q(handled_at=None, handled_by=None)),
                name="notify_incoming_handled",
            ),
            models.CheckConstraint(condition=~Q(gateway_id=""), name="notify_incoming_numbered"),
        )

    def __str__(self) -> str:
        return f"SMS {self.gateway_id}"

    @property
    def shown(self) -> str:
        """The sender's number, masked."""
        return addresses.masked_phone(self.phone)

    @property
    def label(self) -> str:
        """The state in words."""
        return str(INCOMING_LABELS[self.state])

    @property
    def tone(self) -> str:
        """The state's tone."""
        return INCOMING_TONES[self.state]

    @property
    def unread(self) -> str:
        """Why a person is needed, in words; "" where none is."""
        return str(UNREAD.get(self.why, self.why))

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return self.state == OPEN_INCOMING
