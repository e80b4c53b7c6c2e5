"""A plan as a whole: what it was computed from, how good it is, where it stands."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cungcau.domain.matching.states import PLAN, PUBLISHED, SUPERSEDED
from cungcau.platform.ui.moments import MomentField

MAIN, WHAT_IF = "main", "what_if"


class Plan(models.Model):
    """One computed answer for a season; a what-if stands beside the plan it changes (``base``).

    A plan made around what people decided on an earlier one is a ``revision_of`` that. ``version`` counts
    the season's published plans; ``sha256`` seals what was published, and the database refuses to change it.
    Quantities are kg, money đồng. ``taken_at`` is when the season's rows were read, ``readiness`` what was
    found missing or stale before, ``dropped`` the decided lines that could not stand any more. ``summary``
    is the engine's ``summary.json``; ``pictures`` holds what the overview draws (weeks, flows, Lorenz
    points), made once when the plan is kept.
    """

    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=8, choices=((MAIN, "Kế hoạch"), (WHAT_IF, "Thử nếu")), default=MAIN)
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="what_ifs")
    revision_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField("phiên bản công bố", null=True)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default=PLAN.start)
    area_code = models.CharField(max_length=40, blank=True)
    order = ArrayField(models.CharField(max_length=4), size=3)
    changes = models.JSONField(default=list)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    offered_kg = models.BigIntegerField(default=0)
    asked_kg = models.BigIntegerField(default=0)
    sold_kg = models.BigIntegerField(default=0)
    upper_bound_kg = models.BigIntegerField(default=0)
    cost_vnd = models.BigIntegerField(default=0)
    summary = models.JSONField(default=dict)
    pictures = models.JSONField(default=dict)
    readiness = models.JSONField(default=list)
    taken_at = models.DateTimeField(null=True)
    dropped = models.JSONField(default=list)
    failure = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = MomentField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    publish_note = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PLAN.states), name="plan_state_known"),
            models.UniqueConstraint(fields=("season", "number"), name="plan_number_unique_in_season"),
            models.UniqueConstraint(fields=("season", "version"), name="plan_version_unique_in_season"),
            models.CheckConstraint(
                condition=Q(
                    version=None, state__in=[s for s in PLAN.states if s not in (PUBLISHED, SUPERSEDED)]
                )
                | Q(version__gte=1, state__in=(PUBLISHED, SUPERSEDED)),
                name="plan_published_is_numbered",
            ),
            models.UniqueConstraint(
                fields=("season",), condition=Q(state=PUBLISHED), name="plan_one_published_a_season"
            ),
            models.CheckConstraint(
                condition=Q(sold_kg__gte=0, sold_kg__lte=F("offered_kg")), name="plan_sold_within_offered"
            ),
            models.CheckConstraint(
                condition=Q(kind=MAIN, base__isnull=True) | Q(kind=WHAT_IF, base__isnull=False),
                name="plan_what_if_has_base",
            ),
        )

    def __str__(self) -> str:
        return f"{self.season_id}/{self.number} {self.title}"


class PlanInput(models.Model):
    """The scenario the plan was computed from, kept as the zipped folder of its files.

    Lots and needs change after a plan is made; this is what the plan's reasons speak of.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, primary_key=True, related_name="input")
    archive = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.sha256[:12]}"
