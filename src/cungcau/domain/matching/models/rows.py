"""A plan's rows: lines, shares, fills, unsold lots, bottlenecks."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from cungcau.domain.matching.models.plan import Plan


class Line(models.Model):
    """So many kg of a lot, through a point, to a need; ``folded`` is what the search looks in."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    lot = models.ForeignKey("supply.Lot", on_delete=models.PROTECT, related_name="+")
    need = models.ForeignKey("demand.Need", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("network.CollectionPoint", on_delete=models.PROTECT, related_name="+")
    producer = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    market = models.ForeignKey("network.Market", on_delete=models.PROTECT, related_name="+")
    harvest_date = models.DateField()
    dispatch_date = models.DateField()
    delivery_date = models.DateField()
    kg = models.PositiveIntegerField()
    price_vnd_per_kg = models.PositiveIntegerField(null=True)
    freight_vnd_per_kg = models.PositiveIntegerField()
    folded = models.TextField()
    words = models.GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ("dispatch_date", "id")
        indexes = (
            models.Index(fields=("plan", "dispatch_date", "id")),
            models.Index(fields=("plan", "kg", "id")),
            models.Index(fields=("plan", "harvest_date", "id")),
            models.Index(fields=("plan", "lot")),
            GinIndex(fields=("words",), name="plan_line_words"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kg__gt=0), name="plan_line_kg_positive"),
            models.CheckConstraint(
                condition=Q(dispatch_date__gte=F("harvest_date"), delivery_date__gte=F("dispatch_date")),
                name="plan_line_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.kg} kg {self.dispatch_date}"


class Share(models.Model):
    """What one producer offered and sold; shares are fractions of one with six places."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shares")
    producer = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    offered_kg = models.BigIntegerField()
    sold_kg = models.BigIntegerField()
    share = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    season_share = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    folded = models.TextField()
    words = models.GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ("season_share", "id")
        indexes = (
            models.Index(fields=("plan", "season_share", "id")),
            models.Index(fields=("plan", "offered_kg", "id")),
            GinIndex(fields=("words",), name="plan_share_words"),
        )
        constraints = (
            models.UniqueConstraint(fields=("plan", "producer"), name="plan_share_unique"),
            models.CheckConstraint(
                condition=Q(sold_kg__gte=0, sold_kg__lte=F("offered_kg")), name="plan_share_within_offer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.sold_kg}/{self.offered_kg} kg"


class Fill(models.Model):
    """How far one need is filled."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="fills")
    need = models.ForeignKey("demand.Need", on_delete=models.PROTECT, related_name="+")
    asked_kg = models.BigIntegerField()
    filled_kg = models.BigIntegerField()
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "need"), name="plan_fill_unique"),
            models.CheckConstraint(condition=Q(filled_kg__gte=0), name="plan_fill_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.filled_kg}/{self.asked_kg} kg"


class Unsold(models.Model):
    """Kilograms of a lot that stay unsold, why, and what binds."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unsold")
    lot = models.ForeignKey("supply.Lot", on_delete=models.PROTECT, related_name="+")
    unsold_kg = models.BigIntegerField()
    reason = models.CharField(max_length=20)
    resource = models.CharField(max_length=120, blank=True)
    folded = models.TextField()
    words = models.GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ("-unsold_kg", "id")
        indexes = (
            models.Index(fields=("plan", "-unsold_kg", "id")),
            models.Index(fields=("plan", "reason")),
            GinIndex(fields=("words",), name="plan_unsold_words"),
        )
        constraints = (
            models.UniqueConstraint(fields=("plan", "lot"), name="plan_unsold_unique"),
            models.CheckConstraint(condition=Q(unsold_kg__gt=0), name="plan_unsold_positive"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.unsold_kg} kg {self.reason}"


class Bottleneck(models.Model):
    """A capacity that is full, and how many more kg one more kg of it would let the province sell."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bottlenecks")
    kind = models.CharField(max_length=12)
    ref = models.CharField(max_length=120)
    date = models.DateField(null=True)
    used_kg = models.BigIntegerField()
    capacity_kg = models.BigIntegerField()
    gain_kg_per_kg = models.DecimalField(max_digits=10, decimal_places=6)

    class Meta:
        ordering = ("-gain_kg_per_kg", "kind", "ref", "date", "id")
        indexes = (models.Index(fields=("plan", "-gain_kg_per_kg", "id")),)

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.kind} {self.ref} {self.date}"
