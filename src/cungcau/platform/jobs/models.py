"""A job: what was asked for, how far it is, how it ended."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.platform.jobs.states import JOB
from cungcau.platform.ui.moments import MomentField


class Job(models.Model):
    """One piece of background work, its progress (0–100 %) and its end.

    ``error`` is for whoever runs the site; ``problem`` is what people read of a refusal (see ``refusals``).
    ``queue_id`` is the row of the queue that carries it; ``attempts`` counts how often a worker took it up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=JOB.start)
    stage = models.CharField(max_length=80, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    done_url = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    problem = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    queue_id = models.BigIntegerField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    created_at = MomentField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "id")
        indexes = (
            models.Index(fields=("state", "created_at")),
            models.Index(fields=("created_by", "-created_at")),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=JOB.states), name="job_state_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="job_percent_at_most_100"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.state}"
