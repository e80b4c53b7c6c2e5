"""A thing with states, to try the platform's one way of changing them."""

from __future__ import annotations

from django.db import models

from cungcau.kernel.lifecycle import Lifecycle
from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import REPRESENTATIVE, VIEWER
from cungcau.platform.lifecycle.services import register_moves, state_check

DO = register("errand.do", "Làm việc vặt", roles=(REPRESENTATIVE,))
LOOK = register("errand.look", "Xem việc vặt", roles=(REPRESENTATIVE, VIEWER))

ERRAND = Lifecycle(
    name="errand",
    start="open",
    states=("open", "taken", "done", "dropped"),
    moves={
        "take": (("open",), "taken"),
        "finish": (("taken",), "done"),
        "drop": (("open", "taken"), "dropped"),
    },
)

register_moves(
    ERRAND,
    {
        "take": "nhận việc {thing}",
        "finish": "làm xong việc {thing} trong {minutes} phút",
        "drop": "bỏ việc {thing}",
    },
)


class Errand(models.Model):
    """Something small to be done somewhere."""

    title = models.CharField(max_length=80)
    state = models.CharField(max_length=12, default=ERRAND.start)
    area_code = models.CharField(max_length=40, blank=True)
    minutes = models.PositiveIntegerField(null=True)

    lifecycle = ERRAND

    class Meta:
        app_label = "lifecycle"
        constraints = (state_check(ERRAND),)

    def __str__(self) -> str:
        return self.title
