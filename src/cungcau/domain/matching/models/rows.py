"""A plan's rows: lines, shares, fills, unsold lots, bottlenecks.

``words`` is what the search looks in, made by ``searching.key``.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from cungcau.domain.matching.models.plan import Plan
from cungcau.domain.matching.unkept import CAPACITIES, GONE, RULES


def _sorted_by(*columns: str) -> tuple[models.Index, ...]:
    """An index for each column a plan's rows may be sorted by; ``id`` settles ties, so that pages never overlap."""
    return tuple(models.Index(fields=("plan", column, "id")) for column in columns)


class Line(models.Model):
    """So many kg of a lot, through a point, to a need.

    The columns ``by_…`` hold places in the alphabet: of the producer's name among the plan's producers and so on.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines", db_index=False)
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
    by_producer = models.PositiveIntegerField()
    by_lot = models.PositiveIntegerField()
    by_point = models.PositiveIntegerField()
    by_market = models.PositiveIntegerField()
    by_buyer = models.PositiveIntegerField()
    words = SearchVectorField()

    class Meta:
        ordering = ("dispatch_date", "id")
        indexes = (
            *_sorted_by("dispatch_date", "harvest_date", "delivery_date", "kg"),
            *_sorted_by("price_vnd_per_kg", "freight_vnd_per_kg"),
            *_sorted_by("by_producer", "by_lot", "by_point", "by_market", "by_buyer"),
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
    """What one producer offered and sold; shares are fractions of one with six places.

    ``by_producer`` and ``by_representative`` are places in the alphabet (none without a representative).
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shares", db_index=False)
    producer = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    offered_kg = models.BigIntegerField()
    sold_kg = models.BigIntegerField()
    share = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    season_share = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    by_producer = models.PositiveIntegerField()
    by_representative = models.PositiveIntegerField(null=True)
    words = SearchVectorField()

    class Meta:
        ordering = ("season_share", "id")
        indexes = (
            *_sorted_by("season_share", "share", "offered_kg", "sold_kg", "by_producer", "by_representative"),
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
    """Kilograms of a lot that stay unsold, why, and what binds; ``by_…`` are places in the alphabet."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unsold", db_index=False)
    lot = models.ForeignKey("supply.Lot", on_delete=models.PROTECT, related_name="+")
    unsold_kg = models.BigIntegerField()
    reason = models.CharField(max_length=20)
    resource = models.CharField(max_length=120, blank=True)
    by_lot = models.PositiveIntegerField()
    by_producer = models.PositiveIntegerField()
    words = SearchVectorField()

    class Meta:
        ordering = ("-unsold_kg", "id")
        indexes = (
            models.Index(fields=("plan", "-unsold_kg", "id")),
            *_sorted_by("unsold_kg", "reason", "by_lot", "by_producer"),
            GinIndex(fields=("words",), name="plan_unsold_words"),
        )
        constraints = (
            models.UniqueConstraint(fields=("plan", "lot"), name="plan_unsold_unique"),
            models.CheckConstraint(condition=Q(unsold_kg__gt=0), name="plan_unsold_positive"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.unsold_kg} kg {self.reason}"


class UnkeptLine(models.Model):
    """A line ordered or decided that the plan cannot keep, or carries beyond a capacity or against a rule.

    Codes and names as they were when the plan was computed, for lot or need may be gone. ``why`` is one of
    ``unkept``'s words; of a capacity ``resource`` names it, ``promised_kg`` is all promised of it, ``limit_kg`` what
    it holds. ``orders`` are ``{"code", "url"}`` of the orders behind it. ``by_producer`` is a place in the alphabet.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unkept", db_index=False)
    lot = models.CharField(max_length=60)
    producer = models.CharField(max_length=300, blank=True)
    need = models.CharField(max_length=80)
    buyer = models.CharField(max_length=300, blank=True)
    point = models.CharField(max_length=300, blank=True)
    harvest_date = models.DateField()
    dispatch_date = models.DateField()
    kg = models.PositiveIntegerField()
    why = models.CharField(max_length=16)
    resource = models.CharField(max_length=120, blank=True)
    promised_kg = models.BigIntegerField(null=True)
    limit_kg = models.BigIntegerField(null=True)
    orders = models.JSONField(default=list)
    by_producer = models.PositiveIntegerField()
    words = SearchVectorField()

    class Meta:
        ordering = ("harvest_date", "id")
        indexes = (
            *_sorted_by("harvest_date", "kg", "why", "by_producer"),
            GinIndex(fields=("words",), name="plan_unkept_words"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kg__gt=0), name="plan_unkept_kg_positive"),
            models.CheckConstraint(
                condition=Q(why__in=(*CAPACITIES, *RULES, *GONE)), name="plan_unkept_why_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.lot} {self.kg} kg {self.why}"


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
