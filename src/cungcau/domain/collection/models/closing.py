"""The end of a day at a point."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.platform.ui.moments import MomentField


class DayClosing(models.Model):
    """What a point had expected and received when its day was closed, in whole kg; only added.

    Entries kept on a phone may arrive afterwards: the day is then closed again, as the next ``revision``.
    """

    point = models.ForeignKey("network.CollectionPoint", on_delete=models.PROTECT, related_name="closed_days")
    day = models.DateField("ngày")
    revision = models.PositiveSmallIntegerField("lần", default=1)
    expected_kg = models.PositiveIntegerField("chờ nhận (kg)")
    accepted_kg = models.PositiveIntegerField("đã nhận (kg)")
    rejected_kg = models.PositiveIntegerField("đã loại (kg)")
    tickets = models.PositiveIntegerField("số phiếu cân")
    slips = models.PositiveIntegerField("số phiếu hái chờ")
    not_brought = models.PositiveIntegerField("phiếu không mang đến")
    missed = models.PositiveIntegerField("lượt không đến")
    note = models.CharField("ghi chú", max_length=500, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = MomentField("chốt lúc", auto_now_add=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("point", "day", "revision")
        verbose_name = "chốt ngày"
        constraints = (
            models.UniqueConstraint(fields=("point", "day", "revision"), name="closing_once"),
            models.CheckConstraint(condition=Q(revision__gt=0), name="closing_counted"),
        )

    def __str__(self) -> str:
        return f"{self.point_id} {self.day}"
