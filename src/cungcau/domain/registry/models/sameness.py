"""Which organisations are one and the same, and which only look alike."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cungcau.platform.ui.moments import MomentField


class KnownDifferent(models.Model):
    """Somebody looked at two that look alike and said they are not the same; they are not asked about again."""

    first = models.ForeignKey("registry.Organisation", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("registry.Organisation", on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = MomentField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "khác nhau"
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="known_different_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="known_different_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class Merge(models.Model):
    """Two rows found to be one: what both said before, which values were chosen, what moved.

    ``before`` holds both rows' fields as they stood; ``moved`` counts rows by model and field.
    """

    kept = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="merges")
    merged = models.OneToOneField("registry.Organisation", on_delete=models.PROTECT, related_name="merge")
    before = models.JSONField(default=dict)
    chosen = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    reason = models.CharField("lý do", max_length=300, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_at = MomentField("lúc", auto_now_add=True)

    class Meta:
        ordering = ("-merged_at", "-id")
        verbose_name = "lần gộp"
        constraints = (models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two"),)

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"
