"""What a producer had offered and sold before the lots at hand."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class SeasonLedger(models.Model):
    """What a producer had offered and sold in this season before the lots at hand (kg), and its weight."""

    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="ledger")
    producer = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="ledger")
    weight = models.DecimalField("trọng số", max_digits=9, decimal_places=4, default=1)
    prior_offered_kg = models.BigIntegerField("đã chào trước (kg)", default=0)
    prior_sold_kg = models.BigIntegerField("đã bán trước (kg)", default=0)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        verbose_name = "sổ vụ"
        constraints = (
            models.UniqueConstraint(fields=("season", "producer"), name="ledger_producer_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="ledger_weight_positive"),
            models.CheckConstraint(
                condition=Q(prior_sold_kg__gte=0, prior_sold_kg__lte=F("prior_offered_kg")),
                name="ledger_sold_within_offered",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="ledger_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.season_id} {self.producer_id}"
