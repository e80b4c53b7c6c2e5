"""Who waits for whom: every open stay of a file and every live request, in one list; and what was said of a request."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models.dossier import Dossier, Evidence
from cungcau.domain.ocop.models.road import ItemRequest, Stage, Step
from cungcau.platform.ui.moments import MomentField


class RequestTurn(models.Model):
    """One thing said of a request: asked (with its last day), answered, accepted, dropped; nothing is overwritten."""

    class Kind(models.TextChoices):
        """What was said."""

        ASK = "ask", _("Yêu cầu")
        ANSWER = "answer", _("Trả lời")
        ACCEPT = "accept", _("Xác nhận đủ")
        AGAIN = "again", _("Yêu cầu lại")
        CANCEL = "cancel", _("Thôi yêu cầu")

    request = models.ForeignKey(ItemRequest, on_delete=models.CASCADE, related_name="turns")
    kind = models.CharField("việc", max_length=6, choices=Kind.choices)
    text = models.TextField("lời", blank=True, max_length=4000)
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="+", verbose_name="minh chứng kèm theo"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = MomentField("lúc", auto_now_add=True)

    class Meta:
        ordering = ("request", "id")
        verbose_name = "lời về một yêu cầu"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("ask", "answer", "accept", "again", "cancel")),
                name="ocop_turn_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("ask", "again", "answer")) | ~Q(text=""),
                name="ocop_turn_says_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"


class Waiting(models.Model):
    """A row of "who waits for whom", drawn by the database from open steps and live requests; never written.

    ``holder`` is whose turn it is. A request its entity has answered waits for whoever asked, unless the whole file
    is still back with the entity.
    """

    class Kind(models.TextChoices):
        """What is waited for."""

        FILE = "file", _("Hồ sơ")
        REQUEST = "request", _("Mục bổ sung")

    kind = models.CharField("việc", max_length=7, choices=Kind.choices)
    dossier = models.ForeignKey(Dossier, on_delete=models.DO_NOTHING, related_name="+")
    step = models.ForeignKey(Step, null=True, on_delete=models.DO_NOTHING, related_name="+")
    request = models.ForeignKey(ItemRequest, null=True, on_delete=models.DO_NOTHING, related_name="+")
    holder = models.CharField("chờ ai", max_length=10, choices=Stage.choices)
    since = models.DateTimeField("từ lúc")
    due_on = models.DateField("hạn", null=True)
    area_code = models.CharField(max_length=40)

    class Meta:
        managed = False
        db_table = "ocop_waiting"
        ordering = ("due_on", "id")
        verbose_name = "việc đang chờ"

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.holder}"
